//! An object of a document: its members in their order.
//!
//! Most objects have few members, so that a search through a list is as fast as a hash and takes an eighth of the
//! memory; large ones have an index.

use std::collections::HashMap;

use super::{PLACE, Value};
use crate::document::at::At;
use crate::place::Place;

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
