//! Why the pages of a list are not followed any further.

use std::error::Error as StdError;
use std::fmt;

use crate::position::Shown;

/// Why the pages of a list are not followed any further.
#[derive(Clone, PartialEq, Eq)]
pub struct PaginationError(Problem);

#[derive(Clone, PartialEq, Eq)]
enum Problem {
    Repeated(String),
    Empty { pages: usize },
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

    /// The position that came again: the cursor, or the number of the page. It is what the server sent, and can hold
    /// what must not be shown.
    #[must_use]
    pub fn position(&self) -> Option<&str> {
        match &self.0 {
            Problem::Repeated(position) => Some(position),
            Problem::Empty { .. } => None,
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
        }
    }
}

impl fmt::Debug for PaginationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::Repeated(position) => write!(f, "Repeated({})", Shown(position)),
            Problem::Empty { pages } => write!(f, "Empty({pages} pages)"),
        }
    }
}

impl StdError for PaginationError {}
