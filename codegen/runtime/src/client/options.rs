//! What can be set for one call.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::core::{Core, ForAll};
use super::onward::{has_parameter, name_of};
use crate::Body;
use crate::encode::header;
use crate::error::{ParameterProblem, RequestError};
use crate::limit::Limit;
use crate::retry::{self, Retry};
use crate::text::{Escape, Text};

/// What can be set for one call.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) timeout: Limit<Duration>,
    pub(super) idle_timeout: Limit<Duration>,
    pub(super) attempt_timeout: Limit<Duration>,
    pub(super) max_response_size: Limit<usize>,
    pub(super) retry: Option<Retry>,
    /// Escaped pairs, joined by `&`.
    pub(super) query: String,
    pub(super) idempotency_key: Option<String>,
    /// Whether the call goes on while nobody waits for it.
    pub(super) in_background: bool,
    /// Whether an operation may change all that there is.
    pub(super) all: bool,
    /// The first one that cannot be sent is an error.
    pub(super) headers: Vec<Result<(HeaderName, HeaderValue), String>>,
}

impl Options {
    pub(super) fn header(&mut self, name: &str, value: &str) {
        self.headers
            .push(header(name, value).map_err(|_| name.to_owned()));
    }

    pub(super) fn query(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        Text::new(&mut self.query, Escape::Url).push_str(name);
        self.query.push('=');
        Text::new(&mut self.query, Escape::Url).push_str(value);
    }

    /// Leaves out the parameters of the query that the address of a page has already.
    pub(super) fn for_page(mut self, page: &str) -> Self {
        let is_new = |pair: &&str| !has_parameter(page, name_of(pair));
        let new: Vec<&str> = self.query.split('&').filter(is_new).collect();
        self.query = new.join("&");
        self
    }

    /// Puts what is set into a request.
    pub(super) fn apply(
        &self,
        core: &Core,
        request: &mut http::Request<Body>,
    ) -> Result<(), RequestError> {
        if request.extensions_mut().remove::<ForAll>().is_some() && !self.all {
            return Err(RequestError::NoCondition);
        }
        self.apply_headers(core, request)?;
        if let Some(key) = &self.idempotency_key
            && !retry::has_key(request)
        {
            let name = retry::key_header(request);
            let (name, value) = header(name, key).map_err(|_| unsendable(name))?;
            request.headers_mut().insert(name, value);
        }
        if !self.query.is_empty() {
            let url = request.uri().to_string();
            let separator = if url.contains('?') { '&' } else { '?' };
            let url = format!("{url}{separator}{}", self.query);
            *request.uri_mut() = url.parse().map_err(|_| RequestError::Url)?;
        }
        Ok(())
    }

    /// Puts the headers into a request, where they replace those of the same name, also credentials: another one for one
    /// call. It is as secret then.
    fn apply_headers(
        &self,
        core: &Core,
        request: &mut http::Request<Body>,
    ) -> Result<(), RequestError> {
        for header in &self.headers {
            let (name, value) = header.as_ref().map_err(|name| unsendable(name))?;
            let mut value = value.clone();
            let replaced = request.headers().get(name);
            if replaced.is_some_and(HeaderValue::is_sensitive) || core.is_asked(request, name) {
                value.set_sensitive(true);
            }
            request.headers_mut().insert(name, value);
        }
        Ok(())
    }
}

fn unsendable(name: &str) -> RequestError {
    RequestError::Parameter {
        name: name.to_owned(),
        problem: ParameterProblem::HeaderValue,
    }
}

/// The setters for one call, on what holds its options at a place.
macro_rules! call_options {
    ($($place:tt).+) => {
        /// Sets how long this call may take, from the first byte of its request to the last of its response, all attempts
        /// included; `None` for as long as it takes. Where the response is a stream, it is the time to its first byte. For a list, it is the time
        /// for each page.
        pub fn timeout(mut self, limit: impl Into<Option<std::time::Duration>>) -> Self {
            self.$($place).+.timeout = crate::limit::Limit::Set(limit.into());
            self
        }

        /// Sets how long each attempt may take; `None` for as long as the call.
        pub fn attempt_timeout(mut self, limit: impl Into<Option<std::time::Duration>>) -> Self {
            self.$($place).+.attempt_timeout = crate::limit::Limit::Set(limit.into());
            self
        }

        /// Sets how this call is tried again when it fails.
        pub fn retry(mut self, retry: crate::Retry) -> Self {
            self.$($place).+.retry = Some(retry);
            self
        }

        /// Sets how long the server may send nothing once it has begun to send its response; `None` for as long as it likes.
        pub fn idle_timeout(mut self, limit: impl Into<Option<std::time::Duration>>) -> Self {
            self.$($place).+.idle_timeout = crate::limit::Limit::Set(limit.into());
            self
        }

        /// Sets how many bytes the body of the response may have, decompressed; `None` for as many as there are. What is read
        /// as it comes is not counted.
        pub fn max_response_size(mut self, bytes: impl Into<Option<usize>>) -> Self {
            self.$($place).+.max_response_size = crate::limit::Limit::Set(bytes.into());
            self
        }

        /// Adds a parameter to the query of this call, one that the document does not have; for a list, of the call for
        /// each page.
        pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.$($place).+.query(name.as_ref(), value.as_ref());
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
