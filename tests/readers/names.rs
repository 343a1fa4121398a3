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
    let mut names = placeholders(operation.sent_path());
    let fixed = operation.fixed_query();
    names.extend(fixed.iter().map(|(name, _)| ("query", name.clone())));
    // `?preview={is_preview}`: the parameter has the name that stands before it.
    let braced = fixed
        .iter()
        .filter_map(|(_, value)| value.strip_prefix('{')?.strip_suffix('}'));
    let renamed: Vec<&str> = braced.collect();
    for parameter in &operation.parameters {
        let name = parameter.name.clone();
        if renamed.contains(&name.as_str()) {
            continue;
        }
        match parameter.place.as_str() {
            "query" => names.insert(("query", name)),
            "header" => names.insert(("header", name.to_ascii_lowercase())),
            "cookie" => names.insert(("cookie", name)),
            // The members of a form are sent as those of any object.
            "querystring" if parameter.is_form() => names.insert(("query", name)),
            "querystring" => names.insert(("querystring", name)),
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
    if parameter.style == "deepObject" {
        let (name, schema) = (&parameter.name, &parameter.schema);
        members_of(document, name, schema, encoded, declared);
    }
}

/// Those of an object that is called so: `created[gte]`, and one deeper `filter[name][eq]`.
fn members_of(
    document: &Document,
    name: &str,
    schema: &Value,
    encoded: &BTreeSet<Name>,
    declared: &mut BTreeSet<Name>,
) {
    let prefix = format!("{name}[");
    let is_member = |(place, name): &Name| *place == "query" && name.starts_with(&prefix);
    if !encoded.iter().any(is_member) {
        return;
    }
    let own = ("query", name.to_owned());
    // `created=1` beside them is what the object is an alternative to.
    if !encoded.contains(&own) {
        declared.remove(&own);
    }
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        let schema = document.resolve(schema);
        let variants = ["anyOf", "oneOf"]
            .iter()
            .filter_map(|key| schema.get(*key)?.as_array());
        open.extend(variants.flatten());
        let properties = schema.get("properties").and_then(Value::as_object);
        for (property, schema) in properties.into_iter().flatten() {
            let name = format!("{prefix}{property}]");
            declared.insert(("query", name.clone()));
            members_of(document, &name, schema, encoded, declared);
        }
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
            "segment" | "segment_with" | "segment_reserved" | "segment_with_reserved" | "path" => {
                names.insert(("path", name))
            }
            "header" | "header_with" | "header_json" => names.insert(("header", name)),
            "cookie" | "cookie_with" | "cookie_json" => names.insert(("cookie", name)),
            method if method.starts_with("whole_query") => names.insert(("querystring", name)),
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
        complaints.extend(in_path(&operation, emitted));
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

/// The path and the fixed part of the query: what the key says, against the calls that write it.
fn in_path(operation: &Operation, emitted: &source::Operation) -> Vec<String> {
    let (method, path) = (&operation.method, &operation.path);
    let mut complaints = Vec::new();
    let mut sent = String::new();
    for call in &emitted.calls {
        let text = call.literal.as_deref().unwrap_or_default();
        match call.method.as_str() {
            "literal" => sent.push_str(text),
            "segment" | "segment_with" | "segment_reserved" | "segment_with_reserved" | "path" => {
                let piece = format!("{{{text}}}");
                // One that has a value unless it is set has two calls.
                if !sent.ends_with(&piece) {
                    sent.push_str(&piece);
                }
            }
            _ => {}
        }
    }
    let expected = escaped(operation.sent_path());
    let expected = if expected.starts_with(['/', '{']) {
        expected
    } else {
        format!("/{expected}")
    };
    if sent != expected {
        complaints.push(format!(
            "{method} {path}: `{sent}` is what is sent as the path"
        ));
    }
    for (name, value) in operation.fixed_query() {
        let is_sent = emitted.calls.iter().any(|call| {
            call.method == "query"
                && source::decoded(call.literal.as_deref().unwrap_or_default()) == name
                && call.value.as_ref() == Some(&value)
        });
        if !value.starts_with('{') && !is_sent {
            complaints.push(format!("{method} {path}: `{name}={value}` is not sent"));
        }
    }
    complaints
}

/// A path as RFC 3986 has it: what is no character of one is escaped, but for names in braces.
fn escaped(path: &str) -> String {
    let mut escaped = String::new();
    let mut rest = path;
    while let Some(letter) = rest.chars().next() {
        let (taken, behind) = rest.split_at(letter.len_utf8());
        // `{a{b}`: the inner brace opens.
        let name = behind.find(['{', '}']).map(|end| end + 1);
        let name = name.filter(|end| letter == '{' && rest[*end..].starts_with('}'));
        let is_escape =
            letter == '%' && behind.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        if let Some(end) = name {
            let (name, behind) = rest.split_at(end + 1);
            escaped.push_str(name);
            rest = behind;
            continue;
        }
        if is_escape || letter.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/".contains(letter) {
            escaped.push(letter);
        } else {
            escaped.extend(taken.bytes().map(|byte| format!("%{byte:02X}")));
        }
        rest = behind;
    }
    escaped
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
