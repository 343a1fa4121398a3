//! An answer as it came, and how its body is decoded.
//!
//! JSON is decoded straight from the bytes. Only when that fails it is decoded once more with the path tracked, so that
//! success costs nothing.

use std::fmt::{self, Write as _};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::error::{DecodeError, Error};
use crate::response::Response;

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
        Self {
            status: parts.status,
            headers: parts.headers,
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
        serde_json::from_slice(&self.body).map_err(|_| self.explain::<T, E>())
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

    fn undecodable<E>(
        &self,
        path: String,
        offset: usize,
        reason: impl Into<crate::error::BoxError>,
    ) -> Error<E> {
        Error::Decode(Box::new(DecodeError::new(
            self.clone(),
            path,
            offset,
            reason,
        )))
    }

    /// Decodes once more, to say where it failed.
    #[cold]
    fn explain<T: DeserializeOwned, E>(&self) -> Error<E> {
        if self.body.is_empty() {
            return self.undecodable(String::new(), 0, "the body is empty");
        }
        let mut json = serde_json::Deserializer::from_slice(&self.body);
        let failure = match serde_path_to_error::deserialize::<_, T>(&mut json) {
            Err(error) => Some((error.path().clone(), error.into_inner())),
            Ok(_) => None,
        };
        let (path, error) = match (failure, json.end()) {
            (Some((path, error)), _) => (json_path(&path, &error), error),
            (None, Err(error)) => (String::from("$"), error),
            // A type whose decoding depends on more than the bytes. It did fail.
            (None, Ok(())) => return self.undecodable(String::new(), 0, "it cannot be decoded"),
        };
        self.undecodable(
            path,
            offset(&self.body, error.line(), error.column()),
            error,
        )
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

/// `$.results[3].id`, with the missing member at its end.
fn json_path(path: &Path, error: &serde_json::Error) -> String {
    let mut text = String::from("$");
    for segment in path {
        match segment {
            Segment::Seq { index } => _ = write!(text, "[{index}]"),
            Segment::Map { key } => push_member(&mut text, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    // serde's own words; it has no other way to say which member it is.
    let message = error.to_string();
    if let Some((name, _)) = message
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split_once('`'))
    {
        push_member(&mut text, name);
    }
    text
}

fn push_member(path: &mut String, name: &str) {
    let simple = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name
            .chars()
            .all(|char| char.is_alphanumeric() || char == '_');
    if simple {
        path.push('.');
        path.push_str(name);
    } else {
        let _ = write!(path, "[{name:?}]");
    }
}

/// The byte at a line and a column as `serde_json` counts them: from one, the column in bytes.
fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let before: usize = body
        .split_inclusive(|&byte| byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    (before + column).saturating_sub(1).min(body.len())
}

/// A piece of a body, for messages: short, on one line, without control characters.
pub(crate) struct Snippet<'a> {
    bytes: &'a [u8],
    cut_before: bool,
    cut_after: bool,
}

impl<'a> Snippet<'a> {
    /// The beginning.
    pub(crate) fn start(body: &'a [u8]) -> Self {
        Self::cut(body, 0, 200)
    }

    /// What is around a byte.
    pub(crate) fn around(body: &'a [u8], at: usize) -> Self {
        Self::cut(body, at.saturating_sub(60), at.saturating_add(40))
    }

    fn cut(body: &'a [u8], mut from: usize, mut to: usize) -> Self {
        // To the beginnings of characters.
        let inside = |at: usize| {
            body.get(at)
                .is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000)
        };
        while inside(from) {
            from += 1;
        }
        while inside(to) {
            to += 1;
        }
        let bytes = body.get(from..to.min(body.len())).unwrap_or_default();
        Self {
            bytes,
            cut_before: from > 0,
            cut_after: to < body.len(),
        }
    }
}

impl fmt::Display for Snippet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.cut_before { "…" } else { "" })?;
        let mut space = false;
        for char in String::from_utf8_lossy(self.bytes).chars() {
            // A run of white space is one space.
            let blank = char.is_whitespace();
            match char {
                _ if blank && space => {}
                _ if blank => f.write_str(" ")?,
                _ if char.is_control() => write!(f, "{}", char.escape_default())?,
                _ => write!(f, "{char}")?,
            }
            space = blank;
        }
        f.write_str(if self.cut_after { "…" } else { "" })
    }
}
