//! The body of a response does not match the document.

use std::error::Error as StdError;
use std::fmt;

use crate::raw_response::RawResponse;
use crate::snippet::Snippet;

/// The body of a response does not match the document.
#[derive(Debug)]
pub struct DecodeError {
    response: RawResponse,
    path: String,
    /// The byte at which decoding stopped.
    offset: usize,
    reason: BoxedReason,
}

type BoxedReason = crate::error::BoxError;

impl DecodeError {
    pub(crate) fn new(
        response: RawResponse,
        path: String,
        offset: usize,
        reason: impl Into<BoxedReason>,
    ) -> Self {
        Self {
            response,
            path,
            offset,
            reason: reason.into(),
        }
    }

    /// Where in the body, as a JSON path: `$.results[3].entitlement.id`. A member that is missing is at its end. Empty
    /// when the body is not JSON.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body around the byte at which decoding stopped.
    #[must_use]
    pub fn snippet(&self) -> String {
        Snippet::around(self.response.body(), self.offset).to_string()
    }

    /// The response as it came: status, headers, raw body.
    #[must_use]
    pub fn raw_response(&self) -> &RawResponse {
        &self.response
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body of the response ({}", self.response.status())?;
        if let Some(media_type) = self.response.media_type() {
            write!(f, ", {media_type}")?;
        }
        f.write_str(") does not match the document")?;
        if !self.path.is_empty() {
            write!(f, ", at {}", self.path)?;
        }
        write!(f, ": {}", self.reason)?;
        if !self.response.body().is_empty() {
            write!(
                f,
                "; near {}",
                Snippet::around(self.response.body(), self.offset)
            )?;
        }
        Ok(())
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.reason.as_ref())
    }
}
