//! A place in a list, to be kept and returned to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::position::Shown;

/// A place in a list: what [`Items::bookmark`](crate::Items::bookmark) and
/// [`Pages::bookmark`](crate::Pages::bookmark) give and their `resume` takes.
///
/// It is a page and how many of its items were taken, so it is as exact as the server's pages are stable. It can be kept
/// as JSON.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The page: a cursor, or a number; `None` for the first page.
    #[serde(default)]
    pub position: Option<String>,
    /// How many items of that page were taken.
    #[serde(default)]
    pub taken: usize,
    /// How many items a page was asked for, where that was made fewer than usual: the number of a page means nothing
    /// without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_size: Option<usize>,
}

impl fmt::Debug for Bookmark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bookmark")
            .field("position", &self.position.as_deref().map(Shown))
            .field("taken", &self.taken)
            .field("page_size", &self.page_size)
            .finish()
    }
}
