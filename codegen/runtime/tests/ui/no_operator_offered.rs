//! Operators with a constructor of their own, on a field that offers none; `every/` has all of them.

use tamis_runtime::Filter;

enum Nothing {}

type Bare = Filter<i64, Nothing>;

fn main() {
    let _: Bare = Filter::gte(1);
    let _: Bare = Filter::is_in([1]);
    let _: Bare = Filter::not_null();
}
