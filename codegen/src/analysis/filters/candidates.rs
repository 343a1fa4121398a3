//! Which query parameters of an operation might belong together?
//!
//! In: an operation. Out: [`Group`]s of parameters with one stem and one convention, the strongest convention first, so
//! that a parameter claimed by a strong family is not read in a weaker way (`active_from` is a filter of its own beside
//! `active_from__gte`, not the lower bound of `active`).

use indexmap::IndexMap;

use super::name::split;
use super::op::Op;
use super::shape::{self, Shape};
use super::{Convention, deep_object, meaning};
use crate::ir::{Api, Location, Operation, Parameter, ParameterId};

/// Parameters that share a stem.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) convention: Convention,
    pub(super) stem: &'a str,
    /// The parameter that is called like the stem.
    pub(super) base: Option<Candidate<'a>>,
    /// The parameters with an operator, in document order.
    pub(super) members: Vec<Candidate<'a>>,
}

/// A parameter that might be a member.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) id: ParameterId,
    pub(super) parameter: &'a Parameter,
    pub(super) op: Op,
    /// `None`: no filter has such values.
    pub(super) shape: Option<Shape>,
}

impl Candidate<'_> {
    /// Why a parameter stays plain whatever its name says.
    pub(super) fn stays_plain(&self) -> Option<&'static str> {
        let default = self.parameter.docs.default.as_deref();
        if self.parameter.required {
            Some("it is required")
        } else if default.is_some_and(|default| default != "null") {
            Some("it has a default")
        } else if self.parameter.content.is_some() {
            Some("its values are documents of their own")
        } else {
            None
        }
    }
}

/// The groups of an operation, in the order in which they may claim parameters.
pub(super) fn groups<'a>(api: &Api, operation: &'a Operation) -> Vec<Group<'a>> {
    let mut by_name = IndexMap::new();
    for (id, parameter) in operation.parameters_in(Location::Query) {
        by_name.insert(parameter.wire_name.as_str(), (id, parameter));
    }
    let candidate = |id, parameter, op| Candidate {
        id,
        parameter,
        op,
        shape: shape::of_parameter(api, parameter),
    };
    let mut groups: IndexMap<(Convention, &str), Group<'a>> = IndexMap::new();
    for (&name, &(id, parameter)) in &by_name {
        if deep_object::is_operator_object(api, parameter) {
            continue;
        }
        let Some(split) = split(name) else { continue };
        groups
            .entry((split.convention, split.stem))
            .or_insert_with(|| Group {
                convention: split.convention,
                stem: split.stem,
                base: by_name
                    .get(split.stem)
                    .map(|&(id, parameter)| candidate(id, parameter, Op::Eq)),
                members: Vec::new(),
            })
            .members
            .push(candidate(id, parameter, split.op));
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.iter_mut().for_each(meaning::settle);
    groups.retain(|group| !group.members.is_empty());
    // Stable: document order inside a convention.
    groups.sort_by_key(|group| strength(group.convention));
    groups
}

/// The rank in which conventions may claim parameters.
fn strength(convention: Convention) -> u8 {
    match convention {
        Convention::DeepObject => 0,
        Convention::Symbol => 1,
        Convention::Bracket => 2,
        Convention::DoubleUnderscore => 3,
        Convention::Dot => 4,
        Convention::Suffix => 5,
        Convention::Word => 6,
    }
}
