//! References to what cannot be a component: path items, operations, media types, and whole containers. The target is
//! copied in, within a budget, because copies of copies grow without bounds.

use super::super::at::At;
use super::super::grammar::{ADDITIONAL, Child, Kind, METHODS};
use super::super::tree::{Object, PLACE, Value};
use super::pointer;
use super::pointer::Lookup;
use super::resolver::{Lead, Resolver, dangling};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::place::Place;

/// How many values may be copied, however small the documents are, …
const ALLOWANCE: usize = 50_000;

/// … and one more for so many of their bytes. A value takes some twenty, so everything may be copied twice or more.
const BYTES_FOR_A_COPY: usize = 8;

/// How deep copies may stand in copies.
const DEPTH: usize = 6;

impl Resolver<'_, '_> {
    /// Copies in what containers refer to: `properties: {$ref: ./properties.yaml}` is no OpenAPI, but people write it.
    pub(super) fn inline_containers(
        &mut self,
        kind: Kind,
        object: &mut Object,
        at: &At<'_>,
        source: usize,
    ) {
        for (key, value) in object.iter_mut() {
            let held = match kind.child(key) {
                Some(Child::Map(kind) | Child::Patterned(kind) | Child::List(kind)) => kind,
                Some(Child::One(Kind::Components)) => Kind::Components,
                _ => continue,
            };
            if value.ref_target().is_some() {
                self.inline_container(held, value, &at.key(key), source);
            }
        }
    }

    /// Puts what an object refers to in its place; members beside the reference stay.
    pub(super) fn inline(&mut self, kind: Kind, value: &mut Value, at: &At<'_>, source: usize) {
        let Value::Object(object) = value else {
            return;
        };
        let Some((copy, place)) = self.copy(object, kind, kind, at, source) else {
            object.remove("$ref");
            return;
        };
        let mut copy = match copy {
            Value::Object(copy) => copy,
            other => {
                let problem = format!("there is {} there", other.describe());
                let reference = object.str("$ref").unwrap_or_default();
                let diagnostic = dangling(reference, at, &problem);
                self.diagnostics.push(weighed(diagnostic, kind));
                object.remove("$ref");
                return;
            }
        };
        let siblings = std::mem::take(object);
        for (key, value) in siblings {
            if &*key != "$ref" && &*key != PLACE {
                copy.insert(&key, value);
            }
        }
        copy.set_place(&At::Base(&place));
        *value = Value::Object(copy);
    }

    /// The same for an object whose keys are the document's choice, or a list of such objects as `held` says: each member
    /// remembers its place.
    pub(super) fn inline_container(
        &mut self,
        held: Kind,
        value: &mut Value,
        at: &At<'_>,
        source: usize,
    ) {
        let Value::Object(object) = value else {
            return;
        };
        let found = self.copy(object, Kind::Root, held, at, source);
        let siblings = std::mem::take(object);
        let Some((mut copy, place)) = found else {
            *object = siblings
                .into_iter()
                .filter(|(key, _)| &**key != "$ref")
                .collect();
            return;
        };
        let base = At::Base(&place);
        match &mut copy {
            Value::Object(members) => {
                for (key, member) in members.iter_mut() {
                    if let Value::Object(member) = member {
                        member.set_place(&base.key(key));
                    }
                }
                for (key, value) in siblings {
                    if &*key != "$ref" {
                        members.insert(&key, value);
                    }
                }
            }
            Value::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    if let Value::Object(item) = item {
                        item.set_place(&base.item(index));
                    }
                }
            }
            _ => copy = Value::Object(Object::default()),
        }
        *value = copy;
    }

    /// A copy of what a reference leads to, through further references, and its place; `held` would be missing without.
    fn copy(
        &mut self,
        object: &Object,
        kind: Kind,
        held: Kind,
        at: &At<'_>,
        source: usize,
    ) -> Option<(Value, Place)> {
        let mut reference = object.str("$ref")?.to_owned();
        let mut source = source;
        if let Some(place) = object.place() {
            source = self.index_of(place.source()).unwrap_or(source);
        }
        self.inline_depth += 1;
        if self.inline_depth > DEPTH {
            self.diagnostics.push(too_large(&reference, at));
            return None;
        }
        for _ in 0..16 {
            let (file, keys) = match self.lead(&reference, kind, at, source) {
                Ok(Lead::Elsewhere(file, keys)) => (file, keys),
                Ok(Lead::Component(_)) => {
                    let diagnostic = dangling(&reference, at, "it means the whole document");
                    self.diagnostics.push(weighed(diagnostic, held));
                    return None;
                }
                Err(diagnostic) => {
                    self.diagnostics.push(weighed(*diagnostic, held));
                    return None;
                }
            };
            self.read(file);
            let tree = if file == self.home_source {
                Some(&mut self.home)
            } else {
                self.trees.get_mut(&file).and_then(Option::as_mut)
            };
            let Some(Lookup::Here(value)) = tree.map(|tree| pointer::find(tree, &keys)) else {
                let diagnostic = dangling(&reference, at, "nothing is there");
                self.diagnostics.push(weighed(diagnostic, held));
                return None;
            };
            match value.ref_target() {
                Some(next) if value.as_object().is_some_and(|object| object.len() == 1) => {
                    reference = next.to_owned();
                    source = file;
                }
                _ => {
                    // Counted before it is made.
                    self.inlined += weight(value);
                    let bytes = self.sources.iter().map(|source| source.text.len());
                    if self.inlined > ALLOWANCE + bytes.sum::<usize>() / BYTES_FOR_A_COPY {
                        self.diagnostics.push(too_large(&reference, at));
                        return None;
                    }
                    let copy = value.clone();
                    return Some((copy, self.place_of(file, &keys)));
                }
            }
        }
        let diagnostic = dangling(&reference, at, "it leads in a circle");
        self.diagnostics.push(weighed(diagnostic, held));
        None
    }
}

/// Without what should be there, operations would be missing in the client, and who calls it would learn that last.
fn weighed(mut diagnostic: Diagnostic, kind: Kind) -> Diagnostic {
    if matches!(kind, Kind::PathItem | Kind::Operation) {
        diagnostic.severity = Severity::Error;
    }
    diagnostic
}

fn too_large(reference: &str, at: &At<'_>) -> Diagnostic {
    Diagnostic::error(
        Code::TOO_LARGE,
        &at.place(),
        format!("the reference `{reference}` unfolds to too much"),
    )
    .help("what is shared by many must be a component; a path item must not refer to what it stands in")
}

/// How many values a copy becomes: the parameters of a path item stand in each of its operations.
fn weight(value: &Value) -> usize {
    let parameters = value
        .as_object()
        .and_then(|object| object.get("parameters"))
        .map_or(0, count);
    let item = value.as_object();
    let listed = METHODS
        .iter()
        .filter(|method| item.is_some_and(|item| item.contains(method)));
    let others = item
        .and_then(|item| item.get(ADDITIONAL)?.as_object())
        .map_or(0, Object::len);
    count(value) + parameters * (listed.count() + others)
}

fn count(value: &Value) -> usize {
    match value {
        Value::Object(object) => 1 + object.iter().map(|(_, value)| count(value)).sum::<usize>(),
        Value::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}
