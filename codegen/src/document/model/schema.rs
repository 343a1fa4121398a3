//! Tree → [`Schema`], member by member. What a keyword cannot hold is reported and left out; nothing here can fail.

use serde_json::Value as Json;

use super::super::at::At;
use super::super::key::{CONST, IMPLIED, NEVER, PERHAPS};
use super::super::resolve::unescape;
use super::super::schema::{Additional, Discriminator, Kind, Schema, SchemaId};
use super::super::tree::{Object, OrderedMap, PLACE, Value};
use super::fields::{Builder, Reader, object};
use crate::place::Place;

/// A schema or a reference to one; what is neither says nothing.
pub(super) fn schema(value: Value, at: &At<'_>, builder: &mut Builder) -> SchemaId {
    let object = match value {
        Value::Object(object) => object,
        other => {
            let never = matches!(other, Value::Bool(false));
            if !matches!(other, Value::Bool(_)) {
                Reader::new(at, builder).not_an_object(&other);
            }
            return builder.schemas.add(Schema {
                never,
                ..Schema::default()
            });
        }
    };
    if let Some(target) = object.str("$ref") {
        // From here on a name stands as it is: nobody follows a pointer any more.
        return builder.schemas.refer(&unescape(target));
    }
    let schema = match object.place() {
        Some(place) => read(object, &At::Base(&place), builder, Some(place.clone())),
        None => read(object, at, builder, None),
    };
    builder.schemas.add(schema)
}

fn read(mut object: Object, at: &At<'_>, builder: &mut Builder, place: Option<Place>) -> Schema {
    let mut schema = Schema {
        place,
        ..Schema::default()
    };
    if object.contains("enum") {
        let mut named = |keys: &[&str]| keys.iter().find_map(|key| object.remove(key));
        let names = named(&["x-enum-varnames", "x-enumNames", "x-enum-names"]);
        schema.value_names = names.map(Value::into_json);
        let texts = named(&["x-enum-descriptions", "x-enumDescriptions"]);
        schema.value_texts = texts.map(Value::into_json);
    }
    let mut reader = Reader::new(at, builder);
    let mut encoding = None;
    for (key, value) in object {
        if value.is_null() {
            continue;
        }
        match &*key {
            "type" => kind(&mut schema, reader.text(&key, value)),
            "contentEncoding" => encoding = Some(value),
            _ => keyword(&mut schema, &mut reader, &key, value),
        }
    }
    schema.base64 = encoding
        .as_ref()
        .and_then(Value::as_str)
        .is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
    if let Some(media_type) = &schema.about.media_type
        && encoding.is_none()
        && schema.format.is_none()
        && !is_text(media_type)
    {
        // How 3.1 says what 3.0 called `format: binary`.
        schema.format = Some("binary".into());
    }
    if !schema.prefix_items.is_empty() {
        schema.rest_items = schema.items.take();
    }
    if schema.kind.is_none() && schema.unknown_kind.is_none() {
        schema.kind = schema.implied_kind();
        schema.implied = schema.kind.is_some();
    }
    schema
}

fn keyword(schema: &mut Schema, reader: &mut Reader<'_, '_>, key: &str, value: Value) {
    match key {
        "title" => schema.about.title = reader.text(key, value),
        "description" => schema.about.description = reader.text(key, value),
        "deprecated" => schema.about.deprecated = reader.is_set(key, &value),
        "default" => schema.about.default = Some(value.into_json()),
        "example" => schema.about.examples.insert(0, value.into_json()),
        "examples" => {
            let more = reader.list(key, value).unwrap_or_default();
            // That a value may be `null` is said by the type.
            let more = more.into_iter().filter(|example| !example.is_null());
            schema.about.examples.extend(more.map(Value::into_json));
        }
        "format" => schema.format = reader.text(key, value).map(Into::into),
        "contentMediaType" => schema.about.media_type = value.as_str().map(str::to_owned),
        "nullable" => schema.nullable = reader.is_set(key, &value),
        "readOnly" => schema.read_only = reader.is_set(key, &value),
        "writeOnly" => schema.write_only = reader.is_set(key, &value),
        "enum" => {
            let values = reader.list(key, value).unwrap_or_default();
            schema.values = values.into_iter().map(listed).collect();
        }
        CONST => schema.constant = value == Value::Bool(true),
        IMPLIED => schema.implied = value == Value::Bool(true),
        NEVER => schema.never = value == Value::Bool(true),
        PERHAPS => schema.perhaps = value == Value::Bool(true),
        "properties" => schema.properties = each(reader, key, value),
        "patternProperties" => schema.patterns = each(reader, key, value),
        "required" => schema.required = reader.texts(key, value).unwrap_or_default(),
        "additionalProperties" => schema.additional = Some(additional(reader, key, value)),
        "items" => schema.items = Some(inside(reader, key, value)),
        "prefixItems" => schema.prefix_items = list(reader, key, value),
        "uniqueItems" => schema.unique = reader.is_set(key, &value),
        "oneOf" => schema.one_of = list(reader, key, value),
        "anyOf" => schema.any_of = list(reader, key, value),
        "allOf" => schema.all_of = list(reader, key, value),
        "discriminator" => schema.discriminator = discriminator(reader, key, value),
        _ => limit(schema, reader, key, value),
    }
}

fn limit(schema: &mut Schema, reader: &mut Reader<'_, '_>, key: &str, value: Value) {
    match key {
        "pattern" => schema.limits_mut().pattern = reader.text(key, value),
        "exclusiveMinimum" => schema.limits_mut().exclusive_minimum = reader.is_set(key, &value),
        "exclusiveMaximum" => schema.limits_mut().exclusive_maximum = reader.is_set(key, &value),
        "minLength" => schema.limits_mut().min_length = reader.number(key, value),
        "maxLength" => schema.limits_mut().max_length = reader.number(key, value),
        "minimum" => schema.limits_mut().minimum = reader.number(key, value),
        "maximum" => schema.limits_mut().maximum = reader.number(key, value),
        "multipleOf" => schema.limits_mut().multiple_of = reader.number(key, value),
        "minItems" => schema.limits_mut().min_items = reader.number(key, value),
        "maxItems" => schema.limits_mut().max_items = reader.number(key, value),
        "minProperties" => schema.limits_mut().min_properties = reader.number(key, value),
        "maxProperties" => schema.limits_mut().max_properties = reader.number(key, value),
        _ => {}
    }
}

/// The names of the specification, and those that documents use by mistake where only one thing can be meant.
fn kind(schema: &mut Schema, name: Option<String>) {
    let Some(name) = name else { return };
    schema.kind = match &*name {
        "string" | "str" => Some(Kind::String),
        "integer" | "int" | "long" | "bigint" => Some(Kind::Integer),
        "number" | "float" | "double" => Some(Kind::Number),
        "boolean" | "bool" => Some(Kind::Boolean),
        "object" => Some(Kind::Object),
        "array" | "list" => Some(Kind::Array),
        "null" => Some(Kind::Null),
        "any" => None,
        _ => {
            schema.unknown_kind = Some(name.into());
            None
        }
    };
}

/// The schema under a keyword.
fn inside(reader: &mut Reader<'_, '_>, key: &str, value: Value) -> SchemaId {
    schema(value, &reader.at.key(key), reader.builder)
}

fn list(reader: &mut Reader<'_, '_>, key: &str, value: Value) -> Vec<SchemaId> {
    let at = reader.at.key(key);
    let items = reader.list(key, value).unwrap_or_default();
    let items = items.into_iter().enumerate();
    items
        .map(|(index, item)| schema(item, &at.item(index), reader.builder))
        .collect()
}

fn each(reader: &mut Reader<'_, '_>, key: &str, value: Value) -> OrderedMap<SchemaId> {
    let at = reader.at.key(key);
    let members = reader.map(key, value).unwrap_or_default();
    let members = members.into_iter().filter(|(name, _)| &**name != PLACE);
    members
        .map(|(name, value)| {
            let id = schema(value, &at.key(&name), reader.builder);
            (name, id)
        })
        .collect()
}

fn additional(reader: &mut Reader<'_, '_>, key: &str, value: Value) -> Additional {
    let flag = match &value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    match flag {
        Some(true) => Additional::Open,
        Some(false) => Additional::Closed,
        None => Additional::Each(inside(reader, key, value)),
    }
}

fn discriminator(
    reader: &mut Reader<'_, '_>,
    key: &str,
    value: Value,
) -> Option<Box<Discriminator>> {
    let at = reader.at.key(key);
    object(value, &at, reader.builder, |mut fields| {
        let mapping = fields.each("mapping", |value, _, _| value.scalar_text());
        Some(Box::new(Discriminator {
            property: fields.text("propertyName")?,
            mapping: mapping.into_iter().collect(),
            default: fields.text("defaultMapping"),
        }))
    })
}

/// A value of `enum`: a whole number is an integer, whether it is written `1` or `1.0`.
fn listed(value: Value) -> Json {
    match &value {
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => value.into_json(),
        },
        _ => value.into_json(),
    }
}

fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") || media_type.contains("json") || media_type.contains("xml")
}
