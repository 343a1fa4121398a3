//! An operation made without a client has nothing to send it with.

#[path = "../support/sample/api.rs"]
#[allow(unused, reason = "only a part is needed here")]
mod sample;

use sample::Uuid;
use sample::entitlements::GetEntitlement;

fn main() {
    let _ = GetEntitlement::new(Uuid::nil()).send();
}
