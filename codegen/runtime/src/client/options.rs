//! What can be set for one call.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use crate::encode::header;
use crate::error::{ParameterProblem, RequestError};

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
