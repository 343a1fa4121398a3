//! Schemas: everything about them that is not a keyword of validation.

use openapiv3::{AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::super::at::At;
use super::super::tree::{Number, Object, Value};
use super::fields::{Fields, object, object_or_reference};
use super::keywords::Keywords;
use crate::diagnostics::Diagnostics;

/// A schema or a reference to one; what is neither says nothing.
pub(super) fn schema(
    value: Value,
    at: &At<'_>,
    diagnostics: &mut Diagnostics,
) -> ReferenceOr<Schema> {
    let value = match value {
        Value::Bool(true) | Value::Null => Value::Object(Object::default()),
        Value::Bool(false) => {
            let mut object = Object::default();
            object.insert("x-tamis-never", Value::Bool(true));
            Value::Object(object)
        }
        other => other,
    };
    object_or_reference(value, at, diagnostics, |fields| Some(read(fields)))
        .unwrap_or_else(|| ReferenceOr::Item(any()))
}

fn any() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    }
}

fn read(mut fields: Fields<'_, '_>) -> Schema {
    let keywords = Keywords::read(&mut fields);
    let schema_kind = keywords.kind(&mut fields);
    remembered(&mut fields);
    let external_docs = super::external_docs(&mut fields);
    let discriminator = discriminator(&mut fields);
    Schema {
        schema_kind,
        schema_data: SchemaData {
            nullable: fields.flag("nullable").unwrap_or_default(),
            read_only: fields.flag("readOnly").unwrap_or_default(),
            write_only: fields.flag("writeOnly").unwrap_or_default(),
            deprecated: fields.flag("deprecated").unwrap_or_default(),
            external_docs,
            example: fields.json("example"),
            title: fields.text("title"),
            description: fields.text("description"),
            discriminator,
            default: fields.json("default"),
            extensions: fields.extensions(),
        },
    }
}

fn discriminator(fields: &mut Fields<'_, '_>) -> Option<Discriminator> {
    let value = fields.take("discriminator")?;
    let at = fields.at.key("discriminator");
    object(value, &at, fields.diagnostics, |mut fields| {
        Some(Discriminator {
            property_name: fields.text("propertyName")?,
            mapping: fields.each("mapping", |value, _, _| value.scalar_text()),
            extensions: fields.extensions(),
        })
    })
}

/// The schemas that lowering keeps under other names become JSON, in the form that the model reads.
fn remembered(fields: &mut Fields<'_, '_>) {
    let at = *fields.at;
    let json = |schema: ReferenceOr<Schema>| serde_json::to_value(schema).unwrap_or_default();
    // `items: false` behind a tuple is the one place where "no more" is an answer of its own.
    if fields
        .object
        .get("x-tamis-items")
        .and_then(Value::as_object)
        .is_some_and(|items| items.is_true("x-tamis-never"))
    {
        fields.object.insert("x-tamis-items", Value::Bool(false));
    }
    if let Some(Value::List(items)) = fields.object.remove("x-tamis-prefix-items") {
        let at = at.key("prefixItems");
        let items = items.into_iter().enumerate();
        let items: Vec<serde_json::Value> = items
            .map(|(index, item)| json(schema(item, &at.item(index), fields.diagnostics)))
            .collect();
        keep(fields, "x-tamis-prefix-items", items.into());
    }
    for (key, original) in [
        ("x-tamis-items", "items"),
        ("x-tamis-property-names", "propertyNames"),
    ] {
        if matches!(fields.object.get(key), Some(Value::Bool(_))) {
            continue;
        }
        if let Some(value) = fields.object.remove(key) {
            let value = json(schema(value, &at.key(original), fields.diagnostics));
            keep(fields, key, value);
        }
    }
    let key = "x-tamis-pattern-properties";
    if let Some(Value::Object(patterns)) = fields.object.remove(key) {
        let at = at.key("patternProperties");
        let patterns = patterns.into_iter();
        let patterns: serde_json::Map<String, serde_json::Value> = patterns
            .map(|(pattern, value)| {
                let value = json(schema(value, &at.key(&pattern), fields.diagnostics));
                (pattern.into_string(), value)
            })
            .collect();
        keep(fields, key, patterns.into());
    }
}

fn keep(fields: &mut Fields<'_, '_>, key: &str, value: serde_json::Value) {
    fields.object.insert(key, from_json(value));
}

/// The way back from JSON, for the few schemas that travel as extensions.
fn from_json(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(value),
        serde_json::Value::Number(number) => Value::Number(if let Some(value) = number.as_i64() {
            Number::Int(value)
        } else if let Some(value) = number.as_u64() {
            Number::Uint(value)
        } else {
            Number::Float(number.as_f64().unwrap_or_default())
        }),
        serde_json::Value::String(text) => Value::string(text),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(from_json).collect()),
        serde_json::Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(key, value)| (key.into_boxed_str(), from_json(value)))
                .collect(),
        ),
    }
}
