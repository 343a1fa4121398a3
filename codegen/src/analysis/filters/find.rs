//! Goes through all operations and settles who claims which parameter.
//!
//! In: the API, and the user's choices. Out: the whole table, and reports on choices that could not be followed. The rules
//! themselves stand in `name.rs` (names), `judge.rs` (families) and `deep_object.rs` (families in one parameter).

use super::candidates::{Grouped, groups};
use super::choices::{Choices, OfOperation};
use super::deep_object;
use super::evidence::Evidence;
use super::expression;
use super::group::{Chosen, Group, stays_plain};
use super::judge::{Accepted, Verdict, judge};
use super::model::{FamilyExpression, FilterFamily, Filters, NearMiss, OperationFilters};
use super::profile::Interner;
use super::settled::Settled;
use crate::config::FilterConfig;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::filters::Convention;
use crate::ir::{Api, Location, Operation, ParameterId};

/// Finds the filter families of all operations.
pub(in crate::analysis) fn find(
    api: &Api,
    config: &FilterConfig,
    diagnostics: &mut Diagnostics,
) -> Filters {
    let choices = Choices::gather(api, config);
    if !choices.any_enabled() {
        return Filters {
            operations: vec![OperationFilters::default(); api.operations.len()],
            profiles: Vec::new(),
        };
    }
    let chosen: Vec<OfOperation<'_>> = (api.operations.iter())
        .map(|operation| choices.operation(operation))
        .collect();
    let grouped: Vec<Grouped<'_>> = (api.operations.iter().zip(&chosen))
        .map(|(operation, chosen)| groups(api, operation, chosen))
        .collect();
    let evidence = Evidence::gather(api, grouped.iter().flat_map(|grouped| &grouped.groups));
    let mut profiles = Interner::default();
    let operations = api
        .operations
        .iter()
        .zip(grouped.into_iter().zip(&chosen))
        .map(|(operation, (Grouped { groups, declined }, chosen))| {
            let mut found = Search::new(operation, diagnostics);
            found.expressions(api, chosen);
            found.deep_objects(api, chosen);
            for group in groups {
                found.group(api, &evidence, group);
            }
            for (id, declined) in declined {
                found.near_misses.push(NearMiss {
                    stem: declined.stem,
                    convention: declined.convention,
                    parameters: vec![id],
                    reason: declined.reason,
                    by_choice: true,
                });
            }
            found.finish(&mut profiles)
        })
        .collect();
    choices.report(diagnostics);
    Filters {
        operations,
        profiles: profiles.finish(),
    }
}

/// What has been found in one operation so far.
struct Search<'a, 'r> {
    operation: &'a Operation,
    diagnostics: &'r mut Diagnostics,
    claimed: Vec<bool>,
    families: Vec<(String, Convention, Accepted, Option<FamilyExpression>)>,
    near_misses: Vec<NearMiss>,
}

impl<'a, 'r> Search<'a, 'r> {
    fn new(operation: &'a Operation, diagnostics: &'r mut Diagnostics) -> Self {
        Self {
            operation,
            diagnostics,
            claimed: vec![false; operation.parameters.len()],
            families: Vec::new(),
            near_misses: Vec::new(),
        }
    }

    /// What somebody has declared to be an expression comes first: no name says more.
    fn expressions(&mut self, api: &Api, choices: &OfOperation<'_>) {
        for (id, parameter) in self.operation.parameters_in(Location::Query) {
            let about = choices.about(parameter);
            let Some(declared) = about.expression() else {
                continue;
            };
            let name = &parameter.wire_name;
            let found = match stays_plain(parameter, &Chosen::of(&about, name)) {
                Some(reason) => Err(vec![reason]),
                None => expression::fields(api, id, parameter, &declared.value),
            };
            let fields = match found {
                Ok(fields) => fields,
                Err(reasons) => {
                    for reason in reasons {
                        let text = format!(
                            "`{name}` stays a plain parameter, although it is declared to be an expression: {reason}"
                        );
                        self.diagnostics.push(Diagnostic::warning(
                            Code::IMPOSSIBLE_FILTER,
                            &parameter.place,
                            text,
                        ));
                    }
                    continue;
                }
            };
            let grammar = declared.value.grammar.name();
            for field in fields {
                let accepted = Accepted {
                    element: field.element,
                    members: field.members,
                    evidence: vec![format!(
                        "`{name}` is an expression in the grammar `{grammar}`, says {}",
                        declared.by
                    )],
                    settled: Settled::default(),
                };
                self.accept(
                    field.name,
                    Convention::Declared,
                    accepted,
                    Some(field.expression),
                );
            }
        }
    }

    fn accept(
        &mut self,
        stem: String,
        convention: Convention,
        family: Accepted,
        expression: Option<FamilyExpression>,
    ) {
        for member in &family.members {
            if let Some(claimed) = self.claimed.get_mut(member.parameter.0) {
                *claimed = true;
            }
        }
        self.families.push((stem, convention, family, expression));
    }

    fn deep_objects(&mut self, api: &Api, choices: &OfOperation<'_>) {
        for (id, parameter) in self.operation.parameters_in(Location::Query) {
            let about = choices.about(parameter);
            if self.is_claimed(id)
                || about.declared().is_some()
                || deep_object::stems(api, parameter, &about).is_empty()
            {
                continue;
            }
            match deep_object::judge(api, id, parameter, &about) {
                Ok(families) => {
                    for (stem, family) in families {
                        let verdict = Verdict {
                            family: Some(family),
                            ..Verdict::default()
                        };
                        self.settle(&stem, Convention::DeepObject, verdict);
                    }
                }
                Err(reason) => {
                    let verdict = Verdict {
                        refused: vec![(vec![id], reason)],
                        ..Verdict::default()
                    };
                    self.settle(&parameter.wire_name, Convention::DeepObject, verdict);
                }
            }
        }
    }

    fn group(&mut self, api: &Api, evidence: &Evidence, mut group: Group<'_>) {
        group.base = group.base.filter(|base| !self.is_claimed(base.id));
        group.members.retain(|member| !self.is_claimed(member.id));
        if !group.members.is_empty() {
            let verdict = judge(api, evidence, &group);
            self.settle(&group.stem, group.convention, verdict);
        }
    }

    fn settle(&mut self, stem: &str, convention: Convention, verdict: Verdict) {
        for (id, reason) in verdict.impossible {
            let parameter = self.operation.parameter(id);
            let text = format!(
                "`{}` stays a plain parameter, although it is declared to be a condition on `{stem}`: {reason}",
                parameter.wire_name
            );
            self.diagnostics.push(Diagnostic::warning(
                Code::IMPOSSIBLE_FILTER,
                &parameter.place,
                text,
            ));
        }
        for (parameters, reason) in verdict.refused {
            // A base that belongs to no family is no near miss: nothing about its name is special.
            if parameters.is_empty() {
                continue;
            }
            self.near_misses.push(NearMiss {
                stem: stem.to_owned(),
                convention,
                parameters,
                reason,
                by_choice: false,
            });
        }
        if let Some(family) = verdict.family {
            self.accept(stem.to_owned(), convention, family, None);
        }
    }

    fn is_claimed(&self, id: ParameterId) -> bool {
        self.claimed.get(id.0).copied().unwrap_or(false)
    }

    fn finish(mut self, profiles: &mut Interner) -> OperationFilters {
        self.families
            .sort_by_key(|(_, _, family, _)| family.members.first().map(|member| member.parameter));
        // What a weaker convention claimed after all is no miss of the stronger one.
        let claimed = std::mem::take(&mut self.claimed);
        for miss in &mut self.near_misses {
            miss.parameters
                .retain(|id| !claimed.get(id.0).copied().unwrap_or(false));
        }
        self.near_misses.retain(|miss| !miss.parameters.is_empty());
        let mut families_of = vec![0..0; self.operation.parameters.len()];
        let families: Vec<FilterFamily> = self
            .families
            .into_iter()
            .enumerate()
            .map(|(index, (stem, convention, accepted, expression))| {
                for member in &accepted.members {
                    if let Some(families) = families_of.get_mut(member.parameter.0) {
                        // The families of an expression stand one behind the other.
                        let is_first = families.end == 0;
                        *families = (if is_first { index } else { families.start })..index + 1;
                    }
                }
                FilterFamily {
                    stem,
                    convention,
                    profile: profiles.intern(&accepted.members),
                    element: accepted.element,
                    members: accepted.members,
                    empty_list: accepted.settled.empty_list(),
                    null_values: accepted.settled.null_values(),
                    expression,
                    evidence: accepted.evidence,
                }
            })
            .collect();
        OperationFilters {
            families,
            near_misses: self.near_misses,
            families_of,
        }
    }
}
