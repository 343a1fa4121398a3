//! The items of a list, as a stream through all pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::options::call_options;
use super::{Bookmark, Pages, PollNext};
use crate::error::{Error, PaginationError};
use crate::operation::{Operation, Paginated};

/// The items of a list: a stream that asks for the next page when the items of one are through.
///
/// ```no_run
/// # use tamis_runtime::{Error, Items, Paginated};
/// # async fn example<O: Paginated>(mut items: Items<O>) -> Result<(), Error<O::Error>> {
/// while let Some(item) = items.try_next().await? {
///     // …
/// #   let _ = item;
/// }
/// # Ok(())
/// # }
/// ```
///
/// An error does not end it, and no item before it is lost: polled again, it asks for the same page again. See [`Pages`]
/// for what ends it.
#[must_use = "a list is not asked for until it is polled"]
pub struct Items<O: Paginated> {
    pages: Pages<O>,
    page: std::vec::IntoIter<O::Item>,
    /// Where the items in `page` and those taken from it come from.
    at: Bookmark,
    /// How many items of the first page were taken before.
    skip: usize,
    /// How many empty pages have come since the last item.
    empty: usize,
    most_empty: Option<usize>,
    /// How many items the longest page had.
    longest: usize,
    /// How many items are still to be given.
    left: Option<usize>,
    /// Whether the size of the pages is still to be chosen: not behind the first one, on which their numbers depend.
    is_sizeable: bool,
    /// Whether the next page is asked for while there are items.
    is_ahead: bool,
    /// The next page, which has come already.
    fetched: Option<Fetched<O>>,
}

/// A page, and its position.
type Fetched<O> = (
    Option<String>,
    Option<Result<<O as Operation>::Output, Error<<O as Operation>::Error>>>,
);

/// How many empty pages are followed for one item unless set otherwise: servers that filter as they go send some.
const MOST_EMPTY: usize = 100;

/// Nothing in it is pinned.
impl<O: Paginated> Unpin for Items<O> {}

impl<O: Paginated> Items<O> {
    pub(super) fn new(pages: Pages<O>) -> Self {
        let at = pages.bookmark();
        let is_sizeable = at.position.is_none();
        Self {
            pages,
            page: Vec::new().into_iter(),
            at,
            skip: 0,
            empty: 0,
            most_empty: Some(MOST_EMPTY),
            longest: 0,
            left: None,
            is_sizeable,
            is_ahead: false,
            fetched: None,
        }
    }

    call_options!(pages.options);

    /// Gives so many items at most, and asks for no page behind the last of them. Where the operation has a parameter for the
    /// size of its pages, they are asked for no larger than that.
    pub fn limit(mut self, items: usize) -> Self {
        self.left = Some(items);
        self
    }

    /// Asks for the next page while the items of one are given out, so that it has come, perhaps, when it is needed. A page
    /// that nobody needs in the end was asked for in vain; behind a [`limit`](Self::limit) none is. The call goes on by itself in a runtime
    /// of tokio's (feature `reqwest`), elsewhere while items are asked for.
    pub fn one_page_ahead(mut self) -> Self {
        self.is_ahead = true;
        self.pages.options.in_background = true;
        self
    }

    /// Asks for so many pages at a time, where that is sound: see [`Pages::parallel`]. The items are the same as without this
    /// call, in the same order. Behind a [`limit`](Self::limit), no more pages are asked for than it needs if they are as long as
    /// those before.
    ///
    /// ```no_run
    /// # use tamis_runtime::{Error, Items, Paginated};
    /// # async fn example<O: Paginated>(items: Items<O>) -> Result<(), Error<O::Error>> {
    /// let all: Vec<_> = items.parallel(4).try_collect().await?;
    /// # let _ = all; Ok(())
    /// # }
    /// ```
    pub fn parallel(mut self, pages: usize) -> Self {
        self.pages = self.pages.parallel(pages);
        self
    }

    /// Waits for all items that are left. Without a [`limit`](Self::limit), that is as many as the server has.
    ///
    /// ```no_run
    /// # use tamis_runtime::{Error, Items, Paginated};
    /// # async fn example<O: Paginated>(items: Items<O>) -> Result<(), Error<O::Error>> {
    /// let first: Vec<_> = items.limit(15).try_collect().await?;
    /// # let _ = first; Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When a page cannot be had. The items before it are lost; [`try_next`](Self::try_next) loses none.
    pub async fn try_collect<B: Default + Extend<O::Item>>(mut self) -> Result<B, Error<O::Error>> {
        let mut all = B::default();
        while let Some(item) = self.try_next().await? {
            all.extend([item]);
        }
        Ok(all)
    }

    /// Sets how many empty pages in a row are followed for one item, before that is an error; `None` for any number.
    /// Unless set, it is 100.
    pub fn max_empty_pages(mut self, pages: impl Into<Option<usize>>) -> Self {
        self.most_empty = pages.into();
        self
    }

    /// The place after the last item taken, to be returned to with [`Self::resume`], also in another process.
    #[must_use]
    pub fn bookmark(&self) -> Bookmark {
        self.at.clone()
    }

    /// Goes to a place that was reached before. The operation should be the same, with the same filters.
    pub fn resume(mut self, bookmark: Bookmark) -> Self {
        self.skip = bookmark.taken;
        self.at = bookmark.clone();
        self.pages = self.pages.resume(bookmark);
        self.page = Vec::new().into_iter();
        self.fetched = None;
        self.is_sizeable = false;
        self
    }

    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// When a page cannot be had. Called again, it asks for the same page again.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error<O::Error>> {
        poll_fn(|cx| self.poll_item(cx)).await.transpose()
    }

    #[cfg(all(feature = "ureq", not(target_arch = "wasm32")))]
    pub(super) fn core(&self) -> &super::Core {
        self.pages.core()
    }

    /// The next page.
    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Fetched<O>> {
        if let Some(left) = self.left
            && self.longest > 0
        {
            let behind = left.saturating_sub(self.page.len());
            self.pages.want(behind.div_ceil(self.longest));
        }
        // Of the page that will come, before the operation is set to the one after it.
        let position = self.pages.position();
        let page = ready!(self.pages.poll_page(cx));
        Poll::Ready((position, page))
    }

    /// Asks for the page behind this one, where it will be needed.
    fn fetch_ahead(&mut self, cx: &mut Context<'_>) {
        let is_needed = self.left.is_none_or(|left| left > self.page.len());
        if self.is_ahead
            && is_needed
            && self.fetched.is_none()
            && let Poll::Ready(fetched) = self.poll_page(cx)
        {
            self.fetched = Some(fetched);
        }
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> PollNext<O::Item, O::Error> {
        loop {
            if self.left == Some(0) {
                return Poll::Ready(None);
            }
            if let Some(item) = self.page.next() {
                self.at.taken += 1;
                self.empty = 0;
                self.left = self.left.map(|left| left - 1);
                self.fetch_ahead(cx);
                return Poll::Ready(Some(Ok(item)));
            }
            if self.most_empty.is_some_and(|most| self.empty > most) {
                let pages = std::mem::take(&mut self.empty);
                let error = PaginationError::empty(pages);
                return Poll::Ready(Some(Err(Error::Pagination(error))));
            }
            if std::mem::take(&mut self.is_sizeable)
                && let Some(wanted) = self.left
            {
                self.at.page_size = self.pages.ask_for(wanted);
            }
            let (position, page) = match self.fetched.take() {
                Some(fetched) => fetched,
                None => ready!(self.poll_page(cx)),
            };
            match page {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => {
                    let skip = std::mem::take(&mut self.skip);
                    self.page = O::into_items(page).into_iter();
                    self.longest = self.longest.max(self.page.len());
                    if self.page.len() == 0 {
                        self.empty += 1;
                    }
                    // Fewer items than were taken before: the list became shorter.
                    let skipped = self.page.by_ref().take(skip).count();
                    self.at = Bookmark {
                        position,
                        taken: skipped,
                        page_size: self.at.page_size,
                    };
                }
            }
        }
    }
}

impl<O: Paginated> Stream for Items<O> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(cx)
    }
}

impl<O: Paginated> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}
