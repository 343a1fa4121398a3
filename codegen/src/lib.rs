//! Generates Rust clients from OpenAPI documents.

pub mod analysis;
mod config;
#[allow(dead_code, reason = "the pipeline that calls it is not there yet")]
mod convert;
mod error;
pub mod ir;
mod place;

pub use self::config::{Config, Derives, EmptyList, FilterConfig};
pub use self::error::{Error, Report, Reports, Severity};
pub use self::place::Place;
