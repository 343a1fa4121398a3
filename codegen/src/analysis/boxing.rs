//! Which fields and variants need a `Box`, because their type contains itself by value?
//!
//! In: the types, and which of them are instances of a template. Out: [`Boxing`]: a set of fields and variants such that
//! no type contains itself by value any more and that no part of it would do. Deliberately not here: large variants.

use std::collections::BTreeSet;

use super::generics::{Generics, TemplateId};
use crate::ir::{Api, TypeId};

/// The fields and variants that need a `Box`. It goes inside `Option`: `Option<Box<T>>`.
#[derive(Clone, Debug, Default)]
pub struct Boxing {
    parts: BTreeSet<(TypeId, usize)>,
    template_fields: BTreeSet<(TemplateId, usize)>,
}

impl Boxing {
    /// Whether the field at a position of an object type, or the variant at a position of a union, needs a `Box`.
    #[must_use]
    pub fn contains(&self, ty: TypeId, position: usize) -> bool {
        self.parts.contains(&(ty, position))
    }

    /// Whether the field at a position of a template's body needs a `Box`.
    #[must_use]
    pub fn contains_in_template(&self, template: TemplateId, position: usize) -> bool {
        self.template_fields.contains(&(template, position))
    }
}

/// Finds out where boxes go.
pub(super) fn place(_api: &Api, _generics: &Generics) -> Boxing {
    Boxing::default()
}
