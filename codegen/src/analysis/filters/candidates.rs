//! Which query parameters of an operation might belong together?
//!
//! In: an operation, and what was chosen for it. Out: [`Group`]s of parameters with one stem and one convention, the
//! strongest convention first, so that a parameter claimed by a strong family is not read in a weaker way (`active_from`
//! is a filter of its own beside `active_from__gte`, not the lower bound of `active`). A parameter that was declared to be
//! a condition on a field joins the strongest group of that field.

use indexmap::IndexMap;

use super::choices::{About, Declared, OfOperation};
use super::group::{Candidate, Chosen, Group};
use super::name::{Declined, Reading, Split, read};
use super::shape;
use super::{deep_object, meaning};
use crate::ir::filters::{Convention, Op};
use crate::ir::{Api, Location, Operation, Parameter, ParameterId};

/// What an operation's names say.
#[derive(Debug, Default)]
pub(super) struct Grouped<'a> {
    /// The groups, in the order in which they may claim parameters.
    pub(super) groups: Vec<Group<'a>>,
    /// The parameters that would be in one, had nobody chosen otherwise.
    pub(super) declined: Vec<(ParameterId, Declined)>,
}

/// A parameter that was declared to be a condition on a field.
struct DeclaredMember<'a> {
    field: String,
    candidate: Candidate<'a>,
}

/// Groups the parameters of an operation.
pub(super) fn groups<'a>(
    api: &Api,
    operation: &'a Operation,
    choices: &OfOperation<'_>,
) -> Grouped<'a> {
    let mut by_name = IndexMap::new();
    let mut declared = Vec::new();
    let mut declined = Vec::new();
    let mut splits: Vec<(ParameterId, &'a Parameter, Split)> = Vec::new();
    for (id, parameter) in operation.parameters_in(Location::Query) {
        let about = choices.about(parameter);
        about.note(&parameter.wire_name);
        if about.expression().is_some() {
            continue;
        }
        if let Some(said) = about.declared() {
            declared.push(declared_member(api, (id, parameter), &about, said));
            continue;
        }
        by_name.insert(parameter.wire_name.as_str(), (id, parameter));
        let stems = deep_object::stems(api, parameter, &about);
        if !stems.is_empty() {
            for stem in &stems {
                about.note(stem);
            }
            continue;
        }
        let reading = read(&parameter.wire_name, &about);
        if let Some(found) = reading.declined {
            about.note(&found.stem);
            declined.push((id, found));
        }
        if let Some(split) = reading.split {
            about.note(&split.stem);
            splits.push((id, parameter, split));
        }
    }
    let candidate = |id, parameter: &'a Parameter, op, told, stem: &str| Candidate {
        id,
        parameter,
        op,
        shape: shape::of_parameter(api, parameter),
        declared: false,
        told,
        chosen: Chosen::of(&choices.about(parameter), stem),
    };
    let base = |stem: &str| {
        by_name
            .get(stem)
            .map(|&(id, parameter)| candidate(id, parameter, Op::Eq, None, stem))
    };
    let mut groups: IndexMap<(Convention, String), Group<'a>> = IndexMap::new();
    for (id, parameter, split) in splits {
        let member = candidate(id, parameter, split.op, split.told, &split.stem);
        let asked_for = choices
            .about(parameter)
            .convention(split.convention, &split.stem)
            .filter(|chosen| chosen.value);
        let key = (split.convention, split.stem);
        let group = groups
            .entry(key)
            .or_insert_with_key(|(convention, stem)| Group {
                convention: *convention,
                asked_for: asked_for.map(|chosen| chosen.by),
                stem: stem.clone(),
                base: base(stem),
                members: Vec::new(),
            });
        group.members.push(member);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.iter_mut().for_each(meaning::settle);
    groups.retain(|group| !group.members.is_empty());
    // Stable: document order inside a convention.
    groups.sort_by_key(|group| strength(group.convention));
    for DeclaredMember { field, candidate } in declared {
        let is_own = |group: &&mut Group<'_>| {
            group.stem == field
                && (group.convention != Convention::Word || group.asked_for.is_some())
        };
        match groups.iter_mut().find(is_own) {
            Some(group) => group.members.push(candidate),
            None => groups.push(Group {
                convention: Convention::Declared,
                asked_for: None,
                base: base(&field),
                stem: field,
                members: vec![candidate],
            }),
        }
    }
    // What is declared comes first of all, so that no other reading of a name takes it away.
    groups.sort_by_key(|group| !group.is_declared());
    Grouped { groups, declined }
}

fn declared_member<'a>(
    api: &Api,
    (id, parameter): (ParameterId, &'a Parameter),
    about: &About<'_>,
    said: Declared,
) -> DeclaredMember<'a> {
    let name = &parameter.wire_name;
    let Reading { split, .. } = read(name, about);
    let (stem, op) = match split {
        // What a word of a range stands for, is a guess.
        Some(split) if split.convention != Convention::Word => (split.stem, split.op),
        _ => (name.clone(), Op::Eq),
    };
    let field = said.field.unwrap_or(stem);
    about.note(&field);
    let mut chosen = Chosen::of(about, &field);
    chosen.takes_list |= said.list.is_some();
    let candidate = Candidate {
        id,
        parameter,
        op: said.op.unwrap_or(op),
        shape: shape::of_parameter(api, parameter),
        declared: true,
        told: Some(said.by),
        chosen,
    };
    DeclaredMember { field, candidate }
}

/// The rank in which conventions may claim parameters.
fn strength(convention: Convention) -> u8 {
    match convention {
        Convention::DeepObject => 0,
        Convention::Symbol => 1,
        Convention::Bracket | Convention::NestedBracket => 2,
        Convention::DoubleUnderscore => 3,
        Convention::Dot => 4,
        Convention::Suffix => 5,
        Convention::Word => 6,
        Convention::Declared => 7,
    }
}
