//! Tests of text, on a field that offers none; `every/` has all of them.

use tamis_runtime::Filter;

enum Nothing {}

type Bare = Filter<String, Nothing>;

fn main() {
    let _: Bare = Filter::contains("a");
    let _: Bare = Filter::istarts_with("a");
    let _: Bare = Filter::not_regex("a");
}
