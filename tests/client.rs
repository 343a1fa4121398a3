//! The generated client against the embedded server, over real sockets.
//!
//! In: the client that is generated from `specs/`. Out: results compared by count and content with an independent
//! computation, and requests compared as they arrived: a server ignores a misspelt parameter, so that a status of 200
//! proves nothing.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test may panic, and the numbers of the data set are exact"
)]

#[path = "client/auth.rs"]
mod auth;
#[path = "support/cases/mod.rs"]
mod cases;
#[path = "client/combining.rs"]
mod combining;
#[path = "support/compare.rs"]
mod compare;
#[path = "client/errors.rs"]
mod errors;
#[path = "support/fetch.rs"]
mod fetch;
#[path = "client/no_answer.rs"]
mod no_answer;
#[path = "client/operators.rs"]
mod operators;
#[path = "client/pages.rs"]
mod pages;
#[path = "support/server/mod.rs"]
mod server;
#[path = "client/start.rs"]
mod start;
#[path = "client/transport.rs"]
mod transport;
