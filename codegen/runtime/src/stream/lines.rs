//! A JSON value a line, or behind a separator.

use std::task::{Context, Poll, ready};

use serde::de::DeserializeOwned;

use super::is_json_sequence;
use super::reader::{End, Line, Reader};
use crate::error::Error;
use crate::raw_response::RawResponse;
use crate::{Body, NoError};

/// A response with a JSON value a line, read as it comes. Empty lines are skipped.
///
/// A value of a response that is a JSON text sequence (`application/json-seq`) may have several lines.
///
/// ```
/// # use tamis_runtime::{Error, JsonLines};
/// # async fn example(mut lines: JsonLines<u64>) -> Result<(), Error> {
/// while let Some(number) = lines.try_next().await? {
///     println!("{number}");
/// }
/// # Ok(())
/// # }
/// ```
pub struct JsonLines<T> {
    reader: Reader,
    head: RawResponse,
    decode: fn(&RawResponse, &[u8]) -> Result<T, Error>,
}

super::stream_of_items!(JsonLines);

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn new(head: RawResponse, body: Body) -> Self {
        let is_sequence = head.media_type().is_some_and(is_json_sequence);
        let end = if is_sequence {
            End::Separator
        } else {
            End::LineFeed
        };
        Self {
            reader: Reader::new(body, end),
            head,
            decode: RawResponse::item,
        }
    }
}

impl<T> JsonLines<T> {
    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            let line = match ready!(self.reader.poll_line(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                Some(Ok(line)) => line,
            };
            let Line { text, is_complete } = line;
            if text.trim_ascii().is_empty() {
                continue;
            }
            let item = (self.decode)(&self.head, &text);
            // What has no end and is no value was to have more.
            let item = if !is_complete && item.is_err() {
                Err(Error::<NoError>::from(self.reader.broken_off()))
            } else {
                item
            };
            return Poll::Ready(Some(item));
        }
    }
}
