//! How much operations use of what is written once: the parameters of path items, named parameters, bodies and responses,
//! requirements, servers, texts.
//!
//! In: a document whose references are resolved, before any of it is copied into its operations. Out: an error at the
//! operation with which the uses become much more than what is written. A use weighs about what is made of it, in values as
//! a person would count them: ten thousand parameters of one path item stand in each of its operations.

use std::collections::HashMap;

use super::at::At;
use super::grammar::for_each_operation;
use super::key::FILTER;
use super::resolve::{RESOLVED, component_of, escape};
use super::source::Source;
use super::tree::{Object, PLACE, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// What the operations of all documents may use, however small the documents are, …
const ALLOWANCE: usize = 50_000;

/// … and one value more for so many of their bytes.
const BYTES_FOR_A_USE: usize = 2;

/// So many bytes of a text weigh as much as a value.
const TEXT: usize = 100;

/// What a parameter is made of: its name, where it is sent, how, its type, and how to set it.
const PARAMETER: usize = 5;

/// A header of a shared response is made once; each use only refers to it.
const HEADERS: usize = 4;

/// So many values of rules for filters weigh as much as one of a parameter.
const RULES: usize = 8;

/// How many references in a row are followed, as everywhere.
const MOST_REFERENCES: usize = 64;

/// What the operations of some documents may use.
pub(super) struct Allowance(usize);

impl Allowance {
    pub(super) fn of(sources: &[Source]) -> Self {
        let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
        Self(ALLOWANCE + bytes / BYTES_FOR_A_USE)
    }

    /// Weighs what the operations of a document use. Whether it may be copied; if not, that is told.
    pub(super) fn admits(
        &mut self,
        tree: &mut Value,
        at: &At<'_>,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Value::Object(root) = tree else {
            return true;
        };
        let weights = Weights::of(root);
        let requirements = root.get("security").map_or(0, count);
        let rules = root.get(FILTER).map_or(0, count);
        for container in ["paths", "webhooks"] {
            let Some(Value::Object(items)) = root.get_mut(container) else {
                continue;
            };
            let at = at.key(container);
            for (key, item) in items.iter_mut() {
                let Value::Object(item) = item else { continue };
                let own = item.place();
                let at = own.as_ref().map_or(at.key(key), At::Base);
                let mut shared = weights.of_item(item);
                shared.requirements = requirements;
                shared.always += rules / RULES;
                let mut beyond = None;
                for_each_operation(item, &at, &mut |operation, at| {
                    let weight = weights.of_operation(operation, &shared);
                    match self.0.checked_sub(weight) {
                        Some(left) => self.0 = left,
                        None => {
                            let own = operation.place();
                            let at = own.as_ref().map_or(*at, At::Base);
                            beyond.get_or_insert_with(|| at.place());
                        }
                    }
                });
                if let Some(place) = beyond {
                    let message = "up to this operation, what stands once is used for more than the documents can mean";
                    let help = "parameters, bodies, responses, requirements and texts that operations share become part of \
                                each: let fewer of them share so much";
                    let diagnostic = Diagnostic::error(Code::TOO_LARGE, &place, message);
                    diagnostics.push(diagnostic.help(help));
                    return false;
                }
            }
        }
        true
    }
}

/// What each operation of a path item gets from it, and from the document.
#[derive(Default)]
struct Shared {
    always: usize,
    /// Unless it says so itself.
    summary: usize,
    description: usize,
    servers: usize,
    requirements: usize,
}

/// The weights of components, by the references to them.
#[derive(Default)]
struct Weights {
    known: HashMap<String, usize>,
    examples: HashMap<String, usize>,
    headers: HashMap<String, usize>,
}

impl Weights {
    fn of(root: &Object) -> Self {
        let mut weights = Self::default();
        let Some(components) = root.get("components").and_then(Value::as_object) else {
            return weights;
        };
        let section = |section: &'static str| {
            let members = components.get(section).and_then(Value::as_object);
            let members = members.into_iter().flat_map(Object::iter);
            members
                .map(move |(name, value)| (format!("{RESOLVED}{section}/{}", escape(name)), value))
        };
        weights.examples = section("examples")
            .map(|(name, value)| (name, count(value) + text(value) / TEXT))
            .collect();
        let headers = section("headers").map(|(name, header)| (name, weights.of_parameter(header)));
        weights.headers = headers.collect();
        let parameters = section("parameters").map(|(name, value)| {
            // One that a path calls otherwise is copied with all that is in it.
            let is_in_path = value.as_object().and_then(|it| it.str("in")) == Some("path");
            let whole = if is_in_path { count(value) } else { 0 };
            (name, weights.of_parameter(value) + whole)
        });
        let bodies = section("requestBodies").map(|(name, value)| (name, of_body(value)));
        let responses = section("responses").map(|(name, value)| (name, of_response(value)));
        let mut known: HashMap<String, usize> = parameters.chain(bodies).chain(responses).collect();
        for name in ["parameters", "requestBodies", "responses"] {
            for (name, value) in section(name) {
                let weight = followed(components, value).and_then(|last| known.get(&last).copied());
                known.extend(weight.map(|weight| (name, weight)));
            }
        }
        weights.known = known;
        weights
    }

    fn of_item(&self, item: &Object) -> Shared {
        Shared {
            always: self.of_parameters(item, true) + item.get(FILTER).map_or(0, count) / RULES,
            summary: item.get("summary").map_or(0, text) / TEXT,
            description: item.get("description").map_or(0, text) / TEXT,
            servers: item.get("servers").map_or(0, count),
            requirements: 0,
        }
    }

    fn of_operation(&self, operation: &Object, shared: &Shared) -> usize {
        let mut weight = shared.always + self.of_parameters(operation, false);
        for (key, otherwise) in [
            ("summary", shared.summary),
            ("description", shared.description),
            ("servers", shared.servers),
            ("security", shared.requirements),
        ] {
            if !operation.contains(key) {
                weight += otherwise;
            }
        }
        let used = |value: &Value| {
            let target = value.ref_target()?;
            self.known.get(target).copied()
        };
        weight += operation.get("requestBody").and_then(used).unwrap_or(0);
        let responses = operation.get("responses").and_then(Value::as_object);
        for (_, response) in responses.into_iter().flat_map(Object::iter) {
            weight += match used(response) {
                Some(weight) => weight,
                None => self.of_headers(response),
            };
        }
        weight
    }

    /// The parameters of a path item, all of them, or those of an operation that stand elsewhere.
    fn of_parameters(&self, object: &Object, all: bool) -> usize {
        let list = object.get("parameters").and_then(Value::as_list);
        let list = list.unwrap_or_default().iter();
        list.map(|parameter| match parameter.ref_target() {
            Some(target) => self.known.get(target).copied().unwrap_or(0),
            None if all => self.of_parameter(parameter),
            None => self.of_examples(parameter),
        })
        .sum()
    }

    /// A parameter or a header, with the texts that are told of it.
    fn of_parameter(&self, value: &Value) -> usize {
        let Value::Object(object) = value else {
            return 0;
        };
        let told = object.iter().map(|(key, value)| match key {
            PLACE => 0,
            "schema" => told(value),
            "content" => {
                let content = value.as_object().into_iter().flat_map(Object::iter);
                let schemas = content.filter_map(|(_, media)| media.as_object()?.get("schema"));
                schemas.map(told).sum()
            }
            _ => text(value),
        });
        PARAMETER + told.sum::<usize>() / TEXT + self.of_examples(value)
    }

    /// The named examples that a parameter or a header refers to.
    fn of_examples(&self, value: &Value) -> usize {
        let examples = value.as_object().and_then(|object| object.get("examples"));
        let examples = examples.and_then(Value::as_object);
        let examples = examples.into_iter().flat_map(Object::iter);
        examples
            .filter_map(|(_, example)| self.examples.get(example.ref_target()?))
            .sum()
    }

    /// The named headers of a response that stands where it is used.
    fn of_headers(&self, response: &Value) -> usize {
        let headers = response.as_object().and_then(|it| it.get("headers"));
        let headers = headers.and_then(Value::as_object);
        let headers = headers.into_iter().flat_map(Object::iter);
        headers
            .filter_map(|(_, header)| self.headers.get(header.ref_target()?))
            .sum()
    }
}

/// The last reference of a component that is nothing but one.
fn followed(components: &Object, value: &Value) -> Option<String> {
    let mut last = value.ref_target()?;
    for _ in 0..MOST_REFERENCES {
        let (section, name) = component_of(last)?;
        let next = components.get(&section)?.as_object()?.get(&name)?;
        match next.ref_target() {
            Some(target) => last = target,
            None => break,
        }
    }
    Some(last.to_owned())
}

fn of_body(value: &Value) -> usize {
    let Value::Object(body) = value else { return 0 };
    let content = body.get("content").and_then(Value::as_object);
    let content = content.into_iter().flat_map(Object::iter);
    let content = content.map(|(_, media)| {
        let encoding = media.as_object().and_then(|media| media.get("encoding"));
        1 + encoding.map_or(0, count)
    });
    1 + body.get("description").map_or(0, text) / TEXT + content.sum::<usize>()
}

fn of_response(value: &Value) -> usize {
    let Value::Object(response) = value else {
        return 0;
    };
    let members = |key: &str| {
        let members = response.get(key).and_then(Value::as_object);
        members.map_or(0, Object::len)
    };
    1 + members("content") + members("headers") / HEADERS
}

/// The bytes of what is told of a schema where it is used: not of those in it.
fn told(schema: &Value) -> usize {
    let members = schema.as_object().into_iter().flat_map(Object::iter);
    let told = members.map(|(key, value)| match (key, value) {
        (PLACE, _) => 0,
        (_, Value::String(text)) => text.len(),
        ("example" | "examples" | "default", value) => text(value),
        _ => 0,
    });
    told.sum()
}

/// The bytes of all texts in a value.
fn text(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::List(items) => items.iter().map(text).sum(),
        Value::Object(object) => object.iter().map(|(_, value)| text(value)).sum(),
        _ => 0,
    }
}

/// How many values a value consists of.
fn count(value: &Value) -> usize {
    match value {
        Value::Object(object) => 1 + object.iter().map(|(_, value)| count(value)).sum::<usize>(),
        Value::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests;
