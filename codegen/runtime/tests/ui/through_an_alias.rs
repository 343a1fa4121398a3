//! Through a type alias: `Ids::ne` must not mean `PartialEq::ne`.

use tamis_runtime::{Filter, Identity, Uuid};

type Ids = Filter<Uuid, Identity>;

fn main() {
    let _ = Ids::ne(Uuid::nil());
    let _ = Ids::contains("a");
}
