//! Several documents → one. In: lowered documents. Out: one that says what all of them say, or reports.
//!
//! Operations are united. Components that say the same are one; that they are told differently (descriptions, titles,
//! examples, the order of members) does not matter. Of `info` the first document's counts.

mod same;

use std::collections::HashMap;

use indexmap::IndexMap;

use self::same::difference;
use super::at::At;
use super::grammar::{ADDITIONAL, Kind, METHODS, Method, SECTIONS, for_each_operation, operations};
use super::tree::{Object, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::place::Place;

/// A lowered document and where it came from.
pub(crate) struct Document {
    pub(crate) root: Object,
    pub(crate) place: Place,
}

/// Unites documents, in the order given.
pub(crate) fn merge(
    documents: Vec<Document>,
    diagnostics: &mut Diagnostics,
) -> Option<(Object, Place)> {
    let mut documents = documents.into_iter();
    let mut first = documents.next()?;
    let mut merged = Merged::default();
    let mut servers = Servers::Agreed;
    merged.add(&mut first, diagnostics);
    for mut document in documents {
        compare_titles(&first, &document, diagnostics);
        unite_servers(&mut first, &mut document, &mut servers, diagnostics);
        merged.add(&mut document, diagnostics);
        merge_tags(&mut first.root, document.root.remove("tags"));
    }
    merged.write(&mut first.root);
    name_operations_once(&mut first.root, &first.place, diagnostics);
    Some((first.root, first.place))
}

#[derive(Default)]
struct Merged {
    components: IndexMap<&'static str, IndexMap<Box<str>, Value>>,
    paths: IndexMap<Box<str>, Value>,
    webhooks: IndexMap<Box<str>, Value>,
}

impl Merged {
    fn add(&mut self, document: &mut Document, diagnostics: &mut Diagnostics) {
        let root_at = At::Base(&document.place);
        if let Some(Value::Object(mut components)) = document.root.remove("components") {
            let at = root_at.key("components");
            for (section, kind) in SECTIONS {
                let at = at.key(section);
                let Some(Value::Object(members)) = components.remove(section) else {
                    continue;
                };
                let known = self.components.entry(section).or_default();
                for (name, value) in members {
                    add_component(known, kind, name, value, &at, diagnostics);
                }
            }
        }
        for (container, known) in [("paths", &mut self.paths), ("webhooks", &mut self.webhooks)] {
            let at = root_at.key(container);
            let Some(Value::Object(items)) = document.root.remove(container) else {
                continue;
            };
            for (key, value) in items {
                add_path_item(known, key, value, &at, diagnostics);
            }
        }
    }

    fn write(self, root: &mut Object) {
        root.insert("paths", Value::Object(self.paths.into_iter().collect()));
        if !self.webhooks.is_empty() {
            let webhooks = self.webhooks.into_iter().collect();
            root.insert("webhooks", Value::Object(webhooks));
        }
        let components: Object = self
            .components
            .into_iter()
            .map(|(section, members)| {
                (section.into(), Value::Object(members.into_iter().collect()))
            })
            .collect();
        root.insert("components", Value::Object(components));
    }
}

fn add_component(
    known: &mut IndexMap<Box<str>, Value>,
    kind: Kind,
    name: Box<str>,
    mut value: Value,
    at: &At<'_>,
    diagnostics: &mut Diagnostics,
) {
    let at = at.key(&name);
    place_component(kind, &mut value, &at);
    let Some(other) = known.get(&name) else {
        known.insert(name, value);
        return;
    };
    if let Some(steps) = difference(kind, other, &value) {
        let word = kind.word();
        diagnostics.push(
            Diagnostic::error(
                Code::DIFFERENT_COMPONENTS,
                &place_of(&value, &at),
                format!(
                    "the {word} `{name}` is not the same in two documents{}",
                    at_steps(&steps)
                ),
            )
            .related(
                &place_of(other, &at),
                format!("the other {word} of that name"),
            )
            .help("rename one of the two in its document, or make them equal"),
        );
    }
}

/// A component remembers its document; a reference has no room for that, a schema makes some.
fn place_component(kind: Kind, value: &mut Value, at: &At<'_>) {
    match value {
        Value::Object(object) if object.contains("$ref") && kind == Kind::Schema => {
            let reference = std::mem::replace(value, Value::Null);
            let mut wrapped = Object::default();
            wrapped.insert("allOf", Value::List(vec![reference]));
            wrapped.set_place(at);
            *value = Value::Object(wrapped);
        }
        Value::Object(object) if !object.contains("$ref") => object.set_place(at),
        _ => {}
    }
}

fn at_steps(steps: &[String]) -> String {
    if steps.is_empty() {
        return String::new();
    }
    format!(": they differ at `{}`", steps.join("/"))
}

fn place_of(value: &Value, at: &At<'_>) -> Place {
    let own = value.as_object().and_then(Object::place);
    own.unwrap_or_else(|| at.place())
}

fn add_path_item(
    known: &mut IndexMap<Box<str>, Value>,
    key: Box<str>,
    value: Value,
    at: &At<'_>,
    diagnostics: &mut Diagnostics,
) {
    let at = at.key(&key);
    let Value::Object(mut item) = value else {
        known.entry(key).or_insert(value);
        return;
    };
    item.set_place(&at);
    let place = item.place().unwrap_or_else(|| at.place());
    place_operations(&mut item, &At::Base(&place));
    let other = match known.get_mut(&key) {
        None => {
            known.insert(key, Value::Object(item));
            return;
        }
        Some(Value::Object(other)) => other,
        Some(other) => {
            *other = Value::Object(item);
            return;
        }
    };
    push_parameters(other);
    push_parameters(&mut item);
    for method in METHODS {
        if let Some(operation) = item.remove(method) {
            unite_operations(
                other,
                (&key, Method::Listed(method)),
                operation,
                &at,
                diagnostics,
            );
        }
    }
    if let Some(Value::Object(additional)) = item.remove(ADDITIONAL) {
        other.change_object(ADDITIONAL, |known| {
            for (method, operation) in additional {
                let method = Method::Additional(&method);
                unite_operations(known, (&key, method), operation, &at, diagnostics);
            }
        });
    }
}

/// Adds an operation to those of its path; an error where another one is there.
fn unite_operations(
    known: &mut Object,
    (path, method): (&str, Method<'_>),
    operation: Value,
    at: &At<'_>,
    diagnostics: &mut Diagnostics,
) {
    let (Method::Listed(member) | Method::Additional(member)) = method;
    let Some(first) = known.get(member) else {
        known.insert(member, operation);
        return;
    };
    if let Some(steps) = difference(Kind::Operation, first, &operation) {
        diagnostics.push(
            Diagnostic::error(
                Code::DIFFERENT_OPERATIONS,
                &place_of(&operation, at),
                format!(
                    "`{} {path}` is not the same in two documents{}",
                    method.sent(),
                    at_steps(&steps)
                ),
            )
            .related(&place_of(first, at), "the other one")
            .help("remove one of the two from its document, or make them equal"),
        );
    }
}

fn place_operations(item: &mut Object, at: &At<'_>) {
    for_each_operation(item, at, &mut |operation, at| operation.set_place(at));
}

/// Parameters of a path item belong to the operations of its own document only.
fn push_parameters(item: &mut Object) {
    let place = item.place();
    let Some(Value::List(mut shared)) = item.remove("parameters") else {
        return;
    };
    if let Some(place) = &place {
        let at = At::Base(place);
        let at = at.key("parameters");
        for (index, parameter) in shared.iter_mut().enumerate() {
            if let Value::Object(parameter) = parameter
                && !parameter.contains("$ref")
            {
                parameter.set_place(&at.item(index));
            }
        }
    }
    let key = |value: &Value| {
        let object = value.as_object()?;
        Some((object.str("in")?.to_owned(), object.str("name")?.to_owned()))
    };
    for (_, operation) in operations(item) {
        let own = match operation.remove("parameters") {
            Some(Value::List(own)) => own,
            _ => Vec::new(),
        };
        let overridden: Vec<_> = own.iter().filter_map(key).collect();
        let mut all: Vec<Value> = shared
            .iter()
            .filter(|value| key(value).is_none_or(|key| !overridden.contains(&key)))
            .cloned()
            .collect();
        all.extend(own);
        operation.insert("parameters", Value::List(all));
    }
}

/// Whether the documents so far name the same servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Servers {
    Agreed,
    Disputed,
}

/// Keeps the servers that all documents name. Where they differ there are none: whoever builds the client says where the
/// API is, so that adding a document never moves the others, and their credentials, to another host.
fn unite_servers(
    first: &mut Document,
    document: &mut Document,
    state: &mut Servers,
    diagnostics: &mut Diagnostics,
) {
    let Some(servers) = document.root.remove("servers") else {
        return;
    };
    match first.root.get("servers") {
        Some(known) if *known == servers => {}
        None if *state == Servers::Agreed => {
            first.root.insert("servers", servers);
        }
        _ => {
            let place = document.place.child("servers");
            let message = "the documents name different servers, so the client has no default one";
            diagnostics.push(
                Diagnostic::warning(Code::DIFFERENT_SERVERS, &place, message)
                    .related(
                        &first.place.child("servers"),
                        "the servers of the first document",
                    )
                    .help("make them the same, or give `base_url` when the client is built"),
            );
            first.root.remove("servers");
            *state = Servers::Disputed;
        }
    }
}

fn compare_titles(first: &Document, other: &Document, diagnostics: &mut Diagnostics) {
    let title = |document: &Document| {
        let info = document.root.get("info")?.as_object()?;
        info.get("title")?.scalar_text()
    };
    let (Some(a), Some(b)) = (title(first), title(other)) else {
        return;
    };
    if a != b {
        let place = |document: &Document| document.place.child("info").child("title");
        diagnostics.push(
            Diagnostic::warning(
                Code::DIFFERENT_TITLES,
                &place(other),
                format!("two documents of one API have different titles: `{a}` and `{b}`"),
            )
            .related(&place(first), "the title that is used")
            .help("if these are two APIs, put their documents into two folders"),
        );
    }
}

fn merge_tags(root: &mut Object, tags: Option<Value>) {
    let Some(Value::List(tags)) = tags else {
        return;
    };
    let name = |tag: &Value| match tag {
        Value::Object(tag) => tag.str("name").map(str::to_owned),
        other => other.as_str().map(str::to_owned),
    };
    match root.get_mut("tags") {
        Some(Value::List(known)) => {
            for tag in tags {
                if known.iter().all(|other| name(other) != name(&tag)) {
                    known.push(tag);
                }
            }
        }
        _ => root.insert("tags", Value::List(tags)),
    }
}

/// An `operationId` names one operation: the first that has it.
fn name_operations_once(root: &mut Object, place: &Place, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, Place> = HashMap::new();
    let root_at = At::Base(place);
    let at = root_at.key("paths");
    let Some(Value::Object(paths)) = root.get_mut("paths") else {
        return;
    };
    for (path, item) in paths.iter_mut() {
        let at = at.key(path);
        let Value::Object(item) = item else { continue };
        for_each_operation(item, &at, &mut |operation, at| {
            let Some(id) = operation.get("operationId").and_then(Value::scalar_text) else {
                return;
            };
            let own = operation.place().unwrap_or_else(|| at.place());
            if let Some(other) = seen.get(&id) {
                diagnostics.push(
                    Diagnostic::warning(
                        Code::DUPLICATE_OPERATION_ID,
                        &own.child("operationId"),
                        format!("`{id}` is the `operationId` of another operation already; this one is named by its method and path"),
                    )
                    .related(&other.child("operationId"), "the other operation"),
                );
                operation.remove("operationId");
            } else {
                seen.insert(id, own);
            }
        });
    }
}

#[cfg(test)]
mod tests;
