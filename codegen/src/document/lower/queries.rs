//! Queries and fragments in the keys of paths: `/pets?tag=cat`, `/pets?tag={tag}`, `/token#google`.
//!
//! In: a key and its path item. Out: the path that is sent, the pairs that are always sent with it, and query parameters
//! for what stands in braces.

use std::fmt::Write as _;

use super::super::at::At;
use super::super::grammar::operations;
use super::super::key;
use super::super::tree::{Object, Value};
use super::declare;
use super::known::Lower;
use crate::diagnostics::Code;

/// Splits what is sent as the path from a query and a fragment written behind it.
pub(super) fn sent_path(lower: &mut Lower<'_>, key: &str, item: &mut Object, at: &At<'_>) {
    // `/pets{?limit}` is how URI templates write it: the parameters are declared.
    let Some(end) = key.find("{?").or_else(|| key.find(['?', '#'])) else {
        return;
    };
    let (path, rest) = key.split_at(end);
    item.insert(key::PATH, Value::string(path));
    let (query, fragment) = match rest.split_once('#') {
        Some((query, fragment)) => (query, Some(fragment)),
        None => (rest, None),
    };
    let mut fixed = Vec::new();
    let mut named = Vec::new();
    for pair in query.trim_start_matches('?').split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if name.is_empty() || name.contains('{') {
            continue;
        }
        match value
            .strip_prefix('{')
            .and_then(|value| value.strip_suffix('}'))
        {
            Some(called) => {
                move_to_query(lower, item, called, name);
                named.push(name);
            }
            None => fixed.push(Value::List(vec![
                Value::string(decoded(name)),
                Value::string(decoded(value)),
            ])),
        }
    }
    let mut message = match query.trim_start_matches('?') {
        _ if query.starts_with('{') => {
            format!("a path names no query parameters; `{path}` is the path")
        }
        "" => format!("`{path}` is the path"),
        query => {
            format!("a path has no query; `{path}` is the path, and `{query}` is sent as its query")
        }
    };
    if let Some(fragment) = fragment {
        // A string takes any text.
        let _ = write!(message, ", and `#{fragment}` is never sent");
    }
    lower.warn(Code::PATH_KEY, at, message);
    if !fixed.is_empty() {
        item.insert(key::QUERY, Value::List(fixed));
    }
    declare(lower, item, &named, at);
}

/// Declares the query parameters that a path names and no operation declares.
fn declare(lower: &Lower<'_>, item: &mut Object, named: &[&str], at: &At<'_>) {
    if named.is_empty() {
        return;
    }
    let shared = declare::declared(lower, item);
    for (_, operation) in operations(item) {
        let own = declare::declared(lower, operation);
        let is_known = |name: &str| {
            let mut all = shared.iter().chain(&own);
            all.any(|(location, other)| location == "query" && other == name)
        };
        let missing = named.iter().filter(|name| !is_known(name));
        let missing = missing.map(|name| {
            let mut schema = Object::default();
            schema.insert("type", Value::string("string"));
            declare::parameter(name, "query", schema, at)
        });
        declare::add(operation, missing.collect());
    }
}

/// Undoes percent-encoding; what is no text then is left as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escape = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        match escape.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// `/pets?tag={t}` with a parameter `t` of the path or of the query: it is the query parameter `tag`.
fn move_to_query(lower: &Lower<'_>, item: &mut Object, called: &str, name: &str) {
    let rename = |owner: &mut Object| {
        let Some(Value::List(list)) = owner.get_mut("parameters") else {
            return;
        };
        for value in list {
            let shared = value
                .ref_target()
                .and_then(|target| lower.path_parameters.get(target));
            if let Some(shared) = shared
                && shared
                    .as_object()
                    .is_some_and(|shared| shared.str("name") == Some(called))
            {
                *value = shared.clone();
            }
            let Some(parameter) = value.as_object_mut() else {
                continue;
            };
            let is_sent = matches!(parameter.str("in"), Some("path" | "query"));
            if is_sent && parameter.str("name") == Some(called) {
                parameter.insert("in", Value::string("query"));
                parameter.insert("name", Value::string(name));
            }
        }
    };
    rename(item);
    for (_, operation) in operations(item) {
        rename(operation);
    }
}
