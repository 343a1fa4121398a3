//! The clients of all golden documents and of the foreign servers' own, compiled as a library: with the lints of the workspace, its documentation
//! built and its doc tests run like those of any crate.
//!
//! A library and not a test, because only here unused code of a client is told from code that its users may call.
#![deny(
    warnings,
    missing_docs,
    reason = "a generated client compiles without a warning"
)]

/// What the golden documents have instead of types of theirs.
pub mod own;

include!(concat!(env!("OUT_DIR"), "/goldens.rs"));
