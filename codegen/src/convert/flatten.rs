//! Taking a schema apart: `allOf` and references are followed until only plain keywords and choices are left.
//!
//! In: schemas that must all hold ([`Part`]s). Out: [`Flat`]: the schemas whose own keywords must hold, parents before
//! children, and the `oneOf`/`anyOf` lists of which one must hold. Each schema is visited once, so that recursive
//! `allOf` ends. Nothing is judged here: `combined.rs` puts the keywords together.
//!
//! ```yaml
//! Cat: { allOf: [ { $ref: Pet }, { oneOf: [A, B] } ], required: [name] }
//! # leaves: Pet, Cat's own `required`; choices: [A, B]
//! ```

use std::collections::HashSet;

use indexmap::IndexSet;

use super::converter::{Converter, place};
use super::limits::{MOST_PARENTS, MOST_REFERENCES};
use super::node::{Located, Trail};
use crate::document::schema::{Discriminator, Node, Schema, SchemaId};
use crate::ir::TypeId;
use crate::place::Place;

/// One of several schemas that must all hold.
#[derive(Clone, Debug)]
pub(super) enum Part<'a> {
    /// A schema with all that it refers to.
    Whole(Piece<'a>),
    /// The own keywords of a schema, without its `allOf` and its choices.
    Own(Leaf<'a>),
    /// A choice that some other schema makes.
    Choice(Choice<'a>),
}

/// A schema on the way to its leaves.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub(super) node: &'a Node,
    pub(super) place: Place,
    /// The component it stands in, where that is not the type being made.
    pub(super) home: Option<TypeId>,
    /// It holds on a condition only.
    pub(super) perhaps: bool,
}

/// A schema of which only the own keywords count.
#[derive(Clone, Debug)]
pub(super) struct Leaf<'a> {
    pub(super) schema: &'a Schema,
    pub(super) place: Place,
    pub(super) home: Option<TypeId>,
    pub(super) perhaps: bool,
}

/// A `oneOf` or an `anyOf` of at least two.
#[derive(Clone, Debug)]
pub(super) struct Choice<'a> {
    /// The schema that makes it.
    pub(super) schema: &'a Schema,
    pub(super) members: Vec<Piece<'a>>,
}

/// A schema taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat<'a> {
    pub(super) leaves: Vec<Leaf<'a>>,
    pub(super) choices: Vec<Choice<'a>>,
    /// The component schemas that were passed.
    pub(super) components: IndexSet<&'a str>,
    /// Whether a choice was left out because it leads back to where it came from.
    pub(super) circular: bool,
    /// Whether more components would have to be passed than any schema means.
    pub(super) endless: bool,
}

impl<'a> Piece<'a> {
    pub(super) fn of(at: &Located<'a>) -> Self {
        Self {
            node: at.node,
            place: at.place.clone(),
            home: None,
            perhaps: false,
        }
    }

    /// The schema as something that has a type of its own; inside `trail` unless it has a home.
    pub(super) fn at(&self, trail: &Trail, binary: bool) -> Located<'a> {
        Located {
            node: self.node,
            place: self.place.clone(),
            trail: self.home.map_or_else(|| trail.clone(), Trail::in_type),
            binary,
        }
    }
}

impl<'a> Choice<'a> {
    /// How a value says which member it is.
    pub(super) fn discriminator(&self) -> Option<&'a Discriminator> {
        self.schema.discriminator.as_deref()
    }
}

impl Flat<'_> {
    /// Names what must hold, for finding the same again.
    pub(super) fn key(&self) -> Vec<Option<SchemaId>> {
        let leaves = self.leaves.iter().map(|leaf| leaf.schema.id);
        let choices = self
            .choices
            .iter()
            .flat_map(|choice| choice.members.iter().map(|member| member.node.id()));
        leaves
            .map(Some)
            .chain([None])
            .chain(choices.map(Some))
            .collect()
    }
}

impl<'a> Converter<'a, '_> {
    /// Takes apart what must hold, all of `parts` at once.
    pub(super) fn flatten(&self, parts: Vec<Part<'a>>) -> Flat<'a> {
        self.flatten_from(parts, None)
    }

    /// The same from within a component.
    pub(super) fn flatten_from(&self, parts: Vec<Part<'a>>, passed: Option<&'a str>) -> Flat<'a> {
        let mut flat = Flat {
            components: passed.into_iter().collect(),
            ..Flat::default()
        };
        let (mut seen, mut own) = (HashSet::new(), HashSet::new());
        let mut stack = parts;
        stack.reverse();
        while let Some(part) = stack.pop() {
            match part {
                Part::Own(leaf) => {
                    if own.insert(leaf.schema.id) {
                        flat.leaves.push(leaf);
                    }
                }
                Part::Choice(choice) => flat.choices.push(choice),
                Part::Whole(piece) => match piece.node {
                    Node::Ref(_) => {
                        let Some((index, name, target)) = self.component(piece.node) else {
                            continue;
                        };
                        if flat.components.contains(name) {
                            flat.circular = true;
                            continue;
                        }
                        if flat.components.len() >= MOST_PARENTS {
                            flat.endless = true;
                            return flat;
                        }
                        flat.components.insert(name);
                        stack.push(Part::Whole(Piece {
                            node: target,
                            place: self.component_place(index),
                            home: Some(TypeId::from_index(index)),
                            perhaps: piece.perhaps,
                        }));
                    }
                    Node::Item(schema) => {
                        if seen.insert(schema.id) {
                            self.open(schema, &piece, &mut flat, &mut stack);
                        }
                    }
                },
            }
        }
        flat
    }

    /// Puts the parts of one schema on the stack: the members of `allOf` come off first, then its own keywords, then
    /// its choices.
    fn open(
        &self,
        schema: &'a Schema,
        piece: &Piece<'a>,
        flat: &mut Flat<'a>,
        stack: &mut Vec<Part<'a>>,
    ) {
        let place = place(schema, &piece.place);
        let home = piece.home;
        let perhaps = piece.perhaps || schema.perhaps;
        // A choice on a condition is none that every value makes.
        let choices = [("anyOf", &schema.any_of), ("oneOf", &schema.one_of)];
        for (keyword, list) in choices.into_iter().filter(|_| !perhaps) {
            stack.extend(self.choice(schema, list, &place.child(keyword), home, flat));
        }
        let all_of = place.child("allOf");
        stack.push(Part::Own(Leaf {
            schema,
            place,
            home,
            perhaps,
        }));
        for (index, member) in schema.all_of.iter().enumerate().rev() {
            stack.push(Part::Whole(Piece {
                node: self.node(*member),
                place: all_of.item(index),
                home,
                perhaps,
            }));
        }
    }

    /// The choice that a list makes; a part that must simply hold, if it leaves no choice; nothing, if it says nothing.
    fn choice(
        &self,
        schema: &'a Schema,
        list: &'a [SchemaId],
        place: &Place,
        home: Option<TypeId>,
        flat: &mut Flat<'a>,
    ) -> Option<Part<'a>> {
        let mut says_more = false;
        let mut members = Vec::new();
        for (index, node) in self.nodes(list).enumerate() {
            if self.is_null(node) {
                continue;
            }
            says_more |= match node {
                Node::Ref(_) => true,
                Node::Item(schema) => !schema.only_requires(),
            };
            members.push(Piece {
                node,
                place: place.item(index),
                home,
                perhaps: false,
            });
        }
        if !says_more {
            return None;
        }
        // A parent that lists its children: the child that comes from there is not one of them all over again.
        let passed = |piece: &Piece<'a>| {
            let name = piece.node.component();
            name.is_some_and(|name| flat.components.contains(name))
        };
        if members.iter().any(passed) {
            flat.circular = true;
            if flat.components.len() > 1 {
                return None;
            }
            members.retain(|piece| !passed(piece));
        }
        match members.len() {
            0 => None,
            1 => members.pop().map(Part::Whole),
            _ => Some(Part::Choice(Choice { schema, members })),
        }
    }

    /// Whether `null` is the only value of a schema.
    pub(super) fn is_null(&self, node: &'a Node) -> bool {
        match self.follow(node) {
            Some(schema) => schema.is_null(),
            None => false,
        }
    }

    /// The schema behind references, as far as it is nothing but references.
    pub(super) fn follow(&self, node: &'a Node) -> Option<&'a Schema> {
        let mut node = node;
        // Longer chains are nobody's intent, and endless ones exist.
        for _ in 0..MOST_REFERENCES {
            match node {
                Node::Item(schema) => return Some(schema),
                Node::Ref(_) => (_, _, node) = self.component(node)?,
            }
        }
        None
    }
}
