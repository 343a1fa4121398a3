//! Schemas to types: the way that every schema goes.
//!
//! In: a schema where it stands ([`Located`]). Out: a [`TypeRef`]; what needs a name (objects, lists of values, unions) gets
//! a [`TypeDef`](crate::ir::TypeDef) in passing. Components have theirs from the start, so that recursion ends there.
//!
//! A schema that only dresses up another one (`allOf: [X]` with a description, `nullable`, a default) is that other one:
//! [`Converter::transparent`].

use std::collections::BTreeMap;

use super::combined::Combined;
use super::converter::{Converter, place};
use super::docs;
use super::flatten::{Flat, Part, Piece};
use super::limits::{DEEPEST, MOST_REFERENCES};
use super::made::{Key, Made, Met, Slot, about};
use super::node::{Located, Trail};
use super::scalar::scalar;
use crate::document::schema::{Kind, Node, Schema};
use crate::ir::{self, Docs, NameHint, Scalar, TypeId, TypeKind, TypeRef};
use crate::place::Place;

impl<'a> Converter<'a, '_> {
    /// Makes the types of all component schemas, in document order.
    pub(super) fn component_schemas(&mut self) {
        let components = &self.schemas.components;
        let root = self.root.child("components").child("schemas");
        for (name, id) in components {
            let way = root.child(name);
            let (docs, place) = match self.node(*id) {
                Node::Ref(_) => (Docs::default(), way),
                Node::Item(schema) => (docs::docs(schema), place(schema, &way)),
            };
            self.reserve(NameHint::Component(name.clone()), docs, place);
        }
        for (index, (name, schema)) in components.iter().enumerate() {
            self.intersections.clear();
            let id = TypeId::from_index(index);
            let at = Located::new(
                self.node(*schema),
                self.component_place(index),
                Trail::in_type(id),
            );
            let kind = self.component_kind(id, name, &at);
            if let Some(ty) = self.types.get_mut(index) {
                ty.kind = kind;
            }
            let ty = self.or_null(TypeRef::Named(id), at.node);
            self.became(&root.child(name), &at.place, &ty);
        }
    }

    fn component_kind(&mut self, id: TypeId, name: &'a str, at: &Located<'a>) -> TypeKind {
        // Another component dressed up is another name of it; anything else is this component itself.
        let mut target = self.transparent(at);
        while let Some(at) = &target {
            match at.node {
                Node::Ref(_) if self.is_parent(at.node, name) => break,
                Node::Ref(_) => return TypeKind::Alias(self.ty(at).without_null().clone()),
                Node::Item(_) => target = self.transparent(at),
            }
        }
        if let Some(kind) = self.family(id, name, at) {
            return kind;
        }
        let flat = self.flatten_from(vec![Part::Whole(Piece::of(at))], Some(name));
        let mut slot = Slot {
            id: Some(id),
            ..Slot::inline(at)
        };
        match self.make(&flat, &mut slot) {
            Made::Is(ty) => TypeKind::Alias(ty.without_null().clone()),
            Made::Kind(kind) => kind,
        }
    }

    /// The type of a schema where it is used.
    pub(super) fn ty(&mut self, at: &Located<'a>) -> TypeRef {
        match at.node {
            Node::Ref(_) => self.reference(at),
            Node::Item(schema) => {
                let key = (schema.id, at.binary);
                let place = place(schema, &at.place);
                match self.inline.get(&key) {
                    Some(Met::Made(known)) => return known.clone(),
                    Some(Met::Open(types)) if *types == self.types.len() => {
                        return self.degrade(&place, "the schema only refers to itself");
                    }
                    Some(Met::Open(_)) | None => {}
                }
                if self.depth >= DEEPEST {
                    return self.degrade(&place, "schemas stand in each other too deeply here");
                }
                self.depth += 1;
                let way = &at.place;
                let at = Located {
                    place,
                    ..at.clone()
                };
                let ty = self.inline_type(schema, &at);
                self.depth -= 1;
                self.inline.insert(key, Met::Made(ty.clone()));
                if !at.binary {
                    self.became(way, &at.place, &ty);
                }
                ty
            }
        }
    }

    /// Remembers what the schema at a place became; `way` is where what it was taken for stands: around it, where it
    /// is all that was left of an `anyOf` with `null`.
    pub(super) fn became(&mut self, way: &Place, place: &Place, ty: &TypeRef) {
        let Some(made_of) = &mut self.made_of else {
            return;
        };
        let mut remember = |place: &Place| {
            made_of.push(ir::Schema {
                place: place.clone(),
                ty: ty.clone(),
                sent: None,
            });
        };
        remember(place);
        if way != place {
            remember(way);
        }
    }

    fn reference(&mut self, at: &Located<'a>) -> TypeRef {
        let Some((index, _, target)) = self.component(at.node) else {
            return self.degrade(&at.place, "the reference leads nowhere");
        };
        let ty = match self.follow(target) {
            Some(schema) if at.binary && is_binary(schema) => TypeRef::Scalar(Scalar::Binary),
            Some(schema) if schema.is_null() => TypeRef::Scalar(Scalar::Null),
            _ => TypeRef::Named(TypeId::from_index(index)),
        };
        self.or_null(ty, at.node)
    }

    fn inline_type(&mut self, schema: &'a Schema, at: &Located<'a>) -> TypeRef {
        let ty = if let Some(target) = self.transparent(at) {
            self.ty(&target)
        } else {
            let flat = self.flatten(vec![Part::Whole(Piece::of(at))]);
            let key = (schema.id, at.binary);
            self.inline.insert(key, Met::Open(self.types.len()));
            let mut slot = Slot::inline(at);
            slot.docs = about(docs::docs(schema));
            slot.key = Some(Key::Inline {
                schema: key,
                nullable: self.is_nullable(at.node),
            });
            self.fill_slot(&flat, slot)
        };
        self.or_null(ty.without_null().clone(), at.node)
    }

    pub(super) fn fill_slot(&mut self, flat: &Flat<'a>, mut slot: Slot) -> TypeRef {
        match self.make(flat, &mut slot) {
            Made::Is(ty) => {
                // What was referred to from inside turned out to need no type of its own.
                if let Some(ty_def) = slot.id.and_then(|id| self.types.get_mut(id.index())) {
                    ty_def.kind = TypeKind::Alias(ty.clone());
                }
                ty
            }
            Made::Kind(kind) => {
                let id = self.slot_id(&mut slot);
                if let Some(ty) = self.types.get_mut(id.index()) {
                    ty.kind = kind;
                }
                TypeRef::Named(id)
            }
        }
    }

    /// The id of the type in the making; from here on it has one.
    pub(super) fn slot_id(&mut self, slot: &mut Slot) -> TypeId {
        if let Some(id) = slot.id {
            return id;
        }
        let docs = std::mem::take(&mut slot.docs);
        let id = self.reserve(slot.trail.hint(), docs, slot.place.clone());
        slot.id = Some(id);
        let ty = TypeRef::Named(id);
        match slot.key.take() {
            Some(Key::Inline { schema, nullable }) => {
                let ty = if nullable {
                    TypeRef::Nullable(Box::new(ty))
                } else {
                    ty
                };
                self.inline.insert(schema, Met::Made(ty));
            }
            Some(Key::Intersection(key)) => _ = self.intersections.insert(key, Met::Made(ty)),
            None => {}
        }
        id
    }

    fn or_null(&self, ty: TypeRef, node: &'a Node) -> TypeRef {
        match ty {
            TypeRef::Any | TypeRef::Nullable(_) | TypeRef::Scalar(Scalar::Null) => ty,
            ty if self.is_nullable(node) => TypeRef::Nullable(Box::new(ty)),
            ty => ty,
        }
    }

    /// What flattened schemas are.
    pub(super) fn make(&mut self, flat: &Flat<'a>, slot: &mut Slot) -> Made {
        if flat.endless || self.is_exhausted() {
            let reason = "the schema is put together from more than any type needs";
            return Made::Is(self.degrade(&slot.place, reason));
        }
        let facts = self.combine(flat);
        if !flat.choices.is_empty() {
            return self.union(flat, &facts, slot);
        }
        if let Some(conflict) = &facts.conflict {
            if facts.apart
                && let Some(list) = self.lists_apart(flat, slot)
            {
                return list;
            }
            return Made::Is(self.degrade(&slot.place, conflict.as_str()));
        }
        if facts.values.is_some()
            && let Some(made) = self.list_of_values(flat, &facts, slot)
        {
            return made;
        }
        match facts.kind {
            Some(Kind::Object) => self.object(flat, &facts, slot),
            Some(Kind::Array) => self.array(flat, &facts, slot),
            Some(kind) => Made::Is(scalar_of(kind, &facts, slot.binary, &self.formats)),
            // A format without a type: the string ones are never meant otherwise.
            None if facts.format.is_some() || facts.base64 => {
                Made::Is(scalar_of(Kind::String, &facts, slot.binary, &self.formats))
            }
            None if flat.circular && !facts.stated => {
                Made::Is(self.degrade(&slot.place, "the schema only refers to itself"))
            }
            None => Made::Is(TypeRef::Any),
        }
    }

    /// The one schema that this one only dresses up.
    pub(super) fn transparent(&self, at: &Located<'a>) -> Option<Located<'a>> {
        let Node::Item(schema) = at.node else {
            return Some(at.clone());
        };
        if schema.has_own_shape() {
            return None;
        }
        let mut found = None;
        for (keyword, list) in [
            ("allOf", &schema.all_of),
            ("oneOf", &schema.one_of),
            ("anyOf", &schema.any_of),
        ] {
            let choice = keyword != "allOf";
            for (index, node) in self.nodes(list).enumerate() {
                let says = match node {
                    Node::Ref(_) => true,
                    // In a choice even an empty schema counts: it lets everything in.
                    Node::Item(schema) => choice || schema.has_shape(),
                };
                if !says || (choice && self.is_null(node)) {
                    continue;
                }
                if holds_perhaps(node) {
                    return None;
                }
                if found.is_some() {
                    return None;
                }
                found = Some(at.part(node, keyword, index));
            }
        }
        let found = found?;
        let fits = |kind| match self.kind_of(found.node) {
            Some(other) => other == kind,
            // A choice says more of its types than one word could.
            None => self.follow(found.node).is_some_and(Schema::has_choices),
        };
        schema.kind.is_none_or(fits).then_some(found)
    }

    /// The `type` of a schema, as far as it can be seen without taking it apart.
    pub(super) fn kind_of(&self, node: &'a Node) -> Option<Kind> {
        let mut node = node;
        for _ in 0..MOST_REFERENCES {
            let schema = self.follow(node)?;
            match schema.kind {
                Some(kind) => return Some(kind),
                None => {
                    let mut parts = self.nodes(&schema.all_of);
                    node = parts.find(|part| !holds_perhaps(part))?;
                }
            }
        }
        None
    }
}

fn holds_perhaps(node: &Node) -> bool {
    match node {
        Node::Ref(_) => false,
        Node::Item(schema) => schema.perhaps,
    }
}

fn scalar_of(
    kind: Kind,
    facts: &Combined<'_>,
    binary: bool,
    chosen: &BTreeMap<String, Scalar>,
) -> TypeRef {
    let is_value = !matches!(
        kind,
        Kind::Object | Kind::Array | Kind::Null | Kind::Boolean
    );
    if let Some(scalar) = facts.format.and_then(|format| chosen.get(format))
        && is_value
    {
        return TypeRef::Scalar(*scalar);
    }
    let format = if facts.base64 && kind == Kind::String {
        Some("byte")
    } else {
        facts.format
    };
    let bounds = (facts.minimum, facts.maximum);
    scalar(kind, format, bounds, binary).map_or(TypeRef::Any, TypeRef::Scalar)
}

pub(super) fn is_binary(schema: &Schema) -> bool {
    schema.kind == Some(Kind::String) && schema.format.as_deref() == Some("binary")
}
