//! Calls for streams of events, made again when the connection breaks.

use std::sync::Arc;
use std::time::Duration;

use http::request::Parts;
use http::{HeaderName, HeaderValue, Request, Response};

use super::core::Core;
use super::options::Options;
use crate::Body;
use crate::error::{TransportError, TransportErrorKind};
use crate::raw_response::RawResponse;
use crate::retry::Retry;
use crate::stream::Reconnect;
use crate::transport::BoxFuture;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// A call that can be made again: one that changes nothing, and has no body.
pub(super) struct Again {
    core: Core,
    parts: Parts,
    options: Options,
    streams: fn(u16) -> bool,
}

impl Again {
    /// The call of a request, if it can be made again.
    pub(super) fn of(
        core: &Core,
        request: &Request<Body>,
        options: &Options,
        streams: Option<fn(u16) -> bool>,
    ) -> Option<Arc<dyn Reconnect>> {
        let is_safe = matches!(request.method().as_str(), "GET" | "HEAD");
        let has_no_body = request.body().length() == Some(0);
        let streams = streams.filter(|_| is_safe && has_no_body)?;
        let mut bare = Request::new(());
        *bare.method_mut() = request.method().clone();
        *bare.uri_mut() = request.uri().clone();
        *bare.headers_mut() = request.headers().clone();
        *bare.extensions_mut() = request.extensions().clone();
        Some(Arc::new(Self {
            core: core.clone(),
            parts: bare.into_parts().0,
            options: options.clone(),
            streams,
        }))
    }
}

impl Reconnect for Again {
    fn open(&self, last_id: &str) -> BoxFuture<Result<Response<Body>, TransportError>> {
        let Ok(id) = HeaderValue::from_bytes(last_id.as_bytes()) else {
            let text = "the id of the last event cannot be sent in a header";
            let error = TransportError::new(TransportErrorKind::Other, text);
            return Box::pin(std::future::ready(Err(error)));
        };
        let mut request = Request::from_parts(self.parts.clone(), Body::empty());
        request.headers_mut().insert(LAST_EVENT_ID, id);
        let call = self.core.call(request, &self.options, Some(self.streams));
        Box::pin(async move { call.await.map(RawResponse::into_response) })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<()>> {
        self.core.0.transport.sleep(time)
    }

    fn retry(&self) -> Retry {
        self.options.retry.unwrap_or(self.core.0.retry)
    }
}
