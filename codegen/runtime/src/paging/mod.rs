//! What generated operations ask of a page.
//!
//! `values.rs`: positions, numbers and flags, whatever types the document gives them. `counting.rs`: the size of pages, the
//! offset of the next one, and which is the last.

mod counting;
mod values;

pub use self::counting::{PageSizes, ask_for, is_last_of, next_offset};
pub use self::values::{Count, Flag, Position, Size, count, flag, position, seek};
