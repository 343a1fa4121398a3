//! What can be sent as the body of an operation?
//!
//! In: the media types of a request body and what they carry, and which types are one in Rust. Out: [`Bodies`]: for each
//! operation with a body the ways to send it, with the content type of each. Deliberately not here: Rust's names, and
//! how a body is written.
//!
//! * What carries one type in several media types is sent in the best of them: JSON, then a form, then parts; a type
//!   with files as parts.
//! * What carries different types is a choice.
//! * Text and files beside it are further choices, one for each media type, unless they only say the same in another
//!   notation (XML beside JSON), or nothing (`*/*`).
//!
//! What is left out is still listed, for the documentation: nothing that the server can be told is lost with it.

use super::canonical::canonical;
use super::{Generics, Sharing};
use crate::ir::{
    Api, Body, BodyContent, ContentKind, Object, OperationId, ParameterStyle, Scalar, TypeId,
    TypeKind, TypeRef,
};

/// What can be sent, for each operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bodies(Vec<Option<OperationBody>>);

impl Bodies {
    /// What can be sent as the body of an operation; `None`: it has none.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub(crate) fn of(&self, id: OperationId) -> Option<&OperationBody> {
        self.0[id.index()].as_ref()
    }
}

/// What can be sent as the body of one operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OperationBody {
    /// The ways to send it, best first; never empty.
    pub choices: Vec<BodyChoice>,
    /// The other media types that the server takes, families among them.
    pub others: Vec<String>,
}

/// A way to send a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BodyChoice {
    /// What it is.
    pub kind: BodyKind,
    /// The content type to send.
    pub media_type: String,
    /// The content type of each part that the document gives one, by property.
    pub part_types: Vec<(String, String)>,
    /// Style and `explode` of each member of a form that the document gives one, by property.
    pub part_styles: Vec<(String, ParameterStyle, bool)>,
    /// Whether no other choice has the same type in Rust, so that a value says which one is meant.
    pub is_told_by_type: bool,
}

/// What a body is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BodyKind {
    /// JSON of a type.
    Json(TypeRef),
    /// A form of a type's members.
    Form(TypeRef),
    /// A part for each of a type's members.
    Multipart(TypeRef),
    /// A line of JSON for each item of a list: the type of the list.
    Lines(TypeRef),
    /// Text.
    Text,
    /// The text of a value: a number, or one of some texts.
    TextOf(TypeRef),
    /// A file: bytes, or where they come from.
    File,
}

impl BodyKind {
    /// The type whose value is written; plain text and files have none.
    #[must_use]
    pub(crate) fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::Json(ty)
            | Self::Form(ty)
            | Self::Multipart(ty)
            | Self::Lines(ty)
            | Self::TextOf(ty) => Some(ty),
            Self::Text | Self::File => None,
        }
    }
}

/// Finds out what can be sent.
pub(super) fn choose(api: &Api, generics: &Generics, sharing: &Sharing) -> Bodies {
    let chooser = Chooser {
        api,
        generics,
        sharing,
    };
    let bodies = api.operations.iter().map(|operation| {
        let body = operation.body.as_ref()?;
        (!body.content.is_empty()).then(|| chooser.choose(body))
    });
    Bodies(bodies.collect())
}

struct Chooser<'a> {
    api: &'a Api,
    generics: &'a Generics,
    sharing: &'a Sharing,
}

impl Chooser<'_> {
    fn choose(&self, body: &Body) -> OperationBody {
        let mut contents: Vec<&BodyContent> = body.content.iter().collect();
        // Of JSON and its kin with one type, JSON is what every server reads.
        let is_kin = |content: &BodyContent| {
            content.content.kind == ContentKind::Json
                && essence(&content.content.media_type) != ("application".into(), "json".into())
        };
        contents.sort_by_key(|content| (self.rank(content), is_kin(content)));
        let mut result = OperationBody::default();
        for content in contents {
            let kind = self.kind(content);
            if self.adds(&result.choices, content, &kind) {
                if kind == BodyKind::File && is_family(&content.content.media_type) {
                    result.others.push(content.content.media_type.clone());
                }
                result.choices.push(BodyChoice {
                    media_type: media_type(&content.content.media_type, &kind),
                    part_types: match kind {
                        BodyKind::Multipart(_) => content.part_types.clone(),
                        _ => Vec::new(),
                    },
                    part_styles: match kind {
                        BodyKind::Form(_) => content.part_styles.clone(),
                        _ => Vec::new(),
                    },
                    kind,
                    is_told_by_type: true,
                });
            } else {
                result.others.push(content.content.media_type.clone());
            }
        }
        let types: Vec<_> = result
            .choices
            .iter()
            .map(|it| self.rust_type(&it.kind))
            .collect();
        for (choice, ty) in result.choices.iter_mut().zip(&types) {
            choice.is_told_by_type = types.iter().filter(|other| *other == ty).count() == 1;
        }
        result
    }

    fn rank(&self, content: &BodyContent) -> u8 {
        let has_files = || {
            content
                .content
                .ty
                .as_ref()
                .is_some_and(|ty| self.has_files(ty))
        };
        match content.content.kind {
            ContentKind::Multipart if has_files() => 0,
            ContentKind::Json => 1,
            ContentKind::Form => 2,
            ContentKind::Multipart => 3,
            ContentKind::JsonLines => 4,
            ContentKind::Text => 5,
            ContentKind::Bytes => 6,
            ContentKind::EventStream => 7,
        }
    }

    /// Whether a body can be something through this content that it cannot be through the choices before.
    fn adds(&self, before: &[BodyChoice], content: &BodyContent, kind: &BodyKind) -> bool {
        if before.is_empty() {
            return true;
        }
        let structured = before.iter().any(|choice| choice.kind.ty().is_some());
        if kind.ty().is_some() {
            let ty = self.rust_type(kind);
            return content.content.ty.is_some()
                && !before.iter().any(|it| self.rust_type(&it.kind) == ty);
        }
        let (_, subtype) = essence(&content.content.media_type);
        let notation = ["xml", "yaml", "msgpack", "cbor", "*"];
        let text_is_said =
            *kind == BodyKind::Text && before.iter().any(|it| self.is_text(&it.kind));
        let same_in_other_words = structured
            && (content.content.ty.is_none() || notation.iter().any(|it| subtype.contains(it)));
        !same_in_other_words && !text_is_said && subtype != "*"
    }

    fn kind(&self, content: &BodyContent) -> BodyKind {
        let stated = content.content.ty.as_ref();
        let ty = || stated.cloned().unwrap_or(TypeRef::Any);
        match content.content.kind {
            ContentKind::Json => BodyKind::Json(ty()),
            ContentKind::Form => BodyKind::Form(ty()),
            ContentKind::Multipart => BodyKind::Multipart(ty()),
            ContentKind::Text => match self.api.text_value(&content.content) {
                Some(ty) => BodyKind::TextOf(ty.clone()),
                None => BodyKind::Text,
            },
            ContentKind::JsonLines => match stated {
                Some(item) => BodyKind::Lines(TypeRef::List(Box::new(item.clone()))),
                None => BodyKind::File,
            },
            ContentKind::Bytes | ContentKind::EventStream => BodyKind::File,
        }
    }

    fn is_text(&self, kind: &BodyKind) -> bool {
        let ty = kind.ty().map(|ty| self.api.resolve(ty.without_null()));
        ty == Some(&TypeRef::Scalar(Scalar::String))
    }

    /// What tells a type in Rust from all others.
    fn rust_type(&self, kind: &BodyKind) -> TypeRef {
        match kind {
            BodyKind::Json(ty)
            | BodyKind::Form(ty)
            | BodyKind::Multipart(ty)
            | BodyKind::Lines(ty)
            | BodyKind::TextOf(ty) => canonical(self.api, self.generics, self.sharing, ty),
            BodyKind::Text => TypeRef::Scalar(Scalar::String),
            BodyKind::File => TypeRef::Scalar(Scalar::Binary),
        }
    }

    /// Whether a member of a type is a file.
    fn has_files(&self, ty: &TypeRef) -> bool {
        let mut open: Vec<TypeId> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        self.api.resolve(ty).for_each_named(&mut |id| open.push(id));
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            match &self.api.ty(id).kind {
                TypeKind::Object(object) if holds_file(object) => return true,
                TypeKind::Union(union) => {
                    for variant in &union.variants {
                        variant.ty.for_each_named(&mut |id| open.push(id));
                    }
                }
                _ => {}
            }
        }
        false
    }
}

fn holds_file(object: &Object) -> bool {
    object.fields.iter().any(|field| {
        let ty = match field.ty.without_null() {
            TypeRef::List(item) | TypeRef::Set(item) => item,
            ty => ty,
        };
        *ty == TypeRef::Scalar(Scalar::Binary)
    })
}

/// The content type to send: a pattern is no content type, and the boundary of parts is the runtime's.
fn media_type(stated: &str, kind: &BodyKind) -> String {
    let (ty, subtype) = essence(stated);
    let general = match kind {
        BodyKind::Json(_) => "application/json",
        BodyKind::Form(_) => return "application/x-www-form-urlencoded".to_owned(),
        BodyKind::Multipart(_) if subtype == "*" => "multipart/form-data",
        BodyKind::Multipart(_) => return format!("{ty}/{subtype}"),
        BodyKind::Text | BodyKind::TextOf(_) => "text/plain",
        BodyKind::Lines(_) => "application/x-ndjson",
        BodyKind::File => "application/octet-stream",
    };
    let sendable = stated.bytes().all(|byte| (0x20..0x7F).contains(&byte));
    if subtype.contains('*') || subtype.is_empty() || !sendable {
        general.to_owned()
    } else {
        stated.trim().to_owned()
    }
}

/// Whether it stands for several media types, of which the file says its own: `image/*`.
fn is_family(media_type: &str) -> bool {
    let (ty, subtype) = essence(media_type);
    ty != "*" && subtype == "*"
}

/// Type and subtype of a media type, in lower case.
fn essence(media_type: &str) -> (String, String) {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    match essence.split_once('/') {
        Some((ty, subtype)) => (ty.to_owned(), subtype.to_owned()),
        None => (essence, String::new()),
    }
}
