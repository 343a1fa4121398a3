//! A rule on pagination: where it holds, and what it says.

use serde::{Deserialize, Serialize};

use crate::place::Place;

/// What a user, or a document under `x-tamis-pagination`, says of the pages of some operations. It wins over what is
/// recognised.
///
/// A rule with a `position` says all of it; one without says what is not recognised right: where the items are, or what
/// number the first page has. Of two rules for one operation the later one counts, and what the options say wins over what
/// a document says. A name that is in no document is an error.
///
/// In `tamis.toml`, one rule for each way to the next page:
///
/// ```toml
/// [[pagination.rules]]
/// operations = ["listOrders", "GET /v2/*"]
/// position = "cursor"             # the parameter that asks for a page
/// next = "meta.next"              # and what it takes: a member of the page before
/// items = "data"                  # "" where the page is the list
/// size = "limit"
///
/// [[pagination.rules]]
/// operations = ["listCommits"]
/// position = "page"
/// next_header = "Link"            # the address with rel="next"; any other header holds the value itself
///
/// [[pagination.rules]]
/// operations = ["listUsers"]
/// position = "start"
/// count = "items"                 # or "pages"
/// first = 1                       # of pages: the number of the first one
/// total = "meta.count"            # or `pages`, the number of them, or `more`, which is true or false
///
/// [[pagination.rules]]
/// operations = ["searchOrders"]
/// position = "page.token"
/// position_in = "body"
/// next = "nextToken"
///
/// [[pagination.rules]]
/// operations = ["listDays"]
/// enabled = false
/// ```
///
/// ```
/// use tamis::PaginationRule;
///
/// tamis::configure()
///     .pagination_rule(PaginationRule::of(["listOrders"]).position("cursor").next("meta.next"))
///     .pagination_rule(PaginationRule::of(["listPets"]).first(0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct PaginationRule {
    /// The operations for which it holds, by `operationId` or as `GET /path`; `*` stands for any text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<String>,
    /// Whether they are followed page by page at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The parameter that asks for a page, or the way to a member of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Where that stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position_in: Option<PositionIn>,
    /// The parameter that says how many items a page may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The way from a page to the list of items; empty: the page is the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// The way from a page to the next position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The way from a page to the address of the next one, in the query of which the position stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_address: Option<String>,
    /// The header that holds the next position; of `Link`: the address with `rel="next"`, in the query of which it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_header: Option<String>,
    /// The way from an item to the position behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_item: Option<String>,
    /// What the position counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Counted>,
    /// The number of the first page: 0 or 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<i64>,
    /// The way from a page to a boolean that says whether there is a next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<String>,
    /// The way from a page to the number of all items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// The way from a page to the number of pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
}

/// Where the position of a page stands in a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PositionIn {
    /// In a parameter.
    #[default]
    Parameter,
    /// In the body.
    Body,
}

/// What the position of a page counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Counted {
    /// The items before it.
    Items,
    /// The pages up to it.
    Pages,
}

impl PaginationRule {
    /// A rule for these operations, by `operationId` or as `GET /path`; `*` stands for any text.
    #[must_use]
    pub fn of<S: Into<String>>(operations: impl IntoIterator<Item = S>) -> Self {
        Self {
            operations: operations.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// Whether they are followed page by page at all.
    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = Some(enabled);
        self
    }

    /// The parameter that asks for a page.
    #[must_use]
    pub fn position(mut self, parameter: impl Into<String>) -> Self {
        self.position = Some(parameter.into());
        self
    }

    /// The way to the member of the body that asks for a page.
    #[must_use]
    pub fn position_in_body(mut self, way: impl Into<String>) -> Self {
        self.position = Some(way.into());
        self.position_in = Some(PositionIn::Body);
        self
    }

    /// The parameter that says how many items a page may have.
    #[must_use]
    pub fn size(mut self, parameter: impl Into<String>) -> Self {
        self.size = Some(parameter.into());
        self
    }

    /// The way from a page to the list of items; empty: the page is the list.
    #[must_use]
    pub fn items(mut self, way: impl Into<String>) -> Self {
        self.items = Some(way.into());
        self
    }

    /// The way from a page to the next position.
    #[must_use]
    pub fn next(mut self, way: impl Into<String>) -> Self {
        self.next = Some(way.into());
        self
    }

    /// The way from a page to the address of the next one.
    #[must_use]
    pub fn next_address(mut self, way: impl Into<String>) -> Self {
        self.next_address = Some(way.into());
        self
    }

    /// The header that holds the next position, or `Link`.
    #[must_use]
    pub fn next_header(mut self, name: impl Into<String>) -> Self {
        self.next_header = Some(name.into());
        self
    }

    /// The way from an item to the position behind it.
    #[must_use]
    pub fn last_item(mut self, way: impl Into<String>) -> Self {
        self.last_item = Some(way.into());
        self
    }

    /// What the position counts.
    #[must_use]
    pub fn count(mut self, what: Counted) -> Self {
        self.count = Some(what);
        self
    }

    /// The number of the first page.
    #[must_use]
    pub fn first(mut self, number: i64) -> Self {
        self.first = Some(number);
        self
    }

    /// The way from a page to a boolean that says whether there is a next one.
    #[must_use]
    pub fn more(mut self, way: impl Into<String>) -> Self {
        self.more = Some(way.into());
        self
    }

    /// The way from a page to the number of all items.
    #[must_use]
    pub fn total(mut self, way: impl Into<String>) -> Self {
        self.total = Some(way.into());
        self
    }

    /// The way from a page to the number of pages.
    #[must_use]
    pub fn pages(mut self, way: impl Into<String>) -> Self {
        self.pages = Some(way.into());
        self
    }
}

/// A rule in a document, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaidPaging {
    /// What it says.
    pub rule: PaginationRule,
    /// Where `x-tamis-pagination` stands.
    pub place: Place,
}
