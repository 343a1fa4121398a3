//! What generated operations implement.

mod info;

use http::HeaderMap;

pub use self::info::OperationInfo;
use crate::encode::Encoder;
use crate::error::Error;
use crate::filter::FilteredItems;
use crate::raw_response::RawResponse;

/// Something that can be called: a value that becomes a request and reads its response, without any network.
///
/// Implemented by generated code. [`Core::send`](crate::Core::send) sends one.
pub trait Operation {
    /// What a successful response holds.
    type Output: 'static;
    /// What a documented error holds; [`NoError`](crate::NoError) when the document describes none.
    type Error: 'static;
    /// What is the same for all values of this type.
    const INFO: OperationInfo;

    /// Where it is sent, unless the client was given a base URL; a path that begins with a slash is one on the host of the
    /// API. `None`: where the API is.
    const SERVER: Option<&'static str> = None;

    /// The header of its idempotency key, where the document has another one than `Idempotency-Key`.
    const IDEMPOTENCY_KEY: Option<&'static str> = None;

    /// Whether a redirection is what the operation is for, so that it is given out and not followed.
    const REDIRECTS: bool = false;

    /// Whether it changes or deletes what its filters select, so that it is not sent without one unless the caller confirms it:
    /// [`Sending::all`](crate::Sending::all).
    const CHANGES_BY_FILTER: bool = false;

    /// What of its filters can be held against the items of its response; `None`: nothing.
    const FILTERED_ITEMS: Option<FilteredItems> = None;

    /// For which statuses the body of a response is not waited for but read as it comes; `None`: for none.
    const STREAMS: Option<fn(u16) -> bool> = None;

    /// Writes the path, the query, the headers and the body. Problems are kept by the encoder.
    fn encode(&self, request: &mut Encoder);

    /// Reads a response.
    ///
    /// # Errors
    ///
    /// [`Error::Api`], [`Error::Status`] and [`Error::Decode`].
    fn decode(response: &RawResponse) -> Result<Self::Output, Error<Self::Error>>;
}

/// An operation whose response can also be read as it comes, beside the value that it has as a whole.
pub trait Streamed: Operation {
    /// What reads the response.
    type Stream;

    /// The media types to ask for, as in `Accept`.
    const ACCEPT: &'static str;

    /// Whether responses with a status are read as they come. All others are those of the operation.
    fn opens(status: u16) -> bool;

    /// Begins to read a response.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the response is of another media type.
    fn open(response: &RawResponse) -> Result<Self::Stream, Error<Self::Error>>;
}

/// An operation that gives one page of a list.
///
/// A *position* says which page: a cursor, or the number of a page or of an item as decimal text, or the page's address.
pub trait Paginated: Operation {
    /// What the list holds.
    type Item;

    /// Whether a position is the address of a page, which is called as it is, on the same server only. Then
    /// [`Self::position`] is `None`, and [`Self::seek`] does nothing.
    const BY_ADDRESS: bool = false;

    /// The position that the operation is set to; `None` for the start of the list.
    fn position(&self) -> Option<String>;

    /// The position after a page of this operation. `None`, or an empty text: it was the last page.
    fn next(&self, page: &Self::Output) -> Option<String>;

    /// The same where the response may have it in its headers. A page whose body has it ignores them.
    fn follow(&self, page: &Self::Output, headers: &HeaderMap) -> Option<String> {
        let _ = headers;
        self.next(page)
    }

    /// Sets the operation to a position.
    fn seek(&mut self, position: String);

    /// Asks for pages of no more than so many items, and returns how many they will have; `None` when that is not fewer than
    /// they have anyway, or there is no parameter for it.
    fn ask_for(&mut self, items: usize) -> Option<usize> {
        let _ = items;
        None
    }

    /// The items of a page.
    fn into_items(page: Self::Output) -> Vec<Self::Item>;
}
