//! Declaring parameters that only a path names.

use super::super::at::At;
use super::super::tree::{Object, Value};
use super::known::Lower;
use super::parameters;

pub(super) fn parameter(name: &str, location: &str, schema: Object, at: &At<'_>) -> Value {
    let mut parameter = Object::default();
    parameter.insert("name", Value::string(name));
    parameter.insert("in", Value::string(location));
    parameter.insert("required", Value::Bool(true));
    parameter.insert("schema", Value::Object(schema));
    parameter.set_place(at);
    Value::Object(parameter)
}

pub(super) fn add(owner: &mut Object, parameters: Vec<Value>) {
    if parameters.is_empty() {
        return;
    }
    match owner.get_mut("parameters") {
        Some(Value::List(list)) => list.extend(parameters),
        _ => owner.insert("parameters", Value::List(parameters)),
    }
}

/// Location and name of the parameters in the list of a path item or operation.
pub(super) fn declared(lower: &Lower<'_>, owner: &Object) -> Vec<(String, String)> {
    let list = owner.get("parameters").and_then(Value::as_list);
    list.unwrap_or_default()
        .iter()
        .filter_map(|value| match value.ref_target() {
            Some(target) => lower.parameters.get(target).cloned(),
            None => parameters::key(value),
        })
        .collect()
}
