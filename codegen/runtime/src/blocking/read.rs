//! Bodies that are read where they are needed: that of a request by ureq, that of a response by its reader.

use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf as _, Bytes};
use futures_core::Stream;

use super::thread::wait;
use crate::body::Body;
use crate::error::{TransportError, TransportErrorKind};

/// A request's body, as ureq reads it.
pub(super) struct Upload {
    pub(super) body: Body,
    pub(super) piece: Bytes,
}

impl Read for Upload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match wait(self.body.try_next()).map_err(io::Error::other)? {
                Some(piece) => self.piece = piece,
                None => return Ok(0),
            }
        }
        let length = self.piece.len().min(buffer.len());
        self.piece
            .copy_to_slice(buffer.get_mut(..length).unwrap_or_default());
        Ok(length)
    }
}

/// A response's body, as it comes.
pub(super) struct Download<R>(pub(super) R);

/// How much is read at once.
const PIECE: usize = 16 * 1024;

impl<R: Read + Unpin> Stream for Download<R> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let reader = &mut self.get_mut().0;
        let mut piece = vec![0; PIECE];
        let read = loop {
            match reader.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        Poll::Ready(match read {
            Ok(0) => None,
            Ok(length) => {
                piece.truncate(length);
                Some(Ok(piece.into()))
            }
            Err(error) => {
                let inner = error.get_ref().and_then(|it| it.downcast_ref());
                let is_late = error.kind() == io::ErrorKind::TimedOut
                    || matches!(inner, Some(ureq::Error::Timeout(_)));
                let kind = if is_late {
                    TransportErrorKind::Timeout
                } else {
                    TransportErrorKind::Body
                };
                Some(Err(TransportError::new(kind, error)))
            }
        })
    }
}
