//! A response as it came.
//!
//! | file | |
//! |---|---|
//! | `decode.rs` | its body as a value; where decoding stopped is found in `json.rs` |
//! | `streams.rs` | its body as it comes |
//! | `foreign.rs` | bodies that are none of the API at all |

mod decode;
mod foreign;
mod streams;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, Entry, SET_COOKIE};
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::Body;
use crate::error::{Attempts, HeaderError};
use crate::header::Header;
use crate::snippet::Snippet;
use crate::stream::Reconnect;

/// A response as it came: status, headers and raw body.
///
/// It is made from a response of the `http` crate, so that operations can be decoded without a network:
///
/// ```
/// use tamis_runtime::{RawResponse, http};
///
/// let response = RawResponse::from(http::Response::builder().status(404).body("no such page").unwrap());
/// assert_eq!(response.status(), 404);
/// assert_eq!(response.body(), "no such page");
/// ```
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The body that is read as it comes. Who reads it takes it out.
    unread: Option<Arc<Mutex<Body>>>,
    tried: Attempts,
    /// What makes the call again when a stream of events breaks.
    again: Option<Arc<dyn Reconnect>>,
    /// What decoding gives, without a body.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    given: Option<crate::mock::Given>,
}

impl<B: Into<Bytes>> From<http::Response<B>> for RawResponse {
    fn from(response: http::Response<B>) -> Self {
        let (mut parts, body) = response.into_parts();
        let mut headers = std::mem::take(&mut parts.headers);
        if let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE) {
            // They are credentials, and headers are shown by `Debug`.
            for cookie in cookies.iter_mut() {
                cookie.set_sensitive(true);
            }
        }
        Self {
            status: parts.status,
            headers,
            body: body.into(),
            unread: None,
            tried: Attempts::default(),
            again: None,
            #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
            given: parts.extensions.remove(),
        }
    }
}

impl RawResponse {
    /// A response whose body is read as it comes.
    pub(crate) fn unread(response: http::Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            unread: Some(Arc::new(Mutex::new(body))),
            ..Self::from(http::Response::from_parts(parts, Bytes::new()))
        }
    }

    /// The value that it was given in place of a body.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) fn given<T: 'static>(&self) -> Option<T> {
        self.given.as_ref()?.take()
    }

    pub(crate) fn with_attempts(self, tried: Attempts) -> Self {
        Self { tried, ..self }
    }

    pub(crate) fn with_again(self, again: Option<Arc<dyn Reconnect>>) -> Self {
        Self { again, ..self }
    }

    /// What makes the call again.
    pub(crate) fn take_again(&mut self) -> Option<Arc<dyn Reconnect>> {
        self.again.take()
    }

    pub(crate) fn tried(&self) -> &Attempts {
        &self.tried
    }

    /// How often the request was sent for this response; 0 for a response that was made without a client.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.tried.number
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header; `None`: the response does not have it.
    ///
    /// # Errors
    ///
    /// [`HeaderError`] when the value is not of the documented type.
    pub fn header<T: DeserializeOwned>(&self, header: Header<T>) -> Result<Option<T>, HeaderError> {
        header.read(&self.headers)
    }

    /// The raw body; empty when it is read as it comes.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// `Content-Type`, with its parameters, if there is one and it is text.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The response without its body.
    fn head(&self) -> Self {
        Self {
            status: self.status,
            headers: self.headers.clone(),
            body: Bytes::new(),
            unread: None,
            tried: self.tried.clone(),
            again: self.again.clone(),
            #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
            given: None,
        }
    }

    /// The body, to be read: all of it, if it is there already.
    fn take_body(&self) -> Body {
        match &self.unread {
            None => Body::from(self.body.clone()),
            Some(body) => std::mem::take(&mut *body.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    /// The response with its body, to be read.
    pub(crate) fn into_response(self) -> http::Response<Body> {
        let mut response = http::Response::new(self.take_body());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &format_args!("{}", Snippet::start(&self.body)))
            .finish_non_exhaustive()
    }
}
