//! Where a type is wanted, and what was made for it.

use super::node::{Located, Trail};
use crate::document::schema::SchemaId;
use crate::ir::{Docs, TypeId, TypeKind, TypeRef};
use crate::place::Place;

/// A type in the making: where it gets its name and its docs from, if it turns out to need some.
pub(super) struct Slot {
    pub(super) id: Option<TypeId>,
    pub(super) trail: Trail,
    pub(super) place: Place,
    pub(super) binary: bool,
    pub(super) docs: Docs,
    /// Under what to remember the type as soon as it has an id: it may be met again inside itself.
    pub(super) key: Option<Key>,
}

/// What is known of a schema that was met before.
#[derive(Debug)]
pub(super) enum Met {
    /// Its type.
    Made(TypeRef),
    /// It is being made, begun when there were so many types. It needs no name itself (a list, say), so there is nothing to
    /// refer to; if there are more types now, one of them stands in between, and is where the recursion ends.
    Open(usize),
}

/// Under what a type is remembered.
pub(super) enum Key {
    /// A schema without a name, where it stands.
    Inline {
        schema: (SchemaId, bool),
        nullable: bool,
    },
    /// What must hold.
    Intersection(Vec<Option<SchemaId>>),
}

/// What a schema turned out to be.
pub(super) enum Made {
    /// A type that needs no name.
    Is(TypeRef),
    /// A type that does; its slot has been given an id.
    Kind(TypeKind),
}

impl Slot {
    pub(super) fn inline(at: &Located<'_>) -> Self {
        Self {
            id: None,
            trail: at.trail.clone(),
            place: at.place.clone(),
            binary: at.binary,
            docs: Docs::default(),
            key: None,
        }
    }

    /// The trail for what stands inside.
    pub(super) fn inside(&self, word: &str) -> Trail {
        match self.id {
            Some(id) => Trail::in_type(id).word(word),
            None => self.trail.word(word),
        }
    }
}

/// What the docs say of the type itself: limits, defaults and examples belong to where it is used.
pub(super) fn about(docs: Docs) -> Docs {
    Docs {
        title: docs.title,
        description: docs.description,
        deprecated: docs.deprecated,
        ..Docs::default()
    }
}
