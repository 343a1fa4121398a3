//! Which fields and variants need a `Box`, because their type contains itself by value, or too much?
//!
//! In: the types, and which of them are instances of a template. Out: [`Boxing`]: a set of fields and variants such that
//! no type contains itself by value any more and that no part of it would do; and such that no type is made of types in
//! types deeper than the compiler follows, or larger than the stack of a thread has room for (`extent.rs`).
//!
//! A type contains another by value when a field or variant has it, also inside `Option`, a tuple or an alias, but not
//! inside a list or a map, which keep their items elsewhere. In each set of types that contain each other, a walk along
//! the parts in document order finds the parts that lead back to where the walk came from: these are boxed. The walk
//! starts where that gives the fewest. A field of an instance is the field of its template, and a type that is written as an
//! alias of an equal one is that type.
//!
//! Worked example: `Expression` is `Literal` or `Binary`, and `Binary` has `left` and `right: Expression`. From
//! `Expression`, two fields lead back; from `Binary`, one variant: the variant is boxed.

mod extent;
mod graph;

use std::collections::BTreeSet;

use self::graph::Graph;
use super::generics::{Generics, TemplateId};
use super::sharing::Sharing;
use crate::ir::{Api, TypeId};

/// The fields and variants that need a `Box`. It goes inside `Option`: `Option<Box<T>>`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Boxing {
    parts: BTreeSet<(TypeId, usize)>,
    template_fields: BTreeSet<(TemplateId, usize)>,
}

impl Boxing {
    /// Whether the field at a position of an object type, or the variant at a position of a union, needs a `Box`.
    #[must_use]
    pub(crate) fn contains(&self, ty: TypeId, position: usize) -> bool {
        self.parts.contains(&(ty, position))
    }

    /// Whether the field at a position of a template's body needs a `Box`.
    #[must_use]
    pub(crate) fn contains_in_template(&self, template: TemplateId, position: usize) -> bool {
        self.template_fields.contains(&(template, position))
    }
}

/// Finds out where boxes go.
pub(super) fn place(api: &Api, generics: &Generics, sharing: &Sharing) -> Boxing {
    // What is written as an alias holds nothing itself; whoever holds it holds what it stands for.
    let standing_for = |id: TypeId| {
        let id = generics.replaced_by(id).unwrap_or(id);
        sharing.same_as(id).unwrap_or(id)
    };
    let graph = Graph::of(api, standing_for);
    let mut boxed = BTreeSet::new();
    for cycle in graph.components() {
        let is_instance = |node: usize| generics.instance(TypeId::from_index(node)).is_some();
        boxed.extend(graph.fewest_back_edges(&cycle, is_instance));
    }
    extent::box_what_is_too_much(&graph, &mut boxed);
    let mut boxing = Boxing::default();
    for (node, position) in boxed {
        let ty = TypeId::from_index(node);
        boxing.parts.insert((ty, position));
        if let Some(instance) = generics.instance(ty) {
            boxing.template_fields.insert((instance.template, position));
        }
    }
    boxing
}

#[cfg(test)]
mod tests;
