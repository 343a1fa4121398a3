//! Each operator with a constructor of its own, on a field that offers none.

use tamis_runtime::Filter;

enum Nothing {}

type Bare = Filter<i64, Nothing>;

fn main() {
    let _: Bare = Filter::eq(1);
    let _: Bare = Filter::ne(1);
    let _: Bare = Filter::gt(1);
    let _: Bare = Filter::gte(1);
    let _: Bare = Filter::lt(1);
    let _: Bare = Filter::lte(1);
    let _: Bare = Filter::between(1, 2);
    let _: Bare = Filter::is_in([1]);
    let _: Bare = Filter::not_in([1]);
    let _: Bare = Filter::is_null();
    let _: Bare = Filter::not_null();
    let _: Bare = Filter::exists();
    let _: Bare = Filter::not_exists();
    let _: Bare = Filter::is_empty();
    let _: Bare = Filter::not_empty();
}
