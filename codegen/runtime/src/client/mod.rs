//! What a generated client is made of: the parts that are the same for every API.
//!
//! `builder.rs` makes a [`Core`], with the setters in `settings.rs`; `core.rs` turns operations into requests; `sending.rs`, `pages.rs` and `items.rs` are the
//! ways to get an answer.

mod address;
mod attempts;
mod base_url;
mod bookmark;
mod builder;
mod core;
mod incremental;
mod items;
mod options;
mod pages;
mod sending;
mod settings;

use std::task::Poll;

pub use self::address::{header_text, next_link, value_in_address};
pub use self::bookmark::Bookmark;
pub use self::builder::CoreBuilder;
pub use self::core::Core;
pub use self::incremental::{Incremental, SyncState};
pub use self::items::Items;
pub use self::pages::Pages;
pub use self::sending::{Sending, SendingRaw, SendingResponse};
use crate::error::Error;

/// What polling a stream gives.
type PollNext<T, E> = Poll<Option<Result<T, Error<E>>>>;
