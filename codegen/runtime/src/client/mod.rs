//! What a generated client is made of: the parts that are the same for every API.
//!
//! | file | |
//! |---|---|
//! | `builder.rs`, `layers.rs`, `build.rs` | what can be set, and the [`Core`] that comes of it; `settings.rs` has the same setters for generated builders |
//! | `core.rs` | operations become requests |
//! | `calls.rs` | the ways to a call: `sending.rs`, `pages.rs`, `items.rs`, `incremental.rs` |
//! | `onward.rs` | the next page by its address |
//! | `guesses.rs` | pages that are asked for at the same time |
//! | `reconnect.rs` | calls for streams of events, made again |
//! | `waiting.rs` | calls that are waited for in a thread |
//! | `attempts.rs`, `through.rs`, `background.rs` | a call, with all its attempts, through layers, and while nobody waits for it |

mod address;
mod attempts;
mod background;
mod base_url;
mod bookmark;
mod build;
mod builder;
mod calls;
mod core;
mod guesses;
mod incremental;
mod items;
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
mod layers;
mod onward;
mod options;
mod pages;
mod reconnect;
mod sending;
mod settings;
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
mod through;
#[cfg(all(feature = "ureq", not(target_arch = "wasm32")))]
mod waiting;

use std::task::Poll;

pub use self::address::{header_text, next_link, value_in_address};
pub use self::bookmark::Bookmark;
pub use self::builder::CoreBuilder;
pub use self::core::Core;
pub use self::incremental::{Incremental, SyncState};
pub use self::items::Items;
pub use self::pages::Pages;
pub use self::sending::{Sending, SendingRaw, SendingResponse};
#[cfg(all(feature = "ureq", not(target_arch = "wasm32")))]
pub use self::waiting::Blocking;
use crate::error::Error;

/// What polling a stream gives.
type PollNext<T, E> = Poll<Option<Result<T, Error<E>>>>;
