//! A value with the response that it came in.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::{Header, HeaderError, RawResponse};

/// A value with the response that it came in: what [`Sending::with_response`](crate::Sending::with_response) gives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T> {
    /// The value that the body was decoded into.
    pub value: T,
    response: RawResponse,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, response: RawResponse) -> Self {
        Self { value, response }
    }

    /// The same with the value changed.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            response: self.response,
        }
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The value of a header; `None`: the response does not have it. Generated clients list their headers in a module
    /// `headers`.
    ///
    /// # Errors
    ///
    /// [`HeaderError`] when the value is not of the documented type.
    pub fn header<V: DeserializeOwned>(&self, header: Header<V>) -> Result<Option<V>, HeaderError> {
        self.response.header(header)
    }

    /// The raw body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.response.body()
    }

    /// The response as it came.
    #[must_use]
    pub fn raw_response(&self) -> &RawResponse {
        &self.response
    }
}
