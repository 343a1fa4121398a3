//! Server-sent events: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
//!
//! One allowance beyond the specification: an event that the end of the stream completes is given out, since many servers
//! leave the last empty line out. What it would drop silently, an event that broke off, is an error.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::reader::{End, Line, Reader};
use super::reconnect::Connection;
use crate::Body;
use crate::error::{Error, TransportError};
use crate::raw_response::RawResponse;

/// A response of server-sent events, read as they come: the data of each, typed.
///
/// When the connection breaks behind an event with an id, the call is made again with the header `Last-Event-ID`, behind the wait
/// that the server asks for (`retry:`), and the stream goes on: where the operation changes nothing (`GET`), and as often in a
/// row as the client's [`Retry`](crate::Retry) allows attempts. A stream that the server ends is at its end.
///
/// The text `[DONE]`, with which many APIs end a stream, ends it unless it is an item. Comments and events without data
/// are skipped.
///
/// ```
/// # use tamis_runtime::{Error, EventStream, Json};
/// # async fn example(mut events: EventStream<Json>) -> Result<(), Error> {
/// while let Some(item) = events.try_next().await? {
///     println!("{:?}: {item}", events.event());
/// }
/// # Ok(())
/// # }
/// ```
pub struct EventStream<T> {
    reader: Reader,
    head: RawResponse,
    /// The event that is being read.
    coming: Event,
    has_begun: bool,
    /// The type of the event that was read last.
    event: Option<String>,
    last_id: Option<String>,
    retry: Option<Duration>,
    connection: Connection,
    decode: fn(&RawResponse, &Event) -> Result<T, Error>,
}

/// An event in the making.
#[derive(Debug, Default)]
pub(crate) struct Event {
    /// Its type: the field `event`.
    kind: Option<String>,
    id: Option<String>,
    retry: Option<u64>,
    /// Its lines of data, each with a line feed at its end.
    data: Vec<u8>,
}

super::stream_of_items!(EventStream);

impl<T: DeserializeOwned> EventStream<T> {
    /// The items are the data, as JSON.
    pub(crate) fn of_data(head: RawResponse, body: Body) -> Self {
        Self::new(head, body, |head, event| head.item(event.data()))
    }

    /// The items are the events as a whole: objects with `event`, `data`, `id` and `retry`.
    pub(crate) fn of_events(head: RawResponse, body: Body) -> Self {
        Self::new(head, body, |head, event| {
            // A text in quotes is data as it stands, to whoever says that the data is a text.
            let parsed = serde_json::from_slice(event.data()).ok();
            let parsed = parsed.filter(|data: &Json| !data.is_string());
            let text = Json::String(String::from_utf8_lossy(event.data()).into_owned());
            match parsed.map(|data| head.item(&event.whole(data))) {
                Some(Ok(item)) => Ok(item),
                // Data that is a text can look like JSON.
                Some(Err(error)) => head.item(&event.whole(text)).map_err(|_| error),
                None => head.item(&event.whole(text)),
            }
        })
    }
}

impl EventStream<String> {
    /// The items are the data, as text.
    pub(crate) fn of_text(head: RawResponse, body: Body) -> Self {
        Self::new(head, body, |head, event| match event.data() {
            b"[DONE]" => head.item(event.data()),
            data => Ok(String::from_utf8_lossy(data).into_owned()),
        })
    }
}

impl<T> EventStream<T> {
    fn new(
        mut head: RawResponse,
        body: Body,
        decode: fn(&RawResponse, &Event) -> Result<T, Error>,
    ) -> Self {
        let connection = Connection::new(head.take_again());
        Self {
            reader: Reader::new(body, End::Any),
            head,
            coming: Event::default(),
            has_begun: false,
            event: None,
            last_id: None,
            retry: None,
            connection,
            decode,
        }
    }

    /// The type of the event that was given out last (`event:`), if the server named one.
    #[must_use]
    pub fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// The last id that the server sent (`id:`): where another call can go on, with the header `Last-Event-ID`.
    #[must_use]
    pub fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// How long the server asks to wait before a call again (`retry:`).
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(response) = ready!(self.connection.poll(cx, self.last_id.as_deref())) {
                match response.map_err(Error::from).and_then(|it| self.go_on(it)) {
                    Ok(()) => {}
                    Err(error) => return Poll::Ready(Some(Err(error))),
                }
            }
            let event = match ready!(self.reader.poll_line(cx)) {
                Some(Err(error)) => match self.mend(error) {
                    Ok(()) => continue,
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                Some(Ok(Line { text, .. })) if !text.is_empty() => {
                    self.field(&text);
                    if self.coming.data.len() > self.reader.limit {
                        self.coming = Event::default();
                        return Poll::Ready(Some(Err(self.reader.too_long().into())));
                    }
                    continue;
                }
                Some(Ok(_)) => std::mem::take(&mut self.coming),
                None if self.coming.data.is_empty() => return Poll::Ready(None),
                None => {
                    let event = std::mem::take(&mut self.coming);
                    match self.give_out(&event) {
                        Some(Err(_)) => {
                            let error = self.reader.broken_off();
                            match self.mend(error) {
                                Ok(()) => continue,
                                Err(error) => return Poll::Ready(Some(Err(error))),
                            }
                        }
                        whole => return Poll::Ready(whole),
                    }
                }
            };
            // The id of an event that has not come to its end is none to go on from.
            if event.id.is_some() {
                self.last_id.clone_from(&event.id);
            }
            self.connection.works();
            if !event.data.is_empty() {
                return Poll::Ready(self.give_out(&event));
            }
        }
    }

    /// Begins to make the connection again that has broken; an error is the end.
    fn mend(&mut self, error: TransportError) -> Result<(), Error> {
        self.coming = Event::default();
        let mended = self
            .connection
            .mend(error, self.last_id.as_deref(), self.retry);
        mended.map_err(Error::from)
    }

    /// Reads on from the response to a call that was made again.
    fn go_on(&mut self, response: http::Response<Body>) -> Result<(), Error> {
        // Without content, nothing more will come.
        if response.status() == http::StatusCode::NO_CONTENT {
            return Ok(());
        }
        let response = RawResponse::unread(response);
        if response.status() != self.head.status() || response.is_json() {
            return Err(response.unexpected());
        }
        let limit = self.reader.limit;
        self.reader = Reader::new(response.stream()?, End::Any);
        self.reader.limit = limit;
        self.has_begun = false;
        Ok(())
    }

    /// The item of an event; `None` for the mark of the end.
    fn give_out(&mut self, event: &Event) -> Option<Result<T, Error>> {
        let item = (self.decode)(&self.head, event);
        if item.is_err() && event.data().trim_ascii() == b"[DONE]" {
            self.reader.stop();
            return None;
        }
        self.event.clone_from(&event.kind);
        Some(item)
    }

    /// Reads a line that is not empty.
    fn field(&mut self, line: &[u8]) {
        let mut line = line;
        if !std::mem::replace(&mut self.has_begun, true) {
            line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line);
        }
        let colon = line.iter().position(|&byte| byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => {
                self.coming.data.extend_from_slice(value);
                self.coming.data.push(b'\n');
            }
            b"event" => self.coming.kind = Some(text()),
            b"id" if !value.contains(&0) => {
                self.coming.id = Some(text());
            }
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                if let Ok(milliseconds) = text().parse() {
                    self.coming.retry = Some(milliseconds);
                    self.retry = Some(Duration::from_millis(milliseconds));
                }
            }
            // A comment, or a field that the specification does not know.
            _ => {}
        }
    }
}

impl Event {
    /// The data, without the last line feed.
    fn data(&self) -> &[u8] {
        self.data.strip_suffix(b"\n").unwrap_or(&self.data)
    }

    /// The event as JSON.
    fn whole(&self, data: Json) -> Vec<u8> {
        let mut object = serde_json::Map::new();
        if let Some(kind) = &self.kind {
            object.insert("event".to_owned(), kind.clone().into());
        }
        object.insert("data".to_owned(), data);
        if let Some(id) = &self.id {
            object.insert("id".to_owned(), id.clone().into());
        }
        if let Some(retry) = self.retry {
            object.insert("retry".to_owned(), retry.into());
        }
        Json::Object(object).to_string().into_bytes()
    }
}
