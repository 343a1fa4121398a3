//! A map that keeps its members in their order: what an object of a document is.
//!
//! Most objects have few members, so that a search through a list is as fast as a hash and takes an eighth of the
//! memory; large ones have an index.

use std::collections::HashMap;

/// Members in document order, each key once.
#[derive(Clone, Debug)]
pub(crate) struct OrderedMap<V> {
    members: Vec<(Box<str>, V)>,
    index: Option<Box<Index>>,
}

/// Where each key stands; only where there are more than [`MANY`] members.
#[derive(Clone, Debug, Default)]
struct Index(HashMap<Box<str>, usize>);

/// Up to here a search through the members is as fast as a hash.
const MANY: usize = 48;

impl<V: PartialEq> PartialEq for OrderedMap<V> {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

impl<V> Default for OrderedMap<V> {
    fn default() -> Self {
        Self {
            members: Vec::new(),
            index: None,
        }
    }
}

impl<V> OrderedMap<V> {
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

    pub(crate) fn get(&self, key: &str) -> Option<&V> {
        let position = self.position(key)?;
        self.members.get(position).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        let position = self.position(key)?;
        self.members.get_mut(position).map(|(_, value)| value)
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// Sets a member, where it stands or at the end.
    pub(crate) fn insert(&mut self, key: &str, value: V) {
        match self.get_mut(key) {
            Some(old) => *old = value,
            None => self.push(key.into(), value),
        }
    }

    /// Adds a member that is known not to be there.
    pub(crate) fn push(&mut self, key: Box<str>, value: V) {
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
    pub(crate) fn insert_new(&mut self, key: &str, value: V) {
        if !self.contains(key) {
            self.push(key.into(), value);
        }
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<V> {
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

    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str, &mut V) -> bool) {
        self.members.retain_mut(|(key, value)| keep(key, value));
        if self.index.is_some() {
            self.build_index();
        }
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|(key, _)| &**key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.members.iter().map(|(key, value)| (&**key, value))
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut V)> {
        self.members.iter_mut().map(|(key, value)| (&**key, value))
    }

    /// The member at a position.
    pub(crate) fn member_mut(&mut self, position: usize) -> Option<(&str, &mut V)> {
        let (key, value) = self.members.get_mut(position)?;
        Some((key, value))
    }

    pub(crate) fn shrink(&mut self) {
        self.members.shrink_to_fit();
    }
}

impl<V> IntoIterator for OrderedMap<V> {
    type Item = (Box<str>, V);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl<V> FromIterator<(Box<str>, V)> for OrderedMap<V> {
    fn from_iter<I: IntoIterator<Item = (Box<str>, V)>>(members: I) -> Self {
        let mut map = Self {
            members: members.into_iter().collect(),
            index: None,
        };
        map.build_index();
        map
    }
}
