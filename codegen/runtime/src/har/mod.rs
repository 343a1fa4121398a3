//! Recordings of real traffic, and what plays them: HTTP Archives (HAR 1.2), which browsers and many tools read.
//!
//! ```no_run
//! # mod generated_client { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/sample/api.rs")); }
//! # use generated_client::{Client, Uuid};
//! use tamis_runtime::har::{Player, Recorder};
//!
//! # #[cfg(feature = "reqwest")]
//! # async fn example(id: Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! // Once, against the API:
//! let recorder = Recorder::new(tamis_runtime::http_client()?.build()?).shown_parameters(["limit"]);
//! let client = Client::builder().api_token_auth("secret").organisation_auth("o").transport(recorder.clone()).build()?;
//! client.entitlements().get_entitlement(id).await?;
//! std::fs::write("tests/entitlements.har", recorder.to_json())?;
//!
//! // In each test, without a network:
//! let player = Player::from_json(&std::fs::read_to_string("tests/entitlements.har")?)?;
//! let client = Client::builder().api_token_auth("any").organisation_auth("o").transport(player).build()?;
//! client.entitlements().get_entitlement(id).await?;
//! # Ok(())
//! # }
//! ```
//!
//! | file | |
//! |---|---|
//! | `archive.rs` | the form of an archive |
//! | `redact.rs` | what is not written down |
//! | `record.rs`, `play.rs` | the two transports |

mod archive;
mod play;
mod record;
mod redact;

pub use self::play::Player;
pub use self::record::Recorder;
