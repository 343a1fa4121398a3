//! Objects: structs and maps.
//!
//! In: the facts of an object. Out: a struct with its members in document order, those of `allOf` first; a map where
//! the document lists no member. What an object says of further members is kept beside the listed ones.

use std::borrow::Cow;

use super::combined::{Combined, Property, Under};
use super::converter::{Converter, place};
use super::docs;
use super::flatten::Flat;
use super::limits::MOST_COMPARED;
use super::made::{Made, Slot};
use super::node::{Located, Trail};
use crate::diagnostics::Code;
use crate::document::schema::Node;
use crate::ir::{Additional, Docs, Field, Object, Presence, Scalar, TypeId, TypeKind, TypeRef};
use crate::place::Place;

impl<'a> Converter<'a, '_> {
    pub(super) fn object(
        &mut self,
        flat: &Flat<'a>,
        facts: &Combined<'a>,
        slot: &mut Slot,
    ) -> Made {
        if facts.properties.values().all(|property| property.never) {
            let empty = facts.closed && facts.patterns.is_empty();
            return if empty {
                self.slot_id(slot);
                Made::Kind(TypeKind::Object(Object {
                    fields: Vec::new(),
                    additional: Additional::Forbidden,
                }))
            } else {
                // Free-form: without a listed member there is nothing but others.
                let value = self.others(flat, facts, slot).unwrap_or(TypeRef::Any);
                Made::Is(TypeRef::Map(Box::new(value)))
            };
        }
        let id = self.slot_id(slot);
        self.made += facts.properties.len();
        let mut fields = Vec::with_capacity(facts.properties.len());
        for (name, property) in &facts.properties {
            if !property.never {
                fields.push(self.field(flat, facts, name, property, id));
            }
        }
        let additional = match self.others(flat, facts, slot) {
            Some(value) => Additional::Kept(value),
            None if facts.closed => Additional::Forbidden,
            None if self.keeps_unknown => Additional::Kept(TypeRef::Any),
            None => Additional::Unsaid,
        };
        if !matches!(additional, Additional::Kept(_)) {
            self.undescribed(flat, facts, &mut fields, slot);
        }
        Made::Kind(TypeKind::Object(Object { fields, additional }))
    }

    /// The type of the members that are not listed, where the document wants them.
    fn others(&mut self, flat: &Flat<'a>, facts: &Combined<'a>, slot: &Slot) -> Option<TypeRef> {
        let trail = slot.inside("value");
        let mut leaves = flat.leaves.iter();
        let is_body = leaves.any(|leaf| self.multipart.contains(&leaf.schema.id));
        let binary = slot.binary || is_body;
        let additional = match &facts.additional[..] {
            [] => None,
            all => Some(self.under(flat, all, "additionalProperties", &trail, binary)),
        };
        let patterns = match &facts.patterns[..] {
            [] => None,
            all => Some(self.by_pattern(flat, all, &trail, slot)),
        };
        match (additional, patterns) {
            (Some(one), Some(other)) if one != other => Some(self.degrade(
                &slot.place,
                "members of different types by the pattern of their names",
            )),
            (Some(one), _) | (None, Some(one)) => Some(if facts.open { TypeRef::Any } else { one }),
            (None, None) if facts.open && !facts.closed => Some(TypeRef::Any),
            (None, None) => None,
        }
    }

    fn by_pattern(
        &mut self,
        flat: &Flat<'a>,
        all: &[(&str, Under<'a>)],
        trail: &Trail,
        slot: &Slot,
    ) -> TypeRef {
        let mut types = Vec::new();
        for (pattern, under) in all {
            let Some(leaf) = flat.leaves.get(under.leaf) else {
                continue;
            };
            let ty = self.ty(&Located {
                node: under.node,
                place: leaf.place.child("patternProperties").child(pattern),
                trail: trail.clone(),
                binary: slot.binary,
            });
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        match (types.pop(), types.is_empty()) {
            (Some(ty), true) => ty,
            _ => self.degrade(
                &slot.place,
                "members of different types by the pattern of their names",
            ),
        }
    }

    fn field(
        &mut self,
        flat: &Flat<'a>,
        facts: &Combined<'a>,
        name: &'a str,
        property: &Property<'a>,
        id: TypeId,
    ) -> Field {
        let mut parts: Vec<Located<'a>> = Vec::with_capacity(property.parts.len());
        let mut ways = Vec::with_capacity(property.parts.len());
        for Under { leaf, node } in &property.parts {
            let Some(leaf) = flat.leaves.get(*leaf) else {
                continue;
            };
            let way = leaf.place.child("properties").child(name);
            let place = match node {
                Node::Ref(_) => way.clone(),
                Node::Item(schema) => place(schema, &way),
            };
            ways.push(way);
            parts.push(Located {
                node,
                place,
                trail: Trail::in_type(leaf.home.unwrap_or(id)).word(name),
                binary: self.multipart.contains(&leaf.schema.id),
            });
        }
        let mut docs = Docs::default();
        let (mut read_only, mut write_only) = (false, false);
        for at in &parts {
            docs::merge(&mut docs, self.site_docs(at.node));
            let (read, write) = self.directions(at.node);
            read_only |= read;
            write_only |= write;
            self.count(at.node);
        }
        docs::drop_idle_title(&mut docs, name);
        let trail = Trail::in_type(id).word(name);
        let place = parts
            .last()
            .map_or_else(|| self.root.clone(), |at| at.place.clone());
        let ty = if property.perhaps {
            self.one_of_conditions(&parts, &trail, &place)
        } else {
            self.all(&parts, &trail)
        };
        if let ([at], [way]) = (&parts[..], &ways[..]) {
            self.became(way, &at.place, &ty);
        }
        Field {
            wire_name: name.to_owned(),
            ty,
            presence: if facts.required.contains(name) && !property.perhaps {
                Presence::Required
            } else {
                Presence::Optional
            },
            read_only,
            write_only,
            docs,
            place,
        }
    }

    /// The type of a member that each of `parts` describes for another case.
    fn one_of_conditions(
        &mut self,
        parts: &[Located<'a>],
        trail: &Trail,
        place: &Place,
    ) -> TypeRef {
        let null = parts
            .iter()
            .any(|at| self.is_null(at.node) || self.is_nullable(at.node));
        let mut of_cases: Vec<TypeRef> = Vec::new();
        for at in parts {
            if self.is_null(at.node) {
                continue;
            }
            let at = Located {
                trail: trail.clone(),
                ..at.clone()
            };
            let ty = self.ty(&at).without_null().clone();
            if !of_cases.contains(&ty) {
                of_cases.push(ty);
            }
        }
        match (of_cases.pop(), of_cases.is_empty()) {
            (Some(TypeRef::Any), true) => TypeRef::Any,
            (Some(only), true) if null => TypeRef::Nullable(Box::new(only)),
            (Some(only), true) => only,
            (None, _) => TypeRef::Scalar(Scalar::Null),
            (Some(_), false) => self.degrade(place, "the member is something else in each case"),
        }
    }

    /// `readOnly` and `writeOnly`, as they are said of a member: by itself, by what it refers to, by a part of it.
    fn directions(&self, node: &'a Node) -> (bool, bool) {
        let (mut read_only, mut write_only) = (false, false);
        let mut open = vec![node];
        for _ in 0..MOST_COMPARED {
            let Some(node) = open.pop() else {
                break;
            };
            if let Some(schema) = self.follow(node) {
                read_only |= schema.read_only;
                write_only |= schema.write_only;
                open.extend(self.nodes(&schema.all_of));
            }
        }
        (read_only, write_only)
    }

    /// Members that must be there, but that nothing describes: they can be given, and are not asked for.
    fn undescribed(
        &mut self,
        flat: &Flat<'a>,
        facts: &Combined<'a>,
        fields: &mut Vec<Field>,
        slot: &Slot,
    ) {
        for name in &facts.required {
            if facts.properties.contains_key(name) {
                continue;
            }
            let place = flat
                .leaves
                .iter()
                .find(|leaf| leaf.schema.required.iter().any(|other| other == name))
                .map_or(Cow::Borrowed(&slot.place), |leaf| {
                    Cow::Owned(leaf.place.clone())
                });
            self.warn(
                Code::UNDESCRIBED_MEMBER,
                &place,
                format!(
                    "`{name}` is required, but not described; it may hold anything, or be left out"
                ),
            );
            fields.push(Field {
                wire_name: (*name).to_owned(),
                ty: TypeRef::Any,
                presence: Presence::Optional,
                read_only: false,
                write_only: false,
                docs: Docs::default(),
                place: place.child("required"),
            });
        }
    }

    /// Counts a place whose type the document states.
    pub(super) fn count(&mut self, node: &'a Node) {
        let stated = match node {
            Node::Ref(_) => true,
            Node::Item(schema) => schema.has_shape(),
        };
        if stated && self.counted.insert(node.id()) {
            self.tally.typed_places += 1;
        }
    }

    /// What is said where a member is described, and in the parts of `allOf` that say nothing of the type.
    pub(super) fn site_docs(&self, node: &'a Node) -> Docs {
        let Node::Item(schema) = node else {
            return Docs::default();
        };
        let mut site = Docs::default();
        for member in self.nodes(&schema.all_of) {
            if let Node::Item(member) = member
                && !member.has_shape()
            {
                docs::merge(&mut site, docs::docs(member));
            }
        }
        docs::merge(&mut site, docs::docs(schema));
        site
    }
}
