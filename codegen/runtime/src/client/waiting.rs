//! Calls, pages and items that are waited for in a thread.

use super::core::Core;
use super::{Items, Pages, Sending, SendingResponse};
use crate::blocking::wait;
use crate::error::{Error, TransportError, TransportErrorKind};
use crate::operation::Paginated;
use crate::response::Response;

impl Core {
    /// An error where the transport cannot be waited for in a thread.
    fn check_blocking<E>(&self) -> Result<(), Error<E>> {
        if !self.0.transport.needs_runtime() {
            return Ok(());
        }
        let text = "the transport of this client needs an asynchronous runtime: \
                    give it one that waits by itself, `.transport(tamis_runtime::blocking::Ureq::default())`";
        let error = TransportError::new(TransportErrorKind::Other, text).unsent();
        Err(Error::Transport(error))
    }
}

impl<T, E> Sending<T, E> {
    /// Sends the request and waits for its value in this thread, without an asynchronous runtime.
    ///
    /// # Errors
    ///
    /// Those of the call; and [`Error::Transport`] when the client's transport needs a runtime.
    pub fn blocking(self) -> Result<T, Error<E>> {
        self.core().check_blocking()?;
        wait(self)
    }
}

impl<T, E> SendingResponse<T, E> {
    /// Sends the request and waits for its value and the response in this thread: see [`Sending::blocking`].
    ///
    /// # Errors
    ///
    /// Those of [`Sending::blocking`].
    pub fn blocking(self) -> Result<Response<T>, Error<E>> {
        self.core().check_blocking()?;
        wait(self)
    }
}

/// Pages or items, as an iterator that waits in its thread: what [`Items::blocking`] and [`Pages::blocking`] give.
///
/// An error of a page does not end it: the next item is asked for again.
#[derive(Debug)]
#[must_use = "a list is not asked for until it is read"]
pub struct Blocking<S> {
    list: S,
    /// Whether it was checked that it can be waited for, and so.
    waits: Option<bool>,
}

impl<S> Blocking<S> {
    fn new(list: S) -> Self {
        Self { list, waits: None }
    }

    /// Whether the list can be waited for; an error the first time that it cannot.
    fn check<E>(&mut self, core: fn(&S) -> &Core) -> Result<bool, Error<E>> {
        if let Some(waits) = self.waits {
            return Ok(waits);
        }
        let checked = core(&self.list).check_blocking();
        self.waits = Some(checked.is_ok());
        checked.map(|()| true)
    }
}

impl<O: Paginated> Pages<O> {
    /// The pages, as an iterator that waits in its thread.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<O: Paginated> Items<O> {
    /// The items, as an iterator that waits in its thread.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<O: Paginated> Iterator for Blocking<Pages<O>> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.check(Pages::core) {
            Ok(true) => wait(self.list.try_next()).transpose(),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

impl<O: Paginated> Iterator for Blocking<Items<O>> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.check(Items::core) {
            Ok(true) => wait(self.list.try_next()).transpose(),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}
