//! References: afterwards every `$ref` of a document names one of its own components, or has been reported.
//!
//! In: the tree of a root document and the other sources. Out: the same tree with every reference in the form
//! `tamis:#/components/<section>/<name>` ([`RESOLVED`]; lowering takes the scheme off). What a reference finds inside
//! something else, or in another file, becomes a component, and the place it stood at refers to it from then on, so
//! that it stays one type. Nothing is fetched, and no file is read but those that were handed in.

mod adopt;
mod cycles;
mod dynamic;
mod inline;
mod lead;
mod missing;
mod names;
mod own_address;
mod pointer;
mod resolver;
mod scope;
mod take;
mod uri;

use std::collections::{BTreeSet, HashMap, VecDeque};

use self::lead::anchors;
use self::names::Names;
use self::resolver::{Job, Lead, Resolver, container};
use self::scope::Definitions;
use super::at::At;
use super::grammar::{Kind, SECTIONS, for_each_child};
use super::members::Members;
use super::references::References;
use super::source::Source;
use super::tree::{Object, PLACE, Value};
use crate::diagnostics::Diagnostics;
use crate::place::Place;

pub(crate) use self::pointer::{RESOLVED, component_of, escape, unescape};
pub(crate) use self::uri::file_of;

/// Resolves every reference of the document that `sources[home]` holds; tells which other sources were read for that.
/// `inlined` counts what is copied, for all documents together.
pub(crate) fn resolve(
    tree: Value,
    (sources, references): (&[Source], &References),
    home: usize,
    inlined: &mut usize,
    diagnostics: &mut Diagnostics,
) -> (Value, BTreeSet<usize>) {
    let mut resolver = Resolver {
        sources,
        files: sources
            .iter()
            .zip(0..)
            .map(|(source, index)| (source.name.as_str(), index))
            .collect(),
        home_source: home,
        home: tree,
        trees: HashMap::new(),
        anchors: HashMap::new(),
        targets: HashMap::new(),
        names: Names::default(),
        queue: VecDeque::new(),
        missing_parameters: false,
        hints: 100_000,
        scopes: Vec::new(),
        addresses: own_address::Addresses::of(sources, references),
        inlined: *inlined,
        inline_depth: 0,
        members: Members::default(),
        diagnostics,
    };
    resolver.run();
    *inlined = resolver.inlined;
    let mut tree = resolver.home;
    let read = resolver.trees.keys().copied().collect();
    cycles::cut(&mut tree, sources.get(home), diagnostics);
    (tree, read)
}

impl Resolver<'_, '_> {
    fn run(&mut self) {
        let Some(source) = self.sources.get(self.home_source) else {
            return;
        };
        let root = Place::root(&source.name);
        let at = At::Base(&root);
        let mut found = HashMap::new();
        let text = String::from_utf8_lossy(&source.text);
        if text.contains("$dynamicRef") {
            dynamic::bind(&mut self.home);
        }
        if ["$anchor", "$dynamicAnchor", "$id"]
            .iter()
            .any(|key| text.contains(key))
        {
            anchors(&self.home, &mut Vec::new(), &mut found);
        }
        self.anchors.insert(self.home_source, found);
        let mut home = std::mem::replace(&mut self.home, Value::Null);
        if let Value::Object(object) = &mut home {
            self.members
                .check(Kind::Root, object, &at, self.diagnostics);
            self.inline_containers(Kind::Root, object, &at, self.home_source);
            if let Some(Value::Object(components)) = object.get_mut("components") {
                let at = at.key("components");
                self.members
                    .check(Kind::Components, components, &at, self.diagnostics);
                self.inline_containers(Kind::Components, components, &at, self.home_source);
            }
        }
        self.home = home;
        self.collect_names();
        self.adopt_components(&at);
        self.walk_pieces(&at);
        while let Some(job) = self.queue.pop_front() {
            self.work(&job);
        }
        if self.missing_parameters {
            self.drop_missing_parameters();
        }
    }

    /// Walks the document piece by piece, each detached, so that all others can be looked at meanwhile.
    fn walk_pieces(&mut self, root: &At<'_>) {
        for (container, kind) in [("paths", Kind::PathItem), ("webhooks", Kind::PathItem)] {
            let at = root.key(container);
            self.walk_members(&[container], kind, &at);
        }
        let components = root.key("components");
        for (section, kind) in SECTIONS {
            let at = components.key(section);
            self.walk_members(&["components", section], kind, &at);
        }
    }

    fn walk_members(&mut self, path: &[&str], kind: Kind, at: &At<'_>) {
        let count = container(&mut self.home, path).map_or(0, |members| members.len());
        for index in 0..count {
            let detached = container(&mut self.home, path)
                .and_then(|members| members.member_mut(index))
                .map(|(key, value)| (key.to_owned(), std::mem::replace(value, Value::Null)));
            let Some((key, mut value)) = detached else {
                continue;
            };
            if !(path == ["paths"] && key.starts_with("x-")) {
                self.walk(kind, &mut value, &at.key(&key), self.home_source);
            }
            let slot =
                container(&mut self.home, path).and_then(|members| members.member_mut(index));
            if let Some((_, slot)) = slot {
                *slot = value;
            }
        }
    }

    fn walk(&mut self, kind: Kind, value: &mut Value, at: &At<'_>, source: usize) {
        let depth = self.inline_depth;
        if kind.section().is_none() && value.ref_target().is_some() {
            self.inline(kind, value, at, source);
        }
        let Value::Object(object) = value else {
            return;
        };
        match object.place() {
            Some(place) => {
                let source = self.index_of(place.source()).unwrap_or(source);
                self.walk_object(kind, object, &At::Base(&place), source);
            }
            None => self.walk_object(kind, object, at, source),
        }
        self.inline_depth = depth;
    }

    fn walk_object(&mut self, kind: Kind, object: &mut Object, at: &At<'_>, source: usize) {
        self.members.check(kind, object, at, self.diagnostics);
        for key in ["$dynamicRef", "$recursiveRef"] {
            if kind == Kind::Schema && !object.contains("$ref") && object.str(key).is_some() {
                object.rename(key, "$ref");
            }
        }
        let scope = (kind == Kind::Schema)
            .then(|| Definitions::of(object, at, source))
            .flatten();
        let scoped = scope.is_some();
        self.scopes.extend(scope);
        if let Some(reference) = object.str("$ref").map(str::to_owned)
            && kind.section().is_some()
        {
            let resolved = self.reference(&reference, kind, at, source);
            object.insert("$ref", Value::string(resolved));
            if object.len() == 2 {
                object.remove(PLACE);
            }
        }
        if kind == Kind::Schema {
            self.mapping(object, at, source);
        }
        self.inline_containers(kind, object, at, source);
        for_each_child(kind, object, at, &mut |kind, value, at| {
            self.walk(kind, value, at, source);
        });
        if scoped {
            self.scopes.pop();
        }
    }

    /// The values of `discriminator.mapping` are references, or bare names of schemas.
    fn mapping(&mut self, object: &mut Object, at: &At<'_>, source: usize) {
        let Some(Value::Object(discriminator)) = object.get_mut("discriminator") else {
            return;
        };
        let at = at.key("discriminator");
        if let Some(value) = discriminator.get_mut("defaultMapping") {
            self.mapped(value, &at.key("defaultMapping"), source);
        }
        let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") else {
            return;
        };
        let at = at.key("mapping");
        for (tag, value) in mapping.iter_mut() {
            self.mapped(value, &at.key(tag), source);
        }
    }

    fn mapped(&mut self, value: &mut Value, at: &At<'_>, source: usize) {
        let Some(reference) = value.as_str().map(str::to_owned) else {
            return;
        };
        let resolved = if self.names.contains(Kind::Schema, &reference) {
            format!("{RESOLVED}schemas/{}", escape(&reference))
        } else {
            self.reference(&reference, Kind::Schema, at, source)
        };
        *value = Value::string(resolved);
    }

    /// The resolved form of a reference.
    fn reference(&mut self, reference: &str, kind: Kind, at: &At<'_>, source: usize) -> String {
        // Known names only: a document may contain the scheme itself.
        if component_of(reference).is_some_and(|(_, name)| self.names.contains(kind, &name)) {
            return reference.to_owned();
        }
        let section = kind.section().unwrap_or("schemas");
        let name = match self.lead(reference, kind, at, source) {
            Ok(Lead::Component(name)) => name,
            Ok(Lead::Elsewhere(source, keys)) => {
                self.component(reference, kind, source, keys, &at.place())
            }
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                self.stand_in(kind)
            }
        };
        format!("{RESOLVED}{section}/{}", escape(&name))
    }

    /// The name of the component that something becomes.
    fn component(
        &mut self,
        reference: &str,
        kind: Kind,
        source: usize,
        keys: Vec<String>,
        from: &Place,
    ) -> String {
        let target = (source, keys);
        if let Some(name) = self.targets.get(&target) {
            return name.clone();
        }
        let file = self
            .sources
            .get(source)
            .map_or("", |file| file.name.as_str());
        let name = self.names.invent(kind, file, &target.1);
        self.targets.insert(target.clone(), name.clone());
        self.queue.push_back(Job {
            source,
            keys: target.1,
            kind,
            name: name.clone(),
            from: from.clone(),
            reference: reference.to_owned(),
        });
        name
    }
}

#[cfg(test)]
mod tests;
