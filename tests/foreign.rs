//! Servers whose handling of requests nobody here wrote.
//!
//! In: a FastAPI application with fastapi-filter on SQLite; `tests/foreign/install` installs it. Out: its answers,
//! compared. Where it is not installed, its tests say so and pass; with `TAMIS_REQUIRE_FOREIGN=1` they fail.

#[path = "foreign/agreement.rs"]
mod agreement;
#[path = "foreign/fastapi.rs"]
mod fastapi;
#[path = "foreign/installed.rs"]
mod installed;
#[path = "foreign/process.rs"]
mod process;
#[path = "support/raw.rs"]
mod raw;
#[path = "support/server/mod.rs"]
mod server;
