//! Operations: what stands under a path and a method.
//!
//! In: path items. Out: operations in document order, with parameters, body, responses, security and servers of their
//! own. Links and callbacks are not here: the client does not act on them.

use std::collections::HashSet;

use openapiv3::OpenAPI;

use super::converter::{Converter, annotated};
use super::docs;
use super::limits::LONGEST_NAME;
use super::node::Trail;
use crate::document::{PathItem, key};
use crate::ir::{Docs, Method, Operation, OperationId, Tag};
use crate::place::Place;
use crate::truncate::begin;

impl<'a> Converter<'a, '_> {
    /// The tags of an operation, those that are groups first.
    fn grouped(&self, tags: &[String]) -> Vec<String> {
        let is_label = |name: &&String| self.labels.contains(name.as_str());
        let (labels, groups): (Vec<_>, Vec<_>) = tags.iter().partition(is_label);
        groups
            .into_iter()
            .chain(labels)
            .map(|tag| short(tag))
            .collect()
    }

    /// All operations, in document order.
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let mut operations = Vec::new();
        let root = self.root.child("paths");
        for (path, item) in &self.model.paths {
            let place = annotated(&item.extensions).unwrap_or_else(|| root.child(path));
            for (method, operation) in &item.operations {
                let method = Method::from(&**method);
                let way = place.child(method.as_str().to_ascii_lowercase());
                let place = annotated(&operation.extensions).unwrap_or(way);
                let id = OperationId::from_index(operations.len());
                operations.push(self.operation(path, item, method, operation, id, &place));
            }
        }
        operations
    }

    fn operation(
        &mut self,
        path: &str,
        item: &'a PathItem,
        method: Method,
        operation: &'a openapiv3::Operation,
        id: OperationId,
        place: &Place,
    ) -> Operation {
        self.intersections.clear();
        let mut parameters = self.parameters(item, operation, id, place);
        let sent = item.extensions.get(key::PATH);
        let sent = sent.and_then(serde_json::Value::as_str).unwrap_or(path);
        let pieces = self.path(sent, &mut parameters, place);
        let trail = Trail::in_operation(id);
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| self.body(body, &place.child("requestBody"), &trail));
        let responses = self.responses(&operation.responses, &place.child("responses"), &trail);
        Operation {
            id: docs::text(operation.operation_id.as_deref()),
            method,
            path: path.to_owned(),
            pieces,
            fixed_query: fixed_query(item),
            tags: self.grouped(&operation.tags),
            docs: Docs {
                summary: docs::text(operation.summary.as_deref().or(item.summary.as_deref())),
                description: docs::text(
                    operation
                        .description
                        .as_deref()
                        .or(item.description.as_deref()),
                ),
                deprecated: operation.deprecated,
                ..Docs::default()
            },
            parameters,
            body,
            responses,
            security: self.security(operation, place),
            servers: self.own_servers(item, operation, place),
            filter_rules: self.filter_rules(&operation.extensions),
            paging: self.paging(&operation.extensions, place),
            place: place.clone(),
        }
    }
}

/// What a document says of a tag in the words of 3.2.
fn said<'t>(tag: &'t openapiv3::Tag, what: &str) -> Option<&'t str> {
    tag.extensions.get(what)?.as_str()
}

/// Whether a tag only marks operations: 3.2 calls the kind that is meant to be a group `nav`.
fn is_label(tag: &openapiv3::Tag) -> bool {
    said(tag, key::KIND).is_some_and(|kind| kind != "nav")
}

/// The tags that only mark operations.
pub(super) fn labels(openapi: &OpenAPI) -> HashSet<&str> {
    let labels = openapi.tags.iter().filter(|tag| is_label(tag));
    labels.map(|tag| tag.name.as_str()).collect()
}

/// What stands behind a `?` in the path.
fn fixed_query(item: &PathItem) -> Vec<(String, String)> {
    let query = item.extensions.get(key::QUERY);
    let pairs = query
        .and_then(serde_json::Value::as_array)
        .into_iter()
        .flatten();
    let pairs = pairs.filter_map(|pair| {
        let text = |at: usize| Some(pair.get(at)?.as_str()?.to_owned());
        Some((text(0)?, text(1)?))
    });
    pairs.collect()
}

/// The begin of a tag: it is never sent, but shown wherever its operations are.
fn short(tag: &str) -> String {
    begin(tag, LONGEST_NAME).to_owned()
}

/// What the document says of its tags.
pub(super) fn tags(openapi: &OpenAPI) -> Vec<Tag> {
    let tag = |tag: &openapiv3::Tag| Tag {
        name: short(&tag.name),
        docs: Docs {
            description: docs::text(tag.description.as_deref().or(said(tag, key::SUMMARY))),
            ..Docs::default()
        },
        parent: said(tag, key::PARENT).map(short),
        is_label: is_label(tag),
    };
    openapi.tags.iter().map(tag).collect()
}
