//! The value tree: what a document says, in its own order, before anything is understood.
//!
//! In: what `load.rs` reads. Out: a tree that resolving, lowering and merging rewrite in place and that `model/`
//! consumes. Objects are lists of members: most have few, so that a search is as fast as a hash and takes an eighth of
//! the memory; large ones have an index. There are no places in it; a walk knows where it is (`at.rs`), and what was moved says so itself
//! ([`PLACE`]).

use std::collections::HashMap;

use super::at::At;
use crate::place::Place;

/// The member that says where an object stood in its own document: `specs/pets.yaml#/paths/~1pets/get`. No document can
/// hold such a key.
pub(crate) const PLACE: &str = "\0place";

/// How a key is called where later stages read it: [`PLACE`] is an extension of Tamis' there.
pub(crate) fn written(key: &str) -> &str {
    match key {
        PLACE => "x-tamis-place",
        other => other,
    }
}

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
#[derive(Clone, Debug, Default)]
pub(crate) struct Object {
    members: Vec<(Box<str>, Value)>,
    index: Option<Box<Index>>,
}

/// Where each key stands; only where there are more than [`MANY`] members.
#[derive(Clone, Debug, Default)]
struct Index(HashMap<Box<str>, usize>);

/// Up to here a search through the members is as fast as a hash.
const MANY: usize = 48;

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

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

    /// What JSON says.
    pub(crate) fn from_json(json: serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => Self::Number(Number::from_json(&number)),
            serde_json::Value::String(text) => Self::string(text),
            serde_json::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from_json).collect())
            }
            serde_json::Value::Object(members) => Self::Object(
                members
                    .into_iter()
                    .map(|(key, value)| (key.into(), Self::from_json(value)))
                    .collect(),
            ),
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
                    .map(|(key, value)| (written(&key).to_owned(), value.into_json()))
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

    fn from_json(number: &serde_json::Number) -> Self {
        match (number.as_i64(), number.as_u64()) {
            (Some(value), _) => Self::Int(value),
            (None, Some(value)) => Self::Uint(value),
            // A number in JSON is finite.
            (None, None) => Self::Float(number.as_f64().unwrap_or_default()),
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
        Self {
            members: Vec::with_capacity(capacity),
            index: None,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.0.get(key).copied(),
            None => self.members.iter().position(|(k, _)| &**k == key),
        }
    }

    fn build_index(&mut self) {
        self.index = (self.members.len() > MANY).then(|| {
            let keys = self.members.iter().map(|(key, _)| key.clone());
            Box::new(Index(keys.zip(0..).collect()))
        });
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        let position = self.position(key)?;
        self.members.get(position).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let position = self.position(key)?;
        self.members.get_mut(position).map(|(_, value)| value)
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// The member as a string.
    pub(crate) fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// Whether the member is `true`.
    pub(crate) fn is_true(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Value::Bool(true)))
    }

    /// The object called `key`, made if it is not there (or is no object), as `change` leaves it.
    pub(crate) fn change_object<T>(&mut self, key: &str, change: impl FnOnce(&mut Self) -> T) -> T {
        if let Some(Value::Object(object)) = self.get_mut(key) {
            return change(object);
        }
        let mut object = Self::default();
        let result = change(&mut object);
        self.insert(key, Value::Object(object));
        result
    }

    /// Sets a member, where it stands or at the end.
    pub(crate) fn insert(&mut self, key: &str, value: Value) {
        match self.get_mut(key) {
            Some(old) => *old = value,
            None => self.push(key.into(), value),
        }
    }

    /// Adds a member that is known not to be there.
    pub(crate) fn push(&mut self, key: Box<str>, value: Value) {
        debug_assert!(!self.contains(&key), "{key} is there");
        if let Some(index) = &mut self.index {
            index.0.insert(key.clone(), self.members.len());
        }
        self.members.push((key, value));
        if self.index.is_none() {
            self.build_index();
        }
    }

    /// Adds a member unless it is there.
    pub(crate) fn insert_new(&mut self, key: &str, value: Value) {
        if !self.contains(key) {
            self.push(key.into(), value);
        }
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Value> {
        let position = self.position(key)?;
        let (_, value) = self.members.remove(position);
        if self.index.is_some() {
            self.build_index();
        }
        Some(value)
    }

    /// Gives a member another key, where it stands.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        let position = self.position(from);
        if let Some((key, _)) = position.and_then(|position| self.members.get_mut(position)) {
            *key = to.into();
            if self.index.is_some() {
                self.build_index();
            }
        }
    }

    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str, &mut Value) -> bool) {
        self.members.retain_mut(|(key, value)| keep(key, value));
        if self.index.is_some() {
            self.build_index();
        }
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|(key, _)| &**key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members.iter().map(|(key, value)| (&**key, value))
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.members.iter_mut().map(|(key, value)| (&**key, value))
    }

    /// The member at a position.
    pub(crate) fn member_mut(&mut self, position: usize) -> Option<(&str, &mut Value)> {
        let (key, value) = self.members.get_mut(position)?;
        Some((key, value))
    }

    /// Where the object stood in its own document, if it was moved.
    pub(crate) fn place(&self) -> Option<Place> {
        self.str(PLACE).map(Place::parse)
    }

    /// Remembers where the object stood, unless it already knows.
    pub(crate) fn set_place(&mut self, at: &At<'_>) {
        if !self.contains(PLACE) {
            self.push(PLACE.into(), Value::string(at.to_string()));
        }
    }

    pub(crate) fn shrink(&mut self) {
        self.members.shrink_to_fit();
    }
}

impl IntoIterator for Object {
    type Item = (Box<str>, Value);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl FromIterator<(Box<str>, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (Box<str>, Value)>>(members: I) -> Self {
        let mut object = Self {
            members: members.into_iter().collect(),
            index: None,
        };
        object.build_index();
        object
    }
}
