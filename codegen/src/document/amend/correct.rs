//! Applies corrections, in their order.

use super::super::resolve::escape;
use super::super::tree::{Number, Object, PLACE, Value};
use super::{Wanted, operation, schema};
use crate::config::{Choice, Config, Correction, EnumValue};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

pub(super) fn correct(root: &mut Object, config: &Config, diagnostics: &mut Diagnostics) {
    if !config.servers.is_empty() {
        root.insert("servers", servers(&config.servers));
    }
    for (name, scheme) in &config.security_schemes {
        root.change_object("components", |components| {
            components.change_object("securitySchemes", |schemes| {
                schemes.insert(name, Value::from_json(scheme.clone()));
            });
        });
    }
    for (index, correction) in config.corrections.iter().enumerate() {
        let choice = config.choice(&["corrections"]).item(index);
        if let Some(message) = senseless(correction) {
            diagnostics.push(choice.error(Code::CORRECTION, format!("`{choice}` {message}")));
            continue;
        }
        if let Some(type_name) = &correction.ty
            && let Err(diagnostic) = check_type(root, type_name, &choice.member("type"))
        {
            diagnostics.push(*diagnostic);
            continue;
        }
        if correction.schemas.is_empty() {
            operation::correct(root, correction, &choice, diagnostics);
        } else {
            let mut wanted = Wanted::new(choice.member("schemas"), &correction.schemas);
            let known = schema::correct(root, correction, &mut wanted);
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            wanted.report("schema", &known, diagnostics);
        }
    }
}

/// Why a correction can do nothing.
fn senseless(correction: &Correction) -> Option<&'static str> {
    let of_schemas = !correction.schemas.is_empty();
    let of_parameters = !correction.parameters.is_empty();
    let of_operations = !correction.operations.is_empty();
    if of_schemas && (of_parameters || of_operations) {
        return Some("is about schemas and about operations; make it two");
    }
    if !of_schemas && !of_parameters && !of_operations {
        return Some("does not say what it is about: `schemas`, `operations` or `parameters`");
    }
    let says_values = correction.nullable.is_some()
        || correction.ty.is_some()
        || correction.format.is_some()
        || correction.required.is_some()
        || !correction.enum_values.is_empty();
    let says_operations = correction.security.is_some()
        || correction.servers.is_some()
        || !correction.responses.is_empty()
        || correction.media_type.is_some();
    let says_schemas = correction.read_only_may_be_null.is_some();
    if says_operations && (of_schemas || of_parameters) {
        return Some(
            "says what only an operation has: `security`, `servers`, `responses`, `media_type`",
        );
    }
    if says_schemas && !of_schemas {
        return Some("says `read_only_may_be_null`, which only schemas have");
    }
    if says_values && of_operations && !of_parameters {
        return Some("says what only schemas and parameters have; name `parameters`, too");
    }
    let says_something =
        says_values || says_operations || says_schemas || correction.deprecated.is_some();
    (!says_something).then_some("corrects nothing")
}

/// The types of JSON Schema.
const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

fn check_type(root: &mut Object, ty: &str, choice: &Choice) -> Result<(), Box<Diagnostic>> {
    if ty == "json" || TYPES.contains(&ty) {
        return Ok(());
    }
    let known: Vec<&str> = super::section(root, "schemas")
        .map(|schemas| schemas.keys().collect())
        .unwrap_or_default();
    if known.contains(&ty) {
        return Ok(());
    }
    let diagnostic = choice.no_match(ty, "schema", &known);
    Err(Box::new(match diagnostic.help {
        Some(_) => diagnostic,
        None => diagnostic.help(
            "a type of JSON Schema (`string`), or `json` for any value, can stand there, too",
        ),
    }))
}

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
