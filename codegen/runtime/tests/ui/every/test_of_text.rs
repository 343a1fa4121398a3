//! Tests of text, on a field that offers none: behind each line, what the compiler has to miss there.

use tamis_runtime::Filter;

enum Nothing {}

type Bare = Filter<String, Nothing>;

fn main() {
    let _: Bare = Filter::contains("a"); //~ Contains
    let _: Bare = Filter::not_contains("a"); //~ NotContains
    let _: Bare = Filter::icontains("a"); //~ IContains
    let _: Bare = Filter::not_icontains("a"); //~ NotIContains
    let _: Bare = Filter::starts_with("a"); //~ StartsWith
    let _: Bare = Filter::not_starts_with("a"); //~ NotStartsWith
    let _: Bare = Filter::istarts_with("a"); //~ IStartsWith
    let _: Bare = Filter::not_istarts_with("a"); //~ NotIStartsWith
    let _: Bare = Filter::ends_with("a"); //~ EndsWith
    let _: Bare = Filter::not_ends_with("a"); //~ NotEndsWith
    let _: Bare = Filter::iends_with("a"); //~ IEndsWith
    let _: Bare = Filter::not_iends_with("a"); //~ NotIEndsWith
    let _: Bare = Filter::exact("a"); //~ Exact
    let _: Bare = Filter::not_exact("a"); //~ NotExact
    let _: Bare = Filter::iexact("a"); //~ IExact
    let _: Bare = Filter::not_iexact("a"); //~ NotIExact
    let _: Bare = Filter::like("a"); //~ Like
    let _: Bare = Filter::not_like("a"); //~ NotLike
    let _: Bare = Filter::ilike("a"); //~ ILike
    let _: Bare = Filter::not_ilike("a"); //~ NotILike
    let _: Bare = Filter::regex("a"); //~ Regex
    let _: Bare = Filter::not_regex("a"); //~ NotRegex
    let _: Bare = Filter::search("a"); //~ Search
    let _: Bare = Filter::not_search("a"); //~ NotSearch
    let _: Bare = Filter::isearch("a"); //~ ISearch
    let _: Bare = Filter::not_isearch("a"); //~ NotISearch
    let _: Bare = Filter::iregex("a"); //~ IRegex
    let _: Bare = Filter::not_iregex("a"); //~ NotIRegex
}
