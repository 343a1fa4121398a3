//! The values in a document that are said to be of a schema: examples and defaults.
//!
//! In: a document as JSON. Out: each with its place, its value and the place of its schema. The walk follows the structure
//! of OpenAPI, so that a member of the API that is called `example` is not taken for one. What can be no JSON value (a
//! link to an example elsewhere, text of another media type) is listed too, with the reason. Deliberately not here: what
//! the generator makes of a document; nothing of it is used.

use serde_json::{Map, Value};

/// A value and the schema it is said to be of.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    /// Where the value stands, as a JSON pointer.
    pub(crate) place: String,
    /// Where its schema stands.
    pub(crate) schema: String,
    pub(crate) value: Value,
    pub(crate) way: Way,
}

/// In which direction a value travels; `readOnly` and `writeOnly` depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Sent,
    Received,
    /// It stands in a schema that may be used for both.
    Both,
}

/// What was found in a document.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) instances: Vec<Instance>,
    /// The places of what is no JSON value, with the reason.
    pub(crate) others: Vec<(String, String)>,
}

/// Finds all instances, in document order.
pub(crate) fn find<'a>(document: &'a Value) -> Found {
    let mut walk = Walk {
        document,
        way: Way::Both,
        found: Found::default(),
    };
    let components = At::root(document).member("components");
    for (kind, visit) in [
        ("schemas", Walk::schema as fn(&mut Walk<'a>, &At<'a>)),
        ("parameters", Walk::parameter),
        ("headers", Walk::parameter),
        ("requestBodies", Walk::request),
        ("responses", Walk::response),
        ("pathItems", Walk::path_item),
    ] {
        let entries = components.member(kind);
        entries.members().iter().for_each(|at| visit(&mut walk, at));
    }
    for kind in ["paths", "webhooks"] {
        let items = At::root(document).member(kind);
        items.members().iter().for_each(|at| walk.path_item(at));
    }
    walk.found
}

/// The pointer in a reference to the same document.
pub(crate) fn local(reference: &str) -> Option<String> {
    let encoded = reference.strip_prefix('#')?;
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        let (byte, after) = match code {
            Some(code) if byte == b'%' => (code, &tail[2..]),
            _ => (byte, tail),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// A node and its pointer.
struct At<'a> {
    pointer: String,
    node: &'a Value,
}

impl<'a> At<'a> {
    fn root(node: &'a Value) -> Self {
        Self {
            pointer: String::new(),
            node,
        }
    }

    fn step(&self, key: &str, node: &'a Value) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self {
            pointer: format!("{}/{key}", self.pointer),
            node,
        }
    }

    /// A member; nothing of it when it is missing.
    fn member(&self, key: &str) -> Self {
        self.step(key, self.node.get(key).unwrap_or(&Value::Null))
    }

    fn object(&self) -> Option<&'a Map<String, Value>> {
        self.node.as_object()
    }

    /// The members of an object, those that only extend the specification left out.
    fn members(&self) -> Vec<Self> {
        let members = self.object().into_iter().flatten();
        members
            .filter(|(key, _)| !key.starts_with("x-"))
            .map(|(key, node)| self.step(key, node))
            .collect()
    }

    /// The members of an object, all of them: they have the names of the API.
    fn entries(&self) -> Vec<Self> {
        let members = self.object().into_iter().flatten();
        members.map(|(key, node)| self.step(key, node)).collect()
    }

    fn items(&self) -> Vec<Self> {
        let items = self.node.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, node)| self.step(&index.to_string(), node))
            .collect()
    }
}

struct Walk<'a> {
    document: &'a Value,
    way: Way,
    found: Found,
}

impl<'a> Walk<'a> {
    fn instance(&mut self, at: At<'a>, schema: &str) {
        self.found.instances.push(Instance {
            place: at.pointer,
            schema: schema.to_owned(),
            value: at.node.clone(),
            way: self.way,
        });
    }

    fn schema(&mut self, at: &At<'a>) {
        let Some(members) = at.object() else {
            return;
        };
        for (key, node) in members {
            let inside = at.step(key, node);
            match key.as_str() {
                "example" | "default" => self.instance(inside, &at.pointer),
                "examples" if node.is_array() => {
                    for item in inside.items() {
                        self.instance(item, &at.pointer);
                    }
                }
                "examples" => {
                    let reason = "`examples` of a schema that is not a list".to_owned();
                    self.found.others.push((inside.pointer, reason));
                }
                "properties" | "patternProperties" | "$defs" => {
                    inside.entries().iter().for_each(|at| self.schema(at));
                }
                "additionalProperties" => self.schema(&inside),
                "items" | "prefixItems" | "allOf" | "anyOf" | "oneOf" => {
                    self.schema(&inside);
                    inside.items().iter().for_each(|at| self.schema(at));
                }
                _ => {}
            }
        }
    }

    /// A parameter or a header.
    fn parameter(&mut self, at: &At<'a>) {
        self.schema(&at.member("schema"));
        self.examples(at, None);
        self.content(at);
    }

    fn content(&mut self, at: &At<'a>) {
        for media in at.member("content").members() {
            let name = media.pointer.rsplit('/').next().unwrap_or_default();
            let name = name.replace("~1", "/").to_ascii_lowercase();
            let name = name.split(';').next().unwrap_or_default().trim().to_owned();
            let json = name.ends_with("/json") || name.ends_with("+json");
            let form = name == "application/x-www-form-urlencoded";
            self.schema(&media.member("schema"));
            self.examples(&media, (!json && !form).then_some(name.as_str()));
        }
    }

    /// The examples beside a schema; `foreign`: the media type, where it is not JSON.
    fn examples(&mut self, at: &At<'a>, foreign: Option<&str>) {
        let own = at.node.get("example");
        let own = own.map(|value| at.step("example", value));
        let mut values: Vec<At<'a>> = own.into_iter().collect();
        for example in at.member("examples").entries() {
            let example = match example.node.get("$ref").and_then(Value::as_str) {
                None => example,
                Some(reference) => {
                    let pointer = local(reference);
                    let node = pointer.as_deref().and_then(|to| self.document.pointer(to));
                    match (pointer, node) {
                        (Some(pointer), Some(node)) => At { pointer, node },
                        _ => {
                            let reason = format!("`{reference}` is not in the document");
                            self.found.others.push((example.pointer, reason));
                            continue;
                        }
                    }
                }
            };
            match example.node.get("value") {
                Some(value) => values.push(example.step("value", value)),
                None => {
                    let reason = "an example without a value in the document".to_owned();
                    self.found.others.push((example.pointer, reason));
                }
            }
        }
        let schema = at.member("schema");
        for value in values {
            match foreign {
                Some(media) => self
                    .found
                    .others
                    .push((value.pointer, format!("is {media}"))),
                None if schema.node.is_null() => {
                    let reason = "there is no schema beside it".to_owned();
                    self.found.others.push((value.pointer, reason));
                }
                None => self.instance(value, &schema.pointer),
            }
        }
    }

    fn request(&mut self, at: &At<'a>) {
        self.towards(Way::Sent, |walk| walk.content(at));
    }

    fn response(&mut self, at: &At<'a>) {
        self.towards(Way::Received, |walk| {
            for header in at.member("headers").entries() {
                walk.parameter(&header);
            }
            walk.content(at);
        });
    }

    fn towards(&mut self, way: Way, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.way, way);
        visit(self);
        self.way = before;
    }

    fn path_item(&mut self, at: &At<'a>) {
        for parameter in at.member("parameters").items() {
            self.towards(Way::Sent, |walk| walk.parameter(&parameter));
        }
        let methods = [
            "get", "put", "post", "delete", "options", "head", "patch", "trace",
        ];
        for operation in at.members() {
            let name = operation.pointer.rsplit('/').next().unwrap_or_default();
            if methods.contains(&name) {
                self.operation(&operation);
            }
        }
    }

    fn operation(&mut self, at: &At<'a>) {
        for parameter in at.member("parameters").items() {
            self.towards(Way::Sent, |walk| walk.parameter(&parameter));
        }
        self.request(&at.member("requestBody"));
        for response in at.member("responses").members() {
            self.response(&response);
        }
        // What the server sends of its own accord is no part of the client's operations, but of the document.
        for callback in at.member("callbacks").members() {
            callback.members().iter().for_each(|at| self.path_item(at));
        }
    }
}
