//! Corrections of operations and of their parameters.

use super::super::resolve::escape;
use super::super::tree::{Object, Value};
use super::{Wanted, correct, operation_names, retain_operations, section};
use crate::config::Correction;
use crate::error::{Report, Reports};

pub(super) fn correct(
    root: &mut Object,
    correction: &Correction,
    name: &str,
    reports: &mut Reports,
) {
    if let Err(report) = check(root, correction, name) {
        reports.push(*report);
        return;
    }
    let names = operation_names(root);
    let shared = Shared {
        parameters: section(root, "parameters").cloned().unwrap_or_default(),
        bodies: section(root, "requestBodies").cloned().unwrap_or_default(),
    };
    let mut wanted = Wanted::new(format!("{name}.operations"), &correction.operations);
    let mut parameters = Wanted::new(format!("{name}.parameters"), &correction.parameters);
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
    wanted.report("operation", &names, reports);
    parameters.report("parameter", &known, reports);
    for call in missing {
        let media = correction.media_type.as_deref().unwrap_or_default();
        let message =
            format!("`{media}` in `{name}.media_type` is no media type of the body of `{call}`");
        reports.push(Report::general("no-match", message));
    }
}

/// What operations refer to instead of saying it.
struct Shared {
    parameters: Object,
    bodies: Object,
}

/// Whether all that it names is there.
fn check(root: &mut Object, correction: &Correction, name: &str) -> Result<(), Box<Report>> {
    let schemes = correction.security.iter().flatten().flatten();
    let types = correction.responses.values();
    for (section_name, what, wanted) in schemes
        .map(|scheme| ("securitySchemes", "security scheme", scheme))
        .chain(types.map(|ty| ("schemas", "schema", ty)))
    {
        let known: Vec<&str> = section(root, section_name)
            .map(|members| members.keys().collect())
            .unwrap_or_default();
        if !known.contains(&wanted.as_str()) {
            let message = format!("`{wanted}` in `{name}` is no {what} of the documents");
            let report = Report::general("no-match", message);
            return Err(Box::new(match super::nearest(wanted, &known) {
                Some(near) => report.help(format!("is `{near}` meant?")),
                None => report,
            }));
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
        operation.insert("servers", correct::servers(urls));
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
            correct::value(schema, correction);
        }
    }
}

fn named(parameter: &Value, shared: &Object) -> String {
    let found = target(parameter, shared).unwrap_or(parameter);
    let name = found.as_object().and_then(|object| object.get("name"));
    name.and_then(Value::scalar_text).unwrap_or_default()
}

/// What a reference to a component of this section means.
fn target<'s>(value: &Value, section: &'s Object) -> Option<&'s Value> {
    let name = value.ref_target()?.rsplit('/').next()?;
    section.get(&super::super::resolve::unescape(name))
}

/// Takes the place of a reference, so that what is changed here changes nothing elsewhere.
fn stand_alone(value: &mut Value, section: &Object) {
    if let Some(found) = target(value, section) {
        *value = found.clone();
    }
}
