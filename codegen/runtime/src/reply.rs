//! An answer as it came, and how its body is decoded. Where decoding stopped is found in `json.rs`.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, Entry, SET_COOKIE};
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::{BoxError, DecodeError, Error};
use crate::json;
use crate::response::Response;
use crate::snippet::Snippet;

/// An answer as it came: status, headers and raw body.
///
/// It is made from a response of the `http` crate, so that operations can be decoded without a network:
///
/// ```
/// use tamis_runtime::{Reply, http};
///
/// let reply = Reply::from(http::Response::builder().status(404).body("no such page").unwrap());
/// assert_eq!(reply.status(), 404);
/// assert_eq!(reply.body(), "no such page");
/// ```
#[derive(Clone)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl<B: Into<Bytes>> From<http::Response<B>> for Reply {
    fn from(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        let mut headers = parts.headers;
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
        }
    }
}

impl Reply {
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

    /// The raw body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// `Content-Type`, with its parameters, if there is one and it is text.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] with the JSON path when it is not JSON of this type.
    pub fn json<T: DeserializeOwned, E>(&self) -> Result<T, Error<E>> {
        serde_json::from_slice(&self.body).map_err(|error| self.not_json(error))
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when it is not UTF-8.
    pub fn text<E>(&self) -> Result<String, Error<E>> {
        match std::str::from_utf8(&self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(self.undecodable(String::new(), error.valid_up_to(), error)),
        }
    }

    /// The body as bytes.
    ///
    /// # Errors
    ///
    /// None; it returns a result so that all decoders look alike.
    pub fn bytes<E>(&self) -> Result<Bytes, Error<E>> {
        Ok(self.body.clone())
    }

    /// No value: for responses without a body. A body that is there nevertheless is ignored.
    ///
    /// # Errors
    ///
    /// None; it returns a result so that all decoders look alike.
    pub fn empty<E>(&self) -> Result<(), Error<E>> {
        Ok(())
    }

    /// A documented error: its body is decoded as JSON and wrapped into the operation's error type.
    ///
    /// It is [`Error::Decode`] when the body is not what the document says.
    pub fn error<T: DeserializeOwned, E>(&self, wrap: impl FnOnce(T) -> E) -> Error<E> {
        self.json()
            .map_or_else(|error| error, |value| self.documented(wrap(value)))
    }

    /// A documented error whose value is made already: one without a body.
    pub fn documented<E>(&self, value: E) -> Error<E> {
        Error::Api(Box::new(Response::new(value, self.clone())))
    }

    /// A documented error whose body is text.
    ///
    /// It is [`Error::Decode`] when the body is not UTF-8.
    pub fn text_error<E>(&self, wrap: impl FnOnce(String) -> E) -> Error<E> {
        self.text()
            .map_or_else(|error| error, |value| self.documented(wrap(value)))
    }

    /// A documented error whose body is bytes.
    pub fn bytes_error<E>(&self, wrap: impl FnOnce(Bytes) -> E) -> Error<E> {
        self.documented(wrap(self.body.clone()))
    }

    /// An answer with a status that the document does not list.
    pub fn unexpected<E>(&self) -> Error<E> {
        Error::Status(Box::new(self.clone()))
    }

    fn undecodable<E>(&self, path: String, offset: usize, reason: impl Into<BoxError>) -> Error<E> {
        Error::Decode(Box::new(DecodeError::new(
            self.clone(),
            path,
            offset,
            reason,
        )))
    }

    /// Says where the body could not be decoded.
    #[cold]
    fn not_json<E>(&self, error: serde_json::Error) -> Error<E> {
        if self.body.is_empty() {
            return self.undecodable(String::new(), 0, "the body is empty");
        }
        let json::Place { path, offset } = json::place(&self.body, &error);
        self.undecodable(path, offset, error)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &format_args!("{}", Snippet::start(&self.body)))
            .finish()
    }
}
