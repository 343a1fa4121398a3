//! The generated client against servers whose handling of requests nobody here wrote.
//!
//! In: a FastAPI application with fastapi-filter and a Django application with django-filter, both on SQLite, and Prism,
//! which checks requests against the documents; parsers of the grammars of expressions; Prefect and OPTIMADE, each with the
//! document that it publishes of itself. `tests/foreign/install`
//! installs them. Out: rows compared with an independent computation, and responses with what must come back. Where they are not
//! installed, the tests are ignored; with `TAMIS_REQUIRE_FOREIGN=1`
//! they fail.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test may panic, and the numbers of the data set are exact"
)]

#[path = "foreign/agreement.rs"]
mod agreement;
#[path = "support/cases/mod.rs"]
#[allow(
    dead_code,
    reason = "what arrives is compared where it is recorded, in tests/client.rs"
)]
mod cases;
#[path = "support/compare.rs"]
mod compare;
#[path = "foreign/django/mod.rs"]
mod django;
#[path = "foreign/document.rs"]
mod document;
#[path = "foreign/expressions.rs"]
mod expressions;
#[path = "foreign/fastapi.rs"]
mod fastapi;
#[path = "foreign/fastapi_operators.rs"]
mod fastapi_operators;
#[path = "foreign/fastapi_tests.rs"]
mod fastapi_tests;
#[path = "support/fetch.rs"]
mod fetch;
#[path = "foreign/installed.rs"]
mod installed;
#[path = "foreign/prism.rs"]
mod prism;
#[path = "foreign/prism_tests.rs"]
mod prism_tests;
#[path = "foreign/process.rs"]
mod process;
#[path = "foreign/published.rs"]
mod published;
#[path = "support/raw.rs"]
mod raw;
#[path = "foreign/rows/mod.rs"]
mod rows;
#[path = "support/scratch_program.rs"]
mod scratch_program;
#[path = "support/server/mod.rs"]
mod server;
#[path = "support/texts.rs"]
mod texts;
