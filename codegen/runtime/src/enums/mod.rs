//! Enums of the values that a document lists, as macros around their listing.
//!
//! | macro | values | a value that is not listed |
//! |---|---|---|
//! | `open_enum!` | texts | is kept |
//! | `open_integer_enum!` | integers | is kept |
//! | `open_json_enum!` | any JSON | is kept |
//! | `closed_enum!`, `closed_integer_enum!`, `closed_json_enum!` | the same | is an error |
//!
//! `open.rs` and `closed.rs` have them; `common.rs` has what an open enum and a closed one of the same values share.

mod closed;
mod common;
mod open;
