//! Wire truth: every value that a document gives as an example is read and written back as it is.
//!
//! In: examples and defaults, found in documents, and values made of every branch of every union. Out: for each document how many came back equal, each allowance counted,
//! and what contradicts its own schema by the word of an independent validator. A value that does neither is a failure.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and a reader of the log wants to know what was looked at"
)]

mod again;
mod branches;
mod client;
mod corpus;
#[path = "../support/golden.rs"]
#[allow(dead_code, reason = "there are no snapshots here")]
mod golden;
#[allow(
    clippy::doc_markdown,
    clippy::option_option,
    clippy::struct_field_names,
    dead_code,
    unreachable_pub,
    reason = "generated types are meant to be public, and not all of them are an example of something"
)]
mod goldens;
#[path = "../foreign/installed.rs"]
mod installed;
mod instances;
#[path = "../support/own.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the clients of the goldens name it, where they are part of the program"
)]
mod own;
mod program;
mod same;
mod suite;
mod validator;
mod values;
mod verdict;
