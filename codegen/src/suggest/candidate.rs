//! Rules that could settle what was nearly recognised, before and after they were tried.
//!
//! In: near misses. Out: a [`Candidate`] for each rule, with the operations that it is for; what does not do what it is
//! for is taken away.

use indexmap::IndexMap;

use super::lines;
use super::model::Suggestion;
use super::rule::Rule;
use crate::analysis::Facts;
use crate::analysis::filters::{FilterFamily, Op};
use crate::ir::filters::{Convention, FilterRule};
use crate::ir::{Api, Location, OperationId};

/// A rule that may be right.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The rule, and those that could be right instead, without operations. The first is tried.
    rules: Vec<Rule>,
    convention: Option<Convention>,
    /// Why that is not recognised.
    reason: String,
    /// The operations, each with the parameters that it is about.
    pub(super) operations: Vec<(OperationId, Vec<String>)>,
}

/// What could be said of all near misses.
pub(super) fn candidates(api: &Api, facts: &Facts) -> Vec<Candidate> {
    let mut found: IndexMap<String, Candidate> = IndexMap::new();
    let mut add = |rules: Vec<Rule>, convention, reason: &str, at| {
        // Rules are equal when they are written alike.
        let key: Vec<String> = rules.iter().map(lines::inline).collect();
        let candidate = found.entry(key.join("\n")).or_insert_with(|| Candidate {
            rules,
            convention,
            reason: reason.to_owned(),
            operations: Vec::new(),
        });
        candidate.operations.push(at);
    };
    for id in api.operation_ids() {
        let operation = api.operation(id);
        for miss in &facts.filters.operation(id).near_misses {
            // An object of operators is whole or none; what was chosen is not asked again.
            if miss.by_choice || miss.convention == Convention::DeepObject {
                continue;
            }
            let name = |id| operation.parameter(id).wire_name.clone();
            let names = miss.parameters.iter().copied().map(name);
            let some = Some(miss.convention);
            if miss.convention == Convention::Word {
                let rule = FilterRule::new().fields([&miss.stem]);
                let rule = Rule::Filter(rule.convention(Convention::Word, true));
                add(vec![rule], some, &miss.reason, (id, names.collect()));
                continue;
            }
            for name in names {
                let mut rule = FilterRule::new().fields([&name]);
                rule.field = Some(miss.stem.clone());
                let rule = Rule::Filter(rule);
                add(vec![rule], some, &miss.reason, (id, vec![name]));
            }
        }
    }
    for id in api.operation_ids() {
        if let Some(miss) = facts.pagination.near_miss(id) {
            let rules: Vec<Rule> = miss.rules.iter().cloned().map(Rule::Pages).collect();
            if !rules.is_empty() {
                add(rules, None, &miss.reason, (id, Vec::new()));
            }
        }
    }
    found.into_values().collect()
}

impl Candidate {
    /// The rule with the operations for which it is to be tried.
    pub(super) fn rule_for(&self, api: &Api) -> Option<Rule> {
        let operations = || self.operations.iter().map(|(id, _)| name(api, *id));
        Some(match self.rules.first()?.clone() {
            Rule::Filter(rule) => Rule::Filter(rule.operations(operations())),
            Rule::Pages(mut rule) => {
                rule.operations = operations().collect();
                Rule::Pages(rule)
            }
        })
    }

    /// Takes away the operations for which nothing came of it, or where something else changed; says whether there was none.
    pub(super) fn keep(&mut self, api: &Api, before: &Facts, after: &Facts) -> bool {
        let count = self.operations.len();
        let is_pages = matches!(self.rules.first(), Some(Rule::Pages(_)));
        let mut operations = self.operations.clone();
        operations.retain(|(id, names)| {
            let serves = if is_pages {
                after.pagination.operation(*id).is_some()
            } else {
                names.iter().all(|name| self.serves(api, *id, name, after))
            };
            serves && is_as_before(*id, before, after)
        });
        if operations.is_empty() && self.rules.len() > 1 {
            // None of them: the next of the rules is tried for all.
            self.rules.remove(0);
            return false;
        }
        self.operations = operations;
        self.operations.len() == count
    }

    /// Whether a parameter is a condition of the kind that its name says.
    fn serves(&self, api: &Api, id: OperationId, name: &str, after: &Facts) -> bool {
        let Some(op) = operator(api, id, name, after) else {
            return false;
        };
        // Behind a single underscore, what is no comparison is mostly a part of the name: `expires_in`.
        self.convention != Some(Convention::Suffix) || op.is_ordering() || *op == Op::Ne
    }

    /// Writes the operator that a name was read as into the rule, for its reader.
    pub(super) fn name_operator(&mut self, api: &Api, after: &Facts) {
        let Some((id, names)) = self.operations.first() else {
            return;
        };
        if let Some(Rule::Filter(rule)) = self.rules.first_mut()
            && rule.field.is_some()
            && let Some(name) = names.first()
        {
            rule.operator = operator(api, *id, name, after).cloned();
        }
    }

    /// As it is told, if it is for anything.
    pub(super) fn suggestion(
        &self,
        api: &Api,
        call: impl Fn(OperationId) -> String,
    ) -> Option<Suggestion> {
        let mut rule = self.rule_for(api)?;
        let mut what: Vec<String> = Vec::new();
        for name in self.operations.iter().flat_map(|(_, names)| names) {
            if !what.contains(name) {
                what.push(name.clone());
            }
        }
        match &mut rule {
            Rule::Filter(rule) if self.is_for_all(api, &what) => rule.operations.clear(),
            Rule::Filter(_) => {}
            Rule::Pages(_) => what.push("pages".to_owned()),
        }
        Some(Suggestion {
            what,
            calls: self.operations.iter().map(|(id, _)| call(*id)).collect(),
            reason: self.reason.clone(),
            lines: lines::of(&rule),
            instead: self.rules.iter().skip(1).map(lines::inline).collect(),
        })
    }

    /// Whether no other operation has one of the parameters.
    fn is_for_all(&self, api: &Api, names: &[String]) -> bool {
        let mut others = api.operation_ids();
        !others.any(|id| {
            let has = || api.operation(id).parameters_in(Location::Query);
            let is_other = !self.operations.iter().any(|(own, _)| *own == id);
            is_other && has().any(|(_, parameter)| names.contains(&parameter.wire_name))
        })
    }
}

/// The operator that a parameter is, if it is part of a filter.
fn operator<'f>(api: &Api, id: OperationId, name: &str, facts: &'f Facts) -> Option<&'f Op> {
    let found = facts.filters.operation(id);
    let operation = api.operation(id);
    let mut members = found.families.iter().flat_map(|family| &family.members);
    members
        .find(|member| operation.parameter(member.parameter).wire_name == name)
        .map(|member| &member.op)
}

/// Whether all that was recognised in an operation is recognised still.
fn is_as_before(id: OperationId, before: &Facts, after: &Facts) -> bool {
    let families = |facts: &'_ Facts| facts.filters.operation(id).families.clone();
    let now = families(after);
    let is_there = |family: &FilterFamily| {
        let same = |other: &&FilterFamily| {
            other.stem == family.stem
                && other.element == family.element
                && (family.members.iter()).all(|member| other.members.contains(member))
        };
        now.iter().find(same).is_some()
    };
    let pages = |facts: &Facts| {
        facts
            .pagination
            .operation(id)
            .map(|paging| paging.kind.clone())
    };
    families(before).iter().all(is_there)
        && (pages(before).is_none() || pages(before) == pages(after))
}

/// How a rule names an operation: by its id, where no other one has it.
fn name(api: &Api, id: OperationId) -> String {
    let operation = api.operation(id);
    let own = operation.id.as_ref();
    let same = |other: &&crate::ir::Operation| other.id.as_ref() == own;
    match own.filter(|own| !own.contains('*')) {
        Some(own) if api.operations.iter().filter(same).count() == 1 => own.clone(),
        _ => format!("{} {}", operation.method.as_str(), operation.path),
    }
}
