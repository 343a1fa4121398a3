//! A transport without a network, for tests of code that uses a generated client.

use std::fmt;

use crate::Body;
use crate::error::TransportError;
use crate::transport::{BoxFuture, Limits, MaybeSend, MaybeSync, Transport};

/// A transport that a function answers for.
///
/// ```
/// use tamis_runtime::testing::answer;
/// use tamis_runtime::{Body, http};
///
/// let transport = answer(|request| match request.uri().path() {
///     "/ping" => http::Response::new(Body::from("pong")),
///     _ => {
///         let mut response = http::Response::default();
///         *response.status_mut() = http::StatusCode::NOT_FOUND;
///         response
///     }
/// });
/// ```
pub fn answer<F>(answer: F) -> Answer<F>
where
    F: Fn(http::Request<Body>) -> http::Response<Body> + MaybeSend + MaybeSync + 'static,
{
    Answer(answer)
}

/// What [`answer`] gives.
#[derive(Clone, Copy)]
pub struct Answer<F>(F);

impl<F> Transport for Answer<F>
where
    F: Fn(http::Request<Body>) -> http::Response<Body> + MaybeSend + MaybeSync + 'static,
{
    fn send(
        &self,
        request: http::Request<Body>,
        _: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let response = (self.0)(request);
        Box::pin(async move { Ok(response) })
    }
}

impl<F> fmt::Debug for Answer<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer")
    }
}
