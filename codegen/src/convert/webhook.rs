//! Webhooks: what the service sends, which is described like an operation.
//!
//! In: path items by name. Out: the payloads with their types; there is no client to them.

use super::converter::{Converter, annotated};
use super::docs;
use super::node::Trail;
use crate::ir::{Docs, Method, Webhook};

impl Converter<'_, '_> {
    pub(super) fn webhooks(&mut self) -> Vec<Webhook> {
        let mut webhooks = Vec::new();
        let root = self.root.child("webhooks");
        for (name, item) in &self.model.webhooks {
            let place = annotated(&item.extensions).unwrap_or_else(|| root.child(name));
            for (method, operation) in &item.operations {
                let method = Method::from(&**method);
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
