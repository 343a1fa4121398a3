//! Corrections of operations and of their parameters.

use super::super::resolve::escape;
use super::super::tree::{Object, Value};
use super::components::{section, target};
use super::operations::{operation_names, retain_operations};
use super::value;
use super::wanted::Wanted;
use crate::config::{Choice, Correction};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

pub(super) fn correct(
    root: &mut Object,
    correction: &Correction,
    choice: &Choice,
    diagnostics: &mut Diagnostics,
) {
    if let Err(diagnostic) = check(root, correction, choice) {
        diagnostics.push(*diagnostic);
        return;
    }
    let names = operation_names(root);
    let shared = Shared {
        parameters: section(root, "parameters").cloned().unwrap_or_default(),
        bodies: section(root, "requestBodies").cloned().unwrap_or_default(),
    };
    let mut wanted = Wanted::new(choice.member("operations"), &correction.operations);
    let mut parameters = Wanted::new(choice.member("parameters"), &correction.parameters);
    let mut known = Vec::new();
    let mut missing = Vec::new();
    retain_operations(root, &mut |operation| {
        if !(operation.is_among(&mut wanted) || wanted.is_empty()) {
            return true;
        }
        let object = operation.object;
        if parameters.is_empty() {
            if !one(object, correction, &shared) {
                missing.push(operation.call);
            }
        } else {
            of_parameters(object, correction, &mut parameters, &shared, &mut known);
        }
        true
    });
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    wanted.report("operation", &names, diagnostics);
    parameters.report("parameter", &known, diagnostics);
    for call in missing {
        let media = correction.media_type.as_deref().unwrap_or_default();
        let choice = choice.member("media_type");
        let message = format!("`{media}` in `{choice}` is no media type of the body of `{call}`");
        diagnostics.push(choice.error(Code::NO_MATCH, message));
    }
}

/// What operations refer to instead of saying it.
struct Shared {
    parameters: Object,
    bodies: Object,
}

/// Whether all that it names is there.
fn check(
    root: &mut Object,
    correction: &Correction,
    choice: &Choice,
) -> Result<(), Box<Diagnostic>> {
    let ways = choice.member("security");
    let schemes = correction.security.iter().flatten().enumerate();
    let schemes = schemes.flat_map(|(way, schemes)| {
        let choice = ways.item(way);
        let named = schemes.iter().enumerate();
        named.map(move |(index, scheme)| (choice.item(index), scheme))
    });
    let types = correction.responses.iter();
    let types = types.map(|(status, ty)| (choice.member("responses").member(status), ty));
    for (section_name, what, (choice, wanted)) in schemes
        .map(|scheme| ("securitySchemes", "security scheme", scheme))
        .chain(types.map(|ty| ("schemas", "schema", ty)))
    {
        let known: Vec<&str> = section(root, section_name)
            .map(|members| members.keys().collect())
            .unwrap_or_default();
        if !known.contains(&wanted.as_str()) {
            return Err(Box::new(choice.no_match(wanted, what, &known)));
        }
    }
    Ok(())
}

/// Corrects an operation; whether its body has the media type that was asked for.
fn one(operation: &mut Object, correction: &Correction, shared: &Shared) -> bool {
    if let Some(security) = &correction.security {
        let requirement = |schemes: &Vec<String>| {
            let members = schemes
                .iter()
                .map(|scheme| (scheme.as_str().into(), Value::List(Vec::new())));
            Value::Object(members.collect())
        };
        let alternatives = security.iter().map(requirement).collect();
        operation.insert("security", Value::List(alternatives));
    }
    if let Some(urls) = &correction.servers {
        operation.insert("servers", value::servers(urls));
    }
    if let Some(deprecated) = correction.deprecated {
        operation.insert("deprecated", Value::Bool(deprecated));
    }
    for (status, ty) in &correction.responses {
        operation.change_object("responses", |responses| {
            responses.insert(status, response(ty));
        });
    }
    match &correction.media_type {
        Some(media_type) => keep_media_type(operation, media_type, shared),
        None => true,
    }
}

/// A response with a type in JSON.
fn response(ty: &str) -> Value {
    let member = |key: &str, value: Value| {
        let mut object = Object::default();
        object.insert(key, value);
        Value::Object(object)
    };
    let schema = Value::reference(format!("#/components/schemas/{}", escape(ty)));
    let content = member("application/json", member("schema", schema));
    let mut response = Object::default();
    response.insert("description", Value::string(""));
    response.insert("content", content);
    Value::Object(response)
}

fn keep_media_type(operation: &mut Object, media_type: &str, shared: &Shared) -> bool {
    let Some(body) = operation.get_mut("requestBody") else {
        return false;
    };
    stand_alone(body, &shared.bodies);
    let content = body
        .as_object_mut()
        .and_then(|body| body.get_mut("content")?.as_object_mut());
    match content {
        Some(content) if content.contains(media_type) => {
            content.retain(|key, _| key == media_type);
            true
        }
        _ => false,
    }
}

fn of_parameters(
    operation: &mut Object,
    correction: &Correction,
    wanted: &mut Wanted<'_>,
    shared: &Shared,
    known: &mut Vec<String>,
) {
    let Some(Value::List(parameters)) = operation.get_mut("parameters") else {
        return;
    };
    for parameter in parameters {
        let name = named(parameter, &shared.parameters);
        if !wanted.takes(&name) {
            known.push(name);
            continue;
        }
        stand_alone(parameter, &shared.parameters);
        let Value::Object(parameter) = parameter else {
            continue;
        };
        if let Some(required) = correction.required
            && parameter.str("in") != Some("path")
        {
            parameter.insert("required", Value::Bool(required));
        }
        if let Some(deprecated) = correction.deprecated {
            parameter.insert("deprecated", Value::Bool(deprecated));
        }
        parameter.insert_new("schema", Value::Object(Object::default()));
        if let Some(schema) = parameter.get_mut("schema") {
            value::value(schema, correction);
        }
    }
}

fn named(parameter: &Value, shared: &Object) -> String {
    let found = target(parameter, shared).unwrap_or(parameter);
    let name = found.as_object().and_then(|object| object.get("name"));
    name.and_then(Value::scalar_text).unwrap_or_default()
}

/// Takes the place of a reference, so that what is changed here changes nothing elsewhere.
fn stand_alone(value: &mut Value, section: &Object) {
    if let Some(found) = target(value, section) {
        *value = found.clone();
    }
}
