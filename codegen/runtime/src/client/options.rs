//! What can be set for one call.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use crate::encode::header;
use crate::error::{ParameterProblem, RequestError};
use crate::limit::Limit;

/// What can be set for one call.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) timeout: Limit<Duration>,
    pub(super) idle_timeout: Limit<Duration>,
    pub(super) max_response_size: Limit<usize>,
    /// The first one that cannot be sent is an error.
    pub(super) headers: Vec<Result<(HeaderName, HeaderValue), String>>,
}

impl Options {
    pub(super) fn header(&mut self, name: &str, value: &str) {
        self.headers
            .push(header(name, value).map_err(|_| name.to_owned()));
    }

    /// Puts the headers into a request, where they replace those of the same name, also credentials: another one for one
    /// call. It is as secret then.
    pub(super) fn apply(&self, headers: &mut http::HeaderMap) -> Result<(), RequestError> {
        for header in &self.headers {
            let (name, value) = header.as_ref().map_err(|name| RequestError::Parameter {
                name: name.clone(),
                problem: ParameterProblem::HeaderValue,
            })?;
            let mut value = value.clone();
            if headers.get(name).is_some_and(HeaderValue::is_sensitive) {
                value.set_sensitive(true);
            }
            headers.insert(name, value);
        }
        Ok(())
    }
}

/// The setters for one call, on what holds its options at a place.
macro_rules! call_options {
    ($($place:tt).+) => {
        /// Sets how long this call may take, from the first byte of its request to the last of its answer; `None` for as
        /// long as it takes. Where the answer is a stream, it is the time to its first byte. For a list, it is the time
        /// for each page.
        pub fn timeout(mut self, limit: impl Into<Option<std::time::Duration>>) -> Self {
            self.$($place).+.timeout = crate::limit::Limit::Set(limit.into());
            self
        }

        /// Sets how long the server may send nothing once it has begun to send its answer; `None` for as long as it likes.
        pub fn idle_timeout(mut self, limit: impl Into<Option<std::time::Duration>>) -> Self {
            self.$($place).+.idle_timeout = crate::limit::Limit::Set(limit.into());
            self
        }

        /// Sets how many bytes the body of the answer may have, decompressed; `None` for as many as there are. What is read
        /// as it comes is not counted.
        pub fn max_response_size(mut self, bytes: impl Into<Option<usize>>) -> Self {
            self.$($place).+.max_response_size = crate::limit::Limit::Set(bytes.into());
            self
        }

        /// Sets a header of this call; for a list, of the call for each page.
        pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.$($place).+.header(name.as_ref(), value.as_ref());
            self
        }
    };
}
pub(super) use call_options;
