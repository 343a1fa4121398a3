//! An answer as it came, and how its body is decoded. Where decoding stopped is found in `json.rs`; what is no body of the
//! API at all, in `foreign.rs`.

mod foreign;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, Entry, SET_COOKIE};
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::Body;
use crate::error::{Attempts, BoxError, DecodeError, Error, HeaderError};
use crate::header::Header;
use crate::json;
use crate::response::Response;
use crate::snippet::Snippet;
use crate::stream::{EventStream, JsonLines};

/// An answer as it came: status, headers and raw body.
///
/// It is made from a response of the `http` crate, so that operations can be decoded without a network:
///
/// ```
/// use tamis_runtime::{RawResponse, http};
///
/// let reply = RawResponse::from(http::Response::builder().status(404).body("no such page").unwrap());
/// assert_eq!(reply.status(), 404);
/// assert_eq!(reply.body(), "no such page");
/// ```
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The body that is read as it comes. Who reads it takes it out.
    unread: Option<Arc<Mutex<Body>>>,
    tried: Attempts,
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
            #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
            given: parts.extensions.remove(),
        }
    }
}

impl RawResponse {
    /// An answer whose body is read as it comes.
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

    pub(crate) fn tried(&self) -> &Attempts {
        &self.tried
    }

    /// How often the request was sent for this answer; 0 for an answer that was made without a client.
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

    /// The value of a header; `None`: the answer does not have it.
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

    /// Decodes the body as JSON. An answer with 204, 205 or 304 has none: it is `null`, where the type has that.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] with the JSON path when it is not JSON of this type.
    pub fn json<T: DeserializeOwned, E>(&self) -> Result<T, Error<E>> {
        if matches!(self.status.as_u16(), 204 | 205 | 304) {
            let reason = "an answer with this status has no body";
            return serde_json::from_slice(b"null")
                .map_err(|_| self.undecodable(String::new(), 0, reason));
        }
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
            Err(error) => Err(match foreign::compressed(&self.headers, &self.body) {
                Some(reason) => self.undecodable(String::new(), 0, reason),
                None => self.undecodable(String::new(), error.valid_up_to(), error),
            }),
        }
    }

    /// The body as a value that is written as text: a number, or one of several texts. One in quotes is read, too.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when it is no such value.
    pub fn text_value<T: DeserializeOwned, E>(&self) -> Result<T, Error<E>> {
        let text = self.text()?;
        let text = text.trim();
        let value = serde_json::from_str(text).or_else(|_| T::deserialize(Json::from(text)));
        value.map_err(|error| self.undecodable(String::new(), 0, error))
    }

    /// The body as bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when they are still compressed.
    pub fn bytes<E>(&self) -> Result<Bytes, Error<E>> {
        if let Some(reason) = foreign::compressed(&self.headers, &self.body) {
            return Err(self.undecodable(String::new(), 0, reason));
        }
        Ok(self.body.clone())
    }

    /// The body as it comes.
    ///
    /// # Errors
    ///
    /// None; it returns a result so that all decoders look alike.
    pub fn stream<E>(&self) -> Result<Body, Error<E>> {
        Ok(self.take_body())
    }

    /// The body as it comes: events whose data is JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the answer is JSON as a whole, not events.
    pub fn events<T: DeserializeOwned, E>(&self) -> Result<EventStream<T>, Error<E>> {
        self.check_events()?;
        Ok(EventStream::of_data(self.head(), self.take_body()))
    }

    /// The body as it comes: events as objects with `event`, `data`, `id` and `retry`.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the answer is JSON as a whole, not events.
    pub fn whole_events<T: DeserializeOwned, E>(&self) -> Result<EventStream<T>, Error<E>> {
        self.check_events()?;
        Ok(EventStream::of_events(self.head(), self.take_body()))
    }

    /// The body as it comes: events whose data is text.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the answer is JSON as a whole, not events.
    pub fn text_events<E>(&self) -> Result<EventStream<String>, Error<E>> {
        self.check_events()?;
        Ok(EventStream::of_text(self.head(), self.take_body()))
    }

    /// The body as it comes: a JSON value a line.
    ///
    /// # Errors
    ///
    /// None; it returns a result so that all decoders look alike.
    pub fn lines<T: DeserializeOwned, E>(&self) -> Result<JsonLines<T>, Error<E>> {
        Ok(JsonLines::new(self.head(), self.take_body()))
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
    /// It is [`Error::Decode`] when the body is not what the document says, and [`Error::Status`] when there is none: a
    /// range or `default` is also for statuses of which the document says that they have no body.
    pub fn error<T: DeserializeOwned, E>(&self, wrap: impl FnOnce(T) -> E) -> Error<E> {
        if self.body.is_empty() {
            return self.unexpected();
        }
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

    /// A documented error whose body is a value that is written as text.
    ///
    /// It is [`Error::Decode`] when the body is no such value.
    pub fn text_value_error<T: DeserializeOwned, E>(&self, wrap: impl FnOnce(T) -> E) -> Error<E> {
        self.text_value()
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

    /// Whether the answer calls itself JSON.
    pub(crate) fn is_json(&self) -> bool {
        let media_type = self.media_type().unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json")
    }

    /// A reader of events finds none in JSON, and would end without a word.
    fn check_events<E>(&self) -> Result<(), Error<E>> {
        if self.is_json() {
            let reason = "the answer is JSON as a whole, not a stream of events";
            return Err(self.undecodable(String::new(), 0, reason));
        }
        Ok(())
    }

    /// Decodes an item of a stream.
    pub(crate) fn item<T: DeserializeOwned>(&self, item: &[u8]) -> Result<T, Error> {
        serde_json::from_slice(item).map_err(|error| {
            let item = Self {
                body: Bytes::copy_from_slice(item),
                ..self.clone()
            };
            item.not_json(error)
        })
    }

    /// The answer without its body.
    fn head(&self) -> Self {
        Self {
            status: self.status,
            headers: self.headers.clone(),
            body: Bytes::new(),
            unread: None,
            tried: self.tried.clone(),
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

    /// The answer with its body, to be read.
    pub(crate) fn into_response(self) -> http::Response<Body> {
        let mut response = http::Response::new(self.take_body());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
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
        let compressed = foreign::compressed(&self.headers, &self.body);
        let other = compressed.or_else(|| foreign::page(self.media_type(), &self.body));
        if let Some(reason) = other {
            return self.undecodable(String::new(), 0, reason);
        }
        let json::Place { path, offset } = json::place(&self.body, &error);
        self.undecodable(path, offset, error)
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
