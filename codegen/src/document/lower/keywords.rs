//! Keywords of 3.1 that 3.0 spells differently, or not at all.

use super::super::at::At;
use super::super::key;
use super::super::tree::{Number, Object, Value};
use super::known::{Lower, remember};
use crate::diagnostics::{Code, Diagnostic};

/// A schema that is a yes or a no.
///
/// ```yaml
/// items: true    # → items: {}
/// items: false   # → items: {x-tamis-never: true}
/// ```
pub(super) fn boolean_schema(value: &mut Value) {
    match value {
        Value::Bool(true) | Value::Null => *value = Value::Object(Object::default()),
        Value::Bool(false) => {
            let mut object = Object::default();
            object.insert(key::NEVER, Value::Bool(true));
            *value = Value::Object(object);
        }
        _ => {}
    }
}

/// One value, and no other.
///
/// ```yaml
/// const: a   # → enum: [a], x-tamis-const: true
/// ```
pub(super) fn constant(object: &mut Object) {
    if let Some(value) = object.remove("const") {
        object.insert("enum", Value::List(vec![value]));
        object.insert(key::CONST, Value::Bool(true));
    }
}

/// A bound that is itself not allowed: a number since 3.1, a flag before.
///
/// ```yaml
/// exclusiveMinimum: 0                # → minimum: 0, exclusiveMinimum: true
/// {minimum: 5, exclusiveMinimum: 0}  # → minimum: 5
/// ```
pub(super) fn exclusive_bound(object: &mut Object, bound: &str, exclusive: &str) {
    let Some(Value::Number(number)) = object.get(exclusive) else {
        return;
    };
    let number = number.clone();
    let other = match object.get(bound) {
        Some(Value::Number(other)) => Some(other.as_f64()),
        _ => None,
    };
    let is_tighter = other.is_none_or(|other| match bound {
        "minimum" => number.as_f64() >= other,
        _ => number.as_f64() <= other,
    });
    if is_tighter {
        object.insert(bound, Value::Number(number));
        object.insert(exclusive, Value::Bool(true));
    } else {
        object.remove(exclusive);
    }
}

/// Examples as a list, however they are written.
///
/// ```yaml
/// examples: a                  # → examples: [a]
/// examples: {x: {value: a}}    # → examples: [a]
/// ```
pub(super) fn examples(object: &mut Object) {
    let Some(examples) = object.get_mut("examples") else {
        return;
    };
    match std::mem::replace(examples, Value::Null) {
        list @ Value::List(_) => *examples = list,
        Value::Object(named) => {
            let value = |example| match example {
                Value::Object(mut example) if example.contains("value") => {
                    example.remove("value").unwrap_or(Value::Null)
                }
                example => example,
            };
            *examples = Value::List(named.into_iter().map(|(_, it)| value(it)).collect());
        }
        Value::Null => {}
        single => *examples = Value::List(vec![single]),
    }
}

/// A list with a schema for each position, as older drafts wrote it.
///
/// ```yaml
/// {items: [A, B], additionalItems: C}   # → {prefixItems: [A, B], items: C}
/// ```
pub(super) fn tuple(object: &mut Object, at: &At<'_>) {
    for key in ["items", "prefixItems", "additionalItems"] {
        let at = at.key(key);
        match object.get_mut(key) {
            Some(Value::List(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    remember(item, &at.item(index));
                }
            }
            Some(rest) if key != "items" => remember(rest, &at),
            _ => {}
        }
    }
    if let Some(Value::List(_)) = object.get("items") {
        object.rename("items", "prefixItems");
        object.rename("additionalItems", "items");
    }
    if let Some(Value::List(items)) = object.get("prefixItems") {
        if items.is_empty() {
            object.remove("prefixItems");
            return;
        }
        if !object.contains("type") {
            object.insert("type", Value::string("array"));
        }
    }
}

/// What holds on a condition may name members that stand nowhere else: they are members that may be there.
///
/// ```yaml
/// {if: …, then: {properties: {a: …}}}             # → allOf: [{x-tamis-perhaps: true, allOf: [{properties: {a: …}}]}]
/// dependentSchemas: {b: {properties: {a: …}}}     # → the same
/// ```
///
/// Choices that are made on a condition only are left out: that is said.
pub(super) fn conditions(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    let mut parts = Vec::new();
    let has_if = object.contains("if");
    for key in ["then", "else"] {
        if let Some(mut part) = object.remove(key).filter(|_| has_if) {
            set_place(&mut part, &at.key(key));
            parts.push(part);
        }
    }
    // `dependencies` is the older word for it.
    for key in ["dependentSchemas", "dependencies"] {
        if let Some(Value::Object(dependent)) = object.remove(key) {
            let at = at.key(key);
            for (name, mut part) in dependent {
                set_place(&mut part, &at.key(&name));
                parts.push(part);
            }
        }
    }
    for part in parts.iter().filter_map(Value::as_object) {
        if let Some(place) = part.place()
            && ["anyOf", "oneOf"].iter().any(|key| part.contains(key))
        {
            lower.diagnostics.push(Diagnostic::warning(
                Code::CONDITIONAL_CHOICE,
                &place,
                "a choice that is made on a condition is not part of the type",
            ));
        }
    }
    parts.retain(|part| part.as_object().is_some_and(describes));
    if parts.is_empty() {
        return;
    }
    let parts = parts.into_iter().map(|part| {
        let mut perhaps = Object::default();
        perhaps.insert(key::PERHAPS, Value::Bool(true));
        perhaps.insert("allOf", Value::List(vec![part]));
        Value::Object(perhaps)
    });
    match object.get_mut("allOf") {
        Some(Value::List(all)) => all.extend(parts),
        _ => object.insert("allOf", Value::List(parts.collect())),
    }
}

/// Whether a schema may describe members.
fn describes(part: &Object) -> bool {
    ["properties", "$ref", "allOf"]
        .iter()
        .any(|key| part.contains(key))
}

fn set_place(value: &mut Value, at: &At<'_>) {
    if let Value::Object(object) = value {
        object.set_place(at);
    }
}

/// Keywords that only validate, or only tell a validator something, are dropped.
///
/// ```yaml
/// {not: …, if: …, unevaluatedProperties: false, $comment: …}   # → {}
/// ```
pub(super) fn validation_only(object: &mut Object) {
    const DROPPED: [&str; 23] = [
        "not",
        "if",
        "dependentRequired",
        "unevaluatedProperties",
        "unevaluatedItems",
        "contains",
        "minContains",
        "maxContains",
        "contentSchema",
        "$schema",
        "$id",
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "$recursiveRef",
        "$recursiveAnchor",
        "$vocabulary",
        "$comment",
        "$defs",
        "definitions",
        "xml",
        "collectionFormat",
        "additionalItems",
    ];
    object.retain(|key, value| {
        let is_draft_4 = key == "additionalItems" && !matches!(value, Value::Bool(_));
        !DROPPED.contains(&key) || is_draft_4
    });
}

/// Whether a number is an integer, however it is written.
pub(super) fn is_integer(number: &Number) -> bool {
    match number {
        Number::Int(_) | Number::Uint(_) | Number::Big(_) => true,
        Number::Float(value) => value.fract() == 0.0,
    }
}
