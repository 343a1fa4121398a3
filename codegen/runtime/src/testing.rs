//! A transport without a network, for tests of code that uses a generated client.

use std::fmt;

use crate::Body;
use crate::error::TransportError;
use crate::transport::{BoxFuture, Limits, MaybeSend, MaybeSync, Transport};

/// A transport whose responses a function makes.
///
/// ```
/// use tamis_runtime::testing::respond;
/// use tamis_runtime::{Body, http};
///
/// let transport = respond(|request| match request.uri().path() {
///     "/ping" => http::Response::new(Body::from("pong")),
///     _ => {
///         let mut response = http::Response::default();
///         *response.status_mut() = http::StatusCode::NOT_FOUND;
///         response
///     }
/// });
/// ```
pub fn respond<F>(function: F) -> Responder<F>
where
    F: Fn(http::Request<Body>) -> http::Response<Body> + MaybeSend + MaybeSync + 'static,
{
    Responder(function)
}

/// What [`respond`] returns.
#[derive(Clone, Copy)]
pub struct Responder<F>(F);

impl<F> Transport for Responder<F>
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

    fn needs_runtime(&self) -> bool {
        false
    }
}

impl<F> fmt::Debug for Responder<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Responder")
    }
}
