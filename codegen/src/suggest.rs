//! What a user could say in `tamis.toml` of what was nearly recognised.
//!
//! In: the representation and what was recognised in it. Out: [`Suggestions`]: rules, each of which was tried: with it, the
//! parameters are a filter or the operation is followed, and nothing else is other than before. What is right only the
//! user knows; nothing is chosen here.

mod candidate;
mod lines;
mod model;
mod rule;
mod text;

use self::candidate::candidates;
pub use self::model::{Suggestion, Suggestions, Totals, Unrecognised};
use self::rule::Rule;
use crate::analysis::{Facts, analyse};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Location, OperationId};
use crate::names::Names;

/// How often what does not fit is taken away before what is left is given.
const ROUNDS: usize = 8;

/// Tries what could be said, and gives what would be followed.
pub(crate) fn suggest(api: &Api, facts: &Facts, names: &Names, config: &Config) -> Suggestions {
    let mut candidates = candidates(api, facts);
    for _ in 0..ROUNDS {
        let mut tried = config.clone();
        for candidate in &candidates {
            match candidate.rule_for(api) {
                Some(Rule::Filter(rule)) => tried.filters.rules.push(rule),
                Some(Rule::Pages(rule)) => tried.pagination.rules.push(rule),
                None => {}
            }
        }
        // What does not fit is complained of, and that is what is looked for.
        let found = analyse(api, &tried, &mut Diagnostics::new());
        let mut is_settled = true;
        for candidate in &mut candidates {
            is_settled &= candidate.keep(api, facts, &found);
        }
        candidates.retain(|candidate| !candidate.operations.is_empty());
        if is_settled {
            for candidate in &mut candidates {
                candidate.name_operator(api, &found);
            }
            break;
        }
    }
    let suggestions = candidates
        .iter()
        .filter_map(|candidate| candidate.suggestion(api, |id| call(names, id)))
        .collect();
    Suggestions {
        suggestions,
        unrecognised: unrecognised(api, facts, names),
        totals: totals(api, facts),
    }
}

/// How a client calls an operation.
fn call(names: &Names, id: OperationId) -> String {
    let method = names.operations.get(id.index()).map(|names| &names.method);
    let method = method.map_or("", String::as_str);
    let mut modules = names.modules.iter();
    let module = modules.find(|module| module.operations.contains(&id));
    match module.and_then(|module| module.group.as_ref()) {
        Some((_, group)) => format!("client.{group}().{method}(…)"),
        None => format!("client.{method}(…)"),
    }
}

fn unrecognised(api: &Api, facts: &Facts, names: &Names) -> Vec<Unrecognised> {
    let mut all = Vec::new();
    for id in api.operation_ids() {
        let operation = api.operation(id);
        let found = facts.filters.operation(id);
        let takes = operation.parameters_in(Location::Query).next().is_some();
        if !takes || !found.families.is_empty() || facts.pagination.operation(id).is_some() {
            continue;
        }
        let misses = found.near_misses.iter().map(|miss| {
            let name = |id| format!("`{}`", operation.parameter(id).wire_name);
            let names: Vec<String> = miss.parameters.iter().copied().map(name).collect();
            format!("{}: {}", names.join(", "), miss.reason)
        });
        let filters = match misses.collect::<Vec<_>>() {
            none if none.is_empty() => "no parameter has an operator in its name".to_owned(),
            misses => misses.join("; "),
        };
        let pages = facts.pagination.near_miss(id).map_or_else(
            || "nothing in parameters and response speaks of pages".to_owned(),
            |miss| miss.reason.clone(),
        );
        all.push(Unrecognised {
            operation: format!("{} {}", operation.method.as_str(), operation.path),
            call: call(names, id),
            filters,
            pages,
        });
    }
    all
}

fn totals(api: &Api, facts: &Facts) -> Totals {
    let mut totals = Totals::default();
    for id in api.operation_ids() {
        let found = facts.filters.operation(id);
        let taken = api.operation(id).parameters_in(Location::Query).count();
        let in_filters = found.count_members();
        totals.operations += 1;
        totals.with_parameters += usize::from(taken > 0);
        totals.with_filters += usize::from(!found.families.is_empty());
        totals.filters += found.families.len();
        totals.in_filters += in_filters;
        totals.plain += taken.saturating_sub(in_filters);
        totals.nearly += found
            .near_misses
            .iter()
            .map(|it| it.parameters.len())
            .sum::<usize>();
        totals.paginated += usize::from(facts.pagination.operation(id).is_some());
        totals.nearly_paginated += usize::from(facts.pagination.near_miss(id).is_some());
    }
    totals
}
