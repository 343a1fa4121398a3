//! Each operator with a constructor of its own, on a field that offers none: behind each line, what the compiler has to miss there.

use tamis_runtime::Filter;

enum Nothing {}

type Bare = Filter<i64, Nothing>;

fn main() {
    let _: Bare = Filter::eq(1); //~ Eq
    let _: Bare = Filter::ne(1); //~ Ne
    let _: Bare = Filter::gt(1); //~ Gt
    let _: Bare = Filter::gte(1); //~ Gte
    let _: Bare = Filter::lt(1); //~ Lt
    let _: Bare = Filter::lte(1); //~ Lte
    let _: Bare = Filter::between(1, 2); //~ Between
    let _: Bare = Filter::is_in([1]); //~ In
    let _: Bare = Filter::not_in([1]); //~ NotIn
    let _: Bare = Filter::is_null(); //~ Null
    let _: Bare = Filter::not_null(); //~ Null
    let _: Bare = Filter::exists(); //~ Exists
    let _: Bare = Filter::not_exists(); //~ Exists
    let _: Bare = Filter::is_empty(); //~ Empty
    let _: Bare = Filter::not_empty(); //~ Empty
}
