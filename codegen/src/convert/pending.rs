//! A union whose tagging is decided when all types are there.

use crate::ir::TypeId;
use crate::place::Place;
use std::collections::HashSet;

use crate::document::schema::Discriminator;

/// A union whose tagging is not decided yet.
#[derive(Debug)]
pub(super) struct Pending<'a> {
    pub(super) id: TypeId,
    pub(super) place: Place,
    pub(super) discriminator: Option<&'a Discriminator>,
    /// What the variants say of the same member: a parent in the middle maps its own children.
    pub(super) inner: Vec<&'a Discriminator>,
    /// For each variant the component it was named by.
    pub(super) components: Vec<Option<&'a str>>,
    /// Whether the last variant takes what no other does.
    pub(super) fallback: bool,
}

impl Pending<'_> {
    /// The component that a value is whose tag says nothing else (`defaultMapping`).
    pub(super) fn default(&self) -> Option<&str> {
        self.discriminator?.default.as_deref().map(target_name)
    }

    /// The tags that the document maps to a component.
    pub(super) fn mapped(&self, component: Option<&str>) -> Vec<String> {
        let mut known = HashSet::new();
        let mut tags = Vec::new();
        for discriminator in self.discriminator.iter().chain(&self.inner) {
            for (tag, target) in &discriminator.mapping {
                if known.insert(tag) && Some(target_name(target)) == component {
                    tags.push(tag.clone());
                }
            }
        }
        tags
    }
}

/// The component's name at the end of a mapping's target, which may be just that.
pub(super) fn target_name(target: &str) -> &str {
    target.rsplit('/').next().unwrap_or(target)
}
