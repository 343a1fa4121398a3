//! Bodies of requests and responses: bytes at hand, or bytes to come.
//!
//! Those of a request with streams are in pieces (`pieces.rs`), so that they can be sent a second time.

mod chunks;
mod collect;
mod pieces;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

pub(crate) use self::chunks::Chunks;
pub(crate) use self::collect::collect;
pub(crate) use self::pieces::{Piece, Pieces};
use crate::error::TransportError;
use crate::transport::MaybeSend;

/// The body of a request or a response.
///
/// ```
/// use tamis_runtime::Body;
///
/// let body = Body::from("{}");
/// assert_eq!(body.as_bytes().map(|bytes| &bytes[..]), Some(&b"{}"[..]));
/// ```
#[derive(Default)]
pub struct Body(Inner);

enum Inner {
    Full(Bytes),
    Stream(Chunks),
    Pieces(Pieces),
}

impl Default for Inner {
    fn default() -> Self {
        Self::Full(Bytes::new())
    }
}

impl Body {
    /// A body without bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A body whose bytes come later.
    pub fn from_stream(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + MaybeSend + 'static,
    ) -> Self {
        Self(Inner::Stream(Box::pin(stream)))
    }

    /// The bytes, if they are at hand.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Full(bytes) => Some(bytes),
            Inner::Stream(_) | Inner::Pieces(_) => None,
        }
    }

    /// How many bytes there are, if it is known before they have come.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Full(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Stream(_) => None,
            Inner::Pieces(pieces) => pieces.length(),
        }
    }

    /// A second body of the bytes that are left in this one, for a request that has to be sent again. `None` when they come
    /// only once, and when some have come of a stream.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Inner::Full(bytes) => Some(Self::from(bytes.clone())),
            Inner::Stream(_) => None,
            Inner::Pieces(pieces) => pieces.again().map(Self::from),
        }
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the connection breaks, or the source of the bytes. Nothing follows.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|cx| self.poll_chunk(cx)).await.transpose()
    }

    pub(crate) fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = match &mut self.0 {
            Inner::Full(bytes) if bytes.is_empty() => None,
            Inner::Full(bytes) => Some(Ok(std::mem::take(bytes))),
            Inner::Stream(stream) => ready!(stream.as_mut().poll_next(cx)),
            Inner::Pieces(pieces) => ready!(pieces.poll_chunk(cx)),
        };
        if !matches!(chunk, Some(Ok(_))) {
            // A stream is not to be polled behind its end.
            self.0 = Inner::default();
        }
        Poll::Ready(chunk)
    }

    /// Waits for all bytes.
    ///
    /// # Errors
    ///
    /// When the stream of bytes ends with an error.
    pub async fn collect(self) -> Result<Bytes, TransportError> {
        self.collect_within(None, None).await
    }

    /// Waits for all bytes, of which there may be no more than a limit. `length` is how many were announced.
    pub(crate) async fn collect_within(
        mut self,
        limit: Option<usize>,
        length: Option<u64>,
    ) -> Result<Bytes, TransportError> {
        if let Inner::Full(bytes) = self.0 {
            let most = limit.unwrap_or(usize::MAX);
            let fits = bytes.len() <= most;
            return fits
                .then_some(bytes)
                .ok_or_else(|| TransportError::too_large(most));
        }
        // In a box, as most bodies are at hand: their calls have no room for it then.
        Box::pin(collect(|cx| self.poll_chunk(cx), limit, length)).await
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(cx)
    }
}

impl fmt::Debug for Body {
    /// Shows the length, not the content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Full(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Stream(_) | Inner::Pieces(_) => match self.length() {
                Some(length) => write!(f, "Body(a stream of {length} bytes)"),
                None => f.write_str("Body(a stream)"),
            },
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Full(bytes))
    }
}

impl From<Pieces> for Body {
    fn from(pieces: Pieces) -> Self {
        Self(Inner::Pieces(pieces))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::from(Bytes::from(text))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::from(Bytes::from(text))
    }
}
