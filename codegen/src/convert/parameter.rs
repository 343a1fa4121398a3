//! Parameters, and the headers of responses, which are described alike.
//!
//! In: those of a path item and of its operation. Out: one list, in document order, each parameter once: the operation's
//! own replaces the path item's. `null` is no value of a parameter: it is sent or it is not.

use std::collections::HashMap;

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter as Source, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr,
};
use serde_json::Value;

use super::converter::{Converter, annotated};
use super::docs;
use super::node::{Located, Trail};
use crate::diagnostics::Code;
use crate::document::schema::Node;
use crate::document::{PathItem, key};
use crate::ir::{Docs, Header, Location, OperationId, Parameter, ParameterStyle, TypeRef};
use crate::place::Place;

impl<'a> Converter<'a, '_> {
    pub(super) fn parameters(
        &mut self,
        item: &'a PathItem,
        operation: &'a openapiv3::Operation,
        id: OperationId,
        place: &Place,
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut known: HashMap<(Location, String), usize> = HashMap::new();
        let shared = place.parent().unwrap_or_else(|| self.root.clone());
        for (list, place) in [(&item.parameters, &shared), (&operation.parameters, place)] {
            let place = place.child("parameters");
            let start = parameters.len();
            for (index, node) in list.iter().enumerate() {
                let Some(parameter) = self.parameter(node, &place.item(index), id) else {
                    continue;
                };
                let is_credential = parameter.location == Location::Header
                    && parameter.wire_name.eq_ignore_ascii_case("authorization");
                if is_credential && self.has_authorization(operation) {
                    continue;
                }
                let key = (parameter.location, parameter.wire_name.clone());
                let same = known.get(&key).copied();
                match same.and_then(|same| Some((same, parameters.get_mut(same)?))) {
                    None => {
                        known.insert(key, parameters.len());
                        parameters.push(parameter);
                    }
                    Some((same, other)) => {
                        let twice = same >= start;
                        *other = parameter;
                        if twice {
                            let place = other.place.clone();
                            let text =
                                format!("the parameter `{}` is there twice", other.wire_name);
                            self.warn(Code::DUPLICATE_PARAMETER, &place, text);
                        }
                    }
                }
            }
        }
        self.warn_of_a_shared_query(&parameters);
        parameters
    }

    /// A value that is the query as a whole leaves no room for others.
    fn warn_of_a_shared_query(&mut self, parameters: &[Parameter]) {
        let is_whole = |parameter: &&Parameter| parameter.style == ParameterStyle::WholeQuery;
        let queries = || (parameters.iter()).filter(|it| it.location == Location::Query);
        let (whole, other) = (queries().find(is_whole), queries().find(|it| !is_whole(it)));
        if let (Some(whole), Some(other)) = (whole, other) {
            let (name, other) = (&whole.wire_name, &other.wire_name);
            let text = format!(
                "`{name}` is the query as a whole, and `{other}` stands in it, too: both are sent, joined by `&`"
            );
            self.warn(Code::QUERYSTRING, &whole.place, text);
        }
    }

    fn parameter(
        &mut self,
        node: &'a ReferenceOr<Source>,
        way: &Place,
        id: OperationId,
    ) -> Option<Parameter> {
        let components = self.components;
        let Some((shared, source)) = resolve("parameters", &components.parameters, node) else {
            self.warn(
                Code::DANGLING_REFERENCE,
                way,
                "the reference to a parameter leads nowhere",
            );
            return None;
        };
        let data = source.parameter_data_ref();
        let place = self.shared_place("parameters", shared, &data.extensions, way);
        let trail = match shared {
            Some(name) => Trail::in_shared(name),
            None => Trail::in_operation(id).word(&data.name),
        };
        let (location, style, allow_reserved) = sent(source);
        let allow_reserved =
            allow_reserved || data.extensions.get(key::RESERVED) == Some(&Value::Bool(true));
        let is_whole = data.extensions.contains_key(key::QUERYSTRING);
        let style = if is_whole {
            ParameterStyle::WholeQuery
        } else {
            style
        };
        if location == Location::Header && is_not_a_parameter(&data.name) {
            return None;
        }
        let (ty, content) = self.described(&data.format, &place, trail);
        let is_query = location == Location::Query;
        let filter_rule = self.parameter_filter_rule(&data.extensions, is_query, &place);
        let mut docs = self.parameter_docs(data);
        docs::drop_idle_title(&mut docs, &data.name);
        Some(Parameter {
            wire_name: data.name.clone(),
            location,
            ty: ty.without_null().clone(),
            required: data.required || location == Location::Path,
            style,
            explode: data.explode.unwrap_or(style == ParameterStyle::Form),
            allow_reserved,
            content,
            filter_rule,
            docs,
            place,
        })
    }

    /// A header of a response.
    pub(super) fn header(
        &mut self,
        name: &str,
        node: &'a ReferenceOr<openapiv3::Header>,
        way: &Place,
        trail: &Trail,
    ) -> Option<Header> {
        if name.eq_ignore_ascii_case("content-type") {
            return None;
        }
        if !is_token(name) {
            let text = format!("no answer can have a header `{name}`: it is left out");
            self.warn(Code::HEADER_NAME, way, text);
            return None;
        }
        let components = self.components;
        let Some((shared, header)) = resolve("headers", &components.headers, node) else {
            self.warn(
                Code::DANGLING_REFERENCE,
                way,
                "the reference to a header leads nowhere",
            );
            return None;
        };
        let place = self.shared_place("headers", shared, &header.extensions, way);
        let trail = match shared {
            Some(name) => Trail::in_shared(name),
            None => trail.word(name),
        };
        let (ty, content) = self.described(&header.format, &place, trail);
        let mut docs = self.format_docs(&header.format);
        docs::merge(
            &mut docs,
            Docs {
                description: docs::text(header.description.as_deref()),
                deprecated: header.deprecated.unwrap_or_default(),
                examples: examples(header.example.as_ref(), &header.extensions),
                ..Docs::default()
            },
        );
        docs::drop_idle_title(&mut docs, name);
        Some(Header {
            wire_name: name.to_owned(),
            ty: ty.without_null().clone(),
            required: header.required,
            explode: header.extensions.get(key::EXPLODE) == Some(&Value::Bool(true)),
            content,
            docs,
        })
    }

    /// The type, and the media type if the value is written as one.
    fn described(
        &mut self,
        format: &'a ParameterSchemaOrContent,
        place: &Place,
        trail: Trail,
    ) -> (TypeRef, Option<String>) {
        let (node, media_type) = self.written(format);
        let Some(node) = node else {
            return (TypeRef::Any, media_type.map(str::to_owned));
        };
        let way = match media_type {
            Some(media_type) => place.child("content").child(media_type).child("schema"),
            None => place.child("schema"),
        };
        self.count(node);
        let ty = self.ty(&Located::new(node, way, trail));
        (ty, media_type.map(str::to_owned))
    }

    /// The schema of a parameter, and the media type if the value is written as one.
    fn written(&self, format: &'a ParameterSchemaOrContent) -> (Option<&'a Node>, Option<&'a str>) {
        match format {
            ParameterSchemaOrContent::Schema(schema) => (self.meant(schema), None),
            ParameterSchemaOrContent::Content(content) => match content.first() {
                Some((media_type, media)) => (self.schema_of(media), Some(media_type)),
                None => (None, None),
            },
        }
    }

    /// What the schema of a parameter says beside its type.
    fn format_docs(&self, format: &'a ParameterSchemaOrContent) -> Docs {
        let node = self.written(format).0;
        node.map(|node| self.site_docs(node)).unwrap_or_default()
    }

    fn parameter_docs(&self, data: &'a ParameterData) -> Docs {
        let mut docs = self.format_docs(&data.format);
        docs::merge(
            &mut docs,
            Docs {
                description: docs::text(data.description.as_deref()),
                deprecated: data.deprecated.unwrap_or_default(),
                examples: examples(data.example.as_ref(), &data.extensions),
                ..Docs::default()
            },
        );
        docs
    }

    /// Where something stands that may be shared: under its component, if it has one.
    pub(super) fn shared_place(
        &self,
        kind: &str,
        shared: Option<&str>,
        extensions: &indexmap::IndexMap<String, Value>,
        way: &Place,
    ) -> Place {
        annotated(extensions).unwrap_or_else(|| match shared {
            Some(name) => self.root.child("components").child(kind).child(name),
            None => way.clone(),
        })
    }
}

/// Whether HTTP allows the name of a header.
fn is_token(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

/// The examples of a parameter or a header.
fn examples(first: Option<&Value>, extensions: &indexmap::IndexMap<String, Value>) -> Vec<String> {
    let more = extensions.get(key::EXAMPLES).and_then(Value::as_array);
    let all = first.into_iter().chain(more.into_iter().flatten());
    all.filter_map(docs::value).collect()
}

/// Follows references to shared things: the name of the last one, and the thing.
pub(super) fn resolve<'a, T>(
    kind: &str,
    all: &'a indexmap::IndexMap<String, ReferenceOr<T>>,
    node: &'a ReferenceOr<T>,
) -> Option<(Option<&'a str>, &'a T)> {
    let mut node = node;
    let mut shared = None;
    for _ in 0..super::limits::MOST_REFERENCES {
        match node {
            ReferenceOr::Item(item) => return Some((shared, item)),
            ReferenceOr::Reference { reference } => {
                let name = reference
                    .strip_prefix("#/components/")?
                    .strip_prefix(kind)?
                    .strip_prefix('/')?;
                shared = Some(name);
                node = all.get(name)?;
            }
        }
    }
    None
}

/// The specification reserves these for content negotiation. It reserves `Authorization` as well, for security; where an
/// operation asks for nothing that is sent there, the parameter is the only way to say it.
fn is_not_a_parameter(header: &str) -> bool {
    ["accept", "content-type"]
        .iter()
        .any(|name| header.eq_ignore_ascii_case(name))
}

/// The style of a query parameter, which members of a form have as well.
pub(super) fn query_style(style: &QueryStyle) -> ParameterStyle {
    match style {
        QueryStyle::Form => ParameterStyle::Form,
        QueryStyle::SpaceDelimited => ParameterStyle::SpaceDelimited,
        QueryStyle::PipeDelimited => ParameterStyle::PipeDelimited,
        QueryStyle::DeepObject => ParameterStyle::DeepObject,
    }
}

fn sent(source: &Source) -> (Location, ParameterStyle, bool) {
    match source {
        Source::Query {
            allow_reserved,
            style,
            ..
        } => (Location::Query, query_style(style), *allow_reserved),
        Source::Header {
            style: HeaderStyle::Simple,
            ..
        } => (Location::Header, ParameterStyle::Simple, false),
        Source::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => ParameterStyle::Matrix,
                PathStyle::Label => ParameterStyle::Label,
                PathStyle::Simple => ParameterStyle::Simple,
            };
            (Location::Path, style, false)
        }
        Source::Cookie {
            style: CookieStyle::Form,
            ..
        } => (Location::Cookie, ParameterStyle::Form, false),
    }
}
