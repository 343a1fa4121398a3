//! Value tree → [`Model`], consuming the tree.
//!
//! Schemas become our own ([`Schemas`]); what stands around them is openapiv3's, in which a schema is nothing but an id. It is
//! filled field by field rather than through its own `Deserialize`, which refuses a whole document for one wrong member,
//! names no place, and copies every object once for each level it stands at. What a field cannot hold is reported and
//! left out; nothing here can fail.

mod fields;
mod operations;
mod path_item;
mod schema;
mod security;
mod shared;

use indexmap::IndexMap;
use openapiv3::{Components, Contact, Info, License, OpenAPI, Operation, Tag};

use self::fields::{Builder, Fields, object, object_or_reference};
pub(crate) use self::path_item::PathItem;
use self::shared::{external_docs, servers};
use super::at::At;
use super::schema::Schemas;
use super::tree::{Object, Value};
use crate::diagnostics::Diagnostics;
use crate::place::Place;

/// A document of the canonical dialect.
#[derive(Debug, Default)]
pub(crate) struct Model {
    /// All but the paths and the schemas, which are references to those of `schemas`.
    pub(crate) openapi: OpenAPI,
    pub(crate) schemas: Schemas,
    pub(crate) paths: IndexMap<String, PathItem>,
    /// By their names.
    pub(crate) webhooks: IndexMap<String, PathItem>,
}

impl Model {
    /// The operations that a client can call.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        let items = self.paths.values();
        items.flat_map(|item| item.operations.iter().map(|(_, operation)| operation))
    }
}

/// Builds the model of a lowered document.
pub(crate) fn build(document: Object, place: &Place, diagnostics: &mut Diagnostics) -> Model {
    let at = At::Base(place);
    let mut builder = Builder {
        diagnostics: std::mem::take(diagnostics),
        schemas: Schemas::default(),
    };
    let mut fields = Fields::new(document, &at, &mut builder);
    let webhooks = fields.each("webhooks", operations::path_item);
    let info = fields.inside("info", info).flatten().unwrap_or_default();
    let servers = servers(&mut fields);
    let paths = fields.each("paths", |value, at, builder| {
        if matches!(at, At::Key(_, key) if key.starts_with("x-")) {
            return None;
        }
        operations::path_item(value, at, builder)
    });
    let openapi = OpenAPI {
        openapi: "3.0.3".to_owned(),
        info,
        servers,
        components: fields.inside("components", components),
        tags: fields.items("tags", tag),
        external_docs: external_docs(&mut fields),
        extensions: fields.extensions(),
        ..OpenAPI::default()
    };
    *diagnostics = builder.diagnostics;
    let mut schemas = builder.schemas;
    schemas.connect();
    Model {
        openapi,
        schemas,
        paths,
        webhooks,
    }
}

fn info(value: Value, at: &At<'_>, builder: &mut Builder) -> Option<Info> {
    object(value, at, builder, |mut fields| {
        let contact = fields.object("contact", |mut fields| {
            Some(Contact {
                name: fields.text("name"),
                url: fields.text("url"),
                email: fields.text("email"),
                extensions: fields.extensions(),
            })
        });
        let license = fields.object("license", |mut fields| {
            Some(License {
                name: fields.text("name").unwrap_or_default(),
                url: fields.text("url"),
                extensions: fields.extensions(),
            })
        });
        Some(Info {
            title: fields.text("title").unwrap_or_default(),
            description: fields
                .text("description")
                .or_else(|| fields.text("summary")),
            terms_of_service: fields.text("termsOfService"),
            contact,
            license,
            version: fields.text("version").unwrap_or_default(),
            extensions: fields.extensions(),
        })
    })
}

fn components(value: Value, at: &At<'_>, builder: &mut Builder) -> Components {
    object(value, at, builder, |mut fields| {
        let schemas = fields.each("schemas", |value, at, builder| {
            Some(schema::schema(value, at, builder))
        });
        fields.reader.builder.schemas.components = schemas;
        Some(Components {
            schemas: IndexMap::new(),
            responses: fields.each("responses", operations::response),
            parameters: fields.each("parameters", operations::parameter),
            examples: IndexMap::new(),
            request_bodies: fields.each("requestBodies", operations::request_body),
            headers: fields.each("headers", operations::header),
            security_schemes: fields.each("securitySchemes", |value, at, builder| {
                object_or_reference(value, at, builder, |fields| Some(security::scheme(fields)))
            }),
            links: IndexMap::new(),
            callbacks: IndexMap::new(),
            extensions: fields.extensions(),
        })
    })
    .unwrap_or_default()
}

fn tag(value: Value, at: &At<'_>, builder: &mut Builder) -> Option<Tag> {
    if let Value::String(name) = value {
        return Some(Tag {
            name: name.into_string(),
            ..Tag::default()
        });
    }
    object(value, at, builder, |mut fields| {
        Some(Tag {
            name: fields.text("name")?,
            description: fields.text("description"),
            external_docs: external_docs(&mut fields),
            extensions: fields.extensions(),
        })
    })
}
