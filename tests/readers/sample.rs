//! Values that a schema admits, made without any help from the generator.
//!
//! In: a schema of a document. Out: candidates, the document's own examples first; the reader of a candidate takes the
//! first that it can read, since examples contradict their schemas often enough. A `pattern` without an example is
//! beyond this file.

use serde_json::{Map, Number, Value, json};

use crate::document::{Document, Parameter};

/// Schemas inside schemas that are followed, before only what is required is given.
const DEPTH: usize = 6;

/// Values for a parameter.
pub(crate) fn of_parameter(document: &Document, parameter: &Parameter) -> Vec<Value> {
    let mut candidates = parameter.examples.clone();
    candidates.extend(of_schema(document, &parameter.schema, &parameter.name));
    candidates
}

/// Values for a schema. Where any text will do, it is `text`.
pub(crate) fn of_schema(document: &Document, schema: &Value, text: &str) -> Vec<Value> {
    let sampler = |trusting, complete| Sampler {
        document,
        text,
        trusting,
        complete,
    };
    let mut candidates = vec![
        sampler(true, false).sample(schema, 0),
        sampler(false, false).sample(schema, 0),
        sampler(false, true).sample(schema, 0),
    ];
    candidates.dedup();
    candidates
}

struct Sampler<'d> {
    document: &'d Document,
    text: &'d str,
    /// Whether examples and defaults inside the schema are taken.
    trusting: bool,
    /// Whether objects have what only answers have.
    complete: bool,
}

/// A reference and what stands beside it, both of which hold since OpenAPI 3.1; `None` where nothing beside it shapes a value.
fn beside_reference(schema: &Value) -> Option<[Value; 2]> {
    let mut rest = schema.as_object()?.clone();
    let reference = rest.remove("$ref")?;
    let shapes = ["allOf", "anyOf", "oneOf", "properties", "required"];
    let is_shaped = shapes.iter().any(|key| rest.contains_key(*key));
    is_shaped.then(|| [json!({ "$ref": reference }), Value::Object(rest)])
}

impl Sampler<'_> {
    fn sample(&self, schema: &Value, depth: usize) -> Value {
        if let Some(parts) = beside_reference(schema) {
            return self.all_of(&json!({}), &parts, depth);
        }
        let schema = self.document.resolve(schema);
        if let Some(told) = self.told(schema) {
            return told;
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            return self.all_of(schema, parts, depth);
        }
        for key in ["oneOf", "anyOf"] {
            let variants = schema.get(key).and_then(Value::as_array);
            let mut variants = variants.into_iter().flatten();
            let told = |variant: &&Value| self.document.resolve(variant)["type"] != json!("null");
            if let Some(variant) = variants.find(told) {
                let value = self.sample(variant, depth + 1);
                return match (value, schema.get("properties")) {
                    (Value::Object(mut members), Some(_)) => {
                        members.extend(self.members(schema, depth));
                        Value::Object(members)
                    }
                    (value, _) => value,
                };
            }
        }
        match kind(schema) {
            Some("integer") => number(schema, true),
            Some("number") => number(schema, false),
            Some("boolean") => Value::Bool(true),
            Some("null") => Value::Null,
            Some("array") => self.list(schema, depth),
            Some("object") => Value::Object(self.members(schema, depth)),
            _ => Value::String(self.string(schema)),
        }
    }

    /// What the schema itself says a value is.
    fn told(&self, schema: &Value) -> Option<Value> {
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if self.trusting {
            let example = schema.get("example").cloned();
            let examples = schema.get("examples").and_then(Value::as_array);
            let example = example.or_else(|| examples?.first().cloned());
            let told = example.or_else(|| schema.get("default").cloned());
            if let Some(told) = told.filter(|told| !told.is_null() && fits(schema, told)) {
                return Some(told);
            }
        }
        let values = schema.get("enum").and_then(Value::as_array)?;
        values.iter().find(|value| !value.is_null()).cloned()
    }

    fn all_of(&self, schema: &Value, parts: &[Value], depth: usize) -> Value {
        let mut members = Map::new();
        for part in parts {
            match self.sample(part, depth) {
                Value::Object(more) => members.extend(more),
                // A part that only describes says nothing of the value.
                other if kind(self.document.resolve(part)).is_some() => return other,
                other if parts.len() == 1 => return other,
                _ => {}
            }
        }
        members.extend(self.members(schema, depth));
        Value::Object(members)
    }

    fn members(&self, schema: &Value, depth: usize) -> Map<String, Value> {
        let required = schema.get("required").and_then(Value::as_array);
        let is_required =
            |name: &str| required.is_some_and(|names| names.iter().any(|other| other == name));
        let properties = schema.get("properties").and_then(Value::as_object);
        let mut members = Map::new();
        for (name, property) in properties.into_iter().flatten() {
            let read_only = self.document.resolve(property)["readOnly"] == json!(true);
            let deep = if self.complete { 4 } else { 2 };
            let wanted = (self.complete || !read_only) && (is_required(name) || depth < deep);
            if wanted && (depth < DEPTH || is_required(name)) && depth < 2 * DEPTH {
                members.insert(name.clone(), self.sample(property, depth + 1));
            }
        }
        if members.is_empty() && depth < DEPTH && properties.is_none() {
            match schema.get("additionalProperties") {
                Some(Value::Bool(false)) => {}
                Some(more) if more.is_object() => {
                    members.insert("key".to_owned(), self.sample(more, depth + 1));
                }
                _ => {
                    members.insert("key".to_owned(), "text".into());
                }
            }
        }
        members
    }

    fn list(&self, schema: &Value, depth: usize) -> Value {
        if let Some(items) = schema.get("prefixItems").and_then(Value::as_array) {
            return items
                .iter()
                .map(|item| self.sample(item, depth + 1))
                .collect();
        }
        let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
        if depth >= DEPTH && least == 0 {
            return Value::Array(Vec::new());
        }
        let item = schema.get("items").cloned().unwrap_or_default();
        // Two, so that what separates them is sent, too, where two alike may stand in it.
        let most = schema.get("maxItems").and_then(Value::as_u64);
        let is_set = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let wished = if is_set || depth > 0 { 1 } else { 2 };
        let wished = u64::min(wished, most.unwrap_or(wished)).max(1);
        let length = usize::try_from(least.clamp(wished, 20)).unwrap_or(1);
        vec![self.sample(&item, depth + 1); length].into()
    }

    fn string(&self, schema: &Value) -> String {
        let format = schema.get("format").and_then(Value::as_str);
        let told = match format.unwrap_or_default() {
            "date-time" => "2024-01-02T03:04:05Z",
            "date" => "2024-01-02",
            "time" => "03:04:05Z",
            "duration" => "P1D",
            "uuid" => "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "int32" | "int64" => "7",
            "decimal" => "1.5",
            "uri" | "url" => "https://example.com/a",
            "uri-reference" => "/a",
            "email" | "idn-email" => "a@example.com",
            "hostname" => "example.com",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            "byte" => "YQ==",
            _ => "",
        };
        if !told.is_empty() {
            return told.to_owned();
        }
        let length = |key: &str| {
            let length = schema.get(key).and_then(Value::as_u64)?;
            usize::try_from(length).ok()
        };
        let mut text = self.text.to_owned();
        if let Some(least) = length("minLength") {
            while text.chars().count() < least.min(10_000) {
                text.push('x');
            }
        }
        match length("maxLength") {
            Some(most) if most > 0 => text.chars().take(most).collect(),
            _ => text,
        }
    }
}

/// The kind of the values: what `type` says, or what only one kind has.
fn kind(schema: &Value) -> Option<&str> {
    let declared = match schema.get("type") {
        Some(Value::String(one)) => Some(one.as_str()),
        Some(Value::Array(several)) => {
            let mut several = several.iter().filter_map(Value::as_str);
            several.find(|one| *one != "null")
        }
        _ => None,
    };
    declared.or_else(|| {
        let implied = [("properties", "object"), ("items", "array")];
        let implied = implied.iter().find(|(key, _)| schema.get(*key).is_some());
        implied.map(|(_, kind)| *kind)
    })
}

/// A number within the bounds.
fn number(schema: &Value, whole: bool) -> Value {
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let excluded = |key: &str| schema.get(key) == Some(&json!(true));
    let low = match (bound("exclusiveMinimum"), bound("minimum")) {
        (Some(low), _) => Some(low + 1.0),
        (None, Some(low)) if excluded("exclusiveMinimum") => Some(low + 1.0),
        (None, low) => low,
    };
    let high = bound("maximum").or_else(|| bound("exclusiveMaximum").map(|high| high - 1.0));
    let mut value = if whole { 7.0 } else { 7.5 };
    if let Some(low) = low {
        value = f64::max(value, low);
    }
    if let Some(high) = high {
        value = f64::min(value, high);
    }
    if let Some(step) = bound("multipleOf").filter(|step| *step > 0.0) {
        value = (value / step).ceil() * step;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounds of documents are small"
    )]
    let number = if whole || value.fract() == 0.0 {
        Some(Number::from(value as i64))
    } else {
        Number::from_f64(value)
    };
    number.map_or(Value::Null, Value::Number)
}

/// Whether an example is of the kind that the schema says, and among its values.
fn fits(schema: &Value, value: &Value) -> bool {
    let values = schema.get("enum").and_then(Value::as_array);
    if values.is_some_and(|values| !values.contains(value)) {
        return false;
    }
    match kind(schema) {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.as_array().is_some_and(|items| !items.is_empty()),
        // One that is complete would have to be checked member by member.
        Some("object") => false,
        _ => true,
    }
}
