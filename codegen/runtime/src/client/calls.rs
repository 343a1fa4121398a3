//! What can be done with a client: the ways to a call.

use super::core::Core;
use super::{CoreBuilder, Items, Pages, Sending};
use crate::api::Api;
use crate::operation::{Operation, Paginated, Streamed};

impl Core {
    /// Begins a client for an API.
    pub fn builder(api: &'static Api) -> CoreBuilder {
        CoreBuilder::new(api)
    }

    /// Sends an operation: a future of its value. Nothing happens before it is awaited.
    pub fn send<O: Operation>(&self, operation: &O) -> Sending<O::Output, O::Error> {
        Sending::of(self, operation)
    }

    /// Sends an operation whose response is read as it comes. Nothing happens before it is awaited.
    pub fn stream<O: Streamed>(&self, operation: &O) -> Sending<O::Stream, O::Error> {
        Sending::of_stream(self, operation)
    }

    /// The pages of a list, from where the operation is set to.
    pub fn pages<O: Paginated>(&self, operation: O) -> Pages<O> {
        Pages::new(self.clone(), operation)
    }

    /// The items of a list, from where the operation is set to, through all pages.
    pub fn items<O: Paginated>(&self, operation: O) -> Items<O> {
        Items::new(self.pages(operation))
    }
}
