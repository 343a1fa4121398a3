//! Which operations of the documents become part of the client.

use serde::{Deserialize, Serialize};

/// Operations, by their names and their tags; `*` stands for any text.
///
/// ```
/// use tamis::Selection;
///
/// tamis::configure()
///     .include(Selection::new().tags(["orders"]).operations(["GET /v2/customers*"]))
///     .exclude(Selection::new().operations(["deleteAllOrders"]));
/// ```
///
/// In `tamis.toml`:
///
/// ```toml
/// [include]
/// tags = ["orders"]
/// operations = ["GET /v2/customers*"]
///
/// [exclude]
/// operations = ["deleteAllOrders"]
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Selection {
    /// By `operationId`, or as `GET /path` in the document's spelling.
    pub operations: Vec<String>,
    /// By a tag.
    pub tags: Vec<String>,
}

impl Selection {
    /// No operations yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds operations by `operationId`, or as `GET /path`; `*` stands for any text.
    #[must_use]
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.operations.extend(names.into_iter().map(Into::into));
        self
    }

    /// Adds all operations with one of these tags; `*` stands for any text.
    #[must_use]
    pub fn tags<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.tags.extend(names.into_iter().map(Into::into));
        self
    }

    /// Whether it names nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.tags.is_empty()
    }
}
