//! A response of reqwest's as a response: its body as it comes, or all of it, within the limits.

use crate::Body;
use crate::error::TransportError;
use crate::transport::Limits;

#[cfg(not(target_arch = "wasm32"))]
use {
    super::failure::failed,
    crate::body::collect,
    crate::error::TransportErrorKind,
    bytes::Bytes,
    futures_core::Stream,
    http_body::{Body as _, Frame},
    std::future::Future as _,
    std::pin::Pin,
    std::task::{Context, Poll, ready},
    std::time::Duration,
    tokio::time::Sleep,
};

/// The response: all of it, unless it is to be read as it comes.
#[cfg(not(target_arch = "wasm32"))]
pub(super) async fn receive(
    response: reqwest::Response,
    limits: Limits,
) -> Result<http::Response<Body>, TransportError> {
    let streamed = limits.streamed && response.status().is_success();
    let (parts, body) = http::Response::<reqwest::Body>::from(response).into_parts();
    // What the head says, where nothing is decompressed in between.
    let length = body.size_hint().exact();
    let mut pieces = Pieces {
        body,
        idle: limits.idle_timeout,
        timer: None,
    };
    let body = if streamed {
        Body::from_stream(pieces)
    } else {
        let poll = |cx: &mut Context<'_>| Pin::new(&mut pieces).poll_next(cx);
        Body::from(collect(poll, limits.max_response_size, length).await?)
    };
    Ok(http::Response::from_parts(parts, body))
}

/// In the browser, the whole body is there before anything can be counted.
#[cfg(target_arch = "wasm32")]
pub(super) async fn receive(
    response: reqwest::Response,
    limits: Limits,
) -> Result<http::Response<Body>, TransportError> {
    let mut answer = http::Response::new(Body::empty());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = response.headers().clone();
    let body = Body::from(response.bytes().await.map_err(super::failure::failed)?);
    *answer.body_mut() = Body::from(body.collect_within(limits.max_response_size, None).await?);
    Ok(answer)
}

/// The body of a response, as it comes.
#[cfg(not(target_arch = "wasm32"))]
struct Pieces {
    body: reqwest::Body,
    /// How long nothing may come.
    idle: Option<Duration>,
    /// Runs while a piece is waited for. A caller who takes long to ask for the next one is no stalled server.
    timer: Option<Pin<Box<Sleep>>>,
}

#[cfg(not(target_arch = "wasm32"))]
impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) else {
                return this.poll_idle(cx).map(|error| Some(Err(error)));
            };
            this.timer = None;
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

#[cfg(not(target_arch = "wasm32"))]
impl Pieces {
    /// Ready when nothing has come for too long.
    fn poll_idle(&mut self, cx: &mut Context<'_>) -> Poll<TransportError> {
        let Some(limit) = self.idle else {
            return Poll::Pending;
        };
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(TransportError::new(
            TransportErrorKind::Timeout,
            format!("the server sent a part of its response, and then nothing for {limit:?}"),
        ))
    }
}
