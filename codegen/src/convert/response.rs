//! Responses.
//!
//! In: `responses` of an operation. Out: one for each status, range or `default`, in document order, `default` last.

use openapiv3::{ReferenceOr, Responses, StatusCode};
use serde_json::Value;

use super::body::Direction;
use super::converter::Converter;
use super::docs;
use super::node::Trail;
use super::parameter::resolve;
use crate::diagnostics::Code;
use crate::ir::{Content, ContentKind, Docs, Response, Status};
use crate::place::Place;

impl<'a> Converter<'a, '_> {
    pub(super) fn responses(
        &mut self,
        responses: &'a Responses,
        place: &Place,
        trail: &Trail,
    ) -> Vec<Response> {
        let mut all = Vec::with_capacity(responses.responses.len() + 1);
        let mut success = false;
        for (code, response) in &responses.responses {
            let way = place.child(code.to_string());
            let status = match code {
                StatusCode::Code(code) => Status::Code(*code),
                StatusCode::Range(hundred) => {
                    let Some(hundred) = u8::try_from(*hundred)
                        .ok()
                        .filter(|hundred| (1..=5).contains(hundred))
                    else {
                        let text =
                            format!("there are no statuses `{code}`; the response is left out");
                        self.warn(Code::STATUS, &way, text);
                        continue;
                    };
                    Status::Range(hundred)
                }
            };
            // The first success is what the operation is for: it needs no further word.
            let first = status.is_success() && !success;
            success |= status.is_success();
            all.extend(self.response(response, status, &way, trail, first));
        }
        if let Some(response) = &responses.default {
            let way = place.child("default");
            all.extend(self.response(response, Status::Default, &way, trail, !success));
        }
        all
    }

    fn response(
        &mut self,
        node: &'a ReferenceOr<openapiv3::Response>,
        status: Status,
        way: &Place,
        trail: &Trail,
        first: bool,
    ) -> Option<Response> {
        let components = self.components;
        let Some((shared, response)) = resolve("responses", &components.responses, node) else {
            self.warn(
                Code::DANGLING_REFERENCE,
                way,
                "the reference to a response leads nowhere",
            );
            return None;
        };
        let place = self.shared_place("responses", shared, &response.extensions, way);
        let trail = match (shared, first) {
            (Some(name), _) => Trail::in_shared(name),
            (None, true) => trail.word("response"),
            (None, false) => trail.word("response").word(status.to_string()),
        };
        let mut headers = Vec::with_capacity(response.headers.len());
        for (name, header) in &response.headers {
            let way = place.child("headers").child(name);
            headers.extend(self.header(name, header, &way, &trail));
        }
        let content = self.content(&response.content, &place, &trail, Direction::Response);
        if status.is_success() {
            self.warn_of_text(&content, response, &place);
        }
        Some(Response {
            status,
            docs: Docs {
                description: docs::text(Some(&response.description)),
                ..Docs::default()
            },
            headers,
            content,
        })
    }

    /// Says which texts the client never asks for, because it can have JSON. Where both have one type, as some tools write
    /// for every answer, nothing is lost.
    fn warn_of_text(&mut self, content: &[Content], response: &openapiv3::Response, place: &Place) {
        let json = content.iter().find(|it| it.kind == ContentKind::Json);
        let Some(json) = json else { return };
        let schema = |of: &Content| {
            let media = response.content.get(&of.media_type)?;
            let mut schema = serde_json::to_value(&media.schema).ok()?;
            without_places(&mut schema);
            Some(schema)
        };
        for text in content {
            let is_same = text.ty == json.ty || schema(text) == schema(json);
            if text.kind == ContentKind::Text && !is_same {
                self.warn(
                    Code::LEFT_OUT,
                    &place.child("content").child(&text.media_type),
                    format!(
                        "the client asks for `{}` instead of `{}`",
                        json.media_type, text.media_type
                    ),
                );
            }
        }
    }
}

/// Two schemas that stand in two places may still say the same.
fn without_places(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("x-tamis-place");
            members.values_mut().for_each(without_places);
        }
        Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}
