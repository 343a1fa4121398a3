//! Calls that go through layers with all their attempts.

use std::sync::Arc;

use http::Request;

use super::attempts::{Outcome, Plan};
use crate::Body;
use crate::error::{Attempts, TransportError, TransportErrorKind};
use crate::raw_response::RawResponse;
use crate::transport::{BoxFuture, Limits, Transport};

impl Plan {
    /// Makes the call through layers.
    pub(super) async fn make_through(
        self,
        calls: Arc<dyn Transport>,
        mut request: Request<Body>,
    ) -> Outcome {
        let (limits, streams) = (self.limits, self.streams);
        request.extensions_mut().insert(self);
        let mut answer = calls.send(request, limits).await?;
        let tried = answer
            .extensions_mut()
            .remove::<Attempts>()
            .unwrap_or_default();
        let status = answer.status().as_u16();
        if answer.body().as_bytes().is_none() && streams.is_some_and(|streams| streams(status)) {
            return Ok(RawResponse::unread(answer).with_attempts(tried));
        }
        let (parts, body) = answer.into_parts();
        let body = body.collect_within(limits.max_response_size, None).await?;
        Ok(RawResponse::from(http::Response::from_parts(parts, body)).with_attempts(tried))
    }
}

/// What layers around calls stand around: all attempts of a call.
pub(super) struct Attempted(pub(super) Arc<dyn Transport>);

impl Transport for Attempted {
    fn send(
        &self,
        mut request: Request<Body>,
        _: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let Some(plan) = request.extensions_mut().remove::<Plan>() else {
            let text = "a layer around calls has taken the extensions of the request away";
            let error = TransportError::new(TransportErrorKind::Other, text);
            return Box::pin(std::future::ready(Err(error)));
        };
        Box::pin(async move {
            let response = plan.make(request).await?;
            let tried = response.tried().clone();
            let mut answer = response.into_response();
            answer.extensions_mut().insert(tried);
            Ok(answer)
        })
    }

    fn sleep(&self, time: std::time::Duration) -> Option<BoxFuture<()>> {
        self.0.sleep(time)
    }
}
