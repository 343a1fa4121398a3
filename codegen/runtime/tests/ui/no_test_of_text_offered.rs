//! Tests of text, on a field that offers none.

use tamis_runtime::Filter;

enum Nothing {}

type Bare = Filter<String, Nothing>;

fn main() {
    let _: Bare = Filter::contains("a");
    let _: Bare = Filter::not_icontains("a");
    let _: Bare = Filter::starts_with("a");
    let _: Bare = Filter::iends_with("a");
    let _: Bare = Filter::iexact("a");
    let _: Bare = Filter::like("a");
    let _: Bare = Filter::ilike("a");
    let _: Bare = Filter::regex("a");
    let _: Bare = Filter::not_iregex("a");
    let _: Bare = Filter::search("a");
}
