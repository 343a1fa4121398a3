//! A value of another type.

#[path = "../support/sample/api.rs"]
#[allow(unused, reason = "only a part is needed here")]
mod sample;

use sample::Uuid;
use sample::entitlements::ListUniqueEntitlementsForCustomer;

fn main() {
    ListUniqueEntitlementsForCustomer::new(Uuid::nil()).quantity("many");
}
