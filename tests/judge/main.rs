//! What clients send and read, judged by others: for every operation of every document of a folder.
//!
//! In: the golden documents, and folders of real ones (`TAMIS_JUDGE`). Out: for each document how many operations were judged,
//! which requests and answers are wrong, each with its place and cause, and what could not be judged and why.
//!
//! Values come from json-schema-faker and are checked by jsonschema-rs; requests are made by the client as it is compiled,
//! taken apart by werkzeug and held to RFC 6570 as uritemplate knows it. See `README.md` beside this file.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and a reader of the log wants to know what was looked at"
)]

mod client;
mod crates;
mod documents;
#[path = "../foreign/installed.rs"]
mod installed;
#[path = "../truth/instances.rs"]
#[allow(dead_code, reason = "only how references are followed is of use here")]
mod instances;
mod judge;
mod program;
#[path = "../truth/same.rs"]
mod same;
#[path = "../readers/source.rs"]
#[allow(dead_code, reason = "some of it is of use elsewhere")]
mod source;
mod table;
mod verdict;
#[path = "../readers/yaml.rs"]
mod yaml;
