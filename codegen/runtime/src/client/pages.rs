//! The pages of a list, as a stream.

use std::collections::BTreeSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::options::{Options, call_options};
use super::{Bookmark, Core, PollNext, Sending, SendingResponse};
use crate::error::{Error, PaginationError};
use crate::operation::Paginated;
use crate::position::Shown;
use crate::response::Response;

/// The pages of a list: a stream that asks for one after the other.
///
/// An error does not end it: polled again, it asks for the same page again. What ends it is the last page, or a server that
/// sends a position for the second time, which is an [`Error::Pagination`] instead of a loop.
#[must_use = "a list is not asked for until it is polled"]
pub struct Pages<O: Paginated> {
    core: Core,
    operation: O,
    pub(super) options: Options,
    /// The positions that were asked for.
    seen: BTreeSet<String>,
    state: State<O>,
}

enum State<O: Paginated> {
    /// The operation is set to a page that is wanted.
    Wanted,
    Asked(Box<SendingResponse<O::Output, O::Error>>),
    /// The position after the last page came before.
    Repeated(String),
    Ended,
}

/// Nothing in it is pinned.
impl<O: Paginated> Unpin for Pages<O> {}

impl<O: Paginated> Pages<O> {
    pub(super) fn new(core: Core, operation: O) -> Self {
        let seen = operation.position().into_iter().collect();
        Self {
            core,
            operation,
            options: Options::default(),
            seen,
            state: State::Wanted,
        }
    }

    call_options!(options);

    /// Goes to a page that was reached before. [`Bookmark::taken`] is for items and has no meaning here.
    pub fn resume(mut self, bookmark: Bookmark) -> Self {
        if let Some(size) = bookmark.page_size {
            self.operation.ask_for(size);
        }
        if let Some(position) = bookmark.position {
            self.seen = BTreeSet::from([position.clone()]);
            self.operation.seek(position);
        }
        self.state = State::Wanted;
        self
    }

    /// The page that comes next, to be returned to with [`Self::resume`].
    #[must_use]
    pub fn bookmark(&self) -> Bookmark {
        Bookmark {
            position: self.operation.position(),
            taken: 0,
            page_size: None,
        }
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// When a page cannot be had. Called again, it asks for the same page again.
    pub async fn try_next(&mut self) -> Result<Option<O::Output>, Error<O::Error>> {
        poll_fn(|cx| self.poll_page(cx)).await.transpose()
    }

    /// Asks for pages with no more items than are wanted, and returns how many if that is fewer than usual.
    pub(super) fn ask_for(&mut self, items: usize) -> Option<usize> {
        self.operation.ask_for(items)
    }

    /// The position of the page that is wanted, or was last delivered.
    pub(super) fn position(&self) -> Option<String> {
        self.operation.position()
    }

    pub(super) fn poll_page(&mut self, cx: &mut Context<'_>) -> PollNext<O::Output, O::Error> {
        if matches!(self.state, State::Wanted) {
            let sending = Sending::of(&self.core, &self.operation)
                .with_options(self.options.clone())
                .with_response();
            self.state = State::Asked(Box::new(sending));
        }
        let answer = match &mut self.state {
            State::Asked(sending) => ready!(Pin::new(sending).poll(cx)),
            State::Repeated(position) => {
                let position = std::mem::take(position);
                self.state = State::Ended;
                let error = PaginationError::repeated(position);
                return Poll::Ready(Some(Err(Error::Pagination(error))));
            }
            State::Wanted | State::Ended => return Poll::Ready(None),
        };
        self.state = match &answer {
            Err(_) => State::Wanted,
            Ok(page) => match self
                .operation
                .follow(&page.value, page.headers())
                .filter(|position| !position.is_empty())
            {
                None => State::Ended,
                Some(position) if self.seen.contains(&position) => State::Repeated(position),
                Some(position) => {
                    self.seen.insert(position.clone());
                    self.operation.seek(position);
                    State::Wanted
                }
            },
        };
        Poll::Ready(Some(answer.map(Response::into_value)))
    }
}

impl<O: Paginated> Stream for Pages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(cx)
    }
}

impl<O: Paginated> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &O::INFO.id)
            .field("position", &self.operation.position().as_deref().map(Shown))
            .finish_non_exhaustive()
    }
}
