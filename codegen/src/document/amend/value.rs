//! What a correction puts into the document: values of schemas, and servers.

use super::super::resolve::escape;
use super::super::tree::{Number, Object, PLACE, Value};
use crate::config::{Correction, EnumValue};

/// The types of JSON Schema.
pub(super) const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

/// Servers as a document lists them.
pub(super) fn servers(urls: &[String]) -> Value {
    let server = |url: &String| {
        let mut server = Object::default();
        server.insert("url", Value::string(url.as_str()));
        Value::Object(server)
    };
    Value::List(urls.iter().map(server).collect())
}

/// Changes a schema, wherever it stands, to what a correction says of values.
pub(super) fn value(schema: &mut Value, correction: &Correction) {
    if let Some(ty) = &correction.ty {
        let kept = ["description", "deprecated", "readOnly", "writeOnly", PLACE];
        let mut new = Object::default();
        if let Value::Object(old) = &mut *schema {
            for key in kept {
                if let Some(value) = old.remove(key) {
                    new.insert(key, value);
                }
            }
        }
        if TYPES.contains(&ty.as_str()) {
            new.insert("type", Value::string(ty.as_str()));
        } else if ty != "json" {
            let target = format!("#/components/schemas/{}", escape(ty));
            new.insert("allOf", Value::List(vec![Value::reference(target)]));
        }
        *schema = Value::Object(new);
    }
    let says_more = correction.nullable.is_some()
        || correction.format.is_some()
        || correction.deprecated.is_some()
        || !correction.enum_values.is_empty();
    if !says_more {
        return;
    }
    change(schema, |object| members(object, correction));
}

/// Changes the members of a schema.
fn members(object: &mut Object, correction: &Correction) {
    if let Some(nullable) = correction.nullable {
        object.insert("nullable", Value::Bool(nullable));
    }
    if let Some(deprecated) = correction.deprecated {
        object.insert("deprecated", Value::Bool(deprecated));
    }
    match correction.format.as_deref() {
        None => {}
        Some("") => {
            object.remove("format");
        }
        Some(format) => object.insert("format", Value::string(format)),
    }
    let Some(Value::List(values)) = object.get_mut("enum") else {
        return;
    };
    for value in &correction.enum_values {
        let value = match value {
            EnumValue::Integer(value) => Value::Number(Number::Int(*value)),
            EnumValue::Text(text) => Value::string(text.as_str()),
        };
        if !values.contains(&value) {
            values.push(value);
        }
    }
}

/// Changes the object of a schema. A reference becomes one that stands in a new object: the others who use what it
/// refers to are not meant.
pub(super) fn change(schema: &mut Value, change: impl FnOnce(&mut Object)) {
    match schema {
        Value::Object(object) if !object.contains("$ref") => change(object),
        _ => {
            let old = std::mem::replace(schema, Value::Null);
            let mut object = Object::default();
            if old.ref_target().is_some() {
                object.insert("allOf", Value::List(vec![old]));
            }
            change(&mut object);
            *schema = Value::Object(object);
        }
    }
}
