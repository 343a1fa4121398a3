//! `allOf`, `anyOf`, `oneOf` and `$ref`: what stands beside them.

use super::super::at::At;
use super::super::key::IMPLIED;
use super::super::tree::{Object, PLACE, Value};
use super::known::remember;

/// Alternatives that only say what is required at the same time: validation.
///
/// ```yaml
/// {properties: {…}, anyOf: [{required: [a]}, {required: [b]}]}   # → {properties: {…}}
/// ```
pub(super) fn required_alternatives(object: &mut Object) {
    for key in ["anyOf", "oneOf", "allOf"] {
        let is_validation = |branch: &Value| {
            branch.as_object().is_some_and(|branch| {
                branch.keys().all(|key| {
                    ["required", "type", "title", "description", IMPLIED, PLACE].contains(&key)
                }) && branch.contains("required")
                    && branch.str("type").is_none_or(|name| name == "object")
            })
        };
        let is_described =
            object.contains("properties") || (key != "allOf" && object.contains("allOf"));
        let all = object
            .get(key)
            .and_then(Value::as_list)
            .is_some_and(|branches| !branches.is_empty() && branches.iter().all(is_validation));
        if is_described && all && key != "allOf" {
            object.remove(key);
        }
    }
}

/// A type beside branches is the type of each of them.
///
/// ```yaml
/// {type: object, oneOf: [{$ref: A}, {$ref: B}]}     # → oneOf: [{$ref: A}, {$ref: B}]
/// {type: string, anyOf: [{pattern: x}, {enum: …}]}  # → anyOf: [{type: string, pattern: x}, …]
/// ```
pub(super) fn type_of_branches(object: &mut Object) {
    let Some(name) = object.str("type").map(Box::<str>::from) else {
        return;
    };
    let mut has_branches = false;
    for key in ["allOf", "anyOf", "oneOf"] {
        let Some(Value::List(branches)) = object.get_mut(key) else {
            continue;
        };
        has_branches |= !branches.is_empty();
        for branch in branches.iter_mut().filter_map(Value::as_object_mut) {
            let is_decided = ["type", "$ref", "allOf", "anyOf", "oneOf", "enum"]
                .iter()
                .any(|key| branch.contains(key));
            if !is_decided {
                branch.insert("type", Value::String(name.clone()));
            }
        }
    }
    let own = [
        "properties",
        "additionalProperties",
        "required",
        "items",
        "enum",
        "format",
        "prefixItems",
        "patternProperties",
    ];
    if has_branches && !own.iter().any(|key| object.contains(key)) {
        object.remove("type");
    }
}

/// A reference with something beside it: 3.0 has no room there.
///
/// ```yaml
/// {$ref: X, description: D}       # → {allOf: [{$ref: X}], description: D}
/// {$ref: X, allOf: [{…}]}         # → {allOf: [{$ref: X}, {…}]}
/// ```
pub(super) fn reference_siblings(object: &mut Object, at: &At<'_>) {
    if !object.contains("$ref") || object.len() == 1 {
        return;
    }
    let Some(target) = object.remove("$ref") else {
        return;
    };
    // A name beside a reference adds nothing to the type, but to the docs.
    let text = target.as_str().unwrap_or_default();
    let text = text.strip_prefix("tamis:").unwrap_or(text);
    let reference = Value::reference(text);
    match object.get_mut("allOf") {
        Some(Value::List(all)) => {
            let at = at.key("allOf");
            for (index, member) in all.iter_mut().enumerate() {
                remember(member, &at.item(index));
            }
            all.insert(0, reference);
        }
        _ => object.insert("allOf", Value::List(vec![reference])),
    }
}
