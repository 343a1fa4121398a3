//! The transport over reqwest.
//!
//! Redirections: reqwest takes `Authorization` and `Cookie` off when one leads to another host, but passes all other
//! headers on, API keys among them; and it turns a `POST` into a `GET`. So it is told to follow none, and this transport
//! follows those that change nothing but the path: 307 and 308, and 301 and 302 of `GET` and `HEAD`, to the same scheme,
//! host and port. Any other arrives as the answer that it is. A body that cannot be sent a second time makes such a
//! redirection an error.

use std::error::Error as _;
use std::time::Duration;

#[cfg(not(target_arch = "wasm32"))]
use {
    bytes::Bytes,
    http::{Method, StatusCode, header::LOCATION},
    http_body::{Frame, SizeHint},
    std::pin::Pin,
    std::sync::{Mutex, PoisonError},
    std::task::{Context, Poll, ready},
};

use super::{BoxFuture, Limits, Transport};
use crate::Body;
use crate::error::{TransportError, TransportErrorKind};

/// How many requests one call may lead to.
#[cfg(not(target_arch = "wasm32"))]
const MOST_REQUESTS: usize = 5;

/// The transport that a client uses unless it is given another.
#[derive(Clone, Debug)]
pub(crate) struct OwnClient(reqwest::Client);

impl OwnClient {
    pub(crate) fn new(connect_timeout: Option<Duration>) -> Result<Self, TransportError> {
        let builder = http_client()?;
        #[cfg(not(target_arch = "wasm32"))]
        let builder = match connect_timeout {
            Some(limit) => builder.connect_timeout(limit),
            None => builder,
        };
        #[cfg(target_arch = "wasm32")]
        let _ = connect_timeout;
        builder
            .build()
            .map(Self)
            .map_err(|error| TransportError::new(TransportErrorKind::Other, error.without_url()))
    }
}

/// Begins a [`reqwest::Client`] of one's own, with what this crate's transport has: TLS, and no redirections, since
/// reqwest passes API keys in headers on to other hosts.
///
/// This crate enables no TLS provider of reqwest's, so that `reqwest::Client::new()` panics unless another dependency
/// enables one; a client that begins here works.
///
/// ```
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let own = tamis_runtime::http_client()?.https_only(true).build()?;
/// // Client::builder().transport(own)
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// When the certificates that the machine trusts cannot be read.
pub fn http_client() -> Result<reqwest::ClientBuilder, TransportError> {
    let builder = reqwest::Client::builder();
    #[cfg(not(target_arch = "wasm32"))]
    let builder = builder
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .tls_backend_preconfigured(tls()?);
    Ok(builder)
}

/// TLS as the machine trusts it, with ring for the arithmetic.
#[cfg(not(target_arch = "wasm32"))]
fn tls() -> Result<rustls::ClientConfig, TransportError> {
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let failed = |error: rustls::Error| TransportError::new(TransportErrorKind::Other, error);
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?;
    let mut config = builder
        .with_platform_verifier()
        .map_err(failed)?
        .with_no_client_auth();
    if cfg!(feature = "http2") {
        // reqwest adds these itself only to a configuration of its own.
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    }
    Ok(config)
}

impl Transport for OwnClient {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let client = self.0.clone();
        Box::pin(async move {
            let (request, body) = convert(request)?;
            in_time(limits, async move |limits| {
                receive(follow(&client, request, body, limits).await?, limits).await
            })
            .await
        })
    }
}

/// Sends a request, and again where a redirection may be followed.
#[cfg(not(target_arch = "wasm32"))]
async fn follow(
    client: &reqwest::Client,
    mut request: reqwest::Request,
    mut body: Body,
    limits: Limits,
) -> Result<reqwest::Response, TransportError> {
    // All requests of the call together may take as long as one.
    let end = limits
        .timeout
        .and_then(|limit| std::time::Instant::now().checked_add(limit));
    for _ in 0..MOST_REQUESTS {
        let left = end.map(|end| end.saturating_duration_since(std::time::Instant::now()));
        *request.timeout_mut() = left;
        // Before it has its body: this always gives one.
        let again = request.try_clone();
        let same_body = body.try_clone();
        set_body(&mut request, body).await?;
        let response = client.execute(request).await.map_err(failed)?;
        let target = again.as_ref().and_then(|again| target(again, &response));
        let (Some(mut again), Some(target)) = (again, target) else {
            return Ok(response);
        };
        let Some(same_body) = same_body else {
            return Err(TransportError::new(
                TransportErrorKind::RequestBody,
                "the server redirects, and a stream of the body can be sent only once",
            ));
        };
        *again.url_mut() = target;
        (request, body) = (again, same_body);
    }
    Err(TransportError::new(
        TransportErrorKind::Other,
        "the server redirects again and again",
    ))
}

/// The browser follows redirections by its own rules.
#[cfg(target_arch = "wasm32")]
async fn follow(
    client: &reqwest::Client,
    mut request: reqwest::Request,
    body: Body,
    limits: Limits,
) -> Result<reqwest::Response, TransportError> {
    *request.timeout_mut() = limits.timeout;
    set_body(&mut request, body).await?;
    client.execute(request).await.map_err(failed)
}

/// Where a redirection leads, if it may be followed.
#[cfg(not(target_arch = "wasm32"))]
fn target(request: &reqwest::Request, response: &reqwest::Response) -> Option<reqwest::Url> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let follows = match response.status() {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => reads,
        _ => false,
    };
    if !follows {
        return None;
    }
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let target = request.url().join(location).ok()?;
    (target.origin() == request.url().origin()).then_some(target)
}

/// A client of the user's own. Its redirections are the user's affair: reqwest's default passes API keys in headers on
/// to other hosts, so `redirect::Policy::none()` is what it should have.
impl Transport for reqwest::Client {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let client = self.clone();
        Box::pin(async move {
            let (mut request, body) = convert(request)?;
            in_time(limits, async move |limits| {
                *request.timeout_mut() = limits.timeout;
                set_body(&mut request, body).await?;
                let response = client.execute(request).await.map_err(failed)?;
                receive(response, limits).await
            })
            .await
        })
    }
}

/// The request as reqwest has it, without its body.
fn convert(request: http::Request<Body>) -> Result<(reqwest::Request, Body), TransportError> {
    let (parts, body) = request.into_parts();
    // The parser's messages hold no URL, but there is nothing to learn from them either.
    let url = reqwest::Url::parse(&parts.uri.to_string())
        .map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
    let mut request = reqwest::Request::new(parts.method, url);
    *request.headers_mut() = parts.headers;
    Ok((request, body))
}

/// Gives a request its body.
#[cfg(not(target_arch = "wasm32"))]
async fn set_body(request: &mut reqwest::Request, body: Body) -> Result<(), TransportError> {
    let length = body.length();
    let body = if length == Some(0) {
        // hyper would not ask for bytes that it is told are none, nor see that there are some.
        Body::from(body.collect().await?)
    } else {
        body
    };
    *request.body_mut() = match body.as_bytes() {
        Some(bytes) if bytes.is_empty() => None,
        Some(bytes) => Some(bytes.clone().into()),
        None => Some(reqwest::Body::wrap(Upload {
            body: Mutex::new(body),
            length,
        })),
    };
    Ok(())
}

/// Gives a request its body, which the browser takes only as a whole.
#[cfg(target_arch = "wasm32")]
async fn set_body(request: &mut reqwest::Request, body: Body) -> Result<(), TransportError> {
    let body = body.collect().await?;
    if !body.is_empty() {
        *request.body_mut() = Some(body.into());
    }
    Ok(())
}

/// A body that is sent as its bytes come. The lock is never waited for: it makes the body one that can be shared, as
/// reqwest demands, and nobody shares it.
#[cfg(not(target_arch = "wasm32"))]
struct Upload {
    body: Mutex<Body>,
    length: Option<u64>,
}

#[cfg(not(target_arch = "wasm32"))]
impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.get_mut().body.get_mut();
        let body = body.unwrap_or_else(PoisonError::into_inner);
        body.poll_chunk(cx)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// Keeps the time of an answer that is read as it comes: reqwest's own limit is for the last byte.
#[cfg(not(target_arch = "wasm32"))]
async fn in_time(
    limits: Limits,
    call: impl AsyncFnOnce(Limits) -> Result<http::Response<Body>, TransportError>,
) -> Result<http::Response<Body>, TransportError> {
    let Some(limit) = limits.timeout.filter(|_| limits.streamed) else {
        return call(limits).await;
    };
    let without = Limits {
        timeout: None,
        ..limits
    };
    match tokio::time::timeout(limit, call(without)).await {
        Ok(answer) => answer,
        Err(elapsed) => Err(TransportError::new(TransportErrorKind::Timeout, elapsed)),
    }
}

/// In the browser, the whole body is waited for.
#[cfg(target_arch = "wasm32")]
async fn in_time(
    limits: Limits,
    call: impl AsyncFnOnce(Limits) -> Result<http::Response<Body>, TransportError>,
) -> Result<http::Response<Body>, TransportError> {
    call(limits).await
}

/// The body of an answer, as it comes.
#[cfg(not(target_arch = "wasm32"))]
struct Pieces(reqwest::Body);

#[cfg(not(target_arch = "wasm32"))]
impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = &mut self.get_mut().0;
        loop {
            let frame = ready!(http_body::Body::poll_frame(Pin::new(body), cx));
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error)))),
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                // Trailers.
                Some(Ok(Err(_))) => {}
            }
        }
    }
}

/// The answer: all of it, unless it is to be read as it comes.
async fn receive(
    response: reqwest::Response,
    limits: Limits,
) -> Result<http::Response<Body>, TransportError> {
    #[cfg(not(target_arch = "wasm32"))]
    if limits.streamed && response.status().is_success() {
        let (parts, body) = http::Response::<reqwest::Body>::from(response).into_parts();
        return Ok(http::Response::from_parts(
            parts,
            Body::from_stream(Pieces(body)),
        ));
    }
    #[cfg(target_arch = "wasm32")]
    let _ = limits;
    let mut answer = http::Response::new(Body::empty());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = response.headers().clone();
    *answer.body_mut() = Body::from(response.bytes().await.map_err(failed)?);
    Ok(answer)
}

/// What reqwest's error means, without the URL.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = if let Some(kind) = kind_inside(&error) {
        kind
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if is_connect(&error) {
        TransportErrorKind::Connect
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}

/// What the request's body says of its own failure.
fn kind_inside(error: &reqwest::Error) -> Option<TransportErrorKind> {
    let mut inner = error.source();
    while let Some(error) = inner {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return Some(error.kind());
        }
        inner = error.source();
    }
    None
}

#[cfg(not(target_arch = "wasm32"))]
fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

#[cfg(target_arch = "wasm32")]
fn is_connect(_: &reqwest::Error) -> bool {
    false
}
