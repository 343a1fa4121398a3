//! Why the pages of a list are not followed any further.

use std::error::Error as StdError;
use std::fmt;

use http::Uri;

use crate::position::Shown;

/// Why the pages of a list are not followed any further.
#[derive(Clone, PartialEq, Eq)]
pub struct PaginationError(Problem);

#[derive(Clone, PartialEq, Eq)]
enum Problem {
    Repeated(String),
    Empty {
        pages: usize,
    },
    /// Where the server says that the next page is, without path and query.
    Elsewhere {
        server: String,
    },
    NoAddress {
        text: String,
    },
}

impl PaginationError {
    /// The server sent a position for the second time.
    pub(crate) fn repeated(position: String) -> Self {
        Self(Problem::Repeated(position))
    }

    /// So many pages in a row were empty.
    pub(crate) fn empty(pages: usize) -> Self {
        Self(Problem::Empty { pages })
    }

    /// The next page is on another server, which must not see credentials.
    pub(crate) fn elsewhere(address: &Uri) -> Self {
        let scheme = address.scheme_str().unwrap_or("https");
        let host = address.host().unwrap_or_default();
        let port = address.port_u16().map(|port| format!(":{port}"));
        let server = format!("{scheme}://{host}{}", port.unwrap_or_default());
        Self(Problem::Elsewhere { server })
    }

    /// What the server gives as the address of the next page is none.
    pub(crate) fn no_address(text: &str) -> Self {
        let text = text.to_owned();
        Self(Problem::NoAddress { text })
    }

    /// The position that came again, or that is no address: the cursor, or the number of the page. It is what the server sent, and can hold
    /// what must not be shown.
    #[must_use]
    pub fn position(&self) -> Option<&str> {
        match &self.0 {
            Problem::Repeated(position) => Some(position),
            Problem::NoAddress { text } => Some(text),
            Problem::Empty { .. } | Problem::Elsewhere { .. } => None,
        }
    }
}

impl fmt::Display for PaginationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::Repeated(position) => write!(
                f,
                "the server sent the position {} for the second time; following it would never end",
                Shown(position)
            ),
            Problem::Empty { pages } => write!(
                f,
                "the server sent {pages} pages in a row without an item; called again, it goes on"
            ),
            Problem::Elsewhere { server } => write!(
                f,
                "the next page is at {server}, which is not followed: if the API is there, set `base_url`"
            ),
            Problem::NoAddress { text } => write!(
                f,
                "the server gives {} for the address of the next page, which is none that can be followed",
                Shown(text)
            ),
        }
    }
}

impl fmt::Debug for PaginationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::Repeated(position) => write!(f, "Repeated({})", Shown(position)),
            Problem::Empty { pages } => write!(f, "Empty({pages} pages)"),
            Problem::Elsewhere { server } => write!(f, "Elsewhere({server})"),
            Problem::NoAddress { text } => write!(f, "NoAddress({})", Shown(text)),
        }
    }
}

impl StdError for PaginationError {}
