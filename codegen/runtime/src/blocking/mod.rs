//! Calls without an asynchronous runtime: a thread that waits, and a transport over ureq that waits in it.
//!
//! ```no_run
//! # mod generated_client { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/sample/api.rs")); }
//! # use generated_client::{Client, Uuid};
//! use tamis_runtime::blocking::Ureq;
//!
//! # fn example(id: Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().api_token_auth("a").organisation_auth("b").transport(Ureq::default()).build()?;
//! let entitlement = client.entitlements().get_entitlement(id).send_blocking()?;
//! for item in client.entitlements().list_unique_entitlements_for_customer(id).items().blocking() {
//!     println!("{}: {}", entitlement.name, item?.entitlement.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Without the feature `reqwest`, this transport is the client's own, and there is no tokio among its dependencies. A
//! transport that needs a runtime, such as that over reqwest, gives an error here that says so.
//!
//! | file | |
//! |---|---|
//! | `thread.rs` | a thread that waits for a future, and a timer for it |
//! | `ureq.rs` | the transport |
//! | `read.rs` | bodies, read where they are needed |

mod read;
mod thread;
mod ureq;

pub(crate) use self::thread::wait;
pub use self::ureq::Ureq;
