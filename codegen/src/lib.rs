//! Turns OpenAPI 3.0, 3.1 and 3.2 documents into an idiomatic Rust client, at build time.
//!
//! ```no_run
//! // build.rs
//! use std::process::ExitCode;
//!
//! fn main() -> ExitCode {
//!     tamis::configure().compile("specs")
//! }
//! ```
//!
//! ```ignore
//! // src/lib.rs
//! include!(concat!(env!("OUT_DIR"), "/api.rs"));
//! ```
//!
//! Adding a document to `specs/` and building again is all it takes. What such a client can do, its runtime crate
//! `tamis-runtime` tells.
//!
//! # The pipeline
//!
//! ```text
//!   specs/*.yaml, *.json, *.md
//!        │  document/   load, lower 3.1 to 3.0, resolve, merge
//!        ▼
//!   schemas, and openapiv3 around them
//!        │  convert/    the only room that knows both sides
//!        ▼
//!   ir::Api ───────────► analysis/   one question each: filters, pagination, generics, …
//!        │                   │
//!        ▼                   ▼
//!      names/   every Rust identifier, once
//!        │
//!        ▼
//!      emit/    tokens, module by module ──► format, write what changed
//! ```
//!
//! Every stage collects its complaints with their places in the documents ([`Diagnostic`]) and the pipeline stops at the
//! end of a stage that found an error. Nothing in a document makes it panic, and nothing is lost silently.

mod analysis;
mod builder;
mod config;
mod convert;
mod diagnostics;
mod document;
mod emit;
mod explain;
mod format;
mod index;
mod ir;
mod names;
mod output;
mod pattern;
mod pipeline;
mod place;
mod source;
mod suggest;
mod truncate;
mod visible;

pub use self::builder::{Builder, Found, find_config, find_documents, read_config};
pub use self::config::{
    Config, Correction, Derives, EnumValue, FilterConfig, MapType, NameConfig, NameLock,
    PaginationConfig, Reference, Selection, SetType, TypeAttributes, TypeConfig, UnknownMembers,
};
pub use self::diagnostics::Digest;
pub use self::diagnostics::{Code, Diagnostic, Diagnostics, Error, Related, Severity};
pub use self::document::{Source, import_page};
pub use self::explain::{
    ExplainedFilter, ExplainedGeneric, ExplainedOperation, Explanation, Refused,
};
pub use self::index::SchemaType;
pub use self::ir::filters::{
    Convention, EmptyList, ExpressionField, ExpressionFilter, FilterRule, Grammar, ListStyle,
    Meaning, NullValues, Op, TextOp, TextTest,
};
pub use self::ir::paging::{Counted, PaginationRule, PositionIn};
pub use self::output::{FileState, Files, Generated, Summary};
pub use self::place::Place;
pub use self::suggest::{Suggestion, Suggestions, Totals, Unrecognised};
pub use self::visible::is_visible;

/// Starts with the default choices; the setters of [`Builder`] change them.
pub fn configure() -> Builder {
    Builder::default()
}
