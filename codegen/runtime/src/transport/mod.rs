//! How requests reach a server: a trait, and the implementation over reqwest.

#[cfg_attr(
    not(any(feature = "reqwest", feature = "ureq")),
    expect(dead_code, reason = "no transport reads them")
)]
pub(crate) mod connection;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;
mod send;
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub(crate) mod tower;

use std::sync::Arc;
use std::time::Duration;

use http::request::Parts;

pub use self::send::{BoxFuture, MaybeSend, MaybeSync};
use crate::Body;
use crate::error::TransportError;

/// What a request carries among its extensions where a redirection is what it is for: it is given out, not followed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Redirects;

/// Sends a request and receives the response.
///
/// The client uses one over reqwest unless it is given another: a `reqwest::Client` of the user's own, something over
/// another HTTP library, a recording, or a layer around one of these.
///
/// ```
/// use tamis_runtime::{Body, BoxFuture, Limits, Transport, TransportError, http};
///
/// /// Prints each request line before it is sent.
/// struct Printed<T>(T);
///
/// impl<T: Transport> Transport for Printed<T> {
///     fn send(
///         &self,
///         request: http::Request<Body>,
///         limits: Limits,
///     ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
///         println!("{} {}", request.method(), request.uri().path());
///         self.0.send(request, limits)
///     }
/// }
/// ```
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends a request.
    ///
    /// Its body may be bytes at hand ([`Body::as_bytes`]) or come while it is sent: a [`Body`] is a stream, with a
    /// [`length`](Body::length) where that is known. An error of the stream is the error of the call, and the request must
    /// not look whole then.
    ///
    /// A response with any status is a success. When the time is over that the limits allow, the error is one of
    /// [`TransportErrorKind::Timeout`](crate::TransportErrorKind). Redirections are followed, if at all, only to the same scheme, host and
    /// port, since the request carries credentials. Errors must not hold the URL, which can carry one as well.
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>>;

    /// Sends a request whose head is kept for other attempts: what a client calls. Unless it is implemented, [`Self::send`]
    /// gets a copy of it, which is right for all transports; one that takes the head apart anyway can spare the copy.
    fn send_shared(
        &self,
        head: &Arc<Parts>,
        body: Body,
        limits: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        self.send(http::Request::from_parts(Parts::clone(head), body), limits)
    }

    /// Whether its futures need an asynchronous runtime around them, so that a thread cannot wait for them. Unless it is
    /// implemented, they do.
    fn needs_runtime(&self) -> bool {
        true
    }

    /// Waits, before a call is tried again; `None` where there is no clock, and so no other attempt. Unless it is
    /// implemented, it is tokio's clock, with the feature `reqwest` and inside a runtime of tokio's.
    fn sleep(&self, time: Duration) -> Option<BoxFuture<()>> {
        sleep(time)
    }
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub(crate) fn sleep(time: Duration) -> Option<BoxFuture<()>> {
    tokio::runtime::Handle::try_current().ok()?;
    Some(Box::pin(tokio::time::sleep(time)))
}

#[cfg(not(all(feature = "reqwest", not(target_arch = "wasm32"))))]
pub(crate) fn sleep(_: Duration) -> Option<BoxFuture<()>> {
    None
}

/// How long a call may take, and how much may come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// From the beginning to the last byte of the response's body, the sending of the request's included; `None`: as long as it takes.
    pub timeout: Option<Duration>,
    /// Whether the body of a successful response is read as it comes. The time is over then when the head of the response
    /// is not there; its body takes as long as it takes. A transport that gives whole bodies only may do so: the items
    /// arrive late, but they arrive.
    pub streamed: bool,
    /// How long the server may send nothing once it has begun to send a body; `None`: as long as it likes.
    pub idle_timeout: Option<Duration>,
    /// How many bytes the body of a response may have that is not read as it comes, decompressed; `None`: as many as there
    /// are. A transport that does not keep to it fills the memory; the client looks once more.
    pub max_response_size: Option<usize>,
}
