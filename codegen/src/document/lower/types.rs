//! `type`: lists of types, types left out, and keywords that belong to another type.

use super::super::at::At;
use super::super::key::{IMPLIED, NEVER};
use super::super::tree::{Object, Value};
use super::keywords::is_integer;
use super::known::{Lower, remember};
use crate::diagnostics::Code;

/// The type that a keyword speaks of; `number` stands for `integer` as well.
fn speaks_of(key: &str) -> Option<&'static str> {
    Some(match key {
        "minLength" | "maxLength" | "pattern" | "contentEncoding" | "contentMediaType" => "string",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => "number",
        "properties"
        | "additionalProperties"
        | "required"
        | "minProperties"
        | "maxProperties"
        | "patternProperties"
        | "propertyNames" => "object",
        "items" | "prefixItems" | "minItems" | "maxItems" | "uniqueItems" => "array",
        _ => return None,
    })
}

fn is_number_format(format: &str) -> bool {
    let stem = format.strip_prefix('u').unwrap_or(format);
    stem.starts_with("int") || ["float", "double", "decimal", "number"].contains(&format)
}

/// The type of a value of an enumeration.
fn type_of(value: &Value) -> Option<&'static str> {
    Some(match value {
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(number) if is_integer(number) => "integer",
        Value::Number(_) => "number",
        Value::List(_) => "array",
        Value::Object(_) => "object",
        Value::Null => return None,
    })
}

/// The one type that all values have.
fn common_type(values: &[Value]) -> Option<&'static str> {
    let mut common = None;
    for value in values {
        let of = type_of(value)?;
        common = match (common, of) {
            (None, of) => Some(of),
            (Some(common), of) if common == of => Some(common),
            (Some("integer" | "number"), "integer" | "number") => Some("number"),
            _ => return None,
        };
    }
    common
}

/// Several types: each gets its own keywords.
///
/// ```yaml
/// {type: [string, integer], minLength: 1, title: T}
/// # → {anyOf: [{type: string, minLength: 1}, {type: integer}], title: T}
/// {type: [string, integer], enum: [a, b]}   # → {type: string, enum: [a, b]}
/// {type: [string, integer], enum: [a, 1]}   # → {enum: [a, 1]}
/// ```
pub(super) fn several(object: &mut Object, at: &At<'_>) {
    let Some(Value::List(names)) = object.get("type") else {
        return;
    };
    let mut types: Vec<Box<str>> = Vec::new();
    for name in names.iter().filter_map(Value::as_str) {
        if !types.iter().any(|known| &**known == name) {
            types.push(name.into());
        }
    }
    if types.iter().any(|name| &**name == "number") {
        types.retain(|name| &**name != "integer");
    }
    object.remove("type");
    if let Some(values) = object.get("enum").and_then(Value::as_list) {
        if let Some(common) = common_type(values) {
            object.insert("type", Value::string(common));
        }
        return;
    }
    if types.len() < 2 {
        if let Some(only) = types.pop() {
            object.insert("type", Value::String(only));
        }
        return;
    }
    // The branches say what it is.
    if ["anyOf", "oneOf", "allOf", "$ref"]
        .iter()
        .any(|key| object.contains(key))
    {
        return;
    }
    let is_plain = !object.keys().any(|key| speaks_of(key).is_some());
    if is_plain && types.len() >= 5 {
        return;
    }
    let branches = types.iter().map(|name| {
        let mut branch = Object::default();
        branch.insert("type", Value::String(name.clone()));
        let own: Vec<String> = object
            .iter()
            .filter(|(key, value)| belongs(key, value, name))
            .map(|(key, _)| key.to_owned())
            .collect();
        for key in own {
            if let Some(value) = object.remove(&key) {
                branch.insert(&key, value);
            }
        }
        let mut branch = Value::Object(branch);
        remember(&mut branch, at);
        branch
    });
    let branches = branches.collect();
    object.retain(|key, _| speaks_of(key).is_none() && key != "format");
    object.insert("anyOf", Value::List(branches));
}

/// Whether a keyword is that of a type.
fn belongs(key: &str, value: &Value, name: &str) -> bool {
    if key == "format" {
        let is_number = value.as_str().is_some_and(is_number_format);
        return is_number == ["integer", "number"].contains(&name)
            && ["string", "integer", "number"].contains(&name);
    }
    match speaks_of(key) {
        Some("number") => name == "number" || name == "integer",
        Some(of) => of == name,
        None => false,
    }
}

/// A type that is left out, where the other keywords leave no doubt. It counts less than one that is stated: `required`
/// says nothing of a list that stands beside it.
///
/// ```yaml
/// properties: {…}    # → type: object
/// items: {…}         # → type: array
/// enum: [a, b]       # → type: string
/// format: date-time  # → type: string
/// ```
pub(super) fn missing(object: &mut Object) {
    const DECIDED: [&str; 6] = ["type", "$ref", "allOf", "anyOf", "oneOf", NEVER];
    if DECIDED.iter().any(|key| object.contains(key)) {
        return;
    }
    let of = if let Some(values) = object.get("enum").and_then(Value::as_list) {
        common_type(values).filter(|of| !["array", "object"].contains(of))
    } else {
        ["object", "array", "string", "number"]
            .into_iter()
            .find(|of| object.keys().any(|key| speaks_of(key) == Some(*of)))
            .or_else(|| object.str("format").and_then(type_of_format))
    };
    if let Some(of) = of {
        object.insert("type", Value::string(of));
        object.insert(IMPLIED, Value::Bool(true));
    }
}

fn type_of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "int32" | "int64" | "uint32" | "uint64" => "integer",
        "float" | "double" => "number",
        "date" | "date-time" | "time" | "duration" | "uuid" | "uri" | "url" | "email" | "ipv4"
        | "ipv6" | "hostname" | "byte" | "binary" | "password" => "string",
        _ => return None,
    })
}

/// Keywords that speak of another type than the schema has mean nothing.
///
/// ```yaml
/// {type: string, minimum: 1}          # → type: string
/// {type: string, properties: {a: …}}  # → type: string, with a warning
/// {type: boolean, format: int32}      # → type: boolean
/// ```
pub(super) fn foreign_keywords(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    let Some(name) = object.str("type").map(str::to_owned) else {
        return;
    };
    let wide = if name == "integer" { "number" } else { &name };
    for key in ["properties", "items"] {
        let is_full = match object.get(key) {
            Some(Value::Object(members)) => !members.is_empty(),
            _ => false,
        };
        // A scalar with `items` is a list in one string, as the description tells; nothing is lost.
        let is_list_text = key == "items" && !["object", "array"].contains(&wide);
        if is_full && speaks_of(key) != Some(wide) && !is_list_text {
            lower.warn(
                Code::FOREIGN_KEYWORD,
                &at.key(key),
                format!("`{key}` means nothing beside `type: {name}` and is ignored"),
            );
        }
    }
    let has_format = ["string", "number"].contains(&wide);
    object.retain(|key, _| match speaks_of(key) {
        Some(of) => of == wide,
        None => has_format || key != "format",
    });
}
