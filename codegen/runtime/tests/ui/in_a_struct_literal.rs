//! In a public field of an operation.

#[path = "../support/sample/api.rs"]
#[allow(unused, reason = "only a part is needed here")]
mod sample;

use sample::entitlements::ListUniqueEntitlementsForCustomer;
use sample::{Filter, Uuid};

fn main() {
    let mut list = ListUniqueEntitlementsForCustomer::new(Uuid::nil());
    list.id = Some(Filter::lte(Uuid::nil()));
}
