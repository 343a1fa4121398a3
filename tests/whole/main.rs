//! Tests of the whole that need no program of their own, as one: a program is linked with all clients of the golden documents.
//!
//! One file per subject; `cargo test --test whole NAME` runs one.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../support/cases/mod.rs"]
mod cases;
mod choices;
mod client;
#[path = "../support/compare.rs"]
mod compare;
mod corpus;
mod doctests;
mod embedded_server;
#[path = "../support/fetch.rs"]
mod fetch;
mod limits;
mod locked;
mod parts;
#[path = "../support/raw.rs"]
mod raw;
#[path = "../support/server/mod.rs"]
mod server;
