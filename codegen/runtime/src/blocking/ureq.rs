//! A transport over ureq. Its futures are ready when they are polled: they wait in the thread that polls them.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Request, Response};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error, SendBody, Timeout};

use super::read::{Download, Upload};
use super::thread::Timer;
use crate::body::Body;
use crate::error::{TransportError, TransportErrorKind};
use crate::transport::{BoxFuture, Limits, Transport};

/// A [`Transport`] over ureq, for calls that wait in their thread: `send_blocking`, `items().blocking()`.
///
/// It follows no redirections: they arrive as the responses that they are. TLS is that of rustls with ring, and the machine
/// says who is trusted. An agent of one's own has what ureq can set; it should follow no redirections either, since ureq
/// passes API keys in headers on to other hosts.
#[derive(Clone)]
pub struct Ureq(Agent);

impl Ureq {
    /// Sends by an agent of one's own.
    #[must_use]
    pub fn new(agent: Agent) -> Self {
        Self(agent)
    }

    /// Sends by an agent whose connections take no longer than a time.
    pub(crate) fn with_connect_timeout(limit: Option<Duration>) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .timeout_connect(limit)
            // The client has its own.
            .user_agent("")
            .accept("")
            .build();
        Self(config.new_agent())
    }

    fn exchange(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Body>, TransportError> {
        let (mut head, body) = request.into_parts();
        let body = match body.length() {
            Some(0) => SendBody::none(),
            length => {
                if let Some(length) = length {
                    head.headers
                        .insert(CONTENT_LENGTH, HeaderValue::from(length));
                }
                let piece = Bytes::new();
                SendBody::from_owned_reader(Upload { body, piece })
            }
        };
        let request = Request::from_parts(head, body);
        let settings = self.0.configure_request(request);
        let settings = settings
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_per_read(limits.idle_timeout);
        let settings = if limits.streamed {
            settings.timeout_recv_response(limits.timeout)
        } else {
            settings.timeout_global(limits.timeout)
        };
        let response = self.0.run(settings.build()).map_err(failed)?;
        let is_streamed = limits.streamed && response.status().is_success();
        let (head, body) = response.into_parts();
        let length = body.content_length();
        // The limit is the client's, below.
        let reader = body.into_with_config().limit(u64::MAX).reader();
        let body = Body::from_stream(Download(reader));
        if is_streamed {
            return Ok(Response::from_parts(head, body));
        }
        let whole = super::wait(body.collect_within(limits.max_response_size, length))?;
        Ok(Response::from_parts(head, Body::from(whole)))
    }
}

impl Default for Ureq {
    /// Connections take 10 seconds at most.
    fn default() -> Self {
        Self::with_connect_timeout(Some(Duration::from_secs(10)))
    }
}

/// What an error means. None of them holds the address.
fn failed(error: Error) -> TransportError {
    let io_kind = match &error {
        Error::Io(inner) => Some(inner.kind()),
        _ => None,
    };
    let of_body = |inner: &io::Error| {
        let inner = inner.get_ref()?.downcast_ref::<TransportError>()?;
        Some(inner.kind())
    };
    let kind = match &error {
        Error::Timeout(Timeout::Connect | Timeout::Resolve)
        | Error::HostNotFound
        | Error::ConnectionFailed => TransportErrorKind::Connect,
        Error::Timeout(_) => TransportErrorKind::Timeout,
        Error::Rustls(rustls::Error::InvalidCertificate(_)) => TransportErrorKind::Certificate,
        Error::Io(inner) => match (of_body(inner), io_kind) {
            (Some(kind), _) => kind,
            (None, Some(io::ErrorKind::ConnectionRefused)) => TransportErrorKind::Connect,
            (None, Some(io::ErrorKind::TimedOut)) => TransportErrorKind::Timeout,
            _ => TransportErrorKind::Other,
        },
        _ => TransportErrorKind::Other,
    };
    TransportError::new(kind, error)
}

impl Transport for Ureq {
    fn send(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<Result<Response<Body>, TransportError>> {
        let transport = self.clone();
        Box::pin(async move { transport.exchange(request, limits) })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<()>> {
        Some(Box::pin(Timer::new(time)))
    }

    fn needs_runtime(&self) -> bool {
        false
    }
}

impl fmt::Debug for Ureq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ureq")
    }
}
