//! Generics by `$dynamicRef`: a template refers to an anchor that each schema that builds on it may set anew.
//!
//! In: the tree of a document, unresolved. Out: the same, in which a component that sets an anchor of its template anew has
//! a copy of the template with its own schema at that place, and every other dynamic reference is a plain one.
//!
//! ```yaml
//! Page: { $defs: {item: {$dynamicAnchor: item, not: {}}}, properties: {items: {items: {$dynamicRef: '#item'}}} }
//! Users: { $defs: {item: {$dynamicAnchor: item, $ref: User}}, $ref: Page }
//! # → Users: { allOf: [{properties: {items: {items: {$ref: User}}}}] }
//! ```
//!
//! Deliberately not here: templates in other files, and those that are referred to from inside a member.

use std::collections::{BTreeMap, HashMap};

use super::super::tree::{Object, Value};
use super::pointer::escape;

/// How many templates may stand behind each other.
const DEEPEST: usize = 8;

/// How many values may be copied: a document for people has a few templates of a few members.
const MOST: usize = 100_000;

/// What the anchors of a component stand for: references, by the anchors' names.
type Anchors = BTreeMap<String, Value>;

/// Makes dynamic references plain.
pub(super) fn bind(home: &mut Value) {
    let schemas = home
        .as_object_mut()
        .and_then(|root| root.get_mut("components"))
        .and_then(Value::as_object_mut)
        .and_then(|components| components.get_mut("schemas"))
        .and_then(Value::as_object_mut);
    let Some(schemas) = schemas else {
        return;
    };
    let mut anchors = HashMap::new();
    for (name, schema) in schemas.iter() {
        let mut own = Anchors::new();
        let place = format!("#/components/schemas/{}", escape(name));
        find(schema, &place, &mut own);
        if !own.is_empty() {
            anchors.insert(name.to_owned(), own);
        }
    }
    if anchors.is_empty() {
        return;
    }
    let before = schemas.clone();
    let mut copies = Copies {
        schemas: &before,
        anchors: &anchors,
        rest: MOST,
    };
    for (name, schema) in schemas.iter_mut() {
        if let (Some(own), Value::Object(schema)) = (anchors.get(name), schema) {
            copies.fill(schema, own, name, DEEPEST);
        }
    }
    for (name, schema) in schemas.iter_mut() {
        if let Some(own) = anchors.get(name) {
            refer(schema, own);
        }
    }
}

/// Finds the dynamic anchors in a schema.
fn find(value: &Value, place: &str, found: &mut Anchors) {
    match value {
        Value::Object(object) => {
            if let Some(anchor) = object.str("$dynamicAnchor") {
                let is_reference = |key: &str| ["$dynamicAnchor", "$ref"].contains(&key);
                let target = match object.str("$ref") {
                    Some(target) if object.keys().all(is_reference) => target,
                    _ => place,
                };
                let target = Value::reference(target);
                found.entry(anchor.to_owned()).or_insert(target);
            }
            for (key, value) in object.iter() {
                if matches!(value, Value::Object(_) | Value::List(_)) {
                    find(value, &format!("{place}/{}", escape(key)), found);
                }
            }
        }
        Value::List(items) => {
            for (index, value) in items.iter().enumerate() {
                find(value, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Makes the dynamic references to these anchors plain ones.
fn refer(value: &mut Value, anchors: &Anchors) {
    match value {
        Value::Object(object) => {
            let target = object
                .str("$dynamicRef")
                .and_then(|reference| anchors.get(reference.strip_prefix('#')?))
                .and_then(|target| target.ref_target().map(Value::string));
            if let Some(target) = target.filter(|_| !object.contains("$ref")) {
                object.remove("$dynamicRef");
                object.insert("$ref", target);
            }
            for (_, value) in object.iter_mut() {
                refer(value, anchors);
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| refer(item, anchors)),
        _ => {}
    }
}

/// The templates that are copied.
struct Copies<'a> {
    schemas: &'a Object,
    anchors: &'a HashMap<String, Anchors>,
    rest: usize,
}

impl Copies<'_> {
    /// Puts the templates that a schema refers to in its place, if it sets their anchors anew.
    fn fill(&mut self, schema: &mut Object, own: &Anchors, name: &str, depth: usize) {
        if let Some(copy) = schema
            .str("$ref")
            .and_then(|reference| self.copy(reference, own, name, depth))
        {
            schema.remove("$ref");
            match schema.get_mut("allOf") {
                Some(Value::List(all)) => all.insert(0, copy),
                _ => schema.insert("allOf", Value::List(vec![copy])),
            }
        }
        if let Some(Value::List(all)) = schema.get_mut("allOf") {
            for part in all {
                let copy = part
                    .ref_target()
                    .and_then(|reference| self.copy(reference, own, name, depth));
                if let Some(copy) = copy {
                    *part = copy;
                }
            }
        }
    }

    fn copy(&mut self, reference: &str, own: &Anchors, name: &str, depth: usize) -> Option<Value> {
        let of = |(_, schema): &(&str, &Value)| {
            schema.as_object().and_then(|schema| schema.str("$id")) == Some(reference)
        };
        let (template, schema) = match reference.strip_prefix("#/components/schemas/") {
            Some(key) => {
                let mut members = self.schemas.iter();
                members.find(|(name, _)| *name == key || escape(name) == key)?
            }
            None => self.schemas.iter().find(of)?,
        };
        let anchors = self.anchors.get(template)?;
        if template == name || depth == 0 || !anchors.keys().any(|anchor| own.contains_key(anchor))
        {
            return None;
        }
        self.rest = self.rest.checked_sub(weight(schema))?;
        let mut copy = schema.clone();
        refer(&mut copy, own);
        // What the template sets itself stays where it is.
        refer(&mut copy, anchors);
        unnamed(&mut copy);
        if let Value::Object(copy) = &mut copy {
            self.fill(copy, own, name, depth - 1);
        }
        Some(copy)
    }
}

/// A copy is not found by the names of what it was made from.
fn unnamed(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, value| {
                let names = ["$id", "$anchor", "$dynamicAnchor"].contains(&key);
                !(names && value.as_str().is_some())
            });
            object.iter_mut().for_each(|(_, value)| unnamed(value));
        }
        Value::List(items) => items.iter_mut().for_each(unnamed),
        _ => {}
    }
}

fn weight(value: &Value) -> usize {
    match value {
        Value::Object(object) => object.iter().map(|(_, value)| weight(value)).sum::<usize>() + 1,
        Value::List(items) => items.iter().map(weight).sum::<usize>() + 1,
        _ => 1,
    }
}
