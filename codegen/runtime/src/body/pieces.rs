//! A body in pieces: bytes at hand, and bytes that come from a source while they are sent.
//!
//! In: pieces in order. Out: their bytes, one after the other; their length, where all of them have one.

use std::collections::VecDeque;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::error::TransportError;
use crate::file::Reading;

/// A body in pieces.
pub(crate) struct Pieces {
    left: VecDeque<Piece>,
    length: Option<u64>,
    /// Whether bytes were asked for.
    begun: bool,
}

/// A piece of a body.
pub(crate) enum Piece {
    AtHand(Bytes),
    Stream(Reading),
}

impl Piece {
    fn length(&self) -> Option<u64> {
        match self {
            Self::AtHand(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream(reading) => reading.length(),
        }
    }

    fn again(&self) -> Option<Self> {
        match self {
            Self::AtHand(bytes) => Some(Self::AtHand(bytes.clone())),
            Self::Stream(reading) => reading.again().map(Self::Stream),
        }
    }
}

impl Pieces {
    pub(crate) fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let left: VecDeque<Piece> = pieces.into_iter().collect();
        let length = left
            .iter()
            .try_fold(0_u64, |sum, piece| sum.checked_add(piece.length()?));
        Self {
            left,
            length,
            begun: false,
        }
    }

    /// How many bytes all pieces together have, if it is known.
    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The same pieces once more, if all of them can be had again and nothing was asked for.
    pub(super) fn again(&self) -> Option<Self> {
        if self.begun {
            return None;
        }
        let left: Option<VecDeque<Piece>> = self.left.iter().map(Piece::again).collect();
        Some(Self {
            left: left?,
            length: self.length,
            begun: false,
        })
    }

    /// The next bytes; `None` at the end, and behind an error.
    pub(super) fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.begun = true;
        while let Some(piece) = self.left.front_mut() {
            let chunk = match piece {
                Piece::AtHand(bytes) if bytes.is_empty() => None,
                Piece::AtHand(bytes) => Some(Ok(std::mem::take(bytes))),
                Piece::Stream(reading) => ready!(reading.poll_chunk(cx)),
            };
            match chunk {
                None => _ = self.left.pop_front(),
                Some(Err(error)) => {
                    self.left.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                chunk => return Poll::Ready(chunk),
            }
        }
        Poll::Ready(None)
    }
}
