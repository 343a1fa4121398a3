//! Bodies that are read as they come.

use serde::de::DeserializeOwned;

use super::RawResponse;
use crate::Body;
use crate::error::Error;
use crate::stream::{EventStream, JsonLines};

impl RawResponse {
    /// The body as it comes.
    ///
    /// # Errors
    ///
    /// None; it returns a result so that all decoders look alike.
    pub fn stream<E>(&self) -> Result<Body, Error<E>> {
        Ok(self.take_body())
    }

    /// The body as it comes: events whose data is JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the response is JSON as a whole, not events.
    pub fn events<T: DeserializeOwned, E>(&self) -> Result<EventStream<T>, Error<E>> {
        self.check_events()?;
        Ok(EventStream::of_data(self.head(), self.take_body()))
    }

    /// The body as it comes: events as objects with `event`, `data`, `id` and `retry`.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the response is JSON as a whole, not events.
    pub fn whole_events<T: DeserializeOwned, E>(&self) -> Result<EventStream<T>, Error<E>> {
        self.check_events()?;
        Ok(EventStream::of_events(self.head(), self.take_body()))
    }

    /// The body as it comes: events whose data is text.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the response is JSON as a whole, not events.
    pub fn text_events<E>(&self) -> Result<EventStream<String>, Error<E>> {
        self.check_events()?;
        Ok(EventStream::of_text(self.head(), self.take_body()))
    }

    /// The body as it comes: a JSON value a line.
    ///
    /// # Errors
    ///
    /// None; it returns a result so that all decoders look alike.
    pub fn lines<T: DeserializeOwned, E>(&self) -> Result<JsonLines<T>, Error<E>> {
        Ok(JsonLines::new(self.head(), self.take_body()))
    }

    /// Whether the response calls itself JSON.
    pub(crate) fn is_json(&self) -> bool {
        let media_type = self.media_type().unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json")
    }

    /// A reader of events finds none in JSON, and would end without a word.
    fn check_events<E>(&self) -> Result<(), Error<E>> {
        if self.is_json() {
            let reason = "the response is JSON as a whole, not a stream of events";
            return Err(self.undecodable(String::new(), 0, reason));
        }
        Ok(())
    }
}
