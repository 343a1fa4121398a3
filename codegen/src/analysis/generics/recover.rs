//! Finds candidates by their names, then proves them by their structure.
//!
//! In: the API. Out: the table.
//!
//! 1. Objects whose key or title spells a generic out (`Page[Foo]`) are grouped by the template's name and the number of
//!    arguments. An argument that is the name of a type is that type if it occurs in the object.
//! 2. The other objects that have a component as a part and its name in theirs (`PaginatedFooList` with `Foo` in it) are
//!    grouped by what stands around that name, if that is the name of something that only holds things (`List`, `Page`,
//!    `Response`, …) and the members are not called after the things (`refund: Refund`).
//! 3. In a group, the first object with known arguments makes a template: its body, with parameters where the arguments
//!    stand. Every object of the group that is equal to the body everywhere else is an instance of it (`unify.rs`); the
//!    rest of the group is tried again among itself.
//! 4. A template that is spelt out stands with one instance, any other needs two.
//!
//! Worked example: `UserPage { items: [User], next }` and `TeamPage { items: [Team], next }` are `Page<User>` and
//! `Page<Team>`; `LogPage { items: [Log] }` is left alone, for its structure is another.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::Generics;
use super::name::{self, SpeltOut};
use crate::analysis::parts;
use crate::config::Config;
use crate::ir::{Api, NameHint, Object, Scalar, TypeId, TypeKind, TypeRef};

/// Recovers the generic types.
pub(in crate::analysis) fn recover(api: &Api, config: &Config) -> Generics {
    let mut recovery = Recovery {
        api,
        generics: Generics::default(),
        by_name: names(api),
    };
    if config.generics {
        recovery.spelt_out();
        recovery.around_names();
        recovery.refuse_the_rest();
        recovery.break_alias_cycles();
    }
    recovery.generics
}

/// The types behind each name, key or title.
fn names(api: &Api) -> HashMap<&str, Vec<TypeId>> {
    let mut names: HashMap<&str, Vec<TypeId>> = HashMap::new();
    for id in api.type_ids() {
        let def = api.ty(id);
        let NameHint::Component(key) = &def.hint else {
            continue;
        };
        names.entry(key).or_default().push(id);
        if let Some(title) = def.docs.title.as_deref().filter(|title| title != key) {
            names.entry(title).or_default().push(id);
        }
    }
    names
}

/// An object that might be an instance.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) id: TypeId,
    pub(super) object: &'a Object,
    /// The arguments, where the name tells them.
    pub(super) arguments: Option<Vec<TypeRef>>,
}

/// A recovery under way.
pub(super) struct Recovery<'a> {
    pub(super) api: &'a Api,
    pub(super) generics: Generics,
    by_name: HashMap<&'a str, Vec<TypeId>>,
}

impl<'a> Recovery<'a> {
    /// Rule 1.
    fn spelt_out(&mut self) {
        let mut groups: IndexMap<(&'a str, usize), Vec<Candidate<'a>>> = IndexMap::new();
        for id in self.api.type_ids() {
            let Some(spelt) = self.spelling(id) else {
                continue;
            };
            let TypeKind::Object(object) = &self.api.ty(id).kind else {
                self.refuse(id, "only objects are recovered");
                continue;
            };
            let arguments = spelt
                .arguments
                .iter()
                .map(|text| self.argument(text, object))
                .collect();
            groups
                .entry((spelt.template, spelt.arguments.len()))
                .or_default()
                .push(Candidate {
                    id,
                    object,
                    arguments,
                });
        }
        for ((template, _), candidates) in groups {
            self.prove(name::last_segment(template), candidates, 1);
        }
    }

    /// Rule 2.
    fn around_names(&mut self) {
        let api = self.api;
        let mut groups: IndexMap<(&'a str, &'a str), Vec<Candidate<'a>>> = IndexMap::new();
        for id in api.type_ids() {
            let def = api.ty(id);
            let (NameHint::Component(key), TypeKind::Object(object)) = (&def.hint, &def.kind)
            else {
                continue;
            };
            if self.generics.instances.contains_key(&id) {
                continue;
            }
            let mut inside: Vec<TypeId> = Vec::new();
            parts::for_each_of_object(object, |ty| {
                ty.for_each_named(&mut |part| {
                    if part != id && !inside.contains(&part) {
                        inside.push(part);
                    }
                });
            });
            let mut listed: Vec<TypeId> = Vec::new();
            parts::for_each_of_object(object, |ty| {
                if let TypeRef::List(item) | TypeRef::Set(item) = ty.without_null() {
                    item.for_each_named(&mut |part| listed.push(part));
                }
            });
            // What is listed is the argument, rather than what tells of the list: `FooForwardPaging` holds `Foo`s and a
            // `ForwardPaging`. The longest name is: `PagingSimplifiedTrack` holds `SimplifiedTrack`s, not `Track`s.
            let argument = inside
                .into_iter()
                .filter_map(|part| match &api.ty(part).hint {
                    NameHint::Component(inner) => {
                        Some((inner.len(), part, name::around(key, inner)?))
                    }
                    _ => None,
                })
                .max_by_key(|(length, part, _)| {
                    (listed.contains(part), *length, std::cmp::Reverse(*part))
                });
            if let Some((_, part, around)) = argument
                && self.holds(object, part, &name::joined(around.0, around.1))
            {
                groups.entry(around).or_default().push(Candidate {
                    id,
                    object,
                    arguments: Some(vec![TypeRef::Named(part)]),
                });
            }
        }
        for ((before, behind), candidates) in groups {
            self.prove(&name::joined(before, behind), candidates, 2);
        }
    }

    /// Whether an object only holds another, as a template would.
    fn holds(&self, object: &Object, part: TypeId, template: &str) -> bool {
        let NameHint::Component(argument) = &self.api.ty(part).hint else {
            return false;
        };
        name::is_holder(template)
            && object.fields.iter().all(|field| {
                let mut held = false;
                field.ty.for_each_named(&mut |id| held |= id == part);
                !held || !name::is_called_after(&field.wire_name, argument)
            })
    }

    fn spelling(&self, id: TypeId) -> Option<SpeltOut<'a>> {
        let def = self.api.ty(id);
        let NameHint::Component(key) = &def.hint else {
            return None;
        };
        name::spelt_out(key).or_else(|| name::spelt_out(def.docs.title.as_deref()?))
    }

    /// The type that an argument's text means, if it occurs in the object.
    fn argument(&self, text: &str, object: &Object) -> Option<TypeRef> {
        let mut inside = Vec::new();
        parts::for_each_of_object(object, |ty| subterms(ty, &mut inside));
        let mut meant = inside.iter().filter(|ty| self.means(text, ty));
        let first = meant.next()?;
        meant.all(|other| other == first).then(|| (*first).clone())
    }

    /// Whether all arguments in the name of a type are names of types.
    pub(super) fn names_a_type(&self, id: TypeId) -> bool {
        self.spelling(id).is_some_and(|spelt| {
            let mut texts = spelt.arguments.iter();
            texts.all(|text| self.by_name.contains_key(text))
        })
    }

    /// Whether a text can mean a type.
    fn means(&self, text: &str, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => self.by_name.get(text).is_some_and(|ids| ids.contains(id)),
            TypeRef::List(item) => name::spelt_out(text).is_some_and(|spelt| {
                matches!(spelt.template, "list" | "List" | "Sequence" | "Set")
                    && matches!(spelt.arguments.as_slice(), [inner] if self.means(inner, item))
            }),
            TypeRef::Scalar(scalar) => match text {
                "str" | "string" | "String" => *scalar == Scalar::String,
                "int" | "integer" | "Integer" | "Long" => *scalar == Scalar::I64,
                "float" | "number" => *scalar == Scalar::F64,
                "bool" | "boolean" | "Boolean" => *scalar == Scalar::Bool,
                "UUID" => *scalar == Scalar::Uuid,
                "datetime" => *scalar == Scalar::DateTime,
                _ => false,
            },
            _ => false,
        }
    }

    pub(super) fn refuse(&mut self, id: TypeId, reason: &str) {
        let def = self.api.ty(id);
        let told = self.spelling(id).is_some()
            || matches!(&def.hint, NameHint::Component(key) if name::looks_generic(key));
        if told {
            self.generics.refusals.insert(id, reason.to_owned());
        }
    }

    /// Gives every type with a telling name that nothing was found out about a reason.
    fn refuse_the_rest(&mut self) {
        for id in self.api.type_ids() {
            let known = self.generics.instances.contains_key(&id)
                || self.generics.refusals.contains_key(&id);
            if !known {
                let reason = match &self.api.ty(id).kind {
                    TypeKind::Object(_) => "no part of it has a name that stands in its own",
                    TypeKind::Alias(TypeRef::List(_) | TypeRef::Set(_)) => {
                        "it is a plain list, which is generic already"
                    }
                    _ => "only objects are recovered",
                };
                self.refuse(id, reason);
            }
        }
    }
}

/// A type and all types in it.
fn subterms<'a>(ty: &'a TypeRef, found: &mut Vec<&'a TypeRef>) {
    found.push(ty);
    match ty {
        TypeRef::List(inner)
        | TypeRef::Set(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner) => subterms(inner, found),
        TypeRef::Tuple(items) => items.iter().for_each(|item| subterms(item, found)),
        _ => {}
    }
}
