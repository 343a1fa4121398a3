//! Responses.
//!
//! In: `responses` of an operation. Out: one for each status, range or `default`, in document order, `default` last. A
//! response that many operations share is made once.

use openapiv3::{ReferenceOr, Responses, StatusCode};

use super::body::Direction;
use super::converter::Converter;
use super::docs;
use super::node::Trail;
use super::parameter::resolve;
use crate::diagnostics::Code;
use crate::ir::{Content, ContentKind, Docs, Reply, Response, ResponseId, Status};
use crate::place::Place;

impl<'a> Converter<'a, '_> {
    pub(super) fn responses(
        &mut self,
        responses: &'a Responses,
        place: &Place,
        trail: &Trail,
    ) -> Vec<Reply> {
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
    ) -> Option<Reply> {
        let components = self.components;
        let Some((shared, response)) = resolve("responses", &components.responses, node) else {
            self.warn(
                Code::DANGLING_REFERENCE,
                way,
                "the reference to a response leads nowhere",
            );
            return None;
        };
        let id = match shared {
            // It is the same wherever it is used.
            Some(name) => match self.shared_responses.get(name) {
                Some(known) => *known,
                None => {
                    let id = self.made_response(response, shared, way, &Trail::in_shared(name));
                    self.shared_responses.insert(name, id);
                    id
                }
            },
            None => {
                let trail = trail.word("response");
                let trail = if first {
                    trail
                } else {
                    trail.word(status.to_string())
                };
                self.made_response(response, None, way, &trail)
            }
        };
        if status.is_success() && self.seen_successes.insert(id) {
            self.warn_of_text(id, response, shared, way);
        }
        Some(Reply {
            status,
            response: id,
        })
    }

    fn made_response(
        &mut self,
        response: &'a openapiv3::Response,
        shared: Option<&str>,
        way: &Place,
        trail: &Trail,
    ) -> ResponseId {
        let place = self.shared_place("responses", shared, &response.extensions, way);
        let mut headers = Vec::with_capacity(response.headers.len());
        for (name, header) in &response.headers {
            let way = place.child("headers").child(name);
            headers.extend(self.header(name, header, &way, trail));
        }
        let content = self.content(&response.content, &place, trail, Direction::Response);
        let id = ResponseId::from_index(self.responses.len());
        self.responses.push(Response {
            docs: Docs {
                description: docs::text(Some(&response.description)),
                ..Docs::default()
            },
            headers,
            content,
        });
        id
    }

    /// Says which texts the client never asks for, because it can have JSON. Where both have one type, as some tools write
    /// for every answer, nothing is lost.
    fn warn_of_text(
        &mut self,
        id: ResponseId,
        response: &openapiv3::Response,
        shared: Option<&str>,
        way: &Place,
    ) {
        let Some(Response { content, .. }) = self.responses.get(id.index()) else {
            return;
        };
        let json = content.iter().find(|it| it.kind == ContentKind::Json);
        let Some(json) = json else { return };
        let schema = |of: &Content| {
            let media = response.content.get(&of.media_type)?;
            Some(self.schema_of(media)?.id())
        };
        let is_same = |one: &Content, other: &Content| match (schema(one), schema(other)) {
            (Some(one), Some(other)) => self.schemas.are_same(one, other),
            (one, other) => one == other,
        };
        let is_lost = |text: &&Content| {
            text.kind == ContentKind::Text && text.ty != json.ty && !is_same(text, json)
        };
        let lost = content.iter().filter(is_lost).map(|text| {
            let message = format!(
                "the client asks for `{}` instead of `{}`",
                json.media_type, text.media_type
            );
            (text.media_type.clone(), message)
        });
        let lost: Vec<_> = lost.collect();
        let place = self.shared_place("responses", shared, &response.extensions, way);
        for (media_type, message) in lost {
            let place = place.child("content").child(&media_type);
            self.warn(Code::LEFT_OUT, &place, message);
        }
    }
}
