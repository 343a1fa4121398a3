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

use indexmap::IndexMap;
use openapiv3::{
    Components, Contact, ExternalDocumentation, Info, License, OpenAPI, Operation,
    SecurityRequirement, Server, ServerVariable, Tag,
};

use self::fields::{Builder, Fields, object, object_or_reference};
pub(crate) use self::path_item::PathItem;
use super::at::At;
use super::key;
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

fn external_docs(fields: &mut Fields<'_, '_>) -> Option<ExternalDocumentation> {
    fields.object("externalDocs", |mut fields| {
        Some(ExternalDocumentation {
            description: fields.text("description"),
            url: fields.text("url").unwrap_or_default(),
            extensions: fields.extensions(),
        })
    })
}

/// `servers`, also when it is one server instead of a list.
fn servers(fields: &mut Fields<'_, '_>) -> Vec<Server> {
    if let Some(Value::Object(_)) = fields.object.get("servers")
        && let Some(single) = fields.object.remove("servers")
    {
        fields.object.insert("servers", Value::List(vec![single]));
    }
    fields.items("servers", |value, at, builder| {
        let value = match value {
            Value::String(url) => {
                let mut object = Object::default();
                object.insert("url", Value::String(url));
                Value::Object(object)
            }
            other => other,
        };
        object(value, at, builder, |mut fields| {
            let is_stated = fields.object.contains("url");
            let url = fields.needed_text("url");
            // An empty path is that of the host: an operation can have it beside an API that has another.
            let url = match url.trim() {
                "" if is_stated => "/",
                url => url,
            };
            // 3.0 has no names of servers.
            fields.object.rename("name", key::NAME);
            let variables = fields.each("variables", server_variable);
            Some(Server {
                url: url.to_owned(),
                description: fields.text("description"),
                variables: (!variables.is_empty()).then_some(variables),
                extensions: fields.extensions(),
            })
        })
        .filter(|server| !server.url.is_empty())
    })
}

fn server_variable(value: Value, at: &At<'_>, builder: &mut Builder) -> Option<ServerVariable> {
    object(value, at, builder, |mut fields| {
        let enumeration = fields.texts("enum").unwrap_or_default();
        let default = fields
            .text("default")
            .or_else(|| enumeration.first().cloned());
        Some(ServerVariable {
            default: default.unwrap_or_default(),
            enumeration,
            description: fields.text("description"),
            extensions: fields.extensions(),
        })
    })
}

fn requirements(fields: &mut Fields<'_, '_>) -> Option<Vec<SecurityRequirement>> {
    fields.object.contains("security").then(|| {
        fields.items("security", |value, at, builder| {
            object(value, at, builder, |fields| {
                Some(
                    fields
                        .object
                        .into_iter()
                        .map(|(name, scopes)| {
                            let scopes = scopes.as_list().unwrap_or_default();
                            let scopes = scopes.iter().filter_map(Value::scalar_text).collect();
                            (name.into_string(), scopes)
                        })
                        .collect(),
                )
            })
        })
    })
}
