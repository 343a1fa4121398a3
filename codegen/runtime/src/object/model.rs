//! Objects: structs whose members are listed.

use super::tuple::Members;

/// A struct whose members are listed.
pub trait Object: Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;
    /// The names of the members as they travel, in the order of the fields.
    const MEMBERS: &'static [&'static str];
    /// The types of the members, each with how it may be left out.
    type Members: Members;
    /// What becomes of members that are not listed.
    type Rest;
}

/// An object that can be made of its members.
pub trait Received: Object {
    /// The object of its members.
    fn from_members(values: <Self::Members as Members>::Values, rest: Self::Rest) -> Self;
}

/// An object whose members can be looked at.
pub trait Sent: Object {
    /// Its members, and what else is in it.
    fn members(&self) -> (<Self::Members as Members>::Refs<'_>, &Self::Rest);
}

/// Members that are not listed are not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ignored;
