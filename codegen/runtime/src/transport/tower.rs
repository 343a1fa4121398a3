//! Layers of tower around attempts and around calls.
//!
//! A transport as a service, and a service as a transport: a layer stands in between. What a transport gets beside the
//! request travels among the extensions of that.

use std::any::Any;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf as _, Bytes};
use http::{Request, Response};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tower_layer::Layer;
use tower_service::Service;

use super::{BoxFuture, Limits, Transport};
use crate::body::Body;
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// What a layer of tower wraps: the sending of a request, or a whole call with its attempts.
///
/// The request has its [`Limits`] and its [`OperationInfo`](crate::OperationInfo) among its extensions.
#[derive(Clone)]
pub struct HttpService(Arc<dyn Transport>);

impl Service<Request<Body>> for HttpService {
    type Response = Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<Result<Response<Body>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let limits = request.extensions().get::<Limits>().copied();
        self.0.send(request, limits.unwrap_or_default())
    }
}

impl fmt::Debug for HttpService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpService")
    }
}

/// A layer of tower that a client can have around its attempts or its calls. Every layer is one whose service can be cloned,
/// takes an `http::Request<Body>`, and gives an `http::Response` whose body is an `http_body::Body` of bytes.
pub trait HttpLayer: Layer<HttpService, Service: Sends> + Send + Sync + 'static {}

impl<L: Layer<HttpService, Service: Sends> + Send + Sync + 'static> HttpLayer for L {}

/// A service that sends requests.
pub trait Sends:
    Service<
        Request<Body>,
        Response = Response<<Self as Sends>::ResponseBody>,
        Error: Into<BoxError>,
        Future: Send + 'static,
    > + Clone
    + Send
    + 'static
{
    /// The body of its responses.
    type ResponseBody: HttpBody<Data: Send, Error: Into<BoxError>> + Send + 'static;
}

impl<S, B> Sends for S
where
    S: Service<
            Request<Body>,
            Response = Response<B>,
            Error: Into<BoxError>,
            Future: Send + 'static,
        > + Clone
        + Send
        + 'static,
    B: HttpBody<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    type ResponseBody = B;
}

/// What a layer makes of a transport.
pub(crate) type Wrap = Arc<dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync>;

/// How a layer wraps a transport.
pub(crate) fn wrap(layer: impl HttpLayer) -> Wrap {
    Arc::new(move |inner| {
        let service = Mutex::new(layer.layer(HttpService(Arc::clone(&inner))));
        Arc::new(Layered { service, inner })
    })
}

/// A service as a transport.
struct Layered<S> {
    /// Each request has a clone of it, which it waits for. The lock is held while it is cloned.
    service: Mutex<S>,
    /// Where the clock is.
    inner: Arc<dyn Transport>,
}

impl<S: Sends> Transport for Layered<S> {
    fn send(
        &self,
        mut request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<Result<Response<Body>, TransportError>> {
        request.extensions_mut().insert(limits);
        let mut service = self
            .service
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx)).await.map_err(failed)?;
            let answer = service.call(request).await.map_err(failed)?;
            Ok(answer.map(body_of))
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<()>> {
        self.inner.sleep(time)
    }
}

/// An error of a layer, or one of the transport that has come through it.
fn failed(error: impl Into<BoxError>) -> TransportError {
    match error.into().downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(TransportErrorKind::Other, error),
    }
}

/// The body of a service's response. One that no layer has changed is what it was.
fn body_of(body: impl HttpBody<Data: Send, Error: Into<BoxError>> + Send + 'static) -> Body {
    let mut body = Some(body);
    if let Some(body) = (&mut body as &mut dyn Any).downcast_mut::<Option<Body>>() {
        return body.take().unwrap_or_default();
    }
    body.map_or_else(Body::empty, |body| {
        Body::from_stream(Frames(Box::pin(body)))
    })
}

/// The bytes of a body that a layer has made.
struct Frames<B>(Pin<Box<B>>);

impl<B> futures_core::Stream for Frames<B>
where
    B: HttpBody,
    B::Error: Into<BoxError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return Poll::Ready(match ready!(self.0.as_mut().poll_frame(cx)) {
                None => None,
                Some(Err(error)) => Some(Err(match error.into().downcast::<TransportError>() {
                    Ok(error) => *error,
                    Err(error) => TransportError::new(TransportErrorKind::Body, error),
                })),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(mut data) => Some(Ok(data.copy_to_bytes(data.remaining()))),
                    // Trailers.
                    Err(_) => continue,
                },
            });
        }
    }
}

/// For layers that look at bodies.
impl HttpBody for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let chunk = self.get_mut().poll_chunk(cx);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
