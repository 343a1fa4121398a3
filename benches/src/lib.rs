//! What generated clients cost, against code written by hand for the same: the request for a list with eight filters, and a page of
//! a thousand items.
//!
//! The code by hand is what a careful person writes: one buffer, no intermediate strings, the same checks left out that
//! the types make unnecessary.

pub mod page;
pub mod request;
#[rustfmt::skip]
#[path = "../../codegen/runtime/tests/support/sample/api.rs"]
#[allow(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    reason = "it is generated"
)]
pub mod sample;
