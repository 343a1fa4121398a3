//! The client of the API that the documents in `specs/` describe, made from them whenever it is built.
//!
//! ```no_run
//! use generated_client::{Client, Filter, Uuid};
//!
//! # async fn example(token: &str, organisation: &str, customer: Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().api_token_auth(token).organisation_auth(organisation).build()?;
//!
//! let mut items = client
//!     .entitlements()
//!     .list_unique_entitlements_for_customer(customer)
//!     .quantity(Filter::gt(10.0) & Filter::ne(12.5))
//!     .limit(100)
//!     .items();
//! while let Some(item) = items.try_next().await? {
//!     println!("{}: {:?}", item.entitlement.name, item.total_quantity);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What all clients have in common (filters, errors, pages, time stamps) is told by [`tamis_runtime`].

pub use tamis_runtime;

include!(concat!(env!("OUT_DIR"), "/api.rs"));

/// The examples of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
