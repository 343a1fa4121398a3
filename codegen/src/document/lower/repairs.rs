//! The documents' own slips in schemas, repaired where the intent is plain, each with a warning.

use super::super::at::At;
use super::super::tree::{Number, Object, Value};
use super::known::Lower;
use crate::diagnostics::Code;

/// `required` on the property instead of the object.
///
/// ```yaml
/// properties: {a: {type: string, required: true}}   # → {properties: {a: …}, required: [a]}
/// ```
pub(super) fn required_flags(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    let properties_at = at.key("properties");
    let mut flagged: Vec<Box<str>> = Vec::new();
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        for (name, property) in properties.iter_mut() {
            let Value::Object(property) = property else {
                continue;
            };
            let is_required = match property.get("required") {
                Some(Value::Bool(flag)) => *flag,
                Some(Value::String(text)) => &**text == "true",
                _ => continue,
            };
            property.remove("required");
            if is_required {
                flagged.push(name.into());
                lower.warn(
                    Code::REQUIRED_FLAG,
                    &properties_at.key(name),
                    format!("`required: true` stands on the property; `{name}` is added to the object's list"),
                );
            }
        }
    }
    if !flagged.is_empty() {
        let mut names = match object.remove("required") {
            Some(Value::List(names)) => names,
            _ => Vec::new(),
        };
        for name in flagged {
            let name = Value::String(name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        object.insert("required", Value::List(names));
    }
    if matches!(object.get("required"), Some(Value::Bool(_) | Value::Null)) {
        object.remove("required");
    }
}

/// A combinator that is no list, or an empty one.
///
/// ```yaml
/// allOf: {$ref: X}   # → allOf: [{$ref: X}]
/// anyOf: []          # →
/// ```
pub(super) fn lone_combinators(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    for key in ["allOf", "anyOf", "oneOf"] {
        match object.get(key) {
            Some(Value::Object(_)) => {
                lower.warn(
                    Code::NOT_A_LIST,
                    &at.key(key),
                    format!("`{key}` takes a list; it is read as a list of one"),
                );
                if let Some(mut only) = object.remove(key) {
                    if let Value::Object(only) = &mut only {
                        only.set_place(&at.key(key));
                    }
                    object.insert(key, Value::List(vec![only]));
                }
            }
            Some(Value::List(items)) if items.is_empty() => {
                object.remove(key);
            }
            Some(Value::Null) => {
                object.remove(key);
            }
            _ => {}
        }
    }
}

/// Names of types that JSON Schema does not have.
///
/// ```yaml
/// type: String     # → type: string
/// type: datetime   # → type: string, format: date-time
/// type: any        # →
/// ```
pub(super) fn type_names(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    let name = match object.get("type") {
        Some(Value::String(name)) => name.to_string(),
        Some(Value::List(names)) => {
            let known = |name: &Value| name.as_str().is_some_and(is_type);
            if !names.iter().all(known) {
                lower.warn(
                    Code::UNKNOWN_TYPE,
                    &at.key("type"),
                    "`type` lists what is no type; it is left out",
                );
                if let Some(Value::List(names)) = object.get_mut("type") {
                    names.retain(known);
                    if names.is_empty() {
                        object.remove("type");
                    }
                }
            }
            return;
        }
        Some(Value::Null) => {
            object.remove("type");
            return;
        }
        Some(other) => {
            let message = format!(
                "`type` takes a name, not {}; it is left out",
                other.describe()
            );
            lower.warn(Code::UNKNOWN_TYPE, &at.key("type"), message);
            object.remove("type");
            return;
        }
        None => return,
    };
    if is_type(&name) {
        return;
    }
    let (meant, format) = match name.trim().to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "char" | "enum" => (Some("string"), None),
        "uuid" | "guid" => (Some("string"), Some("uuid")),
        "date" => (Some("string"), Some("date")),
        "datetime" | "date-time" | "timestamp" => (Some("string"), Some("date-time")),
        "file" | "binary" => (Some("string"), Some("binary")),
        "url" | "uri" => (Some("string"), Some("uri")),
        "email" => (Some("string"), Some("email")),
        "integer" | "int" => (Some("integer"), None),
        "int32" => (Some("integer"), Some("int32")),
        "int64" | "long" | "bigint" => (Some("integer"), Some("int64")),
        "number" | "decimal" | "numeric" => (Some("number"), None),
        "float" => (Some("number"), Some("float")),
        "double" => (Some("number"), Some("double")),
        "boolean" | "bool" => (Some("boolean"), None),
        "object" | "dict" | "map" | "hash" | "json" => (Some("object"), None),
        "array" | "list" => (Some("array"), None),
        "null" | "none" => (Some("null"), None),
        _ => (None, None),
    };
    let reading = meant.map_or("any type".to_owned(), |meant| format!("`{meant}`"));
    lower.warn(
        Code::UNKNOWN_TYPE,
        &at.key("type"),
        format!("there is no type `{name}`; it is read as {reading}"),
    );
    match meant {
        Some(meant) => object.insert("type", Value::string(meant)),
        None => {
            object.remove("type");
        }
    }
    if let Some(format) = format {
        object.insert_new("format", Value::string(format));
    }
}

fn is_type(name: &str) -> bool {
    [
        "string", "integer", "number", "boolean", "object", "array", "null",
    ]
    .contains(&name)
}

/// Values of an enumeration that are not of its type.
///
/// ```yaml
/// {type: string, enum: [1, true]}    # → {type: string, enum: ['1', 'true']}
/// {type: integer, enum: ['1', '2']}  # → {type: integer, enum: [1, 2]}
/// {type: boolean, enum: [yes]}       # → enum: [yes]
/// ```
pub(super) fn enum_types(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    match object.get("enum") {
        Some(Value::List(values)) if values.is_empty() => {
            object.remove("enum");
            return;
        }
        Some(Value::List(_)) => {}
        Some(_) => {
            lower.warn(
                Code::NOT_A_LIST,
                &at.key("enum"),
                "`enum` takes a list; it is ignored",
            );
            object.remove("enum");
            return;
        }
        None => return,
    }
    let Some(name) = object.str("type").map(str::to_owned) else {
        return;
    };
    let Some(Value::List(values)) = object.get_mut("enum") else {
        return;
    };
    let fits = |value: &Value| match value {
        Value::Null => true,
        Value::String(_) => name == "string",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => {
            name == "number" || (name == "integer" && super::keywords::is_integer(number))
        }
        Value::List(_) => name == "array",
        Value::Object(_) => name == "object",
    };
    if values.iter().all(fits) || ["array", "object", "null"].contains(&name.as_str()) {
        return;
    }
    let converted: Option<Vec<Value>> = values
        .iter()
        .map(|value| {
            if fits(value) {
                Some(value.clone())
            } else {
                convert(value, &name)
            }
        })
        .collect();
    let message = match converted {
        Some(converted) => {
            *values = converted;
            format!("the values of `enum` are not of `type: {name}`; they are converted")
        }
        None => {
            object.remove("type");
            format!("the values of `enum` are not of `type: {name}`; the type is ignored")
        }
    };
    lower.warn(Code::ENUM_TYPE, &at.key("enum"), message);
}

fn convert(value: &Value, name: &str) -> Option<Value> {
    match name {
        "string" => value.scalar_text().map(Value::string),
        "integer" | "number" => {
            let text = value.as_str()?.trim();
            if let Ok(number) = text.parse::<i64>() {
                return Some(Value::Number(Number::Int(number)));
            }
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            (name == "number").then_some(())?;
            number.map(|number| Value::Number(Number::Float(number)))
        }
        "boolean" => match value.as_str()? {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        _ => None,
    }
}

/// The values of the items, listed for the list.
///
/// ```yaml
/// {type: array, items: {type: string}, enum: [a, b]}   # → {type: array, items: {type: string, enum: [a, b]}}
/// ```
pub(super) fn enum_of_items(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    if object.str("type") != Some("array") {
        return;
    }
    let of_lists = match object.get("enum") {
        Some(Value::List(values)) => values.iter().any(|value| value.as_list().is_some()),
        _ => return,
    };
    let takes_them = match object.get("items") {
        None => true,
        Some(Value::Object(items)) => !["enum", "$ref", "allOf", "anyOf", "oneOf"]
            .iter()
            .any(|key| items.contains(key)),
        Some(_) => false,
    };
    if of_lists || !takes_them {
        return;
    }
    lower.warn(
        Code::ENUM_OF_LIST,
        &at.key("enum"),
        "`enum` lists what the items can be; it is read as theirs",
    );
    let items_at = at.key("items");
    if let Some(values) = object.remove("enum") {
        object.change_object("items", |items| {
            items.insert("enum", values);
            enum_types(lower, items, &items_at);
            super::types::missing(items);
        });
    }
}

/// A discriminator as Swagger 2 wrote it, or without the name of a property.
///
/// ```yaml
/// discriminator: kind   # → discriminator: {propertyName: kind}
/// ```
pub(super) fn discriminator(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    match object.get_mut("discriminator") {
        Some(Value::String(name)) => {
            let mut discriminator = Object::default();
            discriminator.insert("propertyName", Value::String(name.clone()));
            object.insert("discriminator", Value::Object(discriminator));
        }
        Some(Value::Object(discriminator)) if discriminator.str("propertyName").is_some() => {
            let strip = |target: &mut Value| {
                let stripped = target.as_str().and_then(|text| text.strip_prefix("tamis:"));
                if let Some(stripped) = stripped.map(Value::string) {
                    *target = stripped;
                }
            };
            if let Some(target) = discriminator.get_mut("defaultMapping") {
                strip(target);
            }
            if let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") {
                mapping.retain(|_, target| target.as_str().is_some());
                mapping.iter_mut().for_each(|(_, target)| strip(target));
            }
        }
        Some(_) => {
            lower.warn(
                Code::DISCRIMINATOR,
                &at.key("discriminator"),
                "the discriminator names no property; it is ignored",
            );
            object.remove("discriminator");
        }
        None => {}
    }
}
