//! Putting plain keywords together: what a value must be for which several schemas hold at once.
//!
//! In: the leaves of a [`Flat`]. Out: [`Combined`]. Members, items and values of maps that several leaves describe are only
//! listed here, each with its leaf; the types of them are made later, so that recursion ends. What cannot hold at once
//! becomes [`Combined::conflict`].

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::converter::Converter;
use super::flatten::{Flat, Leaf};
use crate::document::schema::{Additional, Kind, Node, Schema, SchemaId};

/// What several schemas say of one value.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own, independent of the others"
)]
pub(super) struct Combined<'a> {
    pub(super) kind: Option<Kind>,
    pub(super) format: Option<&'a str>,
    pub(super) base64: bool,
    pub(super) minimum: Option<i128>,
    pub(super) maximum: Option<i128>,
    /// The values that all lists have in common, in the order of the first; `null` included.
    pub(super) values: Option<Vec<Value>>,
    /// The leaf whose list of values came first.
    pub(super) values_of: usize,
    pub(super) constant: bool,
    /// The lists of values have none in common, and that is the conflict.
    pub(super) apart: bool,
    pub(super) properties: IndexMap<&'a str, Property<'a>>,
    pub(super) required: IndexSet<&'a str>,
    /// `additionalProperties: false`.
    pub(super) closed: bool,
    /// `additionalProperties: true`.
    pub(super) open: bool,
    /// The schemas of members that are not listed.
    pub(super) additional: Vec<Under<'a>>,
    /// The schemas of members by the pattern of their names.
    pub(super) patterns: Vec<(&'a str, Under<'a>)>,
    pub(super) items: Vec<Under<'a>>,
    pub(super) prefix_items: Option<(usize, &'a [SchemaId])>,
    /// What follows the prefix.
    pub(super) rest_items: Option<&'a Node>,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) unique: bool,
    /// Whether anything was said of the type.
    pub(super) stated: bool,
    /// What cannot hold at once, in words.
    pub(super) conflict: Option<String>,
}

/// A schema below one of the leaves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Under<'a> {
    /// Which leaf.
    pub(super) leaf: usize,
    pub(super) node: &'a Node,
}

/// A member of an object.
#[derive(Clone, Debug, Default)]
pub(super) struct Property<'a> {
    /// What each leaf says of it; at least one.
    pub(super) parts: Vec<Under<'a>>,
    /// A leaf forbids it.
    pub(super) never: bool,
    /// It is described on conditions only.
    pub(super) perhaps: bool,
}

impl<'a> Converter<'a, '_> {
    /// What all leaves say together.
    pub(super) fn combine(&self, flat: &Flat<'a>) -> Combined<'a> {
        let mut facts = Combined::default();
        let leaves = || flat.leaves.iter().enumerate();
        let certain = || leaves().filter(|(_, leaf)| !leaf.perhaps);
        // One schema alone is what it implies.
        let several = certain().filter(|_| flat.leaves.len() > 1);
        let mut several = several.map(|(_, leaf)| leaf.schema);
        let stated = several.find_map(|schema| schema.kind.filter(|_| !schema.implied));
        for (index, Leaf { schema, .. }) in certain() {
            // What is left for values of another kind than the implied one.
            let is_of_another = schema.implied && stated.is_some() && schema.kind != stated;
            self.add(&mut facts, index, schema, is_of_another);
        }
        for (index, leaf) in leaves().filter(|(_, leaf)| leaf.perhaps) {
            self.add_perhaps(&mut facts, index, leaf.schema);
        }
        if facts.kind.is_none() && !facts.required.is_empty() {
            facts.kind = Some(Kind::Object);
        }
        facts
    }

    fn add(&self, facts: &mut Combined<'a>, leaf: usize, schema: &'a Schema, is_of_another: bool) {
        facts.stated |= schema.kind.is_some() || schema.has_own_shape();
        // `items` says nothing of objects.
        if !is_of_another {
            facts.add_kind(schema);
            self.add_members(facts, leaf, schema);
            self.add_items(facts, leaf, schema);
        }
        facts.add_values(leaf, schema);
        facts.constant |= schema.constant;
        facts.base64 |= schema.base64;
        facts.format = match (facts.format, schema.format.as_deref()) {
            // Two formats that differ leave only the type.
            (Some(one), Some(other)) if one != other => None,
            (one, other) => one.or(other),
        };
        facts.minimum = facts.minimum.max(schema.minimum());
        facts.maximum = least(facts.maximum, schema.maximum());
        if schema.never {
            facts.conflict.get_or_insert("no value fits".to_owned());
        }
        if let Some(kind) = &schema.unknown_kind {
            let text = format!("there is no type `{kind}`");
            facts.conflict.get_or_insert(text);
        }
    }

    fn add_members(&self, facts: &mut Combined<'a>, leaf: usize, schema: &'a Schema) {
        for (name, id) in schema.properties.iter() {
            let node = self.node(*id);
            let property = facts.properties.entry(name).or_default();
            property.never |= never(node);
            property.parts.push(Under { leaf, node });
        }
        let required = schema.required.iter().map(String::as_str);
        facts.required.extend(required);
        match schema.additional {
            Some(Additional::Open) => facts.open = true,
            Some(Additional::Closed) => facts.closed = true,
            Some(Additional::Each(id)) => match self.node(id) {
                node if never(node) => facts.closed = true,
                Node::Item(schema) if !schema.has_shape() => facts.open = true,
                node => facts.additional.push(Under { leaf, node }),
            },
            None => {}
        }
        let patterns = schema.patterns.iter().map(|(pattern, id)| {
            let node = self.node(*id);
            (pattern, Under { leaf, node })
        });
        facts.patterns.extend(patterns);
    }

    fn add_items(&self, facts: &mut Combined<'a>, leaf: usize, schema: &'a Schema) {
        let items = schema.items.map(|id| self.node(id));
        facts.items.extend(items.map(|node| Under { leaf, node }));
        if !schema.prefix_items.is_empty() {
            let prefix = (leaf, &*schema.prefix_items);
            facts.prefix_items.get_or_insert(prefix);
        }
        let rest = schema.rest_items.map(|id| self.node(id));
        facts.rest_items = rest.or(facts.rest_items);
        facts.min_items = facts.min_items.max(schema.min_items());
        facts.max_items = least(facts.max_items, schema.max_items());
        facts.unique |= schema.unique;
    }

    /// What holds on a condition adds members that may be there, and says nothing else.
    fn add_perhaps(&self, facts: &mut Combined<'a>, leaf: usize, schema: &'a Schema) {
        for (name, id) in schema.properties.iter() {
            let node = self.node(*id);
            let property = facts.properties.entry(name).or_default();
            if (property.perhaps || property.parts.is_empty()) && !never(node) {
                property.perhaps = true;
                property.parts.push(Under { leaf, node });
            }
            facts.kind = facts.kind.or(Some(Kind::Object));
        }
        let properties = &mut facts.properties;
        properties.retain(|_, property| !property.parts.is_empty());
    }
}

fn least<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

impl Combined<'_> {
    fn add_kind(&mut self, schema: &Schema) {
        self.kind = match (self.kind, schema.kind) {
            (Some(Kind::Integer | Kind::Number), Some(Kind::Integer))
            | (Some(Kind::Integer), Some(Kind::Number)) => Some(Kind::Integer),
            (Some(one), Some(other)) if one != other => {
                let text = format!("it cannot be both {} and {}", one.noun(), other.noun());
                self.conflict.get_or_insert(text);
                Some(one)
            }
            (one, other) => one.or(other),
        };
    }

    fn add_values(&mut self, leaf: usize, schema: &Schema) {
        if schema.values.is_empty() {
            return;
        }
        let Some(values) = &mut self.values else {
            self.values = Some(schema.values.clone());
            self.values_of = leaf;
            return;
        };
        let more: HashSet<&Value> = schema.values.iter().collect();
        values.retain(|value| more.contains(value));
        if values.iter().all(Value::is_null) {
            self.apart |= self.conflict.is_none();
            let text = "its lists of values have none in common".to_owned();
            self.conflict.get_or_insert(text);
        }
    }
}

fn never(node: &Node) -> bool {
    match node {
        Node::Ref(_) => false,
        Node::Item(schema) => schema.never,
    }
}

impl Kind {
    fn noun(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Null => "null",
        }
    }
}
