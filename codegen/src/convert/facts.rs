//! Putting plain keywords together: what a value must be for which several schemas hold at once.
//!
//! In: the leaves of a [`Flat`]. Out: [`Facts`]. Members, items and values of maps that several leaves describe are only
//! listed here, each with its leaf; the types of them are made later, so that recursion ends. What cannot hold at once
//! becomes [`Facts::conflict`].

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3::AdditionalProperties;
use serde_json::Value;

use super::converter::Converter;
use super::flatten::{Flat, Leaf};
use super::keywords::{Keywords, Kind};
use super::node::Node;

/// What several schemas say of one value.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own, independent of the others"
)]
pub(super) struct Facts<'a> {
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
    pub(super) patterns: Vec<Under<'a>>,
    pub(super) items: Vec<Under<'a>>,
    pub(super) prefix_items: Option<(usize, &'a [Value])>,
    /// What follows the prefix.
    pub(super) rest_items: Option<&'a Value>,
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
    pub(super) node: Node<'a>,
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
    pub(super) fn facts(&self, flat: &Flat<'a>) -> Facts<'a> {
        let mut facts = Facts::default();
        let leaves = || flat.leaves.iter().enumerate();
        let certain = || leaves().filter(|(_, leaf)| !leaf.perhaps);
        // One schema alone is what it implies.
        let several = certain().filter(|_| flat.leaves.len() > 1);
        let mut several = several.map(|(_, leaf)| Keywords::of(leaf.schema));
        let stated = several.find_map(|words| words.kind.filter(|_| !words.implied));
        for (index, leaf) in certain() {
            let mut words = Keywords::of(leaf.schema);
            if words.implied && stated.is_some() && words.kind != stated {
                words = words.of_another_kind();
            }
            self.add(&mut facts, index, &words);
        }
        for (index, leaf) in leaves().filter(|(_, leaf)| leaf.perhaps) {
            facts.add_perhaps(index, leaf);
        }
        if facts.kind.is_none() && !facts.required.is_empty() {
            facts.kind = Some(Kind::Object);
        }
        facts
    }

    fn add(&self, facts: &mut Facts<'a>, leaf: usize, words: &Keywords<'a>) {
        facts.stated |= words.kind.is_some() || words.has_own_shape();
        facts.add_kind(words);
        facts.add_values(leaf, words);
        facts.constant |= words.constant;
        facts.base64 |= words.base64;
        facts.format = match (facts.format, words.format) {
            // Two formats that differ leave only the type.
            (Some(one), Some(other)) if one != other => None,
            (one, other) => one.or(other),
        };
        facts.minimum = facts.minimum.max(words.minimum);
        facts.maximum = match (facts.maximum, words.maximum) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        for (name, node) in words.properties.into_iter().flatten() {
            let node = Node::from(node);
            let property = facts.properties.entry(name).or_default();
            property.never |= never(node);
            property.parts.push(Under { leaf, node });
        }
        facts
            .required
            .extend(words.required.iter().map(String::as_str));
        match words.additional {
            Some(AdditionalProperties::Any(true)) => facts.open = true,
            Some(AdditionalProperties::Any(false)) => facts.closed = true,
            Some(AdditionalProperties::Schema(schema)) => {
                let node = Node::from(&**schema);
                match node {
                    node if never(node) => facts.closed = true,
                    Node::Item(schema) if !Keywords::of(schema).has_shape() => facts.open = true,
                    _ => facts.additional.push(Under { leaf, node }),
                }
            }
            None => {}
        }
        if let Some(Value::Object(patterns)) = words.patterns {
            let nodes = patterns.values().filter_map(|value| self.parse(value));
            facts
                .patterns
                .extend(nodes.map(|node| Under { leaf, node }));
        }
        facts
            .items
            .extend(words.items.map(|node| Under { leaf, node }));
        if let Some(items) = words.prefix_items {
            facts.prefix_items.get_or_insert((leaf, items));
        }
        facts.rest_items = words.rest_items.or(facts.rest_items);
        facts.min_items = facts.min_items.max(words.min_items);
        facts.max_items = match (facts.max_items, words.max_items) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        facts.unique |= words.unique;
        if words.never {
            facts.conflict.get_or_insert("no value fits".to_owned());
        }
        if let Some(kind) = words.unknown_kind {
            let text = format!("there is no type `{kind}`");
            facts.conflict.get_or_insert(text);
        }
    }
}

impl<'a> Facts<'a> {
    /// What holds on a condition adds members that may be there, and says nothing else.
    fn add_perhaps(&mut self, leaf: usize, at: &Leaf<'a>) {
        for (name, node) in Keywords::of(at.schema).properties.into_iter().flatten() {
            let node = Node::from(node);
            let property = self.properties.entry(name).or_default();
            if (property.perhaps || property.parts.is_empty()) && !never(node) {
                property.perhaps = true;
                property.parts.push(Under { leaf, node });
            }
            self.kind = self.kind.or(Some(Kind::Object));
        }
        self.properties
            .retain(|_, property| !property.parts.is_empty());
    }
}

impl Facts<'_> {
    fn add_kind(&mut self, words: &Keywords<'_>) {
        self.kind = match (self.kind, words.kind) {
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

    fn add_values(&mut self, leaf: usize, words: &Keywords<'_>) {
        if words.values.is_empty() {
            return;
        }
        let more: Vec<Value> = words.values.iter().collect();
        let Some(values) = &mut self.values else {
            self.values = Some(more);
            self.values_of = leaf;
            return;
        };
        let more: HashSet<Value> = more.into_iter().collect();
        values.retain(|value| more.contains(value));
        if values.iter().all(Value::is_null) {
            self.apart |= self.conflict.is_none();
            let text = "its lists of values have none in common".to_owned();
            self.conflict.get_or_insert(text);
        }
    }
}

fn never(node: Node<'_>) -> bool {
    match node {
        Node::Ref(_) => false,
        Node::Item(schema) => Keywords::of(schema).never,
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
