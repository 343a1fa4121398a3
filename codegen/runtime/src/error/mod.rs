//! What can go wrong with a call, distinguishable by `match`.
//!
//! | file | when |
//! |---|---|
//! | `request.rs` | before sending: the request cannot be made |
//! | `transport.rs` | while sending: no response, or no complete one |
//! | `decode.rs` | after it: the response does not match the document |
//! | `pagination.rs` | between two pages of a list |
//! | (`filter/verify.rs`) | after it: the server has ignored a filter |
//! | `build.rs` | when the client is built |
//!
//! Messages of a call that was made say which operation it was, and of which host. No message and no `Debug` of these holds
//! a path, a query or a credential.

mod attempts;
mod build;
mod decode;
mod header;
mod pagination;
mod request;
mod transport;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value as Json;

pub(crate) use self::attempts::{Attempts, CallOf, Stopped};
pub use self::build::BuildError;
pub use self::decode::DecodeError;
pub use self::header::HeaderError;
pub use self::pagination::PaginationError;
pub use self::request::{MissingCredentials, ParameterProblem, RequestError};
pub use self::transport::{BoxError, TransportError, TransportErrorKind};
use crate::raw_response::RawResponse;
use crate::response::Response;
use crate::retry::asked_wait;
use crate::snippet::Snippet;

/// Why a call gave no value. `E` is the error that the document describes for the operation.
///
/// ```
/// # use tamis_runtime::{Error, RequestError};
/// # #[derive(Debug)] struct Problem { detail: String }
/// fn advice(error: &Error<Problem>) -> String {
///     match error {
///         Error::Api(response) => format!("the API says: {}", response.value.detail),
///         Error::Status(response) if response.status() == 401 => "check the credentials".to_owned(),
///         Error::InvalidRequest(RequestError::MissingCredentials(missing)) => missing.to_string(),
///         Error::Timeout(_) | Error::Transport(_) => "try again later".to_owned(),
///         other => other.to_string(),
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E = NoError> {
    /// The server responded with an error that the document describes: its body, typed, with status, headers and the raw
    /// body beside it.
    Api(Box<Response<E>>),
    /// The server responded with a status that the document does not list, or without the body that it describes.
    Status(Box<RawResponse>),
    /// The body of the response does not match the document.
    Decode(Box<DecodeError>),
    /// The request cannot be made of these arguments, or a credential is missing. Nothing was sent.
    InvalidRequest(RequestError),
    /// There is no complete response: no connection, or a broken one, or a body that could not be sent to its end.
    Transport(TransportError),
    /// There is no complete response in time.
    Timeout(TransportError),
    /// Following the pages of a list would never end, or take too long.
    Pagination(PaginationError),
    /// The server has ignored a filter: an item of its response contradicts the condition that was sent. Only with
    /// [`verify_filters`](crate::CoreBuilder::verify_filters).
    FilterIgnored {
        /// The parameter of the condition, as the document spells it.
        parameter: String,
        /// The item.
        item: Box<Json>,
    },
}

impl<E> Error<E> {
    /// The status, when there was a response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.raw_response().map(RawResponse::status)
    }

    /// The headers, when there was a response.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.raw_response().map(RawResponse::headers)
    }

    /// The raw body, when there was a response.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.raw_response().map(RawResponse::body)
    }

    /// The response as it came, when there was one.
    #[must_use]
    pub fn raw_response(&self) -> Option<&RawResponse> {
        match self {
            Self::Api(response) => Some(response.raw_response()),
            Self::Status(response) => Some(response),
            Self::Decode(error) => Some(error.raw_response()),
            _ => None,
        }
    }

    /// Whether the same call can succeed later without a change: no response in time, no connection, or one of the
    /// statuses 408, 425, 429, 500, 502, 503 and 504. A certificate that is not trusted, redirections in a circle, and
    /// a response that is too large will be the same next time.
    ///
    /// Whether it *may* be repeated is another question, which depends on the operation: a request that got no response
    /// may have been carried out.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) | Self::Timeout(error) => error.is_passing(),
            other => other.status().is_some_and(|status| {
                matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
            }),
        }
    }

    /// How long the server asks to wait: `Retry-After` as seconds or as a date, or `retry-after-ms`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        asked_wait(self.headers()?)
    }

    /// The same error, with the value of a documented one changed.
    ///
    /// ```
    /// # use tamis_runtime::{Error, RawResponse, http};
    /// let response = RawResponse::from(http::Response::new("busy"));
    /// let Error::Api(response) = response.text_error().map(|text| text.len()) else {
    ///     unreachable!("it is documented")
    /// };
    /// assert_eq!(response.value, 4);
    /// ```
    #[must_use]
    pub fn map<F>(self, change: impl FnOnce(E) -> F) -> Error<F> {
        match self {
            Self::Api(response) => Error::Api(Box::new(response.map(change))),
            Self::Status(response) => Error::Status(response),
            Self::Decode(error) => Error::Decode(error),
            Self::InvalidRequest(error) => Error::InvalidRequest(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Timeout(error) => Error::Timeout(error),
            Self::Pagination(error) => Error::Pagination(error),
            Self::FilterIgnored { parameter, item } => Error::FilterIgnored { parameter, item },
        }
    }

    /// How often the request was sent, or was to be sent; 0 when it never came to that.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.tried().map_or(0, |tried| tried.number)
    }

    fn tried(&self) -> Option<&Attempts> {
        match self {
            Self::Transport(error) | Self::Timeout(error) => Some(error.attempts()),
            other => other.raw_response().map(RawResponse::tried),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(tried) = self.tried() {
            tried.lead(f)?;
        }
        match self {
            Self::Api(response) => answered(f, response.raw_response(), ""),
            Self::Status(response) => {
                let what = if response.body().is_empty() {
                    ", without a body"
                } else {
                    ", which the document does not list"
                };
                answered(f, response, what)
            }
            Self::Decode(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
            Self::Transport(error) | Self::Timeout(error) => error.fmt(f),
            Self::Pagination(error) => error.fmt(f),
            Self::FilterIgnored { parameter, .. } => write!(
                f,
                "the server has ignored the filter `{parameter}`: an item of the response contradicts its condition"
            ),
        }?;
        self.tried().map_or(Ok(()), |tried| tried.fmt(f))
    }
}

fn answered(f: &mut fmt::Formatter<'_>, response: &RawResponse, remark: &str) -> fmt::Result {
    write!(f, "the server responded with {}", response.status())?;
    match response.headers().get(LOCATION).map(HeaderValue::to_str) {
        Some(Ok(location)) if response.status().is_redirection() => {
            response.tried().redirected(f, location)?;
        }
        _ => f.write_str(remark)?,
    }
    if response.body().is_empty() {
        return Ok(());
    }
    write!(f, ": {}", Snippet::start(response.body()))
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            // What these display is said by the errors inside, so those stand for themselves and only their own
            // sources follow.
            Self::Decode(error) => error.source(),
            Self::InvalidRequest(error) => error.source(),
            Self::Transport(error) | Self::Timeout(error) => error.source(),
            Self::Api(_) | Self::Status(_) | Self::Pagination(_) | Self::FilterIgnored { .. } => {
                None
            }
        }
    }
}

impl<E> From<RequestError> for Error<E> {
    fn from(error: RequestError) -> Self {
        Self::InvalidRequest(error)
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        if error.kind() == TransportErrorKind::Timeout {
            Self::Timeout(error)
        } else {
            Self::Transport(error)
        }
    }
}

/// The error type of an operation whose document describes no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoError {}
