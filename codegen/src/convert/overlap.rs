//! Schemas that describe the same value: a member that parent and child both have, a variant beside what all share.
//!
//! In: schemas where they stand. Out: one type. If all but one say no more than that one, its type is taken as it is;
//! otherwise they are taken apart together. The same intersection met again inside itself is the same type.
//!
//! ```yaml
//! Pet: { properties: { kind: { type: string } } }
//! Cat: { allOf: [ $ref Pet, { properties: { kind: { enum: [cat] } } } ] }     # kind: the list, which is narrower
//! ```

use super::combined::Under;
use super::converter::Converter;
use super::docs;
use super::flatten::{Flat, Part, Piece};
use super::limits::{DEEPEST, MOST_COMPARED};
use super::made::{Key, Met, Slot, about};
use super::node::{Located, Trail};
use crate::diagnostics::Code;
use crate::document::schema::Node;
use crate::ir::{Docs, Scalar, TypeRef};

impl<'a> Converter<'a, '_> {
    /// The type of something that one or more leaves describe, each under `keyword`.
    pub(super) fn under(
        &mut self,
        flat: &Flat<'a>,
        all: &[Under<'a>],
        keyword: &str,
        trail: &Trail,
        binary: bool,
    ) -> TypeRef {
        let parts: Vec<Located<'a>> = all
            .iter()
            .filter_map(|under| {
                let leaf = flat.leaves.get(under.leaf)?;
                Some(Located {
                    node: under.node,
                    place: leaf.place.child(keyword),
                    trail: trail.clone(),
                    binary,
                })
            })
            .collect();
        self.all(&parts, trail)
    }

    /// The type of what must fit all of `parts`, each with its own trail; one of them is enough if the others say no
    /// more. If none is, what they make together stands at `trail`.
    pub(super) fn all(&mut self, parts: &[Located<'a>], trail: &Trail) -> TypeRef {
        let telling = self.telling(parts);
        let mut kept = telling.iter().filter_map(|index| parts.get(*index));
        let (Some(first), second) = (kept.next(), kept.next()) else {
            return parts.first().map_or(TypeRef::Any, |at| self.ty(at));
        };
        let silent = |at: &&Located<'a>| match at.node {
            Node::Ref(_) => false,
            Node::Item(schema) => !schema.has_shape(),
        };
        let null = parts
            .iter()
            .filter(silent)
            .any(|at| self.is_nullable(at.node))
            || parts
                .iter()
                .filter(|at| !silent(at))
                .all(|at| self.is_nullable(at.node));
        let ty = if second.is_none() {
            self.ty(first)
        } else {
            let wholes = telling.iter().filter_map(|index| parts.get(*index));
            let wholes: Vec<Part<'a>> = wholes.map(|at| Part::Whole(Piece::of(at))).collect();
            let conflict = self.combine(&self.flatten(wholes.clone())).conflict;
            let last = telling.last().and_then(|index| parts.get(*index));
            if let (Some(conflict), Some(last)) = (conflict, last) {
                let text = format!("{conflict}; it is taken as what is said here, the last of it");
                self.warn(Code::OVERRIDDEN, &last.place, text);
                return self.ty(last);
            }
            let mut docs = Docs::default();
            for at in parts {
                if let Node::Item(schema) = at.node {
                    docs::merge(&mut docs, about(docs::docs(schema)));
                }
            }
            let site = Located {
                trail: trail.clone(),
                ..first.clone()
            };
            self.intersection(wholes, &site, docs)
        };
        let ty = ty.without_null().clone();
        match ty {
            TypeRef::Any | TypeRef::Scalar(Scalar::Null) => ty,
            ty if null => TypeRef::Nullable(Box::new(ty)),
            ty => ty,
        }
    }

    /// Which of `parts` say something of the type that no other one says.
    fn telling(&self, parts: &[Located<'a>]) -> Vec<usize> {
        if parts.len() < 2 || parts.len() > MOST_COMPARED {
            return (0..parts.len()).collect();
        }
        let mut telling: Vec<usize> = Vec::new();
        for (index, at) in parts.iter().enumerate() {
            let new = match at.node {
                Node::Ref(reference) => !telling.iter().any(|other| {
                    matches!(parts.get(*other).map(|at| at.node),
                        Some(Node::Ref(known)) if known.component == reference.component)
                }),
                Node::Item(schema) => {
                    schema.has_shape()
                        && !telling.iter().any(|other| {
                            matches!(parts.get(*other).map(|at| at.node),
                                Some(Node::Item(known)) if self.schemas.have_one_shape(known, schema))
                        })
                }
            };
            if new {
                telling.push(index);
            }
        }
        // A type alone says nothing beside something that has this type; a parent nothing beside its child.
        let nodes: Vec<&'a Node> = telling
            .iter()
            .filter_map(|index| Some(parts.get(*index)?.node))
            .collect();
        let mut weak = Vec::new();
        for (position, node) in nodes.iter().enumerate() {
            let others = || {
                nodes
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != position && !weak.contains(other))
            };
            let said = match node {
                Node::Item(schema) => {
                    let bare = !schema.has_own_shape() && !schema.has_branches();
                    bare && others().any(|(_, other)| self.kind_of(other) == schema.kind)
                }
                Node::Ref(_) => match node.component() {
                    Some(name) => others().any(|(_, other)| {
                        matches!(other, Node::Ref(_)) && self.passes(other, name)
                    }),
                    None => false,
                },
            };
            if said {
                weak.push(position);
            }
        }
        let mut position = 0;
        telling.retain(|_| {
            position += 1;
            !weak.contains(&(position - 1))
        });
        telling
    }

    /// Whether a reference leads through `component`.
    fn passes(&self, node: &'a Node, component: &str) -> bool {
        let whole = Piece {
            node,
            place: self.root.clone(),
            home: None,
            perhaps: false,
        };
        self.flatten(vec![Part::Whole(whole)])
            .components
            .contains(component)
    }

    /// The type of what must fit several schemas at once.
    pub(super) fn intersection(
        &mut self,
        parts: Vec<Part<'a>>,
        at: &Located<'a>,
        docs: Docs,
    ) -> TypeRef {
        let flat = self.flatten(parts);
        let key = flat.key();
        match self.intersections.get(&key) {
            Some(Met::Made(known)) => return known.clone(),
            Some(Met::Open(types)) if *types == self.types.len() => {
                return self.degrade(&at.place, "the schemas meet again within themselves");
            }
            Some(Met::Open(_)) | None => {}
        }
        if self.depth >= DEEPEST {
            return self.degrade(&at.place, "schemas stand in each other too deeply here");
        }
        self.depth += 1;
        self.intersections
            .insert(key.clone(), Met::Open(self.types.len()));
        let mut slot = Slot::inline(at);
        slot.key = Some(Key::Intersection(key.clone()));
        slot.docs = docs;
        let ty = self.fill_slot(&flat, slot);
        self.intersections.insert(key, Met::Made(ty.clone()));
        self.depth -= 1;
        ty
    }
}
