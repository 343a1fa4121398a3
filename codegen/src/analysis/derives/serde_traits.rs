//! Which types can be serialized, and which deserialized?
//!
//! In: the use of each type. Out: [`SerdeTraits`]. A type can only have one of the traits when all of its parts have it.
//! For what operations use this follows from their use, for `usage.rs` follows every part. A type that nothing uses
//! has both as far as its parts allow: it must not force a trait on types that others use.
//!
//! Worked example: nothing uses `Draft { author: User }`, and `User` is only received; `Draft` gets `Deserialize`.

use crate::analysis::generics::{Generics, TemplateId};
use crate::analysis::parts;
use crate::analysis::usage::{Usage, Use};
use crate::config::{Config, Derives as Choice};
use crate::ir::{Api, TypeId, TypeRef};

/// The serde traits of all types and templates.
#[derive(Debug)]
pub(super) struct SerdeTraits {
    /// Those of the types, then those of the templates.
    nodes: Vec<Directions>,
    types: usize,
}

/// In which directions values of a type can be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) sent: bool,
    pub(super) received: bool,
}

const BOTH: Directions = Directions {
    sent: true,
    received: true,
};

impl SerdeTraits {
    pub(super) fn find(api: &Api, config: &Config, usage: &Usage, generics: &Generics) -> Self {
        let templates = generics.templates().map(|(_, template)| {
            let instances = template.instances.iter();
            instances.fold(Use::default(), |used, id| used.or(usage.of(*id)))
        });
        let uses: Vec<Use> = api
            .type_ids()
            .map(|id| usage.of(id))
            .chain(templates)
            .collect();
        let both = config.derives == Choice::Both;
        let mut found = Self {
            types: api.types.len(),
            nodes: uses
                .iter()
                .map(|used| match used {
                    used if both || used.is_unused() => BOTH,
                    used => Directions {
                        sent: used.is_sent(),
                        received: used.response,
                    },
                })
                .collect(),
        };
        if !both {
            found.restrict(api, generics, &uses);
        }
        found
    }

    /// The directions of a type.
    pub(super) fn of(&self, id: TypeId) -> Directions {
        self.nodes.get(id.index()).copied().unwrap_or(BOTH)
    }

    /// The directions of a template.
    pub(super) fn of_template(&self, id: TemplateId) -> Directions {
        self.nodes.get(self.types + id.0).copied().unwrap_or(BOTH)
    }

    /// Takes from unused types what a part of them has not.
    fn restrict(&mut self, api: &Api, generics: &Generics, uses: &[Use]) {
        let users = self.users(api, generics);
        let mut open: Vec<usize> = (0..self.nodes.len()).collect();
        while let Some(part) = open.pop() {
            let Some(&has) = self.nodes.get(part) else {
                continue;
            };
            for &user in users.get(part).into_iter().flatten() {
                let (Some(node), Some(used)) = (self.nodes.get_mut(user), uses.get(user)) else {
                    continue;
                };
                let less = Directions {
                    sent: node.sent && has.sent,
                    received: node.received && has.received,
                };
                if used.is_unused() && less != *node {
                    *node = less;
                    open.push(user);
                }
            }
        }
    }

    /// Per node: the nodes that it is a part of. An instance has its template and its arguments as parts.
    fn users(&self, api: &Api, generics: &Generics) -> Vec<Vec<usize>> {
        let mut users = vec![Vec::new(); self.nodes.len()];
        let mut note = |part: usize, user: usize| {
            if let Some(users) = users.get_mut(part) {
                users.push(user);
            }
        };
        for id in api.type_ids() {
            let user = id.index();
            if let Some(instance) = generics.instance(id) {
                note(self.types + instance.template.0, user);
                for argument in &instance.arguments {
                    argument.for_each_named(&mut |part| note(part.index(), user));
                }
            } else {
                parts::for_each(&api.ty(id).kind, |ty: &TypeRef| {
                    ty.for_each_named(&mut |part| note(part.index(), user));
                });
            }
        }
        for (id, template) in generics.templates() {
            parts::for_each_of_object(&template.body, |ty| {
                ty.for_each_named(&mut |part| note(part.index(), self.types + id.0));
            });
        }
        users
    }
}
