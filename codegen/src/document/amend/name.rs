//! What a document calls things for the client: `x-tamis-name`.
//!
//! In: the document. Out: each name with what it is the name of, in the words of the options, and with its place.

use super::super::tree::{Object, Value};
use crate::config::{By, Named, Rename};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::place::Place;

use super::super::grammar::{ADDITIONAL, METHODS, Method};
use super::super::key::NAME;
use super::components::target;

/// Deeper than this no schema is looked into.
const DEEPEST: usize = 64;

/// All names that the document gives.
pub(super) fn names(root: &Object, diagnostics: &mut Diagnostics) -> Vec<Rename> {
    let mut found = Collected {
        renames: Vec::new(),
        diagnostics,
    };
    let place = root.place().unwrap_or_else(|| Place::root(""));
    for (name, tag) in listed(root, "tags", &place) {
        found.take(Named::Tag, name, tag.0, &tag.1);
    }
    let components = root.get("components").and_then(Value::as_object);
    let shared = components.and_then(|section| section.get("parameters")?.as_object());
    let schemas = components.and_then(|section| section.get("schemas")?.as_object());
    let at = place.child("components").child("schemas");
    for (name, schema) in schemas.into_iter().flat_map(Object::iter) {
        if let Value::Object(schema) = schema {
            let at = schema.place().unwrap_or_else(|| at.child(name));
            found.take(Named::Type, name.to_owned(), schema, &at);
            found.members(name, schema, &at, 0);
        }
    }
    let paths = root.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flat_map(Object::iter) {
        let Value::Object(item) = item else { continue };
        let at = item
            .place()
            .unwrap_or_else(|| place.child("paths").child(path));
        let others = item.get(ADDITIONAL).and_then(Value::as_object);
        let others = others.into_iter().flat_map(Object::iter);
        let others = others.map(|(key, value)| (Method::Additional(key), ADDITIONAL, key, value));
        let listed = item.iter().filter(|(key, _)| METHODS.contains(key));
        let listed = listed.map(|(key, value)| (Method::Listed(key), "", key, value));
        for (method, holder, key, operation) in listed.chain(others) {
            let Value::Object(operation) = operation else {
                continue;
            };
            let call = format!("{} {path}", method.sent());
            let natural = match holder {
                "" => at.child(key),
                holder => at.child(holder).child(key),
            };
            let own = operation.place().unwrap_or(natural);
            found.take(Named::Operation, call.clone(), operation, &own);
            for (holder, at) in [(item, &at), (operation, &own)] {
                found.parameters(&call, holder, shared, at);
            }
        }
    }
    found.renames
}

/// The things with a `name` in a list.
fn listed<'t>(holder: &'t Object, key: &str, at: &Place) -> Vec<(String, (&'t Object, Place))> {
    let at = at.child(key);
    let items = holder.get(key).and_then(Value::as_list);
    let items = items.into_iter().flatten().enumerate();
    let named = items.filter_map(|(index, item)| {
        let item = item.as_object()?;
        let place = item.place().unwrap_or_else(|| at.item(index));
        Some((item.get("name")?.scalar_text()?, (item, place)))
    });
    named.collect()
}

struct Collected<'r> {
    renames: Vec<Rename>,
    diagnostics: &'r mut Diagnostics,
}

impl Collected<'_> {
    /// Takes the name that something has, if it has one.
    fn take(&mut self, what: Named, key: String, thing: &Object, at: &Place) {
        let Some(value) = thing.get(NAME) else { return };
        let place = at.child(NAME);
        match value {
            // A key of a document is no pattern, whatever stands in it.
            Value::String(name) if !key.contains('*') => self.renames.push(Rename {
                what,
                key,
                name: name.to_string(),
                by: By::Document(place),
            }),
            _ => self.diagnostics.push(Diagnostic::error(
                Code::NAME,
                &place,
                "a name is a text, and what it names has no `*` in its own",
            )),
        }
    }

    fn parameters(&mut self, call: &str, holder: &Object, shared: Option<&Object>, at: &Place) {
        let list = holder.get("parameters").and_then(Value::as_list);
        for (index, parameter) in list.into_iter().flatten().enumerate() {
            let target = shared.and_then(|shared| target(parameter, shared));
            let Some(found) = target.unwrap_or(parameter).as_object() else {
                continue;
            };
            let Some(name) = found.get("name").and_then(Value::scalar_text) else {
                continue;
            };
            let at = at.child("parameters").item(index);
            let at = found.place().unwrap_or(at);
            self.take(Named::Parameter, format!("{call}.{name}"), found, &at);
        }
    }

    /// The members of a schema, and the types without a name that stand in it.
    fn members(&mut self, owner: &str, schema: &Object, at: &Place, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if let Some(Value::Object(members)) = schema.get("properties") {
            for (name, member) in members.iter() {
                if let Value::Object(member) = member {
                    let at = at.child("properties").child(name);
                    let at = member.place().unwrap_or(at);
                    self.take(Named::Member, format!("{owner}.{name}"), member, &at);
                    self.members(&format!("#{}", at.pointer()), member, &at, depth + 1);
                }
            }
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            let parts = schema.get(key).and_then(Value::as_list);
            for (index, part) in parts.into_iter().flatten().enumerate() {
                if let Value::Object(part) = part {
                    let at = at.child(key).item(index);
                    self.members(owner, part, &part.place().unwrap_or(at), depth + 1);
                }
            }
        }
    }
}
