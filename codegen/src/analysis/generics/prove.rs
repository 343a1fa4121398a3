//! Which candidates of one name are instances of one template (rules 3 and 4 of `recover.rs`)?
//!
//! In: the candidates. Out: templates and instances in the table, refusals for the rest.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::recover::{Candidate, Recovery};
use super::shared::share_docs;
use super::unify::{self, Match};
use super::{Instance, Template, TemplateId};
use crate::analysis::parts;
use crate::ir::{Docs, NameHint, Object, TypeRef};

/// How often what is left of a group is tried among itself.
const ROUNDS: usize = 64;

impl<'a> Recovery<'a> {
    /// Finds the templates among candidates; each needs so many instances.
    pub(super) fn prove(
        &mut self,
        template: &str,
        candidates: Vec<Candidate<'a>>,
        at_least: usize,
    ) {
        // Objects with other members cannot be instances of the same template, so they need not be compared.
        let mut alike: IndexMap<Vec<&str>, Vec<Candidate<'a>>> = IndexMap::new();
        for candidate in candidates {
            let members = candidate.object.fields.iter();
            alike
                .entry(members.map(|field| field.wire_name.as_str()).collect())
                .or_default()
                .push(candidate);
        }
        for (_, mut rest) in alike {
            // Each round takes at least one out; the bound keeps odd documents from a quadratic number of comparisons.
            for _ in 0..ROUNDS {
                let Some(seed) = rest.iter().position(|it| it.arguments.is_some()) else {
                    break;
                };
                let seed = rest.remove(seed);
                rest = self.grow(template, &seed, rest, at_least);
            }
            for candidate in rest {
                let reason = if self.names_a_type(candidate.id) {
                    "its argument occurs nowhere in it"
                } else {
                    "what its arguments are is not known"
                };
                self.refuse(candidate.id, reason);
            }
        }
    }

    /// Makes a template from an object and finds its other instances; returns those that are none.
    fn grow(
        &mut self,
        template: &str,
        seed: &Candidate<'a>,
        rest: Vec<Candidate<'a>>,
        at_least: usize,
    ) -> Vec<Candidate<'a>> {
        let Some(arguments) = &seed.arguments else {
            return rest;
        };
        let arity = arguments.len();
        let body = unify::abstracted(seed.object, arguments);
        if let Err(reason) = self.sound(seed, &body, arguments) {
            self.refuse(seed.id, reason);
            return rest;
        }
        let mut instances = vec![(
            seed.id,
            Match {
                arguments: arguments.clone(),
                nameless: BTreeMap::new(),
            },
        )];
        let mut others = Vec::new();
        for candidate in rest {
            let found = unify::unify(self.api, &body, arity, candidate.object).filter(|found| {
                let as_told = |told: &Vec<TypeRef>| told.len() != arity || *told == found.arguments;
                candidate.arguments.as_ref().is_none_or(as_told)
                    && !found.arguments.contains(&TypeRef::Named(candidate.id))
            });
            match found {
                Some(found) => instances.push((candidate.id, found)),
                None => others.push(candidate),
            }
        }
        if instances.len() < at_least {
            self.refuse(seed.id, "no other type has its structure");
            return others;
        }
        instances.sort_by_key(|(id, _)| *id);
        let id = TemplateId(self.generics.templates.len());
        let mut made = Template {
            name: template.to_owned(),
            arity,
            docs: Docs::default(),
            body,
            instances: instances.iter().map(|(id, _)| *id).collect(),
        };
        share_docs(self.api, &mut made);
        self.generics.templates.push(made);
        for (ty, found) in instances {
            self.generics.replaced.extend(found.nameless);
            self.generics.refusals.remove(&ty);
            let instance = Instance {
                template: id,
                arguments: found.arguments,
            };
            self.generics.instances.insert(ty, instance);
        }
        others
    }

    /// Whether an object can make a template at all.
    fn sound(
        &self,
        seed: &Candidate<'_>,
        body: &Object,
        arguments: &[TypeRef],
    ) -> Result<(), &'static str> {
        if !unify::all_parameters_occur(body, arguments.len()) {
            return Err("its argument occurs nowhere in it");
        }
        let mut visited = BTreeSet::new();
        let mut open = Vec::new();
        parts::for_each_of_object(body, |ty| ty.for_each_named(&mut |id| open.push(id)));
        while let Some(id) = open.pop() {
            if id == seed.id {
                return Err("it contains itself");
            }
            let is_nameless = !matches!(self.api.ty(id).hint, NameHint::Component(_));
            if !is_nameless || !visited.insert(id) {
                continue;
            }
            let mut hidden = false;
            parts::for_each(&self.api.ty(id).kind, |ty| {
                ty.for_each_named(&mut |part| {
                    hidden |= arguments.contains(&TypeRef::Named(part));
                    open.push(part);
                });
            });
            if hidden {
                return Err("its argument stands inside a nameless part of it");
            }
        }
        Ok(())
    }
}
