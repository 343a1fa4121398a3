//! Goes through all operations and settles who claims which parameter.
//!
//! In: the API. Out: the whole table. The rules themselves stand in `name.rs` (names), `judge.rs` (families) and
//! `deep_object.rs` (families in one parameter).

use super::candidates::{Group, groups};
use super::evidence::Evidence;
use super::judge::{Accepted, Verdict, judge};
use super::profile::Interner;
use super::{Convention, FamilyId, FilterFamily, Filters, NearMiss, OperationFilters, deep_object};
use crate::config::FilterConfig;
use crate::ir::{Api, Location, Operation, ParameterId};

/// Finds the filter families of all operations.
pub(in crate::analysis) fn find(api: &Api, config: &FilterConfig) -> Filters {
    if !config.enabled {
        return Filters {
            operations: vec![OperationFilters::default(); api.operations.len()],
            profiles: Vec::new(),
        };
    }
    let grouped: Vec<Vec<Group<'_>>> = api
        .operations
        .iter()
        .map(|operation| groups(api, operation))
        .collect();
    let evidence = Evidence::gather(api, grouped.iter().flatten());
    let mut profiles = Interner::default();
    let operations = api
        .operations
        .iter()
        .zip(grouped)
        .map(|(operation, groups)| {
            let mut found = Found::new(operation);
            found.deep_objects(api);
            for group in groups {
                found.group(api, &evidence, group);
            }
            found.finish(&mut profiles)
        })
        .collect();
    Filters {
        operations,
        profiles: profiles.finish(),
    }
}

/// What has been found in one operation so far.
struct Found<'a> {
    operation: &'a Operation,
    claimed: Vec<bool>,
    families: Vec<(String, Convention, Accepted)>,
    near_misses: Vec<NearMiss>,
}

impl<'a> Found<'a> {
    fn new(operation: &'a Operation) -> Self {
        Self {
            operation,
            claimed: vec![false; operation.parameters.len()],
            families: Vec::new(),
            near_misses: Vec::new(),
        }
    }

    fn deep_objects(&mut self, api: &Api) {
        for (id, parameter) in self.operation.parameters_in(Location::Query) {
            if !deep_object::is_operator_object(api, parameter) {
                continue;
            }
            let mut verdict = Verdict::default();
            match deep_object::judge(api, id, parameter) {
                Ok(family) => verdict.family = Some(family),
                Err(reason) => verdict.refused.push((vec![id], reason.to_owned())),
            }
            self.settle(&parameter.wire_name, Convention::DeepObject, verdict);
        }
    }

    fn group(&mut self, api: &Api, evidence: &Evidence, mut group: Group<'_>) {
        group.base = group.base.filter(|base| !self.is_claimed(base.id));
        group.members.retain(|member| !self.is_claimed(member.id));
        if !group.members.is_empty() {
            let verdict = judge(api, evidence, &group);
            self.settle(group.stem, group.convention, verdict);
        }
    }

    fn settle(&mut self, stem: &str, convention: Convention, verdict: Verdict) {
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
            });
        }
        if let Some(family) = verdict.family {
            for member in &family.members {
                if let Some(claimed) = self.claimed.get_mut(member.parameter.0) {
                    *claimed = true;
                }
            }
            self.families.push((stem.to_owned(), convention, family));
        }
    }

    fn is_claimed(&self, id: ParameterId) -> bool {
        self.claimed.get(id.0).copied().unwrap_or(false)
    }

    fn finish(mut self, profiles: &mut Interner) -> OperationFilters {
        self.families
            .sort_by_key(|(.., family)| family.members.first().map(|member| member.parameter));
        // What a weaker convention claimed after all is no miss of the stronger one.
        let claimed = std::mem::take(&mut self.claimed);
        for miss in &mut self.near_misses {
            miss.parameters
                .retain(|id| !claimed.get(id.0).copied().unwrap_or(false));
        }
        self.near_misses.retain(|miss| !miss.parameters.is_empty());
        let mut family_of = vec![None; self.operation.parameters.len()];
        let families: Vec<FilterFamily> = self
            .families
            .into_iter()
            .enumerate()
            .map(|(index, (stem, convention, accepted))| {
                for member in &accepted.members {
                    if let Some(family) = family_of.get_mut(member.parameter.0) {
                        *family = Some(FamilyId(index));
                    }
                }
                FilterFamily {
                    stem,
                    convention,
                    profile: profiles.intern(&accepted.members),
                    element: accepted.element,
                    members: accepted.members,
                    evidence: accepted.evidence,
                }
            })
            .collect();
        OperationFilters {
            families,
            near_misses: self.near_misses,
            family_of,
        }
    }
}
