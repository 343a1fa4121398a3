//! The names of an operation's parameters: what the document declares against what the client sends.
//!
//! In: operations of a document, and what the source of the client or its requests say. Out: complaints, one per
//! difference.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::{Document, Operation, Parameter};
use crate::source::{self, Module, Tables};

/// A place and a name; headers in lower case.
type Name = (&'static str, String);

/// The names that the document declares.
fn declared(operation: &Operation) -> BTreeSet<Name> {
    let mut names = placeholders(&operation.path);
    // What stands behind `?` in a path is sent there, whatever paths may have.
    let query = operation.path.split_once('?').map(|(_, query)| query);
    let query = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    names.extend(query.map(|(name, _)| ("query", name.into_owned())));
    for parameter in &operation.parameters {
        let name = parameter.name.clone();
        match parameter.place.as_str() {
            "query" => names.insert(("query", name)),
            "header" => names.insert(("header", name.to_ascii_lowercase())),
            "cookie" => names.insert(("cookie", name)),
            // One that does not stand in the path has no place; one that is not declared has.
            _ => false,
        };
    }
    names
}

/// Where the members of an object are sent one by one (`created[gte]`), all of them must be.
fn members(
    document: &Document,
    parameter: &Parameter,
    encoded: &BTreeSet<Name>,
    declared: &mut BTreeSet<Name>,
) {
    let prefix = format!("{}[", parameter.name);
    let is_member = |(place, name): &Name| *place == "query" && name.starts_with(&prefix);
    if parameter.style != "deepObject" || !encoded.iter().any(is_member) {
        return;
    }
    let own = ("query", parameter.name.clone());
    // `created=1` beside them is what the object is an alternative to.
    if !encoded.contains(&own) {
        declared.remove(&own);
    }
    let schema = document.resolve(&parameter.schema);
    let variants = ["anyOf", "oneOf"]
        .iter()
        .filter_map(|key| schema.get(*key)?.as_array());
    for schema in std::iter::once(schema).chain(variants.flatten()) {
        let properties = document.resolve(schema).get("properties");
        let properties = properties.and_then(Value::as_object).into_iter().flatten();
        let names = properties.map(|(name, _)| ("query", format!("{prefix}{name}]")));
        declared.extend(names);
    }
}

/// The names in braces.
fn placeholders(path: &str) -> BTreeSet<Name> {
    let pieces = path.split('{').skip(1);
    pieces
        .filter_map(|piece| piece.split_once('}'))
        .map(|(name, _)| ("path", name.to_owned()))
        .collect()
}

/// The names that the source of an operation sends.
fn encoded(operation: &source::Operation, tables: &Tables) -> BTreeSet<Name> {
    let mut names = BTreeSet::new();
    for call in &operation.calls {
        let name = call.literal.clone().unwrap_or_default();
        match call.method.as_str() {
            "segment" | "segment_with" => names.insert(("path", name)),
            "header" | "header_with" => names.insert(("header", name)),
            "cookie" | "cookie_with" => names.insert(("cookie", name)),
            "filter" => {
                let table = call.table.as_ref().and_then(|table| tables.get(table));
                let table = table.into_iter().flatten();
                names.extend(table.map(|(_, name)| ("query", name.clone())));
                continue;
            }
            method if method.starts_with("query") => {
                names.insert(("query", source::decoded(&name)))
            }
            _ => continue,
        };
    }
    names
}

/// Compares every operation of a document with the source of its client; gives the number of names, too.
pub(crate) fn compare_source(
    document: &Document,
    modules: &[Module],
    tables: &Tables,
) -> (usize, Vec<String>) {
    let (mut count, mut complaints) = (0, Vec::new());
    for operation in document.operations() {
        let (method, path) = (&operation.method, &operation.path);
        let emitted = find(modules, &operation);
        let Some((_, emitted)) = emitted else {
            complaints.push(format!("{method} {path}: is not in the client"));
            continue;
        };
        let encoded = encoded(emitted, tables);
        let mut declared = declared(&operation);
        for parameter in &operation.parameters {
            members(document, parameter, &encoded, &mut declared);
        }
        count += declared.len();
        for (place, name) in declared.difference(&encoded) {
            complaints.push(format!(
                "{method} {path}: `{name}` in the {place} is not sent"
            ));
        }
        for (place, name) in encoded.difference(&declared) {
            complaints.push(format!(
                "{method} {path}: `{name}` in the {place} is not declared"
            ));
        }
    }
    (count, complaints)
}

/// The operation of the client that is one of the document, and its module.
pub(crate) fn find<'m>(
    modules: &'m [Module],
    operation: &Operation,
) -> Option<(&'m Module, &'m source::Operation)> {
    modules.iter().find_map(|module| {
        let mut all = module.operations.iter();
        let found = all
            .find(|emitted| emitted.method == operation.method && emitted.path == operation.path)?;
        Some((module, found))
    })
}
