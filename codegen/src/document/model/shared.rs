//! What stands at several places of a document: servers, and where there is more to read.

use openapiv3::{ExternalDocumentation, Server, ServerVariable};

use super::super::at::At;
use super::super::key;
use super::super::tree::{Object, Value};
use super::fields::{Builder, Fields, object};

pub(super) fn external_docs(fields: &mut Fields<'_, '_>) -> Option<ExternalDocumentation> {
    fields.object("externalDocs", |mut fields| {
        Some(ExternalDocumentation {
            description: fields.text("description"),
            url: fields.text("url").unwrap_or_default(),
            extensions: fields.extensions(),
        })
    })
}

/// `servers`, also when it is one server instead of a list.
pub(super) fn servers(fields: &mut Fields<'_, '_>) -> Vec<Server> {
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
