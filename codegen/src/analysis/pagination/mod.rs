//! Which operations return a list page by page, and how is the next page asked for?
//!
//! In: the parameters and the successful response of each operation. Out: [`Pagination`]: per operation the way to the
//! next page and to the items of this one, or nothing. Deliberately not here: following pages; the runtime does that.

mod address;
mod counted;
mod cursor;
mod declared;
mod find;
mod inputs;
mod link;
mod missing;
mod page;
mod parameters;
mod rules;
mod said;
#[cfg(test)]
mod tests;
mod whole;
mod words;

pub(super) use self::find::{find, listed_items};

use crate::ir::paging::PaginationRule;
use crate::ir::{Api, OperationId, ParameterId, TypeId, TypeKind, TypeRef};

/// The paginated operations of an API.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pagination {
    operations: Vec<Option<Paging>>,
    near_misses: Vec<Option<NearMiss>>,
}

/// Why an operation that looked paginated is taken as one that is not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NearMiss {
    /// One sentence without a full stop.
    pub reason: String,
    /// The rules that would each settle it; one of them may be right, and nothing says which.
    pub rules: Vec<PaginationRule>,
}

impl From<&'static str> for NearMiss {
    fn from(reason: &'static str) -> Self {
        Self {
            reason: reason.to_owned(),
            rules: Vec::new(),
        }
    }
}

impl Pagination {
    /// How an operation is paginated; `None`: it is not, or not certainly.
    #[must_use]
    pub(crate) fn operation(&self, id: OperationId) -> Option<&Paging> {
        self.operations.get(id.index())?.as_ref()
    }

    /// Why an operation that looked paginated is taken as one that is not.
    #[must_use]
    pub(crate) fn near_miss(&self, id: OperationId) -> Option<&NearMiss> {
        self.near_misses.get(id.index())?.as_ref()
    }
}

/// How an operation is paginated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paging {
    /// How the next page is asked for.
    pub kind: PagingKind,
    /// The type of a page: what the successful response carries.
    pub page: TypeRef,
    /// The way from a page to the list of its items; empty: the page is the list.
    pub items: MemberPath,
    /// The type of an item.
    pub item: TypeRef,
    /// The parameter that says how many items a page may have.
    pub limit: Option<Position>,
    /// What the document says of that parameter.
    pub sizes: Sizes,
    /// What it was recognised by, one fact each, for the reader of an explanation.
    pub evidence: Vec<String>,
}

/// How many items a page may have, in whole numbers, as far as the document says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// `minimum`.
    pub least: Option<i64>,
    /// `default`.
    pub usual: Option<i64>,
    /// `maximum`.
    pub most: Option<i64>,
}

/// How the next page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum PagingKind {
    /// The page carries the value of a parameter.
    Cursor {
        /// What takes it. Its type is a scalar, and that of `next` is the same.
        position: Position,
        /// The way from a page to the value for the next one; absent, `null` or empty on the last page.
        next: MemberPath,
        /// The way from a page to the value for the one before it.
        previous: Option<MemberPath>,
        /// The way from a page to a boolean that says whether there is a next one.
        more: Option<MemberPath>,
    },
    /// The page carries the address of the next one, and the query of that the value of a parameter.
    Address {
        /// The parameter; a string.
        parameter: ParameterId,
        /// The way from a page to the address; absent, `null` or empty on the last page.
        next: MemberPath,
    },
    /// A header of the answer leads to the next page.
    Header {
        /// The parameter.
        parameter: ParameterId,
        /// The header: it holds the value of the parameter, or, if it is `Link`, an address with that in its query.
        header: String,
    },
    /// The page or the header `Link` carries the whole address of the next one, and that is called.
    WholeAddress {
        /// The way from a page to the address; absent, `null` or empty on the last page. `None`: it is in the header.
        next: Option<MemberPath>,
    },
    /// The parameter is set to a property of the last item of the page: `starting_after`.
    LastItem {
        /// What takes it.
        position: Position,
        /// The way from an item to the value.
        key: MemberPath,
        /// The way from a page to a boolean that says whether there is a next one.
        more: MemberPath,
    },
    /// The parameter counts the items before the page.
    Offset {
        /// What counts.
        position: Position,
        /// The way from a page to the number of items that it stands for, where it may hold fewer of them (those that one
        /// may not see are left out).
        step: Option<MemberPath>,
        /// How the last page is known.
        last: PageEnd,
    },
    /// The parameter counts pages.
    PageNumber {
        /// What counts.
        position: Position,
        /// The number of the first page: 0 or 1, unless a rule says another.
        first: i64,
        /// How the last page is known.
        last: PageEnd,
    },
}

impl PagingKind {
    /// How the last of counted pages is known, in words.
    fn ending(&self, api: &Api) -> Option<String> {
        let (Self::Offset { last, .. } | Self::PageNumber { last, .. }) = self else {
            return None;
        };
        let way = |path: &MemberPath| path.display(api);
        Some(match last {
            PageEnd::Empty => "the last page is known by the empty one behind it".to_owned(),
            PageEnd::Pages(path) => format!("`{}` is the number of pages", way(path)),
            PageEnd::Total(path) => format!("`{}` is the number of all items", way(path)),
            PageEnd::More(path) => format!("`{}` says whether there is a next page", way(path)),
            PageEnd::Next(path) => format!("there is a next page where there is `{}`", way(path)),
        })
    }
}

/// What says in a request which page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// A parameter.
    Parameter(ParameterId),
    /// A member of a parameter that is an object, by the way to it: `page[number]`.
    Inside(ParameterId, MemberPath),
    /// A member of the body, by the way to it.
    Body(MemberPath),
}

/// How the last page of counted ones is known; an empty page is always the last.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum PageEnd {
    /// Only by the empty page behind it.
    Empty,
    /// The way from a page to the number of pages.
    Pages(MemberPath),
    /// The way from a page to the number of all items: it is the last when that many were seen.
    Total(MemberPath),
    /// The way from a page to a boolean that says whether there is a next one.
    More(MemberPath),
    /// The way from a page to something about the next one (its number, its address), absent or `null` on the last.
    Next(MemberPath),
}

/// The way from an object to a member of it or of an object inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MemberPath(pub Vec<Step>);

/// One step of a [`MemberPath`]: from an object to one of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The object type, aliases resolved.
    pub object: TypeId,
    /// The position of the field in it.
    pub field: usize,
}

impl MemberPath {
    /// The wire names of the members on the way.
    pub(crate) fn wire_names<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter_map(|step| match &api.ty(step.object).kind {
                TypeKind::Object(object) => object.fields.get(step.field),
                _ => None,
            })
            .map(|field| field.wire_name.as_str())
    }

    /// As the document's reader would write it: `meta.next_cursor`.
    #[must_use]
    pub(crate) fn display(&self, api: &Api) -> String {
        self.wire_names(api).collect::<Vec<_>>().join(".")
    }
}
