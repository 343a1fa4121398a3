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

mod auth;
mod combining;
mod errors;
mod no_answer;
mod operators;
mod pages;
mod start;
mod transport;
