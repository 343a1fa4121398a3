//! How the body of a response is decoded, by the type that the document gives it, and what is an error.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::{RawResponse, foreign};
use crate::error::{BoxError, DecodeError, Error};
use crate::json;
use crate::response::Response;

impl RawResponse {
    /// Decodes the body as JSON. A response with 204, 205 or 304 has none: it is `null`, where the type has that.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] with the JSON path when it is not JSON of this type.
    pub fn json<T: DeserializeOwned, E>(&self) -> Result<T, Error<E>> {
        if matches!(self.status.as_u16(), 204 | 205 | 304) {
            let reason = "a response with this status has no body";
            return json::read(b"null").map_err(|_| self.undecodable(String::new(), 0, reason));
        }
        json::read(&self.body).map_err(|error| self.not_json(error))
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

    /// No value: for responses without a body. A body that is there nevertheless is ignored.
    ///
    /// # Errors
    ///
    /// None; it returns a result so that all decoders look alike.
    pub fn empty<E>(&self) -> Result<(), Error<E>> {
        Ok(())
    }

    /// A documented error: its body is decoded as JSON.
    ///
    /// It is [`Error::Decode`] when the body does not match the document, and [`Error::Status`] when there is none: a
    /// range or `default` is also for statuses of which the document states that they have no body.
    pub fn error<E: DeserializeOwned>(&self) -> Error<E> {
        if self.body.is_empty() {
            return self.unexpected();
        }
        self.json()
            .map_or_else(|error| error, |value| self.documented(value))
    }

    /// A documented error whose value is made already: one without a body.
    pub fn documented<E>(&self, value: E) -> Error<E> {
        Error::Api(Box::new(Response::new(value, self.clone())))
    }

    /// A documented error whose body is text.
    ///
    /// It is [`Error::Decode`] when the body is not UTF-8.
    pub fn text_error(&self) -> Error<String> {
        self.text()
            .map_or_else(|error| error, |value| self.documented(value))
    }

    /// A documented error whose body is a value that is written as text.
    ///
    /// It is [`Error::Decode`] when the body is no such value.
    pub fn text_value_error<E: DeserializeOwned>(&self) -> Error<E> {
        self.text_value()
            .map_or_else(|error| error, |value| self.documented(value))
    }

    /// A documented error whose body is bytes.
    pub fn bytes_error(&self) -> Error<Bytes> {
        self.documented(self.body.clone())
    }

    /// A response with a status that the document does not list.
    pub fn unexpected<E>(&self) -> Error<E> {
        Error::Status(Box::new(self.clone()))
    }

    /// Decodes an item of a stream.
    pub(crate) fn item<T: DeserializeOwned>(&self, item: &[u8]) -> Result<T, Error> {
        json::read(item).map_err(|error| {
            let item = Self {
                body: Bytes::copy_from_slice(item),
                ..self.clone()
            };
            item.not_json(error)
        })
    }

    pub(super) fn undecodable<E>(
        &self,
        path: String,
        offset: usize,
        reason: impl Into<BoxError>,
    ) -> Error<E> {
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
