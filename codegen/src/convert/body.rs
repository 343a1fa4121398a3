//! Bodies: media types and what they carry.
//!
//! In: `content` of a request body or a response. Out: every media type with its kind and the type of its value, in
//! document order. For streams that is the type of one item; for text and bytes it is just that.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::converter::Converter;
use super::docs;
use super::limits::MOST_COMPARED;
use super::node::{Located, Trail};
use super::parameter::{self, resolve};
use super::schema::is_binary;
use crate::diagnostics::Code;
use crate::document::schema::{Kind, Node, Schema};
use crate::ir::{Body, BodyContent, Content, ContentKind, Docs, Scalar, TypeKind, TypeRef};
use crate::place::Place;

/// In which direction a body goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

impl<'a> Converter<'a, '_> {
    /// The body of a request.
    pub(super) fn body(
        &mut self,
        node: &'a ReferenceOr<RequestBody>,
        way: &Place,
        trail: &Trail,
    ) -> Option<Body> {
        let components = self.components;
        let Some((shared, body)) = resolve("requestBodies", &components.request_bodies, node)
        else {
            self.warn(
                Code::DANGLING_REFERENCE,
                way,
                "the reference to a request body leads nowhere",
            );
            return None;
        };
        let place = self.shared_place("requestBodies", shared, &body.extensions, way);
        let trail = match shared {
            Some(name) => Trail::in_shared(name),
            None => trail.word("body"),
        };
        let contents = self.content(&body.content, &place, &trail, Direction::Request);
        if contents.is_empty() {
            return None;
        }
        let part_types = |media: &MediaType| {
            let typed = media.encoding.iter();
            typed
                .filter_map(|(part, encoding)| Some((part.clone(), encoding.content_type.clone()?)))
                .collect()
        };
        let part_styles = |media: &MediaType| {
            let styled = media.encoding.iter().filter_map(|(part, encoding)| {
                let style = parameter::query_style(encoding.style.as_ref()?);
                Some((part.clone(), style, encoding.explode))
            });
            styled.collect()
        };
        Some(Body {
            required: body.required,
            docs: Docs {
                description: docs::text(body.description.as_deref()),
                ..Docs::default()
            },
            content: contents
                .into_iter()
                .zip(body.content.values())
                .map(|(content, media)| BodyContent {
                    content,
                    part_types: part_types(media),
                    part_styles: part_styles(media),
                })
                .collect(),
        })
    }

    /// All media types of a body; as many as `all` has, in its order.
    pub(super) fn content(
        &mut self,
        all: &'a IndexMap<String, MediaType>,
        place: &Place,
        trail: &Trail,
        direction: Direction,
    ) -> Vec<Content> {
        let place = place.child("content");
        let kinds: Vec<ContentKind> = all
            .iter()
            .map(|(media_type, media)| self.kind(media_type, media, direction))
            .collect();
        let typed = kinds.iter().any(|kind| !is_raw(*kind));
        let mut contents: Vec<Content> = Vec::with_capacity(all.len());
        for (index, ((media_type, media), kind)) in all.iter().zip(kinds).enumerate() {
            let ty =
                self.schema_of(media).map(|schema| {
                    let same = all.values().zip(&contents).take(MOST_COMPARED).find_map(
                        |(other, content)| {
                            let same = is_raw(kind) == is_raw(content.kind)
                                && self.schema_of(other).is_some_and(|other| {
                                    self.schemas.are_same(other.id(), schema.id())
                                })
                                && (kind == content.kind || !self.has_binary_parts(schema));
                            same.then(|| content.ty.clone()).flatten()
                        },
                    );
                    let way = place.child(media_type).child("schema");
                    let trail = match index {
                        0 => trail.clone(),
                        _ => trail.word(word(kind)),
                    };
                    match same {
                        Some(ty) => ty,
                        None => {
                            self.carried(kind, media_type, &Located::new(schema, way, trail), typed)
                        }
                    }
                });
            contents.push(Content {
                media_type: media_type.clone(),
                kind,
                ty,
            });
        }
        contents
    }

    fn carried(
        &mut self,
        kind: ContentKind,
        media_type: &str,
        at: &Located<'a>,
        typed: bool,
    ) -> TypeRef {
        self.count(at.node);
        match kind {
            ContentKind::Json | ContentKind::Form | ContentKind::Multipart => self.ty(at),
            ContentKind::EventStream | ContentKind::JsonLines => match self.ty(at) {
                TypeRef::List(item) | TypeRef::Set(item) => *item,
                TypeRef::Named(id) => match self.types.get(id.index()).map(|ty| &ty.kind) {
                    Some(TypeKind::Alias(TypeRef::List(item) | TypeRef::Set(item))) => {
                        (**item).clone()
                    }
                    _ => TypeRef::Named(id),
                },
                ty => ty,
            },
            ContentKind::Text if self.is_written_value(at.node) => self.ty(at),
            ContentKind::Text | ContentKind::Bytes => {
                let structured = matches!(self.kind_of(at.node), Some(Kind::Object | Kind::Array));
                if structured && !typed {
                    let reason = format!("a body of `{media_type}` is not taken apart");
                    self.degrade(&at.place, reason);
                }
                TypeRef::Scalar(if kind == ContentKind::Text {
                    Scalar::String
                } else {
                    Scalar::Binary
                })
            }
        }
    }

    /// How a body of a media type is read and written.
    fn kind(&self, media_type: &str, media: &'a MediaType, direction: Direction) -> ContentKind {
        let essence = media_type.split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        let schema = self.schema_of(media);
        let raw = schema.and_then(|schema| self.follow(schema));
        let raw = raw.is_some_and(is_binary);
        match &*essence {
            // A JSON string cannot be raw bytes, so the body as a whole is meant.
            _ if raw && is_json(&essence) => ContentKind::Bytes,
            "text/event-stream" => ContentKind::EventStream,
            // What says nothing of an item, or that all of it is text, is sent as it is given.
            essence if is_lines(essence) => {
                let is_item = schema.is_some_and(|schema| {
                    self.is_told(schema) && self.kind_of(schema) != Some(Kind::String)
                });
                match direction {
                    Direction::Request if !is_item => ContentKind::Bytes,
                    _ => ContentKind::JsonLines,
                }
            }
            "application/x-www-form-urlencoded" => ContentKind::Form,
            // What says "anything" and describes a value means JSON.
            "*/*" | "application/*"
                if !raw && schema.is_some_and(|schema| self.is_told(schema)) =>
            {
                ContentKind::Json
            }
            essence if is_json(essence) => ContentKind::Json,
            essence if essence.starts_with("multipart/") && direction == Direction::Request => {
                ContentKind::Multipart
            }
            // What has members has one form as text: JSON.
            "text/plain"
                if schema.is_some_and(|schema| {
                    matches!(self.kind_of(schema), Some(Kind::Object | Kind::Array))
                }) =>
            {
                ContentKind::Json
            }
            // Whoever calls text binary means a file of it.
            essence
                if essence.starts_with("text/") && !(raw && direction == Direction::Request) =>
            {
                ContentKind::Text
            }
            _ => ContentKind::Bytes,
        }
    }

    /// Whether a body of text is a value that has one form as text: anything but a list or an object.
    fn is_written_value(&self, node: &'a Node) -> bool {
        let schema = self.follow(node);
        schema.is_some_and(|schema| {
            matches!(
                schema.kind,
                Some(Kind::Integer | Kind::Number | Kind::Boolean | Kind::String)
            )
        })
    }

    /// The schema of a media type.
    pub(super) fn schema_of(&self, media: &MediaType) -> Option<&'a Node> {
        self.meant(media.schema.as_ref()?)
    }

    fn is_told(&self, node: &'a Node) -> bool {
        self.follow(node).is_some_and(Schema::has_shape)
    }

    fn has_binary_parts(&self, node: &'a Node) -> bool {
        let Some(schema) = self.follow(node) else {
            return false;
        };
        let is_binary = |schema: &Schema| schema.format.as_deref() == Some("binary");
        let mut members = schema.properties.iter();
        !schema.all_of.is_empty()
            || members.any(|(_, id)| {
                let member = self.follow(self.node(*id));
                let item = member.and_then(|member| self.follow(self.node(member.items?)));
                member.is_some_and(is_binary) || item.is_some_and(is_binary)
            })
    }

    /// Finds the schemas whose members are parts of multipart bodies: there, `format: binary` is a file.
    pub(super) fn find_multipart(&mut self) {
        let shared = self.components.request_bodies.values();
        let operations = self.model.operations();
        let bodies = operations.filter_map(|operation| operation.request_body.as_ref());
        let mut stack: Vec<&'a Node> = Vec::new();
        for body in shared.chain(bodies) {
            let ReferenceOr::Item(body) = body else {
                continue;
            };
            for (media_type, media) in &body.content {
                if self.kind(media_type, media, Direction::Request) == ContentKind::Multipart {
                    stack.extend(self.schema_of(media));
                }
            }
        }
        while let Some(schema) = stack.pop().map(|node| self.follow(node)) {
            let Some(schema) = schema else {
                continue;
            };
            if self.multipart.insert(schema.id) {
                stack.extend(self.parts(schema));
            }
        }
    }
}

fn is_json(essence: &str) -> bool {
    matches!(
        essence,
        "application/json" | "text/json" | "application/x-json"
    ) || essence.ends_with("+json")
}

/// Whether each line is JSON.
fn is_lines(essence: &str) -> bool {
    matches!(
        essence,
        "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/json-lines"
            | "application/stream+json"
            | "application/x-json-stream"
            | "application/json-seq"
    ) || ["+jsonl", "+ndjson", "+json-seq"]
        .iter()
        .any(|suffix| essence.ends_with(suffix))
}

/// Bodies whose value is not taken apart.
fn is_raw(kind: ContentKind) -> bool {
    matches!(kind, ContentKind::Text | ContentKind::Bytes)
}

/// What tells the type of a further media type apart from that of the first.
fn word(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::Json => "json",
        ContentKind::Form => "form",
        ContentKind::Multipart => "multipart",
        ContentKind::Text => "text",
        ContentKind::EventStream => "event",
        ContentKind::JsonLines => "line",
        ContentKind::Bytes => "bytes",
    }
}
