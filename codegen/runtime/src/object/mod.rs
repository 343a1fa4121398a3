//! Objects as tables: a struct and the names of its members in, its `Deserialize` and `Serialize` out.
//!
//! What serde would derive for each struct is here once, generic over a tuple of members: a generated client has thousands of
//! structs, and what the compiler does for each of them is most of what it does at all. Members are read in any
//! order; twice the same one is an error; those that are not listed are skipped or, with a second listing, kept. What is sent
//! has a constructor, too, and a setter for each member that may be left out.

mod listing;
mod member;
mod model;
mod read;
mod setters;
mod tuple;
mod words;
mod write;

pub use self::member::{Out, Read, Write};
pub use self::model::{Ignored, Object, Received, Sent};
pub use self::read::{Keep, read};
pub use self::setters::{each, entries};
pub use self::tuple::{Join, Members, ReadMembers, WriteMembers};
pub use self::words::{Member, maybe_null, nullable, optional, optional_any, required};
pub use self::write::{WriteKept, write};
