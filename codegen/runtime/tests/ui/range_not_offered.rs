//! A range on a field without an order.

#[path = "../support/sample/api.rs"]
#[allow(unused, reason = "only a part is needed here")]
mod sample;

use sample::Uuid;
use sample::entitlements::ListUniqueEntitlementsForCustomer;

fn main() {
    let id = Uuid::nil();
    ListUniqueEntitlementsForCustomer::new(id).id(id..Uuid::max());
}
