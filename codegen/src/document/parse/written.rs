//! Texts that look like numbers, as they are written: `{type: string, enum: [1.10, 0o17]}` means `1.10` and `0o17`, and
//! `name: 1e3` a name.
//!
//! In: a YAML text and the tree that was read from it, where the parser's numbers are numbers. Out: the same tree, in which
//! what is a text by its place is one. Only a text that may hold one of these numbers in another form than the usual is read a
//! second time, and only for the places in question; by the same parser, so that nothing is read that it would not read.

mod places;
mod read;
mod texts;
mod usual;

use std::collections::BTreeMap;

use self::places::{Wanted, Written};
use self::read::read;
use self::texts::is_of_texts;
use self::usual::Unusual;
use super::super::tree::{Object, Value};

/// The keywords of a schema that hold values of it.
const VALUES: [&str; 5] = ["enum", "const", "default", "example", "examples"];

/// The keywords that are texts wherever they stand, or lists of texts.
const TEXTS: [&str; 8] = [
    "name",
    "title",
    "summary",
    "description",
    "operationId",
    "propertyName",
    "required",
    "tags",
];

/// What holds things by names of the document's choice.
const MAPS: [&str; 20] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "securitySchemes",
    "pathItems",
    "mediaTypes",
    "paths",
    "webhooks",
    "additionalOperations",
    "content",
    "encoding",
    "variables",
    "callbacks",
];

/// What a value is by its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// An object with keywords.
    Object,
    /// The variable of a server, whose values are texts.
    Variable,
    /// Objects by name.
    Map(bool),
    /// A text, or a list of them.
    Text,
}

/// Whether an object may hold a number that is a text by its place: to be asked of each while it is read.
pub(super) fn may_want_texts(object: &Object) -> bool {
    let is_number = |value: &Value| match value {
        Value::List(items) => items.iter().any(looks_otherwise),
        value => looks_otherwise(value),
    };
    let mut keys = object
        .iter()
        .filter(|(_, value)| is_number(value))
        .map(|(key, _)| key);
    keys.any(|key| TEXTS.contains(&key) || VALUES.contains(&key))
}

/// Puts the texts into the tree, as they are written.
pub(super) fn restore(text: &str, tree: &mut Value) {
    let Some(wanted) = wanted(tree, tree, Place::Object) else {
        return;
    };
    if !is_in_question(tree, &wanted, &Unusual::in_text(text)) {
        apply_usual(tree, &wanted);
        return;
    }
    match read(text, &wanted) {
        Ok(Some(written)) => apply(tree, written),
        Ok(None) => {}
        // A key stands there twice, with different kinds of values, which was told.
        Err(_) => apply_usual(tree, &wanted),
    }
}

fn looks_otherwise(value: &Value) -> bool {
    matches!(value, Value::Number(_) | Value::Bool(_))
}

/// Where a value of a document wants texts; `None`: nowhere.
fn wanted(document: &Value, value: &Value, place: Place) -> Option<Wanted> {
    match value {
        Value::Number(_) | Value::Bool(_) if place == Place::Text => Some(Wanted::Text),
        Value::List(items) => {
            let items = items.iter().enumerate();
            let items =
                items.filter_map(|(index, item)| Some((index, wanted(document, item, place)?)));
            let items: Vec<_> = items.collect();
            (!items.is_empty()).then_some(Wanted::List(items))
        }
        Value::Object(object) if place != Place::Text => {
            let texts = place == Place::Variable || is_of_texts(document, object);
            let members = object.iter().filter_map(|(key, value)| {
                let place = match place {
                    Place::Map(of_variables) if of_variables => Place::Variable,
                    Place::Map(_) => Place::Object,
                    _ if VALUES.contains(&key) => texts.then_some(Place::Text)?,
                    _ if TEXTS.contains(&key) && is_text(key, value) => Place::Text,
                    _ if MAPS.contains(&key) && value.as_object().is_some() => {
                        Place::Map(key == "variables")
                    }
                    // What an extension holds, only its owner knows.
                    _ if key.starts_with("x-") => return None,
                    _ => Place::Object,
                };
                Some((key.into(), wanted(document, value, place)?))
            });
            let members: BTreeMap<_, _> = members.collect();
            (!members.is_empty()).then_some(Wanted::Object(members))
        }
        _ => None,
    }
}

/// Whether what a keyword holds is a text here: `required: true` is none, and the tags of a document are objects.
fn is_text(key: &str, value: &Value) -> bool {
    let is_list = value
        .as_list()
        .map(|items| items.iter().all(|item| item.as_object().is_none()));
    match key {
        "required" | "tags" => is_list == Some(true),
        _ => is_list.is_none(),
    }
}

/// Whether the text may hold one of the values in another form than it is printed in.
fn is_in_question(value: &Value, wanted: &Wanted, unusual: &Unusual) -> bool {
    match (wanted, value) {
        (Wanted::Text, value) => unusual.has(value),
        (Wanted::List(wanted), Value::List(items)) => wanted.iter().any(|(index, wanted)| {
            let item = items.get(*index);
            item.is_some_and(|item| is_in_question(item, wanted, unusual))
        }),
        (Wanted::Object(wanted), Value::Object(object)) => wanted.iter().any(|(key, wanted)| {
            let member = object.get(key);
            member.is_some_and(|member| is_in_question(member, wanted, unusual))
        }),
        _ => false,
    }
}

/// Puts in the texts that the values are printed as.
fn apply_usual(value: &mut Value, wanted: &Wanted) {
    match (wanted, value) {
        (Wanted::Text, value) => {
            if let Some(text) = value.scalar_text() {
                *value = Value::string(text);
            }
        }
        (Wanted::List(wanted), Value::List(items)) => {
            for (index, wanted) in wanted {
                if let Some(item) = items.get_mut(*index) {
                    apply_usual(item, wanted);
                }
            }
        }
        (Wanted::Object(wanted), Value::Object(object)) => {
            for (key, value) in object.iter_mut() {
                if let Some(wanted) = wanted.get(key) {
                    apply_usual(value, wanted);
                }
            }
        }
        _ => {}
    }
}

/// Puts in the texts that were read.
fn apply(value: &mut Value, written: Written) {
    match (written, value) {
        (Written::Text(text), value) if looks_otherwise(value) => *value = Value::string(text),
        (Written::List(written), Value::List(items)) => {
            for (index, written) in written {
                if let Some(item) = items.get_mut(index) {
                    apply(item, written);
                }
            }
        }
        (Written::Object(mut written), Value::Object(object)) => {
            for (key, value) in object.iter_mut() {
                if let Some(written) = written.remove(key) {
                    apply(value, written);
                }
            }
        }
        _ => {}
    }
}
