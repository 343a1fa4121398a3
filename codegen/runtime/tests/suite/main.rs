//! The tests of the runtime from outside, as one program: a program is linked with all that the runtime needs.
//!
//! One file per subject. What needs a process of its own stands beside this folder: `traces.rs` (what is traced is a setting of the
//! whole process), `load.rs` (figures of an optimised build) and `ui.rs` (runs the compiler).

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[cfg(feature = "reqwest")]
mod addresses;
#[cfg(feature = "reqwest")]
mod ahead;
#[cfg(feature = "ureq")]
mod blocking;
mod calls;
#[cfg(feature = "reqwest")]
mod conformance;
mod conventions;
mod credentials;
mod filters;
#[cfg(feature = "reqwest")]
mod guards;
#[cfg(all(feature = "har", feature = "reqwest"))]
mod har;
mod incremental;
#[cfg(all(feature = "tower", feature = "reqwest"))]
mod layers;
#[cfg(feature = "reqwest")]
mod limits;
#[cfg(feature = "reqwest")]
mod links;
#[cfg(feature = "reqwest")]
mod messages;
#[cfg(feature = "mock")]
mod mock;
mod multipart;
#[cfg(feature = "reqwest")]
mod oauth2;
mod objects;
#[cfg(feature = "reqwest")]
mod observers;
#[cfg(feature = "reqwest")]
mod pace;
mod pages;
#[cfg(feature = "reqwest")]
mod parallel;
mod properties;
#[cfg(feature = "reqwest")]
mod retries;
#[cfg(feature = "mock")]
mod rows;
#[cfg(feature = "reqwest")]
mod shown;
#[cfg(feature = "reqwest")]
mod sources;
mod streams;
mod styles;
#[path = "../support/mod.rs"]
mod support;
#[cfg(feature = "reqwest")]
mod tls;
#[cfg(feature = "reqwest")]
mod transport;
mod types;
mod unions;
#[cfg(feature = "reqwest")]
mod uploads;
#[cfg(feature = "reqwest")]
mod verified;
#[cfg(feature = "reqwest")]
mod waits;
#[cfg(feature = "webhooks")]
mod webhooks;
