//! The real documents, and their parameter lists in the form of the labels. `draw.py` does the same, to write them.

use std::env;
use std::fs;

use serde_json::{Map, Value, json};

use crate::yaml;

/// What of a schema says something of its type, in the order in which it is written.
const KEPT: [&str; 17] = [
    "type",
    "format",
    "title",
    "nullable",
    "default",
    "const",
    "enum",
    "items",
    "uniqueItems",
    "minItems",
    "maxItems",
    "properties",
    "required",
    "additionalProperties",
    "anyOf",
    "oneOf",
    "allOf",
];
/// The values of an enumeration that are kept.
const ENUM: usize = 12;
/// How deep schemas are followed.
const DEPTH: usize = 6;

/// The name and text of a document of `TAMIS_CORPUS`, if that is set and has it.
pub(crate) fn find(stem: &str) -> Option<(String, Vec<u8>)> {
    let folder = env::var_os("TAMIS_CORPUS")?;
    let limit: u64 =
        env::var("TAMIS_CORPUS_LIMIT").map_or(u64::MAX, |limit| limit.parse().unwrap());
    let path = (fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_stem().is_some_and(|found| found == stem))?;
    if fs::metadata(&path).unwrap().len() > limit {
        return None;
    }
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    Some((name, fs::read(path).unwrap()))
}

/// Says how many of the drawn documents a test looked at.
pub(crate) fn say_how_many(documents: usize, of: usize) {
    println!("{documents} of {of} documents");
}

/// A document.
pub(crate) struct Document(Value);

impl Document {
    /// Reads YAML; JSON is YAML.
    pub(crate) fn parse(text: &[u8]) -> Self {
        Self(serde_json::from_slice(text).unwrap_or_else(|_| yaml::read(text)))
    }

    pub(crate) fn openapi(&self) -> &str {
        self.0["openapi"].as_str().unwrap()
    }

    /// Those of some marks that it has.
    pub(crate) fn marks(&self, marks: &[String]) -> Vec<String> {
        let schemas = &self.0["components"]["schemas"];
        (marks.iter())
            .filter(|mark| schemas.get(mark).is_some())
            .cloned()
            .collect()
    }

    /// The parameters of an operation with those of its path.
    pub(crate) fn parameters(&self, operation: &str) -> Vec<Value> {
        let (method, path) = operation.split_once(' ').unwrap();
        let item = self.resolve(&self.0["paths"][path]);
        let mut parameters: Vec<Value> = Vec::new();
        for list in [item, &item[method.to_lowercase()]] {
            let list = list["parameters"].as_array();
            for parameter in list.into_iter().flatten() {
                let parameter = self.parameter(self.resolve(parameter));
                let same = |other: &Value| {
                    other["in"] == parameter["in"] && other["name"] == parameter["name"]
                };
                match parameters.iter().position(same) {
                    Some(at) => parameters[at] = parameter,
                    None => parameters.push(parameter),
                }
            }
        }
        parameters
    }

    fn parameter(&self, parameter: &Value) -> Value {
        let mut kept = Map::new();
        for key in ["name", "in", "required", "style", "explode"] {
            if let Some(value) = parameter.get(key) {
                kept.insert(key.to_owned(), value.clone());
            }
        }
        if let Some(schema) = parameter.get("schema") {
            kept.insert("schema".to_owned(), self.compact(schema, 0));
        }
        if let Some(content) = parameter.get("content") {
            let content: Map<String, Value> = (content.as_object().unwrap().iter())
                .map(|(media, inner)| {
                    let schema = inner
                        .get("schema")
                        .map_or(json!({}), |it| self.compact(it, 0));
                    (media.clone(), json!({"schema": schema}))
                })
                .collect();
            kept.insert("content".to_owned(), Value::Object(content));
        }
        Value::Object(kept)
    }

    fn compact(&self, schema: &Value, depth: usize) -> Value {
        let Value::Object(schema) = self.resolve(schema) else {
            return self.resolve(schema).clone();
        };
        if depth > DEPTH {
            return json!({});
        }
        let deeper = |value: &Value| self.compact(value, depth + 1);
        let mut kept = Map::new();
        for key in KEPT {
            let Some(value) = schema.get(key) else {
                continue;
            };
            let value = match (key, value) {
                ("properties", Value::Object(properties)) => (properties.iter())
                    .map(|(name, inner)| (name.clone(), deeper(inner)))
                    .collect(),
                ("anyOf" | "oneOf" | "allOf", Value::Array(inner)) => {
                    inner.iter().map(deeper).collect()
                }
                ("items" | "additionalProperties", value) => deeper(value),
                ("enum", Value::Array(values)) => values.iter().take(ENUM).cloned().collect(),
                (_, value) => value.clone(),
            };
            kept.insert(key.to_owned(), value);
        }
        Value::Object(kept)
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let mut value = value;
        for _ in 0..20 {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                break;
            };
            let pointer = reference.strip_prefix('#').unwrap();
            value = self.0.pointer(pointer).unwrap_or(&Value::Null);
        }
        value
    }
}
