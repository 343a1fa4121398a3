//! Lines of a body, as they come.

use std::task::{Context, Poll, ready};

use bytes::BytesMut;

use crate::Body;
use crate::error::{TransportError, TransportErrorKind};

/// Reads a body line by line.
pub(super) struct Reader {
    body: Body,
    /// What has come and was not given out.
    buffer: BytesMut,
    /// How much of it is known to have no end of a line.
    searched: usize,
    /// What ends a line.
    end: End,
    /// Whether a line feed would belong to the line before.
    after_return: bool,
    ended: bool,
    /// How long a line may be.
    pub(super) limit: usize,
}

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A line feed.
    LineFeed,
    /// A line feed, a carriage return, or both.
    Any,
    /// The separator before the next record: what is called a line may have some.
    Separator,
}

/// A line.
pub(super) struct Line {
    /// Its text, without what ends it.
    pub(super) text: BytesMut,
    /// Whether something ended it: the last line of a body that broke off has no end.
    pub(super) is_complete: bool,
}

impl Reader {
    pub(super) fn new(body: Body, end: End) -> Self {
        Self {
            body,
            buffer: BytesMut::new(),
            searched: 0,
            end,
            after_return: false,
            ended: false,
            limit: super::LONGEST_ITEM,
        }
    }

    /// The next line; `None` at the end, and behind an error.
    pub(super) fn poll_line(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Line, TransportError>>> {
        loop {
            if self.after_return && !self.buffer.is_empty() {
                self.after_return = false;
                if self.buffer.starts_with(b"\n") {
                    let _ = self.buffer.split_to(1);
                }
            }
            let new = self.buffer.get(self.searched..).unwrap_or_default();
            let ends = |byte: &u8| match self.end {
                End::LineFeed => *byte == b'\n',
                End::Any => matches!(byte, b'\n' | b'\r'),
                End::Separator => *byte == super::RECORD_SEPARATOR,
            };
            if let Some(at) = new.iter().position(ends) {
                let end = self.searched + at;
                self.after_return = new.get(at) == Some(&b'\r');
                let mut text = self.buffer.split_to(end + 1);
                text.truncate(end);
                self.searched = 0;
                return Poll::Ready(Some(self.within_limit(text, true)));
            }
            self.searched = self.buffer.len();
            if self.ended && self.buffer.is_empty() {
                return Poll::Ready(None);
            }
            if self.ended || self.buffer.len() > self.limit {
                let text = self.buffer.split();
                self.searched = 0;
                return Poll::Ready(Some(self.within_limit(text, false)));
            }
            match ready!(self.body.poll_chunk(cx)) {
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(error)) => return Poll::Ready(Some(Err(self.end(error)))),
                None => self.ended = true,
            }
        }
    }

    fn within_limit(&mut self, text: BytesMut, is_complete: bool) -> Result<Line, TransportError> {
        if text.len() > self.limit {
            return Err(self.too_long());
        }
        Ok(Line { text, is_complete })
    }

    /// The error of an item that is too long. Nothing more is read.
    pub(super) fn too_long(&mut self) -> TransportError {
        let limit = self.limit;
        self.end(TransportError::new(
            TransportErrorKind::Other,
            format!("an item of the stream has more than {limit} bytes"),
        ))
    }

    /// The error of a stream that ends inside an item.
    pub(super) fn broken_off(&mut self) -> TransportError {
        self.end(TransportError::new(
            TransportErrorKind::Body,
            "the stream ended inside an item",
        ))
    }

    /// Reads nothing more.
    pub(super) fn stop(&mut self) {
        self.body = Body::empty();
        self.buffer = BytesMut::new();
        self.searched = 0;
        self.ended = true;
    }

    fn end(&mut self, error: TransportError) -> TransportError {
        self.stop();
        error
    }
}
