//! Requests of generated clients, judged by readers that know nothing of the generator.
//!
//! In: the golden documents, and real ones where `TAMIS_CORPUS` names a folder of them. Each document is read once more,
//! here and by itself; what its client sends is compared with what it declares, and put to Prism. Out: complaints.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../support/golden.rs"]
#[allow(dead_code, reason = "the snapshots are compared elsewhere")]
mod golden;

#[path = "../foreign/installed.rs"]
mod installed;
#[path = "../foreign/prism.rs"]
#[allow(dead_code, reason = "what Prism prints is of use elsewhere")]
mod prism;
#[path = "../foreign/process.rs"]
#[allow(dead_code, reason = "what Prism prints is of use elsewhere")]
mod process;

#[path = "../support/scratch_program.rs"]
mod scratch_program;

mod corpus;
mod document;
mod names;
mod prism_tests;
mod program;
mod requests;
mod sample;
mod scratch;
#[allow(dead_code, reason = "some of it is of use elsewhere")]
mod source;
mod sources;
mod wire;
mod yaml;
