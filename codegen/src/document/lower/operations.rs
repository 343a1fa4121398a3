//! Operations: their methods, parameters that are none, and parameters that occur twice.

use std::collections::{BTreeSet, HashMap};

use super::super::at::At;
use super::super::grammar::{ADDITIONAL, METHODS};
use super::super::tree::{Object, Value};
use super::known::Lower;
use super::parameters;
use crate::diagnostics::Code;

/// Operations under methods that a path item has a key for, and under what is no method.
///
/// ```yaml
/// additionalOperations: {POST: X}   # → post: X, where there is none
/// additionalOperations: {'A B': X}  # → additionalOperations: {}
/// ```
pub(super) fn additional(lower: &mut Lower<'_>, item: &mut Object, at: &At<'_>) {
    let at = at.key(ADDITIONAL);
    let Some(Value::Object(others)) = item.remove(ADDITIONAL) else {
        return;
    };
    let mut kept = Object::default();
    for (method, operation) in others {
        let here = at.key(&method);
        let listed = method.to_ascii_lowercase();
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if METHODS.contains(&listed.as_str()) && *method == listed.to_ascii_uppercase() {
            if item.contains(&listed) {
                let message =
                    format!("`{method}` is there as `{listed}` already; this one is left out");
                lower.warn(Code::UNKNOWN_METHOD, &here, message);
            } else {
                let mut operation = operation;
                if let Value::Object(operation) = &mut operation {
                    operation.set_place(&here);
                }
                item.insert(&listed, operation);
            }
        } else if method.is_empty() || !method.bytes().all(is_token) {
            let message = "this is no method of HTTP; the operation is left out";
            lower.warn(Code::UNKNOWN_METHOD, &here, message);
        } else {
            kept.push(method, operation);
        }
    }
    if !kept.is_empty() {
        item.insert(ADDITIONAL, Value::Object(kept));
    }
}

/// What Swagger 2 sent as a parameter.
///
/// ```yaml
/// parameters: [{in: body, schema: X}]   # → requestBody: {content: {application/json: {schema: X}}}
/// ```
///
/// Parameters with an unknown `in`, or without a name, are left out.
pub(super) fn body_parameters(lower: &mut Lower<'_>, operation: &mut Object, at: &At<'_>) {
    let parameters_at = at.key("parameters");
    let Some(parameters) = operation.remove("parameters") else {
        return;
    };
    let Value::List(parameters) = parameters else {
        if !parameters.is_null() {
            lower.warn(
                Code::NOT_A_LIST,
                &parameters_at,
                "`parameters` takes a list; it is ignored",
            );
        }
        return;
    };
    let mut kept = Vec::with_capacity(parameters.len());
    for (index, parameter) in parameters.into_iter().enumerate() {
        let at = parameters_at.item(index);
        let Value::Object(mut object) = parameter else {
            lower.warn(Code::PARAMETER, &at, "this is no parameter; it is ignored");
            continue;
        };
        if object.contains("$ref") {
            kept.push(Value::Object(object));
            continue;
        }
        let location = object.str("in").unwrap_or_default();
        if location == "body" && !operation.contains("requestBody") {
            lower.warn(
                Code::BODY_PARAMETER,
                &at,
                "a parameter in the body is read as the request body",
            );
            let mut media = Object::default();
            if let Some(schema) = object.remove("schema") {
                media.insert("schema", schema);
            }
            media.set_place(&at);
            let mut content = Object::default();
            content.insert("application/json", Value::Object(media));
            let mut body = Object::default();
            for key in ["description", "required"] {
                if let Some(value) = object.remove(key) {
                    body.insert(key, value);
                }
            }
            body.insert("content", Value::Object(content));
            operation.insert("requestBody", Value::Object(body));
            continue;
        }
        if !["path", "query", "header", "cookie", "querystring"].contains(&location) {
            let message = format!("a parameter cannot be in `{location}`; it is ignored");
            lower.warn(Code::PARAMETER, &at, message);
            continue;
        }
        match object.get("name").and_then(Value::scalar_text) {
            Some(name) if !name.is_empty() => object.insert("name", Value::string(name)),
            _ => {
                lower.warn(
                    Code::PARAMETER,
                    &at,
                    "the parameter has no name; it is ignored",
                );
                continue;
            }
        }
        // The index may no longer be its own.
        if kept.len() != index {
            object.set_place(&at);
        }
        kept.push(Value::Object(object));
    }
    operation.insert("parameters", Value::List(kept));
}

/// The same parameter twice in one list: the last one counts.
pub(super) fn duplicate_parameters(lower: &mut Lower<'_>, operation: &mut Object, at: &At<'_>) {
    let at = at.key("parameters");
    let Some(Value::List(list)) = operation.get_mut("parameters") else {
        return;
    };
    let mut seen: HashMap<(String, String), usize> = HashMap::new();
    let mut doubled = BTreeSet::new();
    for (index, parameter) in list.iter().enumerate() {
        let key = match parameter.ref_target() {
            Some(target) => {
                let target = target.strip_prefix("tamis:").unwrap_or(target);
                lower.parameters.get(&format!("tamis:{target}")).cloned()
            }
            None => parameters::key(parameter),
        };
        if let Some(key) = key
            && let Some(earlier) = seen.insert(key, index)
        {
            doubled.insert(earlier);
        }
    }
    if doubled.is_empty() {
        return;
    }
    for index in &doubled {
        lower.warn(
            Code::DUPLICATE_PARAMETER,
            &at.item(*index),
            "the parameter stands in the list once more; the last one counts",
        );
    }
    let mut index = 0;
    for (index, parameter) in list.iter_mut().enumerate() {
        if let Value::Object(object) = parameter
            && !object.contains("$ref")
        {
            object.set_place(&at.item(index));
        }
    }
    list.retain(|_| {
        index += 1;
        !doubled.contains(&(index - 1))
    });
}
