//! Sequences of items: `itemSchema` of OpenAPI 3.2, and the data of events that is JSON.

use std::collections::HashSet;

use super::super::at::At;
use super::super::resolve::{RESOLVED, unescape};
use super::super::tree::{Object, Value};
use super::known::{Lower, remember};
use crate::diagnostics::Code;

/// A body that is a sequence, and says what one item is.
///
/// ```yaml
/// content: {application/jsonl: {itemSchema: X}}
/// # → content: {application/jsonl: {schema: {type: array, items: X}}}
/// ```
///
/// What is no sequence has no items: that is said, as is what tells the parts of a multipart body by their position.
pub(super) fn items(lower: &mut Lower<'_>, holder: &mut Object, at: &At<'_>) {
    let Some(Value::Object(content)) = holder.get_mut("content") else {
        return;
    };
    let at = at.key("content");
    for (media_type, media) in content.iter_mut() {
        let at = at.key(media_type);
        let Value::Object(media) = media else {
            continue;
        };
        let own = media.place();
        let at = own.as_ref().map_or(at, At::Base);
        for keyword in ["prefixEncoding", "itemEncoding"] {
            if media.remove(keyword).is_some() {
                let message =
                    format!("`{keyword}` is not followed: parts are written in the usual way");
                lower.warn(Code::LEFT_OUT, &at.key(keyword), message);
            }
        }
        let Some(mut item) = media.remove("itemSchema") else {
            continue;
        };
        let here = at.key("itemSchema");
        if !is_sequence(media_type) {
            let message = format!("a body of `{media_type}` has no items; `itemSchema` is ignored");
            lower.warn(Code::LEFT_OUT, &here, message);
            continue;
        }
        remember(&mut item, &here);
        let mut list = Object::default();
        list.insert("type", Value::string("array"));
        list.insert("items", item);
        // `schema` would be about all items together, of which the client reads one after the other.
        media.insert("schema", Value::Object(list));
    }
}

/// Whether a body of a media type is one item after the other.
fn is_sequence(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let words = [
        "event-stream",
        "jsonl",
        "ndjson",
        "json-seq",
        "json-lines",
        "jsonlines",
    ];
    let stream = ["application/stream+json", "application/x-json-stream"];
    essence.starts_with("multipart/")
        || stream.contains(&essence.as_str())
        || words.iter().any(|word| {
            let name = essence.split('/').nth(1).unwrap_or_default();
            name == *word
                || name.strip_prefix("x-") == Some(word)
                || name.ends_with(&format!("+{word}"))
        })
}

/// The data of an event is a text; where that holds JSON, the client has its value.
///
/// ```yaml
/// text/event-stream: {itemSchema: {properties: {data: {contentMediaType: application/json, contentSchema: X}}}}
/// # → text/event-stream: {itemSchema: {properties: {data: X}}}
/// ```
///
/// Only in documents of 3.2, where `itemSchema` is.
pub(super) fn event_data(document: &mut Object) {
    if !document
        .str("openapi")
        .is_some_and(|version| version.starts_with("3.2"))
    {
        return;
    }
    let mut names = Vec::new();
    for (_, value) in document.iter_mut() {
        find(value, &mut names);
    }
    let mut seen = HashSet::new();
    while let Some(name) = names.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let schemas = document
            .get_mut("components")
            .and_then(Value::as_object_mut)
            .and_then(|components| components.get_mut("schemas")?.as_object_mut());
        if let Some(schema) = schemas.and_then(|schemas| schemas.get_mut(&name)) {
            _ = unwrap(schema, &mut names);
        }
    }
}

/// Looks for events; `names` takes the components that they are.
fn find(value: &mut Value, names: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                if key == "text/event-stream"
                    && let Value::Object(media) = value
                    && let Some(item) = media.get_mut("itemSchema")
                {
                    _ = unwrap(item, names);
                } else {
                    find(value, names);
                }
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| find(item, names)),
        _ => {}
    }
}

/// Puts the JSON of its data in the place of the text, in the schema of an event; says whether there was some.
fn unwrap(schema: &mut Value, names: &mut Vec<String>) -> bool {
    let Value::Object(schema) = schema else {
        return false;
    };
    if let Some(name) = schema
        .str("$ref")
        .and_then(|target| target.strip_prefix(RESOLVED)?.strip_prefix("schemas/"))
    {
        names.push(unescape(name));
    }
    let mut is_unwrapped = false;
    if let Some(Value::Object(properties)) = schema.get_mut("properties")
        && let Some(Value::Object(data)) = properties.get_mut("data")
    {
        let media_type = data.str("contentMediaType").unwrap_or("application/json");
        let is_json = media_type.contains("json");
        if is_json && let Some(value) = data.remove("contentSchema") {
            properties.insert("data", value);
            is_unwrapped = true;
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        let Some(Value::List(mut members)) = schema.remove(key) else {
            continue;
        };
        let found = members.iter_mut().map(|member| unwrap(member, names));
        if found.filter(|found| *found).count() > 0 {
            push_down(schema, &mut members);
            is_unwrapped = true;
        }
        schema.insert(key, Value::List(members));
    }
    is_unwrapped
}

/// What is said of all data, that it is a text, holds for those kinds of events only whose data stays one.
fn push_down(schema: &mut Object, members: &mut [Value]) {
    let is_inline = |member: &Value| member.ref_target().is_none();
    if !members.iter().all(is_inline) {
        return;
    }
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    let is_text = |data: &Value| {
        data.as_object()
            .is_some_and(|data| data.str("type") == Some("string"))
    };
    let Some(text) = properties.get("data").filter(|data| is_text(data)).cloned() else {
        return;
    };
    properties.remove("data");
    for member in members.iter_mut().filter_map(Value::as_object_mut) {
        member.change_object("properties", |own| match own.get_mut("data") {
            None => own.insert("data", text.clone()),
            Some(Value::Object(data)) => {
                let is_bare = [
                    "type",
                    "$ref",
                    "properties",
                    "allOf",
                    "anyOf",
                    "oneOf",
                    "const",
                    "enum",
                ]
                .iter()
                .all(|keyword| !data.contains(keyword));
                if is_bare {
                    data.insert("type", Value::string("string"));
                }
            }
            Some(_) => {}
        });
    }
}
