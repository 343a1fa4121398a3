//! Responses that are read as they come: events and lines of JSON, item by item.
//!
//! | file | |
//! |---|---|
//! | `reader.rs` | bytes to lines, whichever way they were cut into pieces |
//! | `events.rs` | lines to events (`text/event-stream`) |
//! | `reconnect.rs` | events behind a connection that has broken |
//! | `lines.rs` | lines to values (`application/x-ndjson` and its kin) |
//! | `sequence.rs` | which media types have values behind separators instead (`application/json-seq`) |
//!
//! Nothing is read ahead of what the caller asks for, and no item can grow without a bound.

mod events;
mod lines;
mod reader;
mod reconnect;
mod sequence;

pub use self::events::EventStream;
pub use self::lines::JsonLines;
pub(crate) use self::reconnect::Reconnect;
pub(crate) use self::sequence::{RECORD_SEPARATOR, is_json_sequence};

/// How long an item may be unless set otherwise, in bytes: enough for a picture in base64.
const LONGEST_ITEM: usize = 16 << 20;

/// What the streams of items have in common.
macro_rules! stream_of_items {
    ($name:ident) => {
        impl<T> $name<T> {
            /// The next item; `None` at the end.
            ///
            /// # Errors
            ///
            /// [`Error::Decode`](crate::Error::Decode) for an item that does not match the document: the stream goes
            /// on behind it. [`Error::Transport`](crate::Error::Transport) when the connection breaks, when the stream
            /// ends inside an item, and when an item is too long: that was the last.
            pub async fn try_next(&mut self) -> Result<Option<T>, crate::Error> {
                std::future::poll_fn(|cx| self.poll_item(cx))
                    .await
                    .transpose()
            }

            /// Sets how long an item may be, in bytes. Without this call it is 16 MiB.
            #[must_use]
            pub fn with_limit(mut self, bytes: usize) -> Self {
                self.reader.limit = bytes;
                self
            }
        }

        /// Nothing in it is pinned.
        impl<T> Unpin for $name<T> {}

        impl<T> futures_core::Stream for $name<T> {
            type Item = Result<T, crate::Error>;

            fn poll_next(
                self: std::pin::Pin<&mut Self>,
                cx: &mut std::task::Context<'_>,
            ) -> std::task::Poll<Option<Self::Item>> {
                self.get_mut().poll_item(cx)
            }
        }

        impl<T> std::fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("status", &self.head.status())
                    .finish_non_exhaustive()
            }
        }
    };
}
use stream_of_items;
