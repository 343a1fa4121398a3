//! Which types are one generic type with different arguments?
//!
//! In: the object types with their names and titles. Out: [`Generics`]: the recovered templates, which type is which
//! template of which arguments, and why a type with a telling name was not recovered. Deliberately not here: generic
//! unions and enums, and Rust's names.

mod cycles;
mod name;
mod prove;
mod recover;
mod shared;
#[cfg(test)]
mod tests;
mod unify;

pub(super) use self::recover::recover;

use std::collections::BTreeMap;

use crate::ir::{Docs, Object, TypeId, TypeRef};

/// The recovered generic types of an API.
#[derive(Clone, Debug, Default)]
pub(crate) struct Generics {
    templates: Vec<Template>,
    instances: BTreeMap<TypeId, Instance>,
    replaced: BTreeMap<TypeId, TypeId>,
    refusals: BTreeMap<TypeId, String>,
}

impl Generics {
    /// All templates, in the order of their first instances.
    pub(crate) fn templates(&self) -> impl Iterator<Item = (TemplateId, &Template)> {
        self.templates
            .iter()
            .enumerate()
            .map(|(index, template)| (TemplateId(index), template))
    }

    /// The template behind an id.
    ///
    /// # Panics
    ///
    /// Never for ids that this table holds.
    #[must_use]
    pub(crate) fn template(&self, id: TemplateId) -> &Template {
        &self.templates[id.0]
    }

    /// What a type is an instance of; `None`: it stands for itself.
    #[must_use]
    pub(crate) fn instance(&self, id: TypeId) -> Option<&Instance> {
        self.instances.get(&id)
    }

    /// The type that stands for a nameless type inside an instance.
    ///
    /// A template's body speaks of the nameless types of one of its instances; the equal ones inside the others have
    /// no use any more.
    #[must_use]
    pub(crate) fn replaced_by(&self, id: TypeId) -> Option<TypeId> {
        self.replaced.get(&id).copied()
    }

    /// The types whose names speak of a generic and that were not recovered, each with the reason: one sentence
    /// without a full stop.
    pub(crate) fn refusals(&self) -> impl Iterator<Item = (TypeId, &str)> {
        self.refusals
            .iter()
            .map(|(id, reason)| (*id, reason.as_str()))
    }
}

/// The position of a template among those of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TemplateId(pub usize);

/// A generic object type.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    /// What its name is made from, in the document's words: `PaginatedResults`.
    pub name: String,
    /// How many type parameters it has; at least one.
    pub arity: usize,
    /// What its instances say of themselves in the same words.
    pub docs: Docs,
    /// Its members, with [`TypeRef::Param`] where the arguments stand.
    pub body: Object,
    /// The types that are instances of it, in document order.
    pub instances: Vec<TypeId>,
}

/// A type that is a template with arguments.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Instance {
    /// The template.
    pub template: TemplateId,
    /// One argument for each of its parameters.
    pub arguments: Vec<TypeRef>,
}
