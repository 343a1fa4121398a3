//! The pages of a list, as a stream.

use std::collections::BTreeSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use http::Request;

use super::guesses::{Answer, Guessed, Guesses};
use super::onward::{at_page, onward};
use super::options::{Options, call_options};
use super::{Bookmark, Core, PollNext, Sending};
use crate::Body;
use crate::error::{Error, PaginationError, RequestError};
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
    /// The page that is wanted, where pages have addresses: its path and its query, without credentials.
    address: Option<String>,
    pub(super) options: Options,
    /// The positions that were asked for.
    seen: BTreeSet<String>,
    state: State<O>,
    guesses: Guesses<O>,
}

enum State<O: Paginated> {
    /// The operation is set to a page that is wanted.
    Wanted,
    Asked(Guessed<O>),
    /// What the last page says of the next one cannot be followed.
    Broken(PaginationError),
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
            address: None,
            options: Options::default(),
            seen,
            state: State::Wanted,
            guesses: Guesses::default(),
        }
    }

    call_options!(options);

    /// Asks for so many pages at a time, where their positions are numbers that grow by the same step, as page numbers and
    /// offsets do; other lists are walked page by page, since only a page says where the next one is.
    ///
    /// The pages are the same as without this call, in the same order, also when the list changes meanwhile: each is given
    /// out only if the page before it leads to its position. When the last page comes, up to `pages - 1` calls were made in
    /// vain. The first two pages, which show the step, are asked for one after the other. The calls go on by themselves in a
    /// runtime of tokio's (feature `reqwest`), elsewhere while pages are asked for.
    pub fn parallel(mut self, pages: usize) -> Self {
        self.guesses.allow(pages);
        self.options.in_background |= pages > 1;
        self
    }

    /// Goes to a page that was reached before. [`Bookmark::taken`] is for items and has no meaning here.
    pub fn resume(mut self, bookmark: Bookmark) -> Self {
        if let Some(size) = bookmark.page_size {
            self.operation.ask_for(size);
        }
        if let Some(position) = bookmark.position {
            self.seen = BTreeSet::from([position.clone()]);
            self.seek(position);
        }
        self.guesses.clear();
        self.state = State::Wanted;
        self
    }

    /// The page that comes next, to be returned to with [`Self::resume`].
    #[must_use]
    pub fn bookmark(&self) -> Bookmark {
        Bookmark {
            position: self.position(),
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
        self.address.clone().or_else(|| self.operation.position())
    }

    fn seek(&mut self, position: String) {
        if O::BY_ADDRESS {
            self.address = Some(position);
        } else {
            self.operation.seek(position);
        }
    }

    /// The call for the page that is wanted.
    fn sending(&self) -> Sending<O::Output, O::Error> {
        let options = self.options.clone();
        match &self.address {
            None => Sending::of(&self.core, &self.operation).with_options(options),
            Some(page) => Sending::of_request::<O>(&self.core, self.request())
                .with_options(options.for_page(page)),
        }
    }

    #[cfg(all(feature = "ureq", not(target_arch = "wasm32")))]
    pub(super) fn core(&self) -> &Core {
        &self.core
    }

    /// The request for the page that is wanted.
    fn request(&self) -> Result<Request<Body>, RequestError> {
        let request = self.core.request(&self.operation)?;
        match &self.address {
            None => Ok(request),
            Some(page) => at_page(self.core.api(), request, page),
        }
    }

    /// The position that a page says of the next one: as it is, or that of its address.
    fn found(&self, position: String) -> Result<String, PaginationError> {
        if !O::BY_ADDRESS {
            return Ok(position);
        }
        match self.request() {
            Ok(request) => onward(self.core.api(), request.uri(), &position),
            // It was one for the page before.
            Err(_) => Err(PaginationError::no_address(&position)),
        }
    }

    pub(super) fn poll_page(&mut self, cx: &mut Context<'_>) -> PollNext<O::Output, O::Error> {
        let mut call = match std::mem::replace(&mut self.state, State::Ended) {
            State::Wanted => {
                let guessed = self.guesses.take(self.position().as_deref());
                guessed.unwrap_or_else(|| Guessed::Asked(Box::new(self.sending().with_response())))
            }
            State::Asked(call) => call,
            State::Broken(error) => return Poll::Ready(Some(Err(Error::Pagination(error)))),
            State::Ended => return Poll::Ready(None),
        };
        // The page that is waited for is asked for first.
        let answer = call.poll(cx);
        self.guess();
        self.guesses.poll(cx);
        let Poll::Ready(answer) = answer else {
            self.state = State::Asked(call);
            return Poll::Pending;
        };
        self.state = self.behind(&answer);
        if !matches!(self.state, State::Wanted) {
            self.guesses.clear();
        }
        Poll::Ready(Some(answer.map(Response::into_value)))
    }

    /// Goes to the page behind one.
    fn behind(&mut self, answer: &Answer<O>) -> State<O> {
        let Ok(page) = answer else {
            return State::Wanted;
        };
        let position = self.operation.follow(&page.value, page.headers());
        let Some(position) = position.filter(|position| !position.is_empty()) else {
            return State::Ended;
        };
        match self.found(position) {
            Err(error) => State::Broken(error),
            Ok(position) if self.seen.contains(&position) => {
                State::Broken(PaginationError::repeated(position))
            }
            Ok(position) => {
                self.seen.insert(position.clone());
                self.guesses.note(self.position().as_deref(), &position);
                self.seek(position);
                State::Wanted
            }
        }
    }

    /// Asks for the pages whose positions can be guessed.
    fn guess(&mut self) {
        let current = self.position();
        while let (Some(position), Some(current)) =
            (self.guesses.wanted(current.as_deref()), &current)
        {
            self.seek(position.to_string());
            let call = self.sending().with_response();
            self.seek(current.clone());
            self.guesses.add(position, Box::new(call));
        }
    }

    /// How many pages are wanted at most, the next one included.
    pub(super) fn want(&mut self, pages: usize) {
        self.guesses.want(pages);
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
            .field("position", &self.position().as_deref().map(Shown))
            .finish_non_exhaustive()
    }
}
