//! Schemas with definitions of their own: `$ref: '#/$defs/X'` often means those of a schema around it, although by the
//! letter it means the document's.

use std::collections::HashSet;

use super::super::at::At;
use super::super::tree::{Object, Value};

/// The members that hold definitions.
const SECTIONS: [&str; 2] = ["$defs", "definitions"];

/// A schema that has definitions.
#[derive(Debug)]
pub(super) struct Definitions {
    source: usize,
    keys: Vec<String>,
    /// `$defs/X`, `definitions/Y`.
    names: HashSet<String>,
}

impl Definitions {
    /// The scope that a schema opens, if it does.
    pub(super) fn of(object: &Object, at: &At<'_>, source: usize) -> Option<Self> {
        let mut names = HashSet::new();
        for section in SECTIONS {
            let members = object.get(section).and_then(Value::as_object);
            for name in members.into_iter().flat_map(Object::keys) {
                names.insert(format!("{section}/{name}"));
            }
        }
        let place = at.place();
        let keys = place.keys().into_iter().map(str::to_owned);
        (!names.is_empty()).then(|| Self {
            source,
            keys: keys.collect(),
            names,
        })
    }

    /// The keys of a definition of this schema, counted from the top of its file.
    pub(super) fn find(&self, source: usize, keys: &[String]) -> Option<Vec<String>> {
        let [section, name, ..] = keys else {
            return None;
        };
        let is_here = source == self.source
            && SECTIONS.contains(&section.as_str())
            && self.names.contains(&format!("{section}/{name}"));
        is_here.then(|| self.keys.iter().chain(keys).cloned().collect())
    }
}
