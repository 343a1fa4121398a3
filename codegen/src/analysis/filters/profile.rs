//! The sets of operators that families of an API offer, each kept once.
//!
//! In: the members of each accepted family. Out: [`Profile`]s, numbered as they first occur.

use std::collections::{BTreeMap, BTreeSet};

use super::{Arity, Member};
use crate::ir::filters::Op;

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

impl KnownProfile {
    fn of(ops: &BTreeSet<Op>) -> Option<Self> {
        const IDENTITY: &[Op] = &[Op::Eq, Op::In, Op::IsNull];
        const ORDERED: &[Op] = &[
            Op::Eq,
            Op::Ne,
            Op::Gt,
            Op::Gte,
            Op::Lt,
            Op::Lte,
            Op::In,
            Op::IsNull,
        ];
        // Both lists are in the order of `Op`, as the set is.
        if ops.iter().eq(ORDERED) {
            Some(Self::Ordered)
        } else if ops.iter().eq(IDENTITY) {
            Some(Self::Identity)
        } else {
            None
        }
    }
}

/// Numbers sets of operators, equal ones alike.
#[derive(Debug, Default)]
pub(super) struct Interner {
    profiles: Vec<Profile>,
    ids: BTreeMap<BTreeSet<Op>, ProfileId>,
}

impl Interner {
    /// The profile of a family.
    pub(super) fn intern(&mut self, members: &[Member]) -> ProfileId {
        let ops = offered(members);
        if let Some(id) = self.ids.get(&ops) {
            return *id;
        }
        let id = ProfileId::from_index(self.profiles.len());
        let known = KnownProfile::of(&ops);
        self.ids.insert(ops.clone(), id);
        self.profiles.push(Profile { ops, known });
        id
    }

    /// All profiles, in the order of their numbers.
    pub(super) fn finish(self) -> Vec<Profile> {
        self.profiles
    }
}

/// What can be asked of a family.
fn offered(members: &[Member]) -> BTreeSet<Op> {
    // Beside an `any` of its own, a repeated `=` asks for all of the values, not for one of them.
    let repeats_mean_any = !members.iter().any(|member| member.op == Op::Any);
    let mut ops = BTreeSet::new();
    for member in members {
        let listed = member.arity != Arity::One;
        match &member.op {
            Op::Eq if listed && repeats_mean_any => {
                ops.insert(Op::In);
            }
            Op::Ne if listed => {
                ops.insert(Op::NotIn);
            }
            _ => {}
        }
        ops.insert(match &member.op {
            Op::NotNull => Op::IsNull,
            op => op.clone(),
        });
    }
    ops
}
