//! The spellings of "or `null`", all of which become `nullable: true`. What allows nothing but `null` becomes
//! `{nullable: true, enum: [null]}`.

use std::collections::HashSet;

use super::super::at::At;
use super::super::grammar::Kind;
use super::super::tree::{Object, PLACE, Value};
use super::known::{Lower, has_schemas, is_reference, remember};

/// Whether a schema allows nothing but `null`, lowered or not.
pub(super) fn is_null(value: &Value, nulls: &HashSet<String>) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    let is_null_list = |value: &Value| {
        value
            .as_list()
            .is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_null))
    };
    if let Some(reference) = object.str("$ref") {
        let reference = reference.strip_prefix("tamis:").unwrap_or(reference);
        return is_reference(value) && nulls.contains(&format!("tamis:{reference}"));
    }
    match object.get("type") {
        Some(Value::String(name)) => &**name == "null",
        Some(Value::Null) => true,
        Some(Value::List(names)) => {
            !names.is_empty() && names.iter().all(|name| name.as_str() == Some("null"))
        }
        _ => {
            object.get("enum").is_some_and(is_null_list)
                || object.get("const").is_some_and(Value::is_null)
        }
    }
}

fn only_null(object: &mut Object) {
    object.remove("type");
    object.insert("enum", Value::List(vec![Value::Null]));
    object.insert("nullable", Value::Bool(true));
}

/// ```yaml
/// x-nullable: true   # → nullable: true
/// ```
pub(super) fn extension(object: &mut Object) {
    if object.is_true("x-nullable") {
        object.insert("nullable", Value::Bool(true));
    }
}

/// ```yaml
/// {type: string, enum: [a, null]}   # → {type: string, enum: [a], nullable: true}
/// ```
pub(super) fn enum_null(object: &mut Object) {
    let Some(Value::List(values)) = object.get_mut("enum") else {
        return;
    };
    let before = values.len();
    values.retain(|value| !value.is_null());
    if values.len() == before {
        return;
    }
    if values.is_empty() {
        only_null(object);
    } else {
        object.insert("nullable", Value::Bool(true));
    }
}

/// ```yaml
/// type: [string, 'null']   # → {type: string, nullable: true}
/// type: 'null'             # → {enum: [null], nullable: true}
/// ```
pub(super) fn type_null(object: &mut Object) {
    match object.get_mut("type") {
        Some(Value::String(name)) if &**name == "null" => only_null(object),
        Some(Value::List(names)) => {
            let before = names.len();
            names.retain(|name| name.as_str() != Some("null") && !name.is_null());
            let is_nullable = names.len() < before;
            if names.is_empty() && is_nullable {
                only_null(object);
                return;
            }
            if let [Value::String(_)] = names.as_slice()
                && let Some(name) = names.pop()
            {
                object.insert("type", name);
            }
            if is_nullable {
                object.insert("nullable", Value::Bool(true));
            }
        }
        _ => {}
    }
}

/// ```yaml
/// anyOf: [{type: string}, {type: 'null'}]   # → {type: string, nullable: true}
/// oneOf: [{type: 'null'}, {$ref: X}]        # → {allOf: [{$ref: X}], nullable: true}
/// oneOf: [A, {type: 'null'}, B]             # → {oneOf: [A, B], nullable: true}
/// oneOf: [{nullable: true, …}, B]           # → {oneOf: [{…}, B], nullable: true}
/// ```
pub(super) fn branch_null(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    for key in ["anyOf", "oneOf"] {
        let at = at.key(key);
        let Some(Value::List(branches)) = object.get_mut(key) else {
            continue;
        };
        let mut is_nullable = false;
        for branch in branches.iter_mut() {
            if is_null(branch, &lower.nulls) {
                continue;
            }
            if let Value::Object(branch) = branch
                && branch.is_true("nullable")
            {
                branch.remove("nullable");
                is_nullable = true;
            }
        }
        let first = branches
            .iter()
            .position(|branch| is_null(branch, &lower.nulls));
        if let Some(first) = first {
            is_nullable = true;
            for (index, branch) in branches.iter_mut().enumerate().skip(first) {
                remember(branch, &at.item(index));
            }
            branches.retain(|branch| !is_null(branch, &lower.nulls));
            match branches.len() {
                0 => {
                    object.remove(key);
                    only_null(object);
                }
                1 => {
                    let branch = branches.pop();
                    object.remove(key);
                    if let Some(branch) = branch {
                        absorb(object, branch, &at.item(0));
                    }
                }
                _ => {}
            }
        }
        if is_nullable {
            object.insert("nullable", Value::Bool(true));
        }
    }
}

/// Makes the one branch that is left part of the schema itself, where nothing contradicts it.
fn absorb(object: &mut Object, mut branch: Value, at: &At<'_>) {
    let mut apart = true;
    if let Value::Object(members) = &branch
        && !members.contains("$ref")
    {
        let clashes = members.iter().any(|(key, value)| {
            key != PLACE && !is_told(key) && object.get(key).is_some_and(|other| other != value)
        });
        apart = clashes || (has_schemas(members) && has_schemas(object));
    }
    if apart {
        remember(&mut branch, at);
        if let Some(Value::List(all)) = object.get_mut("allOf") {
            all.push(branch);
        } else {
            object.insert("allOf", Value::List(vec![branch]));
        }
        return;
    }
    remember(&mut branch, at);
    if let Value::Object(members) = branch {
        if members.contains(PLACE) {
            object.remove(PLACE);
        }
        for (key, value) in members {
            object.insert_new(&key, value);
        }
    }
}

/// Whether the member outside is the better one, rather than a contradiction.
fn is_told(key: &str) -> bool {
    Kind::Schema.is_annotation(key)
        || key.starts_with("x-")
        || ["default", "nullable", "deprecated", "readOnly", "writeOnly"].contains(&key)
}
