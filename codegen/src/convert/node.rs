//! A schema where it stands: the node itself, its place for messages, and the trail that a name could be made from.
//!
//! In: a node of the documents' schemas. Out: [`Located`] and [`Trail`], which are cheap to copy. What a schema says is not here.

use std::rc::Rc;

use crate::document::schema::Node;
use crate::ir::{NameHint, OperationId, TypeId};
use crate::place::Place;

/// A schema where it stands.
#[derive(Clone, Debug)]
pub(super) struct Located<'a> {
    /// The schema.
    pub(super) node: &'a Node,
    /// Where it stands.
    pub(super) place: Place,
    /// What a type made from it could be called.
    pub(super) trail: Trail,
    /// Whether it stands in a multipart body, where `format: binary` is raw bytes.
    pub(super) binary: bool,
}

impl<'a> Located<'a> {
    pub(super) fn new(node: &'a Node, place: Place, trail: Trail) -> Self {
        Self {
            node,
            place,
            trail,
            binary: false,
        }
    }

    /// The same with another schema, one keyword further down: a part of the same value.
    pub(super) fn part(&self, node: &'a Node, keyword: &str, index: usize) -> Self {
        Self {
            node,
            place: self.place.child(keyword).item(index),
            trail: self.trail.clone(),
            binary: self.binary,
        }
    }
}

/// The way to something without a name, from the nearest thing that has one.
#[derive(Clone, Debug)]
pub(super) struct Trail {
    owner: Owner,
    words: Option<Rc<Step>>,
}

#[derive(Clone, Debug)]
enum Owner {
    Type(TypeId),
    Operation(OperationId),
    Shared(Rc<str>),
}

#[derive(Debug)]
struct Step {
    word: String,
    before: Option<Rc<Step>>,
}

impl Trail {
    pub(super) fn in_type(id: TypeId) -> Self {
        Self::from_owner(Owner::Type(id))
    }

    pub(super) fn in_operation(id: OperationId) -> Self {
        Self::from_owner(Owner::Operation(id))
    }

    pub(super) fn in_shared(component: &str) -> Self {
        Self::from_owner(Owner::Shared(component.into()))
    }

    fn from_owner(owner: Owner) -> Self {
        Self { owner, words: None }
    }

    /// One step further.
    pub(super) fn word(&self, word: impl Into<String>) -> Self {
        Self {
            owner: self.owner.clone(),
            words: Some(Rc::new(Step {
                word: word.into(),
                before: self.words.clone(),
            })),
        }
    }

    /// The hint for the name of what stands here.
    pub(super) fn hint(&self) -> NameHint {
        let mut words = Vec::new();
        let mut step = self.words.as_deref();
        while let Some(Step { word, before }) = step {
            words.push(word.clone());
            step = before.as_deref();
        }
        words.reverse();
        match &self.owner {
            Owner::Type(parent) => NameHint::Inside {
                parent: *parent,
                words,
            },
            Owner::Operation(operation) => NameHint::InOperation {
                operation: *operation,
                words,
            },
            Owner::Shared(component) => NameHint::Shared {
                component: component.to_string(),
                words,
            },
        }
    }
}
