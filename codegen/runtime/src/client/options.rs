//! What can be set for one call.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use crate::encode::header;
use crate::error::RequestError;

/// What can be set for one call.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) timeout: TimeLimit,
    /// The first one that cannot be sent is an error.
    pub(super) headers: Vec<Result<(HeaderName, HeaderValue), String>>,
}

/// A time limit as it was set, if it was.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum TimeLimit {
    /// It was not set.
    #[default]
    Unset,
    /// It was set; `None` is as long as it takes.
    Set(Option<Duration>),
}

impl TimeLimit {
    /// The limit, or another where it was not set.
    pub(super) fn unless_set(self, other: Option<Duration>) -> Option<Duration> {
        match self {
            Self::Unset => other,
            Self::Set(limit) => limit,
        }
    }
}

impl Options {
    pub(super) fn header(&mut self, name: &str, value: &str) {
        self.headers
            .push(header(name, value).map_err(|_| name.to_owned()));
    }

    /// Puts the headers into a request. They replace those of the same name, but not credentials: these are marked as
    /// sensitive, and one that was set for the whole client is not meant to be replaced by chance.
    pub(super) fn apply(&self, headers: &mut http::HeaderMap) -> Result<(), RequestError> {
        for header in &self.headers {
            match header {
                Ok((name, value)) => _ = headers.insert(name, value.clone()),
                Err(name) => {
                    return Err(RequestError::Parameter {
                        name: name.clone(),
                        problem: crate::error::ParameterProblem::HeaderValue,
                    });
                }
            }
        }
        Ok(())
    }
}
