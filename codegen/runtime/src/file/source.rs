//! Where the bytes of a file come from when they are not at hand.
//!
//! In: a function that opens a stream, or a stream. Out: [`Source`], which belongs to a file and is cloned with it, and
//! [`Reading`], the way of its bytes through one request. Deliberately not here: how they stand in a body.
//!
//! What a body of a stated length must not do is end early or go on too long: the first leaves a server waiting, the
//! second is cut off in silence and taken for whole. So a reading counts, and keeps the last bytes back until the
//! stream has ended behind them.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;

use crate::body::Chunks;
use crate::error::{TransportError, TransportErrorKind};
use crate::transport::BoxFuture;

/// Opens a stream.
#[cfg(not(target_arch = "wasm32"))]
pub(super) type Opener = Box<dyn Fn() -> BoxFuture<Result<Chunks, TransportError>> + Send + Sync>;
/// Opens a stream.
#[cfg(target_arch = "wasm32")]
pub(super) type Opener = Box<dyn Fn() -> BoxFuture<Result<Chunks, TransportError>>>;

/// Where the bytes of a file come from. Clones are the same source.
#[derive(Clone)]
pub(crate) struct Source {
    origin: Arc<Origin>,
    length: Option<u64>,
}

enum Origin {
    /// A stream for each request.
    Opener(Opener),
    /// One stream, which is not there while a request has it, nor when one has begun to read it.
    Once(Mutex<Option<Chunks>>),
}

impl Source {
    pub(super) fn opener(open: Opener) -> Self {
        Self {
            origin: Arc::new(Origin::Opener(open)),
            length: None,
        }
    }

    pub(super) fn once(chunks: Chunks) -> Self {
        Self {
            origin: Arc::new(Origin::Once(Mutex::new(Some(chunks)))),
            length: None,
        }
    }

    pub(super) fn set_length(&mut self, length: u64) {
        self.length = Some(length);
    }

    /// How many bytes there are, if it is known.
    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The bytes for one request; `None`: the stream was there once, and another request has it.
    pub(crate) fn read(&self) -> Option<Reading> {
        let state = match &*self.origin {
            Origin::Opener(_) => State::Closed,
            Origin::Once(stream) => {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                State::Waiting(stream.take()?)
            }
        };
        Some(Reading {
            source: self.clone(),
            state,
            left: self.length,
            last: None,
        })
    }
}

/// The same source, not the same bytes.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.origin, &other.origin) && self.length == other.length
    }
}

impl Eq for Source {}

/// The way of a source's bytes through one request.
pub(crate) struct Reading {
    source: Source,
    state: State,
    /// How many bytes have to come, if it is known.
    left: Option<u64>,
    /// The last bytes of a known length.
    last: Option<Bytes>,
}

enum State {
    /// Nothing is opened.
    Closed,
    /// The one stream that there is. Nothing was read of it, so that it goes back when there is no request after all.
    Waiting(Chunks),
    Opening(BoxFuture<Result<Chunks, TransportError>>),
    Open(Chunks),
    Ended,
}

impl Reading {
    /// How many bytes there are, if it is known.
    pub(crate) fn length(&self) -> Option<u64> {
        self.source.length
    }

    /// The same bytes for one more request, if they can be had and nothing was read.
    pub(crate) fn again(&self) -> Option<Self> {
        match self.state {
            State::Closed => self.source.read(),
            _ => None,
        }
    }

    /// The next bytes, never none of them; `None` at the end, and behind an error.
    pub(crate) fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            self.state = match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Waiting(chunks) => State::Open(chunks),
                State::Closed => match &*self.source.origin {
                    Origin::Opener(open) => State::Opening(open()),
                    Origin::Once(_) => State::Ended,
                },
                State::Opening(mut opening) => match opening.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.state = State::Opening(opening);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok(chunks)) => State::Open(chunks),
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                },
                State::Open(mut chunks) => {
                    let Poll::Ready(chunk) = chunks.as_mut().poll_next(cx) else {
                        self.state = State::Open(chunks);
                        return Poll::Pending;
                    };
                    let Some(chunk) = chunk else {
                        return Poll::Ready(self.end().transpose());
                    };
                    match chunk.and_then(|chunk| self.count(chunk)) {
                        Ok(None) => State::Open(chunks),
                        Ok(Some(chunk)) => {
                            self.state = State::Open(chunks);
                            return Poll::Ready(Some(Ok(chunk)));
                        }
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
            };
        }
    }

    /// Bytes that may be sent; `None`: not yet.
    fn count(&mut self, chunk: Bytes) -> Result<Option<Bytes>, TransportError> {
        if chunk.is_empty() {
            return Ok(None);
        }
        let Some(left) = self.left else {
            return Ok(Some(chunk));
        };
        let left = u64::try_from(chunk.len())
            .ok()
            .and_then(|length| left.checked_sub(length))
            .ok_or_else(|| self.wrong_length("more"))?;
        self.left = Some(left);
        if left > 0 {
            return Ok(Some(chunk));
        }
        self.last = Some(chunk);
        Ok(None)
    }

    /// What is sent when the stream has ended.
    fn end(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self.left {
            Some(1..) => Err(self.wrong_length("fewer")),
            _ => Ok(self.last.take()),
        }
    }

    fn wrong_length(&self, than: &str) -> TransportError {
        let length = self.source.length.unwrap_or_default();
        TransportError::new(
            TransportErrorKind::RequestBody,
            format!("the stream has {than} than the {length} bytes that were declared"),
        )
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let state = std::mem::replace(&mut self.state, State::Ended);
        if let (State::Waiting(chunks), Origin::Once(stream)) = (state, &*self.source.origin) {
            *stream.lock().unwrap_or_else(PoisonError::into_inner) = Some(chunks);
        }
    }
}
