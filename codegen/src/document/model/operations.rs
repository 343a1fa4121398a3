//! Path items, operations and what they consist of.

use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, Encoding, Header, HeaderStyle, MediaType, Operation, Parameter, ParameterData,
    ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, RequestBody, Response, Responses,
    StatusCode,
};

use super::super::at::At;
use super::super::grammar::{ADDITIONAL, METHODS};
use super::super::key;
use super::super::schema::{Schema, SchemaId};
use super::super::tree::{Object, PLACE, Value};
use super::fields::{Builder, Fields, object, object_or_reference};
use super::path_item::PathItem;
use super::schema::schema;
use super::security::requirements;
use super::shared::{external_docs, servers};
use crate::diagnostics::{Code, Diagnostic};

pub(super) fn path_item(value: Value, at: &At<'_>, builder: &mut Builder) -> Option<PathItem> {
    object(value, at, builder, |mut fields| {
        Some(PathItem {
            summary: fields.text("summary"),
            description: fields.text("description"),
            operations: operations(&mut fields),
            servers: servers(&mut fields),
            parameters: fields.items("parameters", parameter),
            extensions: fields.extensions(),
        })
    })
}

fn operations(fields: &mut Fields<'_, '_>) -> Vec<(Box<str>, Operation)> {
    let mut found = Vec::new();
    for method in METHODS {
        if let Some(operation) = operation(fields, method) {
            found.push((method.to_ascii_uppercase().into(), operation));
        }
    }
    if fields.object.contains(ADDITIONAL) {
        let others = fields.each(ADDITIONAL, |value, at, builder| {
            object(value, at, builder, |fields| Some(read_operation(fields)))
        });
        let others = others.into_iter();
        found.extend(others.map(|(method, operation)| (method.into(), operation)));
    }
    found.shrink_to_fit();
    found
}

fn operation(fields: &mut Fields<'_, '_>, method: &str) -> Option<Operation> {
    fields.object(method, |fields| Some(read_operation(fields)))
}

fn read_operation(mut fields: Fields<'_, '_>) -> Operation {
    let request_body = fields.inside("requestBody", request_body).flatten();
    Operation {
        tags: fields.texts("tags").unwrap_or_default(),
        summary: fields.text("summary"),
        description: fields.text("description"),
        external_docs: external_docs(&mut fields),
        operation_id: fields
            .text("operationId")
            .filter(|id| !id.trim().is_empty()),
        parameters: fields.items("parameters", parameter),
        request_body,
        responses: responses(&mut fields),
        callbacks: IndexMap::new(),
        deprecated: fields.is_set("deprecated"),
        security: Some(requirements(&mut fields).unwrap_or_default()),
        servers: servers(&mut fields),
        extensions: fields.extensions(),
    }
}

pub(super) fn parameter(
    value: Value,
    at: &At<'_>,
    builder: &mut Builder,
) -> Option<ReferenceOr<Parameter>> {
    object_or_reference(value, at, builder, |mut fields| {
        let location = fields.text("in");
        let style = fields.text("style");
        let allow_reserved = fields.is_set("allowReserved");
        let allow_empty_value = fields.flag("allowEmptyValue");
        let mut parameter_data = ParameterData {
            name: fields.needed_text("name"),
            description: fields.text("description"),
            required: fields.is_set("required"),
            deprecated: fields.flag("deprecated"),
            format: schema_or_content(&mut fields),
            example: fields.json("example"),
            examples: IndexMap::new(),
            explode: fields.flag("explode"),
            extensions: IndexMap::new(),
        };
        let place = fields.reader.at.place();
        parameter_data.extensions = extensions_of(&mut fields);
        match location.as_deref() {
            Some("query") => Some(Parameter::Query {
                parameter_data,
                allow_reserved,
                style: match style.as_deref() {
                    Some("spaceDelimited") => QueryStyle::SpaceDelimited,
                    Some("pipeDelimited") => QueryStyle::PipeDelimited,
                    Some("deepObject") => QueryStyle::DeepObject,
                    _ => QueryStyle::Form,
                },
                allow_empty_value,
            }),
            Some("path") => Some(Parameter::Path {
                parameter_data,
                style: match style.as_deref() {
                    Some("label") => PathStyle::Label,
                    Some("matrix") => PathStyle::Matrix,
                    _ => PathStyle::Simple,
                },
            }),
            Some("header") => Some(Parameter::Header {
                parameter_data,
                style: HeaderStyle::Simple,
            }),
            Some("cookie") => Some(Parameter::Cookie {
                parameter_data,
                style: CookieStyle::Form,
            }),
            other => {
                fields.reader.builder.diagnostics.push(Diagnostic::warning(
                    Code::PARAMETER,
                    &place,
                    format!(
                        "a parameter cannot be in `{}`; it is ignored",
                        other.unwrap_or_default()
                    ),
                ));
                None
            }
        }
    })
}

/// The extensions of an object that is still needed.
fn extensions_of(fields: &mut Fields<'_, '_>) -> IndexMap<String, serde_json::Value> {
    let at = fields.reader.at;
    Fields::new(
        std::mem::take(&mut fields.object),
        at,
        fields.reader.builder,
    )
    .extensions()
}

fn schema_or_content(fields: &mut Fields<'_, '_>) -> ParameterSchemaOrContent {
    if let Some(schema) = fields.inside("schema", schema) {
        return ParameterSchemaOrContent::Schema(schema.written());
    }
    let content = content(fields);
    if content.is_empty() {
        let any = fields.reader.builder.schemas.add(Schema::default());
        return ParameterSchemaOrContent::Schema(any.written());
    }
    ParameterSchemaOrContent::Content(content)
}

pub(super) fn header(
    value: Value,
    at: &At<'_>,
    builder: &mut Builder,
) -> Option<ReferenceOr<Header>> {
    object_or_reference(value, at, builder, |mut fields| {
        let explode = fields.flag("explode");
        let mut header = Header {
            description: fields.text("description"),
            style: HeaderStyle::Simple,
            required: fields.is_set("required"),
            deprecated: fields.flag("deprecated"),
            format: schema_or_content(&mut fields),
            example: fields.json("example"),
            examples: IndexMap::new(),
            extensions: fields.extensions(),
        };
        if explode == Some(true) {
            // openapiv3 has no word for it.
            let extensions = &mut header.extensions;
            extensions.insert(key::EXPLODE.to_owned(), true.into());
        }
        Some(header)
    })
}

pub(super) fn request_body(
    value: Value,
    at: &At<'_>,
    builder: &mut Builder,
) -> Option<ReferenceOr<RequestBody>> {
    object_or_reference(value, at, builder, |mut fields| {
        Some(RequestBody {
            description: fields.text("description"),
            content: content(&mut fields),
            required: fields.is_set("required"),
            extensions: fields.extensions(),
        })
    })
}

fn content(fields: &mut Fields<'_, '_>) -> IndexMap<String, MediaType> {
    fields.each("content", |value, at, builder| {
        if value.is_null() {
            return Some(MediaType::default());
        }
        object(value, at, builder, |mut fields| {
            let schema = fields.inside("schema", schema).map(SchemaId::written);
            Some(MediaType {
                schema,
                example: None,
                examples: IndexMap::new(),
                encoding: fields.each("encoding", encoding),
                extensions: fields.extensions(),
            })
        })
    })
}

fn encoding(value: Value, at: &At<'_>, builder: &mut Builder) -> Option<Encoding> {
    object(value, at, builder, |mut fields| {
        let explode = fields.flag("explode");
        let style = match fields.text("style").as_deref() {
            Some("spaceDelimited") => Some(QueryStyle::SpaceDelimited),
            Some("pipeDelimited") => Some(QueryStyle::PipeDelimited),
            Some("deepObject") => Some(QueryStyle::DeepObject),
            Some("form") => Some(QueryStyle::Form),
            // What it is of.
            _ => explode.map(|_| QueryStyle::Form),
        };
        Some(Encoding {
            content_type: fields.text("contentType"),
            headers: fields.each("headers", header),
            // What holds without it, which openapiv3 leaves to its users.
            explode: explode.unwrap_or(matches!(style, Some(QueryStyle::Form))),
            style,
            allow_reserved: fields.is_set("allowReserved"),
            extensions: fields.extensions(),
        })
    })
}

fn responses(fields: &mut Fields<'_, '_>) -> Responses {
    let at = fields.reader.at.key("responses");
    let mut found = Responses::default();
    for (key, value) in fields.map("responses").unwrap_or_default() {
        let at = at.key(&key);
        if &*key == PLACE {
            continue;
        }
        if key.starts_with("x-") {
            found.extensions.insert(key.to_string(), value.into_json());
            continue;
        }
        match status(&key) {
            Some(Status::Default) => found.default = response(value, &at, fields.reader.builder),
            Some(Status::Code(status)) => {
                if let Some(response) = response(value, &at, fields.reader.builder) {
                    found.responses.insert(status, response);
                }
            }
            None => fields.reader.builder.diagnostics.push(Diagnostic::warning(
                Code::STATUS,
                &at.place(),
                format!("`{key}` is no status; the response is left out"),
            )),
        }
    }
    found
}

/// What a response is for.
enum Status {
    Default,
    Code(StatusCode),
}

fn status(key: &str) -> Option<Status> {
    let key = key.trim();
    if key.eq_ignore_ascii_case("default") {
        return Some(Status::Default);
    }
    if let [hundred @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] = key.as_bytes() {
        return Some(Status::Code(StatusCode::Range(u16::from(hundred - b'0'))));
    }
    let code: u16 = key.parse().ok()?;
    (100..1000)
        .contains(&code)
        .then_some(Status::Code(StatusCode::Code(code)))
}

pub(super) fn response(
    value: Value,
    at: &At<'_>,
    builder: &mut Builder,
) -> Option<ReferenceOr<Response>> {
    // `204:` with nothing behind it is a response without a body.
    let value = match value {
        Value::Null => Value::Object(Object::default()),
        Value::String(description) => {
            let mut object = Object::default();
            object.insert("description", Value::String(description));
            Value::Object(object)
        }
        other => other,
    };
    object_or_reference(value, at, builder, |mut fields| {
        Some(Response {
            description: (fields.text("description"))
                .or_else(|| fields.text("summary"))
                .unwrap_or_default(),
            headers: fields.each("headers", header),
            content: content(&mut fields),
            links: IndexMap::new(),
            extensions: fields.extensions(),
        })
    })
}
