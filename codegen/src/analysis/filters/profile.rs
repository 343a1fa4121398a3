//! The sets of operators that families of an API offer, each kept once.
//!
//! In: the members of each accepted family. Out: [`Profile`]s, numbered as they first occur.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Arity, KnownProfile, Member, Profile, ProfileId};
use crate::ir::filters::Op;

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
