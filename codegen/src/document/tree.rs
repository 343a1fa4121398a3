//! The value tree: what a document says, in its own order, before anything is understood.
//!
//! In: what `parse.rs` reads. Out: a tree that resolving, lowering and merging rewrite in place and that `model/`
//! consumes. There are no places in it; a walk knows where it is (`at.rs`), and what was moved says so itself
//! ([`PLACE`]).

mod number;
mod ordered_map;

pub(crate) use self::number::Number;
pub(crate) use self::ordered_map::OrderedMap;
use super::at::At;
use super::key;
use crate::place::Place;

/// The member that says where an object stood in its own document: `specs/pets.yaml#/paths/~1pets/get`. No document can
/// hold such a key.
pub(crate) const PLACE: &str = "\0place";

/// How a key is called where later stages read it: [`PLACE`] is an extension of Tamis' there.
pub(crate) fn written(key: &str) -> &str {
    match key {
        PLACE => key::PLACE,
        other => other,
    }
}

/// Members in document order, each key once.
pub(crate) type Object = OrderedMap<Value>;

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

impl Object {
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
}
