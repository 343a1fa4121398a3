//! The body of a request, as it is sent.

use crate::Body;
use crate::error::TransportError;

#[cfg(not(target_arch = "wasm32"))]
use {
    bytes::Bytes,
    http_body::{Frame, SizeHint},
    std::pin::Pin,
    std::sync::{Mutex, PoisonError},
    std::task::{Context, Poll},
};

/// Gives a request its body.
#[cfg(not(target_arch = "wasm32"))]
pub(super) async fn set_body(
    request: &mut reqwest::Request,
    body: Body,
) -> Result<(), TransportError> {
    let length = body.length();
    let body = if length == Some(0) && body.as_bytes().is_none() {
        // hyper would not ask for bytes that it is told are none, nor see that there are some.
        Body::from(Box::pin(body.collect()).await?)
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
pub(super) async fn set_body(
    request: &mut reqwest::Request,
    body: Body,
) -> Result<(), TransportError> {
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
