//! What resolving knows: the files, what became a component, and what is still to be done.

use std::collections::{HashMap, VecDeque};

use super::super::at::At;
use super::super::grammar::Kind;
use super::super::load;
use super::super::members::Members;
use super::super::source::Source;
use super::super::tree::{Object, Value};
use super::names::Names;
use super::own_address::Addresses;
use super::pointer::{self, Lookup};
use super::scope::Definitions;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::place::Place;

pub(super) struct Resolver<'s, 'r> {
    pub(super) sources: &'s [Source],
    /// The sources by their names.
    pub(super) files: HashMap<&'s str, usize>,
    pub(super) home_source: usize,
    pub(super) home: Value,
    /// The other files that were read; `None` for those that could not be.
    pub(super) trees: HashMap<usize, Option<Value>>,
    /// Where `$anchor`s and `$id`s stand, by file.
    pub(super) anchors: HashMap<usize, HashMap<String, Vec<String>>>,
    /// What became a component: its name.
    pub(super) targets: HashMap<(usize, Vec<String>), String>,
    pub(super) names: Names,
    pub(super) queue: VecDeque<Job>,
    pub(super) missing_parameters: bool,
    /// How many names may still be compared to find out which one was meant.
    pub(super) hints: usize,
    /// The schemas with `$defs` around the one that is looked at: `$ref: '#/$defs/X'` often means those.
    pub(super) scopes: Vec<Definitions>,
    /// The addresses that the sources give themselves (`$self`).
    pub(super) addresses: Addresses<'s>,
    /// How much was copied for references that cannot stay, and how deep these are nested now.
    pub(super) inlined: usize,
    pub(super) inline_depth: usize,
    pub(super) members: Members,
    pub(super) diagnostics: &'r mut Diagnostics,
}

/// Something that has to become a component.
pub(super) struct Job {
    pub(super) source: usize,
    pub(super) keys: Vec<String>,
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) from: Place,
    pub(super) reference: String,
}

/// Where a reference leads.
pub(super) enum Lead {
    Component(String),
    /// Somewhere else: a file and the keys in it.
    Elsewhere(usize, Vec<String>),
}

impl Resolver<'_, '_> {
    pub(super) fn put(&mut self, kind: Kind, name: &str, value: Value) {
        if let (Value::Object(home), Some(section)) = (&mut self.home, kind.section()) {
            home.change_object("components", |components| {
                components.change_object(section, |members| members.insert(name, value));
            });
        }
    }

    pub(super) fn exists(&mut self, source: usize, keys: &[String]) -> bool {
        self.read(source);
        match self.trees.get_mut(&source) {
            Some(Some(tree)) => !matches!(pointer::find(tree, keys), Lookup::Nothing),
            _ => false,
        }
    }

    /// Reads another file, once.
    pub(super) fn read(&mut self, source: usize) {
        if source == self.home_source || self.trees.contains_key(&source) {
            return;
        }
        let tree = self
            .sources
            .get(source)
            .and_then(|file| load::load(file, self.diagnostics));
        self.trees.insert(source, tree);
    }

    pub(super) fn index_of(&self, name: &str) -> Option<usize> {
        self.files.get(name).copied()
    }

    pub(super) fn place_of(&self, source: usize, keys: &[String]) -> Place {
        let name = self
            .sources
            .get(source)
            .map_or("", |file| file.name.as_str());
        keys.iter()
            .fold(Place::root(name), |place, key| place.child(key))
    }
}

pub(super) fn dangling(reference: &str, at: &At<'_>, why: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::DANGLING_REFERENCE,
        &at.place(),
        format!("the reference `{reference}` leads nowhere: {why}"),
    )
}

pub(super) fn section_of<'v>(root: &'v Value, section: &str) -> Option<&'v Object> {
    root.as_object()?
        .get("components")?
        .as_object()?
        .get(section)?
        .as_object()
}

pub(super) fn container<'v>(root: &'v mut Value, path: &[&str]) -> Option<&'v mut Object> {
    let mut object = root.as_object_mut()?;
    for key in path {
        object = object.get_mut(key)?.as_object_mut()?;
    }
    Some(object)
}
