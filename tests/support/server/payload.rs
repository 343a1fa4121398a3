//! The body of an answer: one piece, and then its end, or none.
//!
//! In: the bytes. Out: what hyper sends.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};

/// A body in one piece, which may break off after it.
pub(super) struct Payload {
    bytes: Option<Bytes>,
    end: End,
}

/// How a [`Payload`] ends.
pub(super) enum End {
    Whole,
    /// Not before what there is has been written to the socket.
    BreakOff {
        written: bool,
    },
}

impl Payload {
    pub(super) fn new(bytes: impl Into<Bytes>, end: End) -> Self {
        Self {
            bytes: Some(bytes.into()),
            end,
        }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut self.end {
            End::Whole => Poll::Ready(None),
            End::BreakOff { written: true } => {
                let error = io::Error::other("broken off, as the test wants it");
                Poll::Ready(Some(Err(error)))
            }
            End::BreakOff { written } => {
                // hyper writes when a body has nothing at the moment.
                *written = true;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none() && matches!(self.end, End::Whole)
    }

    fn size_hint(&self) -> SizeHint {
        match (&self.bytes, &self.end) {
            (Some(bytes), End::Whole) => SizeHint::with_exact(bytes.len() as u64),
            // Without a length the answer is chunked, and its end is seen to be missing.
            _ => SizeHint::default(),
        }
    }
}
