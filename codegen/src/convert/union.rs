//! Unions: `oneOf` and `anyOf`, and families of schemas below one with a discriminator.
//!
//! In: a choice and whatever must hold beside it. Out: a [`Union`] whose variants stand in document order, untagged for
//! the moment: which member tells them apart, and in which order they are tried, is decided when all types are there
//! (`tagging.rs`, `order.rs`). A choice of nothing but lists of values is one list (`enums.rs`).
//!
//! ```yaml
//! { properties: {a: …}, anyOf: [ {properties: {b: …}}, {properties: {c: …}} ] }   # variants {a, b} and {a, c}
//! ```

use indexmap::IndexSet;
use serde_json::Value;

use super::combined::Combined;
use super::converter::Converter;
use super::docs;
use super::flatten::{Choice, Flat, Part, Piece};
use super::made::{Made, Slot, about};
use super::node::{Located, Trail};
use super::pending::Pending;
use crate::diagnostics::Code;
use crate::document::schema::{Discriminator, Kind, Node, Schema};
use crate::ir::{Docs, Tagging, TypeId, TypeKind, TypeRef, Union, UnionVariant};

impl<'a> Converter<'a, '_> {
    pub(super) fn union(&mut self, flat: &Flat<'a>, facts: &Combined<'a>, slot: &mut Slot) -> Made {
        let Some((choice, others)) = flat.choices.split_first() else {
            return Made::Is(TypeRef::Any);
        };
        let beside = !others.is_empty() || self.says_more(choice, facts);
        if !beside && let Some(list) = self.joined(&choice.members, slot) {
            return list;
        }
        if let Some(list) = self.narrowed(choice, flat, facts, slot) {
            return list;
        }
        let id = self.slot_id(slot);
        let mut variants: Vec<UnionVariant> = Vec::with_capacity(choice.members.len());
        let mut components = Vec::with_capacity(choice.members.len());
        let words = self.words(&choice.members);
        for (index, member) in choice.members.iter().enumerate() {
            // A constant names the type; the variant has its tag, where that is one.
            let given = words[index].clone();
            let word = given
                .clone()
                .or_else(|| self.constant(member.node))
                .unwrap_or_else(|| format!("variant {}", index + 1));
            let at = member.at(&Trail::in_type(id).word(word), slot.binary);
            let bare = facts.kind.is_some() && self.kind_of(member.node).is_none();
            let ty = if beside || bare {
                let own = flat.leaves.iter().cloned().map(Part::Own);
                let more = others.iter().cloned().map(Part::Choice);
                let whole = Part::Whole(member.clone());
                let parts: Vec<Part<'a>> = own.chain([whole]).chain(more).collect();
                // What cannot be beside the rest is no choice.
                if self
                    .combine(&self.flatten(parts.clone()))
                    .conflict
                    .is_some()
                {
                    let text = "the variant cannot be what is said beside it; it is left out";
                    self.warn(Code::IMPOSSIBLE_VARIANT, &at.place, text);
                    continue;
                }
                let docs = match member.node {
                    Node::Ref(_) => Docs::default(),
                    Node::Item(schema) => about(docs::docs(schema)),
                };
                self.intersection(parts, &at, docs)
            } else {
                self.ty(&at)
            };
            let ty = ty.without_null().clone();
            // A component that stands here as it is has its name already.
            let is_plain = matches!(member.node, Node::Ref(_)) && !(beside || bare);
            let hint = given.filter(|_| !is_plain);
            let component = self.named_by(&at);
            if let Some(same) = variants.iter_mut().find(|variant| variant.ty == ty) {
                same.hint = same.hint.take().or(hint);
                continue;
            }
            variants.push(UnionVariant {
                hint,
                ty,
                tags: Vec::new(),
                exact: false,
                docs: variant_docs(member.node),
            });
            components.push(component);
        }
        match &variants[..] {
            // Each was complained about; what is said beside them stands.
            [] => {
                let own = Flat {
                    choices: Vec::new(),
                    ..flat.clone()
                };
                return self.make(&own, slot);
            }
            [only] => return Made::Is(only.ty.clone()),
            _ => {}
        }
        let discriminator = choice.discriminator().or_else(|| {
            flat.leaves
                .iter()
                .find_map(|leaf| leaf.schema.discriminator.as_deref())
        });
        self.unions.push(Pending {
            id,
            place: slot.place.clone(),
            discriminator,
            inner: Vec::new(),
            components,
            fallback: false,
        });
        Made::Kind(TypeKind::Union(Union {
            variants,
            tagging: Tagging::Untagged,
        }))
    }

    /// What each member could be called; `None`: by its type, or its position.
    fn words(&self, members: &[Piece<'a>]) -> Vec<Option<String>> {
        let listed = |piece: &Piece<'a>| Some(&self.follow(piece.node)?.properties);
        // A member that must be there and that no other variant lists.
        let own = |index: usize| {
            let Node::Item(schema) = members[index].node else {
                return None;
            };
            let mut required = schema.required.iter();
            let is_own = |name: &&String| {
                let mut others = members.iter().enumerate();
                schema.properties.contains(name)
                    && others.all(|(other, piece)| {
                        other == index || !listed(piece).is_some_and(|all| all.contains(name))
                    })
            };
            required.find(is_own).cloned()
        };
        let named = |piece: &Piece<'a>| {
            let component = piece.node.component().map(str::to_owned);
            title(piece.node).or(component)
        };
        let own: Vec<Option<String>> = (0..members.len()).map(own).collect();
        // One called after a member beside one that is only the second would be no help.
        let mut all = members.iter().zip(&own);
        let is_told = all.all(|(piece, own)| {
            let is_object = self.kind_of(piece.node) == Some(Kind::Object);
            !is_object
                || own.is_some()
                || named(piece).is_some()
                || self.constant(piece.node).is_some()
        });
        let words = members.iter().zip(own).map(|(piece, own)| {
            let is_own = is_told && self.constant(piece.node).is_none();
            named(piece).or(own.filter(|_| is_own))
        });
        words.collect()
    }

    /// The component that a member is, perhaps dressed up.
    fn named_by(&self, at: &Located<'a>) -> Option<&'a str> {
        let mut at = at.clone();
        while let Node::Item(_) = at.node {
            at = self.transparent(&at)?;
        }
        at.node.component()
    }

    /// Whether the plain keywords beside a choice say something that its members do not.
    fn says_more(&self, choice: &Choice<'a>, facts: &Combined<'a>) -> bool {
        if facts.values.is_some() || facts.format.is_some() || facts.base64 {
            return true;
        }
        if !facts.items.is_empty()
            || facts.prefix_items.is_some()
            || !facts.additional.is_empty()
            || !facts.patterns.is_empty()
        {
            return true;
        }
        let simple = |kind| !matches!(kind, Some(Kind::Object | Kind::Array) | None);
        if simple(facts.kind) {
            return false;
        }
        // Listed here only to be seen: each member says the same again.
        !facts.properties.is_empty()
            && choice.members.iter().any(|member| {
                let member = self.flatten(vec![Part::Whole(member.clone())]);
                let member = self.combine(&member);
                let said = |name: &&str| member.properties.contains_key(*name);
                !facts.properties.keys().all(said)
            })
    }

    /// A schema with a discriminator and no choice of its own stands for all schemas that build on it.
    pub(super) fn family(
        &mut self,
        id: TypeId,
        name: &'a str,
        at: &Located<'a>,
    ) -> Option<TypeKind> {
        let Node::Item(schema) = at.node else {
            return None;
        };
        let discriminator = self.stated_discriminator(schema)?;
        if schema.has_choices() {
            return None;
        }
        if self.is_exhausted() {
            return None;
        }
        let children = self.descendants(name);
        if children.is_empty() {
            return None;
        }
        self.made += children.len();
        let mut variants = Vec::with_capacity(children.len() + 1);
        let mut components = Vec::with_capacity(children.len() + 1);
        let mut inner = Vec::new();
        for child in children {
            let all = &self.schemas.components;
            let Some((index, child, schema)) = all.get_full(child) else {
                continue;
            };
            if let Node::Item(schema) = self.node(*schema)
                && let Some(of_child) = self.stated_discriminator(schema)
                && of_child.property == discriminator.property
            {
                inner.push(of_child);
            }
            variants.push(variant(TypeRef::Named(TypeId::from_index(index))));
            components.push(Some(child.as_str()));
        }
        // What says to be something unknown is still what all of them are.
        let base = Located {
            trail: Trail::in_type(id).word("base"),
            ..at.clone()
        };
        let whole = Part::Whole(Piece::of(&base));
        let docs = about(docs::docs(schema));
        let base = self.intersection(vec![whole], &base, docs);
        variants.push(variant(base));
        components.push(Some(name));
        self.unions.push(Pending {
            id,
            place: at.place.clone(),
            discriminator: Some(discriminator),
            inner,
            components,
            fallback: true,
        });
        Some(TypeKind::Union(Union {
            variants,
            tagging: Tagging::Untagged,
        }))
    }

    /// Whether a component stands for all that build on it, `child` among them: then `child` is not another name of it.
    pub(super) fn is_parent(&self, node: &'a Node, child: &str) -> bool {
        let Some((_, parent, target)) = self.component(node) else {
            return false;
        };
        let Some(schema) = self.follow(target) else {
            return false;
        };
        let mut members = self.nodes(&schema.one_of).chain(self.nodes(&schema.any_of));
        let listed = members.any(|member| member.component() == Some(child));
        let derived = || {
            let children = self.derived.get(parent);
            children.is_some_and(|children| children.contains(&child))
        };
        let stands_for_all = self.stated_discriminator(schema).is_some() && !schema.has_choices();
        listed || (stands_for_all && derived())
    }

    /// The components that build on `name`, directly or not, in the order in which they are found.
    fn descendants(&self, name: &'a str) -> Vec<&'a str> {
        let mut found = IndexSet::from([name]);
        let mut next = 0;
        while let Some(parent) = found.get_index(next) {
            next += 1;
            found.extend(self.derived.get(parent).into_iter().flatten());
        }
        found.into_iter().skip(1).collect()
    }

    /// Finds which component names which other one in its `allOf`.
    pub(super) fn find_derived(&mut self) {
        for (name, id) in &self.schemas.components {
            let Node::Item(schema) = self.node(*id) else {
                continue;
            };
            for member in self.nodes(&schema.all_of) {
                if let Some(parent) = member.component() {
                    self.derived.entry(parent).or_default().push(name);
                }
            }
        }
    }

    /// The discriminator of a schema, which may stand in the part of `allOf` that is its own.
    fn stated_discriminator(&self, schema: &'a Schema) -> Option<&'a Discriminator> {
        let own = schema.discriminator.as_deref();
        own.or_else(|| {
            let mut parts = self.nodes(&schema.all_of);
            parts.find_map(|part| match part {
                Node::Item(part) => part.discriminator.as_deref(),
                Node::Ref(_) => None,
            })
        })
    }

    /// The one value of the first member that has just one.
    fn constant(&self, node: &'a Node) -> Option<String> {
        let Node::Item(schema) = node else {
            return None;
        };
        let mut members = schema.properties.iter().map(|(_, id)| self.node(*id));
        members.find_map(|member| match member {
            Node::Item(member) if member.kind == Some(Kind::String) => match &member.values[..] {
                [Value::String(value)] => Some(value.clone()),
                _ => None,
            },
            _ => None,
        })
    }
}

pub(super) fn variant(ty: TypeRef) -> UnionVariant {
    UnionVariant {
        hint: None,
        ty,
        tags: Vec::new(),
        exact: false,
        docs: Docs::default(),
    }
}

fn title(node: &Node) -> Option<String> {
    match node {
        Node::Ref(_) => None,
        Node::Item(schema) => docs::text(schema.about.title.as_deref()),
    }
}

fn variant_docs(node: &Node) -> Docs {
    match node {
        Node::Ref(_) => Docs::default(),
        Node::Item(schema) => Docs {
            description: docs::text(schema.about.description.as_deref()),
            deprecated: schema.about.deprecated,
            ..Docs::default()
        },
    }
}
