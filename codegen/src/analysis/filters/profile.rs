//! The sets of operators that families of an API offer, each kept once.

use std::collections::BTreeSet;

use super::op::Op;

/// Names one [`Profile`] of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileId(usize);

impl ProfileId {
    /// The position among the profiles of the API.
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }

    pub(super) fn from_index(index: usize) -> Self {
        Self(index)
    }
}

/// A set of operators that at least one family offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// What can be asked. Where a list-valued `=` serves [`Op::In`], both are in it; [`Op::NotNull`] stands as
    /// [`Op::IsNull`], because either can be asked through either.
    pub ops: BTreeSet<Op>,
    /// The profile of the runtime crate with exactly these operators.
    pub known: Option<KnownProfile>,
}

/// A profile that the runtime crate ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KnownProfile {
    /// `=`, ≠, <, ≤, >, ≥, in a list, null.
    Ordered,
    /// `=`, in a list, null.
    Identity,
}
