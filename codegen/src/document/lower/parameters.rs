//! Parameters and headers.

use super::super::at::At;
use super::super::key;
use super::super::tree::{Object, Value};
use super::keywords;
use super::known::{Lower, remember};
use crate::diagnostics::Code;

/// Where a parameter is sent, and its name; `None` for references and what is no parameter.
pub(super) fn key(value: &Value) -> Option<(String, String)> {
    let object = value.as_object()?;
    Some((object.str("in")?.to_owned(), object.str("name")?.to_owned()))
}

/// A schema written into the parameter itself, as Swagger 2 does.
///
/// ```yaml
/// {name: a, in: query, type: string}   # → {name: a, in: query, schema: {type: string}}
/// {name: a, in: query}                 # → {name: a, in: query, schema: {}}
/// ```
pub(super) fn schema_beside(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    if object.contains("$ref") {
        return;
    }
    if object.get("schema").is_some_and(Value::is_null) {
        object.remove("schema");
    }
    let has_content =
        matches!(object.get("content"), Some(Value::Object(content)) if !content.is_empty());
    if object.contains("schema") {
        object.remove("content");
        return;
    }
    if has_content {
        return;
    }
    object.remove("content");
    let mut schema = Object::default();
    for key in [
        "type",
        "format",
        "enum",
        "items",
        "default",
        "minimum",
        "maximum",
        "pattern",
        "minLength",
        "maxLength",
        "nullable",
        "oneOf",
        "anyOf",
        "allOf",
    ] {
        if let Some(value) = object.remove(key) {
            schema.insert(key, value);
        }
    }
    if schema.is_empty() {
        lower.warn(
            Code::NO_SCHEMA,
            at,
            "the parameter has no schema; it takes any value",
        );
    } else {
        lower.warn(
            Code::SCHEMA_BESIDE,
            at,
            "the schema stands in the parameter itself; it belongs under `schema`",
        );
        schema.set_place(at);
    }
    object.insert("schema", Value::Object(schema));
}

/// Parameters as 3.0 allows them.
///
/// ```yaml
/// {in: path, required: false}    # → required: true
/// {in: path, allowReserved: true}  # → x-tamis-reserved: true
/// {in: header, style: form}      # → style: simple
/// examples: {a: {value: 1}}      # → example: 1
/// ```
pub(super) fn parameter(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    if object.contains("$ref") {
        return;
    }
    examples(lower, object);
    whole_query(lower, object, at);
    let location = object.str("in").unwrap_or_default().to_owned();
    if location == "path" {
        object.insert("required", Value::Bool(true));
        if object.get("allowReserved") == Some(&Value::Bool(true)) {
            object.insert(key::RESERVED, Value::Bool(true));
        }
    }
    let allowed: &[&str] = match location.as_str() {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form", "cookie"],
        _ => return,
    };
    let style = object.get("style").and_then(Value::scalar_text);
    if let Some(style) = style
        && !allowed.contains(&style.as_str())
    {
        let default = allowed.first().copied().unwrap_or_default();
        lower.warn(
            Code::STYLE,
            &at.key("style"),
            format!("a {location} parameter has no style `{style}`; `{default}` is used"),
        );
        object.remove("style");
    }
    // `form` of a cookie escapes nothing that a cookie can hold, so both are written alike.
    if object.str("style") == Some("cookie") {
        object.remove("style");
    }
}

/// A parameter that is the query as a whole.
///
/// ```yaml
/// {in: querystring, content: {application/x-www-form-urlencoded: {schema: X}}}
/// # → {in: query, style: form, explode: true, schema: X}
/// {in: querystring, content: {application/json: {schema: X}}}
/// # → {in: query, content: {application/json: {schema: X}}, x-tamis-querystring: true}
/// ```
fn whole_query(lower: &mut Lower<'_>, object: &mut Object, at: &At<'_>) {
    if object.str("in") != Some("querystring") {
        return;
    }
    object.insert("in", Value::string("query"));
    let Some(Value::Object(content)) = object.get_mut("content") else {
        let message =
            "a parameter that is the whole query has `content`, not `schema`; it is read as a form";
        lower.warn(Code::QUERYSTRING, at, message);
        object.insert("style", Value::string("form"));
        object.insert("explode", Value::Bool(true));
        return;
    };
    let Some((media_type, media)) = content.member_mut(0) else {
        return;
    };
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        object.insert(key::QUERYSTRING, Value::Bool(true));
        return;
    }
    let media_type = media_type.to_owned();
    let Value::Object(media) = media else { return };
    if media.contains("encoding") {
        let at = at.key("content");
        let at = at.key(&media_type);
        let message = "how single members of the query are written is not followed";
        lower.warn(Code::QUERYSTRING, &at.key("encoding"), message);
    }
    let schema = media.remove("schema");
    let mut schema = schema.unwrap_or_else(|| Value::Object(Object::default()));
    let at = at.key("content");
    let at = at.key(&media_type);
    remember(&mut schema, &at.key("schema"));
    object.remove("content");
    object.insert("schema", schema);
    object.insert("style", Value::string("form"));
    object.insert("explode", Value::Bool(true));
}

/// ```yaml
/// examples: {a: {value: 1}, b: {$ref: X}}   # → example: 1, x-tamis-examples: [2]
/// ```
pub(super) fn examples(lower: &mut Lower<'_>, object: &mut Object) {
    if let Some(Value::Object(named)) = object.get_mut("examples") {
        let mut values = Vec::new();
        for (_, example) in std::mem::take(named) {
            let referred = example.ref_target().map(|target| {
                let target = target.strip_prefix("tamis:").unwrap_or(target);
                lower.examples.get(&format!("tamis:{target}")).cloned()
            });
            match (referred, example) {
                (Some(value), _) => values.extend(value),
                (None, Value::Object(mut example)) => {
                    let value = example.remove("value");
                    values.extend(value.or_else(|| example.remove("dataValue")));
                }
                (None, other) => values.push(other),
            }
        }
        object.insert("examples", Value::List(values));
    }
    keywords::examples(object);
    let Some(Value::List(mut rest)) = object.remove("examples") else {
        return;
    };
    if !object.contains("example") && !rest.is_empty() {
        object.insert("example", rest.remove(0));
    }
    if !rest.is_empty() {
        object.insert(key::EXAMPLES, Value::List(rest));
    }
}
