//! The root file of a crate: the generated `api.rs` with the crate's documentation in front.

use super::about::Crate;
use super::readme::{escaped, first_client};

/// Puts the documentation between the header and the items.
pub(super) fn write(about: &Crate<'_>, api: &str) -> String {
    let (header, items) = api.split_once('\n').unwrap_or((api, ""));
    let title = escaped(about.title);
    let version = escaped(about.version);
    let krate = about.name.replace('-', "_");
    let client = first_client(about, "//! ");
    format!(
        "\
{header}

//! A client for {title}, version {version} of the API.
//!
//! [`Client::builder`] has a setter for each way to authenticate, and [`Client`] a method for each tag of the API.
//!
//! ```no_run
//! use {krate}::Client;
//!
{client}
//! # Ok::<(), {krate}::BuildError>(())
//! ```
{items}"
    )
}
