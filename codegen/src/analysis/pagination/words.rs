//! The words by which pagination is recognised: closed lists, all in snake case.
//!
//! In: names as the document spells them. Out: what they are. `page[size]`, `pageSize` and `page-size` are all `page_size`.

/// A name in snake case, whatever case the document uses.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    let mut after_lower = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && after_lower {
                snake.push('_');
            }
            after_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
            snake.push(c.to_ascii_lowercase());
        } else {
            after_lower = false;
            if !snake.is_empty() && !snake.ends_with('_') {
                snake.push('_');
            }
        }
    }
    while snake.ends_with('_') {
        snake.pop();
    }
    snake
}

/// Parameters that take the value that the page before gave, the plainest first.
pub(super) const CURSOR: &[&str] = &[
    "cursor",
    "next_cursor",
    "page_cursor",
    "start_cursor",
    "page_token",
    "next_page_token",
    "next_token",
    "pagination_token",
    "continuation_token",
    "starting_after",
    "page_after",
    "after",
    "after_id",
    "marker",
    "next_marker",
    "page",
    "offset",
];

/// Members that can only be the value for the next page.
pub(super) const NEXT: &[&str] = &[
    "next_cursor",
    "next_page_cursor",
    "next_page_token",
    "next_token",
    "next_pagination_token",
    "continuation_token",
    "next_continuation_token",
    "next_marker",
    "next_offset",
    "end_cursor",
];

/// Members that are, if what is said of them agrees.
pub(super) const NEXT_MAYBE: &[&str] = &["next", "next_page", "cursor"];

/// Parameters whose values nobody can make up; a subset of [`CURSOR`].
pub(super) const OPAQUE: &[&str] = &[
    "cursor",
    "next_cursor",
    "page_cursor",
    "page_after",
    "start_cursor",
    "page_token",
    "next_page_token",
    "next_token",
    "pagination_token",
    "continuation_token",
    "marker",
    "next_marker",
];

/// Members that can only be the address of the next page.
pub(super) const NEXT_ADDRESS: &[&str] = &[
    "next_page_uri",
    "next_page_url",
    "next_page_link",
    "next_uri",
    "next_url",
    "next_link",
];

/// Members that are, if what is said of them agrees.
pub(super) const NEXT_MAYBE_ADDRESS: &[&str] = &["next", "next_page"];

/// Members that are the value for the page before.
pub(super) const PREVIOUS: &[&str] = &[
    "previous_cursor",
    "prev_cursor",
    "previous_page_token",
    "prev_page_token",
    "previous",
    "prev",
];

/// Members that say whether there is a next page.
pub(super) const MORE: &[&str] = &[
    "has_more",
    "has_next",
    "has_next_page",
    "has_more_items",
    "has_more_pages",
    "more_items_in_collection",
];

/// Members that hold the number of all items. (`count` is as often that of the items on this page.)
pub(super) const TOTAL: &[&str] = &[
    "total",
    "total_count",
    "total_items",
    "total_results",
    "total_records",
    "total_elements",
    "total_entries",
    "total_record_count",
    "total_hits",
];

/// Members that hold the number of all pages.
pub(super) const PAGES: &[&str] = &[
    "total_pages",
    "num_pages",
    "pages_count",
    "pages",
    "max_page",
    "last_page",
];

/// Members that are absent or `null` where there is no next page.
pub(super) const NEXT_PAGE: &[&str] = &["next", "next_page", "next_page_url", "next_page_uri"];

/// Members that are the address of the first page.
pub(super) const FIRST_ADDRESS: &[&str] = &["first", "first_page_url", "first_page_uri"];

/// What the pages of frameworks say of themselves that count from 1: Django REST framework, Laravel, and what is common
/// beside the latter.
pub(super) const FORMS_FROM_ONE: &[&[&str]] = &[
    &["count", "next", "previous"],
    &["current_page", "last_page", "per_page", "total"],
    &["current_page", "total_pages", "per_page", "total", "count"],
];

/// What the pages of frameworks say of themselves that count from 0: Spring Data.
pub(super) const FORMS_FROM_ZERO: &[&[&str]] = &[
    &["number", "total_pages", "last"],
    &["number", "total_pages", "total_elements"],
];

/// Parameters that count pages.
pub(super) const PAGE_NUMBER: &[&str] =
    &["page", "page_number", "page_num", "page_no", "page_index"];

/// Parameters that count items.
pub(super) const OFFSET: &[&str] = &["offset", "skip"];

/// Parameters that count items from 0, or from 1 where nothing says so.
pub(super) const OFFSET_MAYBE: &[&str] = &["start_at", "start_index", "start"];

/// Parameters that say how many items a page may have.
pub(super) const LIMIT: &[&str] = &[
    "limit",
    "page_size",
    "per_page",
    "page_limit",
    "max_results",
    "size",
    "count",
    "pagesize",
    "perpage",
    "results_per_page",
    "items_per_page",
    "max_items",
    "page_per_page",
    "first",
    "take",
    "top",
];

/// Words in the last part of a path to which `POST` only reads.
pub(super) const READING: &[&str] = &[
    "search", "query", "find", "filter", "list", "lookup", "get", "fetch", "retrieve", "paginate",
];

/// Members of a body under which stands what asks for a page.
pub(super) const ASKING: &[&str] = &["pagination", "paging", "page", "options"];

/// Members under which the facts about a page stand.
pub(super) const ABOUT: &[&str] = &[
    "meta",
    "metadata",
    "pagination",
    "paging",
    "page_info",
    "page",
    "pages",
    "page_meta",
    "response_metadata",
    "result_info",
    "cursor",
    "cursors",
    "next",
    "next_page",
    "paginator",
    "page_context",
    "additional_data",
    "links",
];

/// Members under which everything may stand.
pub(super) const ENVELOPE: &[&str] = &["data", "result", "response", "results", "body"];

/// Members that are the items, where an object has more than one list.
pub(super) const ITEMS: &[&str] = &[
    "data", "items", "results", "records", "entries", "objects", "values", "nodes", "elements",
    "list", "content", "rows",
];

/// Lists that are never the items.
pub(super) const NOT_ITEMS: &[&str] = &[
    "errors",
    "warnings",
    "messages",
    "links",
    "included",
    "required",
    "notices",
    "failed_items",
    "failures",
    "failed",
];

/// Words in the names of members that say something about the page, not about what is listed.
const ABOUT_WORDS: &[&str] = &[
    "total",
    "count",
    "page",
    "pages",
    "paging",
    "pagination",
    "offset",
    "limit",
    "skip",
    "next",
    "prev",
    "previous",
    "cursor",
    "cursors",
    "token",
    "more",
    "start",
    "index",
    "size",
    "first",
    "last",
    "self",
    "url",
    "uri",
    "href",
    "link",
    "links",
    "meta",
    "metadata",
    "object",
    "type",
    "kind",
    "status",
    "success",
    "ok",
    "request",
    "errors",
    "warnings",
    "message",
    "messages",
    "code",
    "etag",
    "hits",
    "query",
    "took",
    "timing",
    "sort",
    "order",
    "included",
];

/// Whether a member, by its name in snake case, says something about the page.
pub(super) fn is_about_page(name: &str) -> bool {
    name.split('_').any(|word| ABOUT_WORDS.contains(&word))
}
