//! Webhooks: what the service sends, under `x-tamis-webhooks`.
//!
//! In: path items by name. Out: the payloads with their types; there is no client to them.

use openapiv3::{OpenAPI, PathItem};
use serde::Deserialize;
use serde_json::Value;

use super::converter::{Converter, annotated};
use super::docs;
use super::node::Trail;
use crate::diagnostics::Code;
use crate::ir::{Docs, Webhook};

/// The webhooks of a document, read from the extension that they travel in; with what could not be read.
pub(super) fn read(openapi: &OpenAPI) -> Vec<(String, Result<PathItem, String>)> {
    let Some(Value::Object(webhooks)) = openapi.extensions.get("x-tamis-webhooks") else {
        return Vec::new();
    };
    let item = |item: &Value| PathItem::deserialize(item).map_err(|error| error.to_string());
    webhooks
        .iter()
        .map(|(name, value)| (name.clone(), item(value)))
        .collect()
}

impl<'a> Converter<'a, '_> {
    pub(super) fn webhooks(
        &mut self,
        items: &'a [(String, Result<PathItem, String>)],
    ) -> Vec<Webhook> {
        let mut webhooks = Vec::new();
        let root = self.root.child("webhooks");
        for (name, item) in items {
            let way = root.child(name);
            let item = match item {
                Ok(item) => item,
                Err(error) => {
                    let text = format!("the webhook cannot be read and is left out: {error}");
                    self.warn(Code::WEBHOOK, &way, text);
                    continue;
                }
            };
            let place = annotated(&item.extensions).unwrap_or(way);
            for (method, operation) in self.additional.methods(item) {
                self.intersections.clear();
                let place = annotated(&operation.extensions)
                    .unwrap_or_else(|| place.child(method.as_str().to_ascii_lowercase()));
                let body = operation.request_body.as_ref().and_then(|body| {
                    self.body(body, &place.child("requestBody"), &Trail::in_shared(name))
                });
                webhooks.push(Webhook {
                    name: name.clone(),
                    method,
                    docs: Docs {
                        summary: docs::text(operation.summary.as_deref()),
                        description: docs::text(operation.description.as_deref()),
                        deprecated: operation.deprecated,
                        ..Docs::default()
                    },
                    body,
                });
            }
        }
        webhooks
    }
}
