//! Streams of events that go on behind a broken connection: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
//!
//! In: what can make the call again ([`Reconnect`]), and the id of the last event. Out: another response, behind the wait that the
//! server asks for. Deliberately not here: whether a call may be made again; the client decides that.

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::Response;

use crate::Body;
use crate::error::{TransportError, TransportErrorKind};
use crate::retry::Retry;
use crate::transport::{BoxFuture, MaybeSend, MaybeSync};

/// Makes a call again that was for a stream of events.
pub(crate) trait Reconnect: MaybeSend + MaybeSync {
    /// Makes the call, with the header `Last-Event-ID`.
    fn open(&self, last_id: &str) -> BoxFuture<Result<Response<Body>, TransportError>>;

    /// Waits; `None` where there is no clock.
    fn sleep(&self, time: Duration) -> Option<BoxFuture<()>>;

    /// How often a stream may break in a row, and how long to wait where the server does not say.
    fn retry(&self) -> Retry;
}

/// The connection of a stream: there, or to be made again.
pub(super) struct Connection {
    again: Option<Arc<dyn Reconnect>>,
    state: State,
    /// How often it has broken since the last event.
    breaks: u32,
}

enum State {
    Open,
    Waiting(BoxFuture<()>),
    Opening(BoxFuture<Result<Response<Body>, TransportError>>),
}

impl Connection {
    pub(super) fn new(again: Option<Arc<dyn Reconnect>>) -> Self {
        Self {
            again,
            state: State::Open,
            breaks: 0,
        }
    }

    /// Takes note of an event.
    pub(super) fn works(&mut self) {
        self.breaks = 0;
    }

    /// Begins to make the connection again, behind an error of it; the error, where that is not possible or would do harm.
    /// Without the id of an event, a server would begin from the start or from now.
    pub(super) fn mend(
        &mut self,
        error: TransportError,
        last_id: Option<&str>,
        asked: Option<Duration>,
    ) -> Result<(), TransportError> {
        let is_broken = matches!(
            error.kind(),
            TransportErrorKind::Body | TransportErrorKind::Timeout
        );
        let (true, Some(again), true) = (
            is_broken,
            &self.again,
            last_id.is_some_and(|id| !id.is_empty()),
        ) else {
            return Err(error);
        };
        self.breaks += 1;
        let retry = again.retry();
        if !retry.allows(self.breaks) {
            return Err(error);
        }
        let wait = asked.unwrap_or_else(|| retry.delay(self.breaks, fastrand::f64()));
        if wait > crate::retry::LONGEST_WAIT {
            return Err(error);
        }
        let Some(timer) = again.sleep(wait) else {
            return Err(error);
        };
        self.state = State::Waiting(timer);
        Ok(())
    }

    /// The response to a call that was made again; `None`: the connection is there.
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        last_id: Option<&str>,
    ) -> Poll<Option<Result<Response<Body>, TransportError>>> {
        loop {
            match &mut self.state {
                State::Open => return Poll::Ready(None),
                State::Waiting(timer) => {
                    ready!(timer.as_mut().poll(cx));
                    self.state = match &self.again {
                        Some(again) => State::Opening(again.open(last_id.unwrap_or_default())),
                        None => State::Open,
                    };
                }
                State::Opening(opening) => {
                    let response = ready!(opening.as_mut().poll(cx));
                    self.state = State::Open;
                    return Poll::Ready(Some(response));
                }
            }
        }
    }
}
