//! A header of a response does not match the document.

use std::error::Error as StdError;
use std::fmt;

/// A header of a response does not match the document. The response itself was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    value: String,
    reason: String,
}

impl HeaderError {
    pub(crate) fn new(name: &'static str, value: String, reason: String) -> Self {
        Self {
            name,
            value,
            reason,
        }
    }

    /// The name of the header, as the document spells it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The value as it came; what is not UTF-8 is replaced.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the header `{}` of the response does not match the document: {}; it is {:?}",
            self.name, self.reason, self.value
        )
    }
}

impl StdError for HeaderError {}
