//! The serde visitor that builds the tree, the same for YAML and JSON.
//!
//! It sees what the libraries' own trees do not tell: keys that occur twice, merge keys, tags, the width of integers;
//! and it counts what it builds, because a few aliases can stand for more than any memory holds.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;

use saphyr_parser::Event;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::super::at::At;
use super::super::tree::{Number, Object, Value};
use super::Problem;
use crate::error::{Report, Reports};

/// Part of the message when the budget is spent.
pub(super) const TOO_LARGE: &str = "unfolds to too much";

/// What one reading has seen, and how much it may still build.
pub(super) struct State<'t> {
    yaml: bool,
    /// Bytes of memory, roughly.
    budget: Cell<usize>,
    /// The integers of a JSON text that are too wide for `serde_json`, last first.
    wide: RefCell<Vec<&'t str>>,
    found: RefCell<Vec<Report>>,
}

/// What a node costs besides its text.
const NODE: usize = 48;

impl<'t> State<'t> {
    pub(super) fn json(text: &'t str) -> Self {
        Self {
            yaml: false,
            // JSON has no aliases: it cannot unfold.
            budget: Cell::new(usize::MAX),
            wide: RefCell::new(wide_integers(text)),
            found: RefCell::default(),
        }
    }

    pub(super) fn yaml(text: &str) -> Self {
        // No text without aliases builds more than a node for each of its characters.
        let budget = text.len().saturating_mul(NODE + 2).min(256 << 20)
            + text.len().saturating_mul(8)
            + (16 << 20);
        Self {
            yaml: true,
            budget: Cell::new(budget),
            wide: RefCell::default(),
            found: RefCell::default(),
        }
    }

    pub(super) fn report(self, reports: &mut Reports) {
        for report in self.found.into_inner() {
            reports.push(report);
        }
    }

    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(bytes + NODE) {
            Some(rest) => {
                self.budget.set(rest);
                Ok(())
            }
            None => Err(E::custom(TOO_LARGE)),
        }
    }

    /// The text of an integer that `serde_json` gave as a float.
    fn wide_text(&self, value: f64) -> Option<Box<str>> {
        let mut wide = self.wide.borrow_mut();
        let text = wide.last()?;
        if text.parse::<f64>() != Ok(value) {
            return None;
        }
        wide.pop().map(Into::into)
    }
}

/// The integers of a JSON text that fit neither `u64` nor `i64`, last first.
fn wide_integers(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        match byte {
            b'"' => {
                index += 1;
                while let Some(byte) = bytes.get(index) {
                    match byte {
                        b'"' => break,
                        b'\\' => index += 2,
                        _ => index += 1,
                    }
                }
                index += 1;
            }
            b'-' | b'0'..=b'9' => {
                let start = index;
                while bytes.get(index).is_some_and(|byte| {
                    matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
                }) {
                    index += 1;
                }
                if index - start >= 19 {
                    let token = text.get(start..index).unwrap_or_default();
                    let digits = token.strip_prefix('-').unwrap_or(token);
                    if digits.bytes().all(|byte| byte.is_ascii_digit())
                        && token.parse::<u64>().is_err()
                        && token.parse::<i64>().is_err()
                    {
                        found.push(token);
                    }
                }
            }
            _ => index += 1,
        }
    }
    found.reverse();
    found
}

/// Refuses what nests deeper than `serde_yaml` follows before libyaml sees it: libyaml's time grows with the square of
/// the depth of brackets, and it reads to the end before `serde_yaml` looks.
pub(super) fn too_deep(text: &str) -> Option<Problem> {
    // So few cost less than the look at them.
    const HARMLESS: usize = 10_000;
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{'));
    if brackets.take(HARMLESS + 1).count() <= HARMLESS {
        return None;
    }
    let mut depth = 0usize;
    for event in saphyr_parser::Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(found) => found,
            Err(error) if error.info() == "recursion limit exceeded" => {
                let mark = error.marker();
                return Some(super::too_deep_problem().at(mark.line(), mark.col() + 1));
            }
            // What else this parser cannot read is libyaml's to complain about.
            Err(_) => return None,
        };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 128 {
            let start = span.start;
            return Some(super::too_deep_problem().at(start.line(), start.col() + 1));
        }
    }
    None
}

/// Reads one value.
pub(super) struct Node<'a, 't> {
    state: &'a State<'t>,
    at: At<'a>,
}

impl<'a, 't> Node<'a, 't> {
    pub(super) fn new(state: &'a State<'t>, at: At<'a>) -> Self {
        Self { state, at }
    }

    /// Whether the value is text whatever it looks like: `version: 1.10` must not become 1.1.
    fn is_text(&self) -> bool {
        match self.at {
            At::Key(At::Key(At::Base(_), "info"), "version") => self.state.yaml,
            _ => false,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.is_text() {
            return String::deserialize(deserializer).map(Value::string);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.state.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.state.spend(0)?;
        Ok(Value::Number(Number::Int(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.state.spend(0)?;
        Ok(Value::Number(match i64::try_from(value) {
            Ok(value) => Number::Int(value),
            Err(_) => Number::Uint(value),
        }))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.state.spend(40)?;
        Ok(Value::Number(Number::Big(value.to_string().into())))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.state.spend(40)?;
        Ok(Value::Number(Number::Big(value.to_string().into())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.state.spend(0)?;
        if let Some(text) = self.state.wide_text(value) {
            return Ok(Value::Number(Number::Big(text)));
        }
        Ok(if value.is_finite() {
            Value::Number(Number::Float(value))
        } else if value.is_nan() {
            Value::string(".nan")
        } else if value > 0.0 {
            Value::string(".inf")
        } else {
            Value::string("-.inf")
        })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.state.spend(value.len())?;
        Ok(Value::string(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.state.spend(value.len())?;
        Ok(Value::string(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.state.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.state.spend(0)?;
        let mut list = Vec::new();
        loop {
            let at = self.at.item(list.len());
            match items.next_element_seed(Node::new(self.state, at))? {
                Some(item) => list.push(item),
                None => break,
            }
        }
        list.shrink_to_fit();
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Value, A::Error> {
        self.state.spend(0)?;
        Members::new(&self).read(members).map(Value::Object)
    }

    /// A tag of the document's own, `!include x`: what it tags is kept. It must be read: `serde_yaml` hands out the
    /// same node again and again until it is.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (tag, variant): (String, _) = tagged.variant()?;
        self.state.found.borrow_mut().push(Report::warning(
            "yaml-tag",
            &self.at.place(),
            format!("the tag `!{tag}` has no meaning here and is ignored"),
        ));
        variant.newtype_variant_seed(self)
    }
}

/// The members of an object while they are read.
struct Members<'n, 'a, 't> {
    node: &'n Node<'a, 't>,
    object: Object,
    /// The keys so far; only kept when there are too many to search.
    keys: Option<HashSet<Box<str>>>,
    merges: Vec<Value>,
}

/// Up to here a search through the members is faster than a set.
const FEW: usize = 24;

impl<'n, 'a, 't> Members<'n, 'a, 't> {
    fn new(node: &'n Node<'a, 't>) -> Self {
        Self {
            node,
            object: Object::default(),
            keys: None,
            merges: Vec::new(),
        }
    }

    fn read<'de, A: MapAccess<'de>>(mut self, mut members: A) -> Result<Object, A::Error> {
        let state = self.node.state;
        while let Some(Key(key)) = members.next_key()? {
            state.spend(key.len())?;
            let at = self.node.at.key(&key);
            let value = members.next_value_seed(Node::new(state, at))?;
            if state.yaml && &*key == "<<" {
                self.merges.push(value);
            } else if self.contains(&key) {
                self.repeated(&key, value);
            } else {
                self.add(key, value);
            }
        }
        for value in std::mem::take(&mut self.merges) {
            self.merge(value);
        }
        self.object.shrink();
        Ok(self.object)
    }

    fn contains(&self, key: &str) -> bool {
        match &self.keys {
            Some(keys) => keys.contains(key),
            None => self.object.contains(key),
        }
    }

    fn add(&mut self, key: Box<str>, value: Value) {
        match &mut self.keys {
            Some(keys) => {
                keys.insert(key.clone());
            }
            None if self.object.len() >= FEW => {
                let mut keys: HashSet<Box<str>> = self.object.keys().map(Into::into).collect();
                keys.insert(key.clone());
                self.keys = Some(keys);
            }
            None => {}
        }
        self.object.push(key, value);
    }

    /// The last one counts, as it does for every other reader of YAML and JSON.
    fn repeated(&mut self, key: &str, value: Value) {
        if self.object.get(key) != Some(&value) {
            let place = self.node.at.key(key).place();
            self.node.state.found.borrow_mut().push(
                Report::warning(
                    "duplicate-key",
                    &place,
                    format!("`{key}` stands here more than once, with different values"),
                )
                .help("only the last one counts; remove the others"),
            );
        }
        self.object.insert(key, value);
    }

    /// `<<: *base`, `<<: [*a, *b]`: their members, where the object has none of its own; earlier ones win.
    fn merge(&mut self, value: Value) {
        match value {
            Value::Object(base) => {
                for (key, value) in base {
                    if !self.contains(&key) {
                        self.add(key, value);
                    }
                }
            }
            Value::List(bases) if bases.iter().all(|base| base.as_object().is_some()) => {
                for base in bases {
                    self.merge(base);
                }
            }
            Value::Null => {}
            other => {
                let place = self.node.at.key("<<").place();
                self.node.state.found.borrow_mut().push(Report::warning(
                    "merge-key",
                    &place,
                    format!(
                        "a merge key takes an object or a list of objects, not {}; it is ignored",
                        other.describe()
                    ),
                ));
            }
        }
    }
}

/// A key, as text: `200:` and `on:` are strings here whatever else they might be.
struct Key(Box<str>);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key that is text")
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Key, E> {
                Ok(Key(value.into()))
            }

            fn visit_string<E: Error>(self, value: String) -> Result<Key, E> {
                Ok(Key(value.into()))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}
