//! Credentials as users give them: a text, or a source that is asked for one when it is needed.
//!
//! | file | |
//! |---|---|
//! | `given.rs` | a credential as it is given |
//! | `token.rs` | a source, and what it gives |
//! | `cache.rs` | a source is asked once for all calls |
//! | `oauth2.rs` | the settings of a token endpoint |
//! | `exchange.rs` | a request to it, and its response |

mod cache;
mod exchange;
mod given;
mod oauth2;
mod token;

pub(crate) use self::cache::{Cache, Source as CacheSource, Stamp};
pub(crate) use self::exchange::{Asking, Exchange};
pub use self::given::Credential;
pub(crate) use self::given::Kind;
pub use self::oauth2::OAuth2;
pub use self::token::{Token, TokenSource};
