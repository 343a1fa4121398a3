//! The value tree: what a document says, in its own order, before anything is understood.
//!
//! In: what `load.rs` reads. Out: a tree that resolving, lowering and merging rewrite in place and that `model/`
//! consumes. Objects are lists of members: most have few, so that a search is as fast as a hash and an eighth of the
//! memory. There are no places in it; a walk knows where it is (`at.rs`), and what was moved says so itself
//! ([`PLACE`]).

use super::at::At;
use crate::place::Place;

/// The member that says where an object stood in its own document: `specs/pets.yaml#/paths/~1pets/get`.
pub(crate) const PLACE: &str = "x-tamis-place";

/// Anything that YAML or JSON can say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(Box<str>),
    List(Vec<Value>),
    Object(Object),
}

/// A number, as wide as the document wrote it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Number {
    Int(i64),
    /// Beyond `i64`.
    Uint(u64),
    /// Always finite.
    Float(f64),
    /// An integer beyond `u64` and `i64`: its decimal text.
    Big(Box<str>),
}

/// Members in document order, each key once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object(Vec<(Box<str>, Value)>);

impl Value {
    pub(crate) fn string(text: impl Into<Box<str>>) -> Self {
        Self::String(text.into())
    }

    /// A reference to a component.
    pub(crate) fn reference(target: impl Into<Box<str>>) -> Self {
        let mut object = Object::default();
        object.insert("$ref", Self::string(target));
        Self::Object(object)
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(crate) fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(crate) fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text of a scalar, as a string: what a document means that writes `version: 2`.
    pub(crate) fn scalar_text(&self) -> Option<String> {
        match self {
            Self::String(text) => Some(text.to_string()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The target of a reference object, whatever stands beside it.
    pub(crate) fn ref_target(&self) -> Option<&str> {
        self.as_object()?.get("$ref")?.as_str()
    }

    /// The kind of value, for messages: `a list`.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// The same as JSON. An integer beyond `u64` becomes the nearest `f64`: `serde_json` keeps no more.
    pub(crate) fn into_json(self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(value) => value.into(),
            Self::Number(number) => number.to_json(),
            Self::String(text) => serde_json::Value::String(text.into_string()),
            Self::List(items) => items.into_iter().map(Self::into_json).collect(),
            Self::Object(object) => serde_json::Value::Object(
                object
                    .into_iter()
                    .map(|(key, value)| (key.into_string(), value.into_json()))
                    .collect(),
            ),
        }
    }
}

impl Number {
    pub(crate) fn as_f64(&self) -> f64 {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "the caller asks for the nearest"
            )]
            Self::Int(value) => *value as f64,
            #[expect(
                clippy::cast_precision_loss,
                reason = "the caller asks for the nearest"
            )]
            Self::Uint(value) => *value as f64,
            Self::Float(value) => *value,
            // Digits with a sign always parse; a value out of range becomes an infinity.
            Self::Big(text) => text.parse().unwrap_or(f64::MAX),
        }
    }

    /// The number as an integer, if it is one that fits: `3`, and `3.0` as well.
    pub(crate) fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            Self::Uint(_) | Self::Big(_) => None,
            Self::Float(value) => {
                // 2^53: beyond it a float does not say which integer is meant.
                const EXACT: f64 = 9_007_199_254_740_992.0;
                #[expect(clippy::cast_possible_truncation, reason = "checked by the guard")]
                (value.fract() == 0.0 && value.abs() <= EXACT).then_some(*value as i64)
            }
        }
    }

    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Int(value) => (*value).into(),
            Self::Uint(value) => (*value).into(),
            Self::Float(_) | Self::Big(_) => self.as_f64().into(),
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Int(value) => value.fmt(f),
            Self::Uint(value) => value.fmt(f),
            // Debug keeps `1.0` what it was.
            Self::Float(value) => std::fmt::Debug::fmt(value, f),
            Self::Big(text) => f.write_str(text),
        }
    }
}

impl Object {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(k, _)| &**k == key).map(|(_, v)| v)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(k, _)| &**k == key).map(|(_, v)| v)
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The member as a string.
    pub(crate) fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// Whether the member is `true`.
    pub(crate) fn is_true(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Value::Bool(true)))
    }

    /// The members of the object called `key`, made if it is not there (or is no object).
    pub(crate) fn object_entry(&mut self, key: &str) -> &mut Object {
        let index = match self.0.iter().position(|(k, _)| &**k == key) {
            Some(index) => index,
            None => {
                self.0.push((key.into(), Value::Null));
                self.0.len() - 1
            }
        };
        let value = &mut self.0[index].1;
        if !matches!(value, Value::Object(_)) {
            *value = Value::Object(Object::default());
        }
        match value {
            Value::Object(object) => object,
            _ => unreachable!("it was just made an object"),
        }
    }

    /// Sets a member, where it stands or at the end.
    pub(crate) fn insert(&mut self, key: &str, value: Value) {
        match self.get_mut(key) {
            Some(old) => *old = value,
            None => self.0.push((key.into(), value)),
        }
    }

    /// Adds a member that is known not to be there.
    pub(crate) fn push(&mut self, key: Box<str>, value: Value) {
        debug_assert!(self.0.len() > 64 || !self.contains(&key), "{key} is there");
        self.0.push((key, value));
    }

    /// Adds a member unless it is there.
    pub(crate) fn insert_new(&mut self, key: &str, value: Value) {
        if !self.contains(key) {
            self.0.push((key.into(), value));
        }
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Value> {
        let index = self.0.iter().position(|(k, _)| &**k == key)?;
        Some(self.0.remove(index).1)
    }

    /// Gives a member another key, where it stands.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        if let Some((key, _)) = self.0.iter_mut().find(|(k, _)| &**k == from) {
            *key = to.into();
        }
    }

    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str, &mut Value) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| &**key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (&**key, value))
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.0.iter_mut().map(|(key, value)| (&**key, value))
    }

    /// Where the object stood in its own document, if it was moved.
    pub(crate) fn place(&self) -> Option<Place> {
        self.str(PLACE).map(Place::parse)
    }

    /// Remembers where the object stood, unless it already knows.
    pub(crate) fn set_place(&mut self, at: &At<'_>) {
        if !self.contains(PLACE) {
            self.0.push((PLACE.into(), Value::string(at.to_string())));
        }
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }
}

impl IntoIterator for Object {
    type Item = (Box<str>, Value);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<(Box<str>, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (Box<str>, Value)>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}
