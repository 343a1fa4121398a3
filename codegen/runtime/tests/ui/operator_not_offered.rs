//! A constructor whose operator the field does not offer.

#[path = "../support/sample/api.rs"]
#[allow(unused, reason = "only a part is needed here")]
mod sample;

use sample::entitlements::ListUniqueEntitlementsForCustomer;
use sample::{Filter, Uuid};

fn main() {
    let id = Uuid::nil();
    ListUniqueEntitlementsForCustomer::new(id).id(Filter::gt(id));
}
