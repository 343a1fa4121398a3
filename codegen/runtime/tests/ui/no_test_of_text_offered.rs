//! Tests of text, on a field that offers none.

use tamis_runtime::Filter;

enum Nothing {}

type Bare = Filter<String, Nothing>;

fn main() {
    let _: Bare = Filter::contains("a");
    let _: Bare = Filter::not_contains("a");
    let _: Bare = Filter::icontains("a");
    let _: Bare = Filter::not_icontains("a");
    let _: Bare = Filter::starts_with("a");
    let _: Bare = Filter::not_starts_with("a");
    let _: Bare = Filter::istarts_with("a");
    let _: Bare = Filter::not_istarts_with("a");
    let _: Bare = Filter::ends_with("a");
    let _: Bare = Filter::not_ends_with("a");
    let _: Bare = Filter::iends_with("a");
    let _: Bare = Filter::not_iends_with("a");
    let _: Bare = Filter::exact("a");
    let _: Bare = Filter::not_exact("a");
    let _: Bare = Filter::iexact("a");
    let _: Bare = Filter::not_iexact("a");
    let _: Bare = Filter::like("a");
    let _: Bare = Filter::not_like("a");
    let _: Bare = Filter::ilike("a");
    let _: Bare = Filter::not_ilike("a");
    let _: Bare = Filter::regex("a");
    let _: Bare = Filter::not_regex("a");
    let _: Bare = Filter::search("a");
    let _: Bare = Filter::not_search("a");
    let _: Bare = Filter::isearch("a");
    let _: Bare = Filter::not_isearch("a");
    let _: Bare = Filter::iregex("a");
    let _: Bare = Filter::not_iregex("a");
}
