//! What can never be sent?
//!
//! In: the parameters and bodies of all operations. Out: a warning for each parameter, member and body for whose values, all
//! of them, the runtime has no form: the call that sets it is refused, and nobody should find that out by calling.
//! Deliberately not here: what depends on the value (an empty list, NaN, an item with a separator), which is an error of the
//! call.
//!
//! | what the runtime refuses | where it is told |
//! |---|---|
//! | a list or an object in a list or an object, but for `deepObject`, JSON, and lists that are spread | here |
//! | a form or a `multipart/form-data` body that is no object; another multipart body may be a list | here |
//! | names that no header or cookie has, media types that are none | here |
//! | anything else | depends on the value |

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::bodies::{Bodies, BodyChoice, BodyKind};
use super::filters::Filters;
use super::replies::Replies;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Additional, Api, EnumBase, Location, Object, Operation, Parameter, ParameterId, ParameterStyle,
    Scalar, TypeId, TypeKind, TypeRef,
};
use crate::place::Place;

/// How deep unions of unions are looked into.
const DEEPEST: usize = 8;

/// Reports all of it, each once.
pub(super) fn report(
    api: &Api,
    filters: &Filters,
    bodies: &Bodies,
    replies: &Replies,
    diagnostics: &mut Diagnostics,
) {
    let mut told = BTreeSet::new();
    let mut tell = |place: &Place, message: String| {
        if told.insert((place.to_string(), message.clone())) {
            diagnostics.push(Diagnostic::warning(Code::NEVER_SENT, place, message));
        }
    };
    let types = Types {
        api,
        known: RefCell::default(),
    };
    for id in api.operation_ids() {
        let operation = api.operation(id);
        for (index, parameter) in operation.parameters.iter().enumerate() {
            // The values of filters are simple.
            if !filters.operation(id).is_member(ParameterId(index)) {
                of_parameter(&types, parameter, &mut tell);
            }
        }
        for choice in bodies.of(id).into_iter().flat_map(|body| &body.choices) {
            of_body(&types, operation, choice, &mut tell);
        }
        if let Some(accept) = &replies.of(id).accept
            && !is_header_value(accept)
        {
            let text =
                format!("`{accept}` is no media type to ask for, so that every call is refused");
            tell(&operation.place, text);
        }
    }
}

fn of_parameter(types: &Types<'_>, parameter: &Parameter, tell: &mut impl FnMut(&Place, String)) {
    let name = &parameter.wire_name;
    let kind = match parameter.location {
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Path | Location::Query => "",
    };
    if !kind.is_empty() && !is_token(name) {
        let text = format!("no request can have a {kind} `{name}`: a call that sets it is refused");
        return tell(&parameter.place, text);
    }
    // A parameter with `content` is JSON, or a text.
    if parameter.content.is_some() || parameter.style == ParameterStyle::DeepObject {
        return;
    }
    let spread = parameter.location == Location::Query && parameter.explode;
    of_value(types, &parameter.ty, spread, (name, &parameter.place), tell);
}

/// Tells what of a value has no form where only simple values, lists of them and objects of them have one.
fn of_value(
    types: &Types<'_>,
    ty: &TypeRef,
    spread: bool,
    (name, place): (&str, &Place),
    tell: &mut impl FnMut(&Place, String),
) {
    const WHY: &str =
        "lists and objects in one another have no form here; a call that sets it is refused";
    if types.has_no_form(ty, spread, 0) {
        return tell(place, format!("`{name}` cannot be sent: {WHY}"));
    }
    let Some(object) = types.object(ty) else {
        return;
    };
    for field in &object.fields {
        if !types.can_be_member(&field.ty, spread) {
            let member = &field.wire_name;
            tell(
                &field.place,
                format!("`{member}` of `{name}` cannot be sent: {WHY}"),
            );
        }
    }
    if let Additional::Kept(value) = &object.additional
        && !types.can_be_member(value, spread)
    {
        let text = format!("further members of `{name}` cannot be sent: {WHY}");
        tell(place, text);
    }
}

fn of_body(
    types: &Types<'_>,
    operation: &Operation,
    choice: &BodyChoice,
    tell: &mut impl FnMut(&Place, String),
) {
    let own = &choice.media_type;
    let place = operation.place.child("requestBody").child("content");
    let place = place.child(own);
    let parts = choice.part_types.iter();
    let parts = parts.flat_map(|(_, listed)| listed.split(','));
    for media_type in std::iter::once(own.as_str()).chain(parts) {
        if !is_header_value(media_type.trim()) {
            let text = format!("`{media_type}` is no media type: a call that sends it is refused");
            return tell(&place, text);
        }
    }
    let (ty, shape) = match &choice.kind {
        BodyKind::Form(ty) => (ty, Shape::Form),
        BodyKind::Multipart(ty) if own.eq_ignore_ascii_case("multipart/form-data") => {
            (ty, Shape::NamedParts)
        }
        BodyKind::Multipart(ty) => (ty, Shape::Parts),
        BodyKind::Json(_)
        | BodyKind::Lines(_)
        | BodyKind::Text
        | BodyKind::TextOf(_)
        | BodyKind::File => return,
    };
    if types.never_has(ty, shape, 0) {
        let what = match shape {
            Shape::Form | Shape::NamedParts => "an object, and this is none",
            Shape::Parts => "an object or a list, and this is neither",
        };
        let text = format!("a body of `{own}` is {what}: a call that sends it is refused");
        return tell(&place, text);
    }
    let object = types.object(ty).filter(|_| shape == Shape::Form);
    for field in object.into_iter().flat_map(|object| &object.fields) {
        let styles = choice.part_styles.iter();
        let mut styles = styles.filter(|(name, ..)| *name == field.wire_name);
        // Without a style of its own a member is written as deep as it is, and so is a list that is repeated.
        if let Some((name, style, explode)) = styles.next()
            && *style != ParameterStyle::DeepObject
            && !(*style == ParameterStyle::Form && *explode && types.is_list(&field.ty))
        {
            of_value(types, &field.ty, *explode, (name, &field.place), tell);
        }
    }
}

/// What is asked of a type.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    IsSimple,
    HasNoForm { spread: bool },
    NeverHas(Shape),
}

/// What a body must be to be written in its media type.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Shape {
    /// An object, or a text that is a form already.
    Form,
    /// An object: each part has a name.
    NamedParts,
    /// An object, or a list of parts without names.
    Parts,
}

/// The types, and what is known of unions: those of unions could be asked the same again and again.
struct Types<'a> {
    api: &'a Api,
    known: RefCell<HashMap<(TypeId, Question), Option<bool>>>,
}

impl<'a> Types<'a> {
    fn resolve<'t>(&self, ty: &'t TypeRef) -> &'t TypeRef
    where
        'a: 't,
    {
        self.api.resolve(ty.without_null())
    }

    fn object(&self, ty: &TypeRef) -> Option<&'a Object> {
        match self.resolve(ty) {
            TypeRef::Named(id) => match &self.api.ty(*id).kind {
                TypeKind::Object(object) => Some(object),
                _ => None,
            },
            _ => None,
        }
    }

    fn is_list(&self, ty: &TypeRef) -> bool {
        matches!(self.resolve(ty), TypeRef::List(_) | TypeRef::Set(_))
    }

    /// The one answer that all variants of a union give; `None` where they do not agree, or where nothing is known.
    fn of_union(
        &self,
        id: TypeId,
        question: Question,
        depth: usize,
        ask: impl Fn(&TypeRef) -> Option<bool>,
    ) -> Option<bool> {
        let TypeKind::Union(union) = &self.api.ty(id).kind else {
            return None;
        };
        if let Some(known) = self.known.borrow().get(&(id, question)) {
            return *known;
        }
        if depth >= DEEPEST {
            return None;
        }
        let mut variants = union.variants.iter().map(|variant| ask(&variant.ty));
        let first = variants.next().flatten();
        let answer = first.filter(|_| variants.all(|answer| answer == first));
        self.known.borrow_mut().insert((id, question), answer);
        answer
    }

    /// Whether all values have a text form, or none; `None`: it depends on the value.
    fn is_simple(&self, ty: &TypeRef, depth: usize) -> Option<bool> {
        match self.resolve(ty) {
            TypeRef::Scalar(_) => Some(true),
            TypeRef::List(_) | TypeRef::Set(_) | TypeRef::Map(_) | TypeRef::Tuple(_) => Some(false),
            TypeRef::Named(id) => match &self.api.ty(*id).kind {
                TypeKind::Object(_) => Some(false),
                TypeKind::Enum(values) => (values.base != EnumBase::Json).then_some(true),
                TypeKind::Union(_) => self.of_union(*id, Question::IsSimple, depth, |ty| {
                    self.is_simple(ty, depth + 1)
                }),
                TypeKind::Alias(_) => None,
            },
            TypeRef::Any | TypeRef::Nullable(_) | TypeRef::Param(_) => None,
        }
    }

    /// Whether an object can have such a member. `spread`: members are parameters of their own, and may be lists.
    fn can_be_member(&self, ty: &TypeRef, spread: bool) -> bool {
        self.is_simple(ty, 0) != Some(false)
            || (spread && self.is_list(ty) && !self.has_no_form(ty, false, 0))
    }

    /// Whether no value has a form.
    fn has_no_form(&self, ty: &TypeRef, spread: bool, depth: usize) -> bool {
        match self.resolve(ty) {
            TypeRef::List(item) | TypeRef::Set(item) => self.is_simple(item, 0) == Some(false),
            TypeRef::Tuple(items) => {
                let mut items = items.iter();
                items.any(|item| self.is_simple(item, 0) == Some(false))
            }
            TypeRef::Map(value) => !self.can_be_member(value, spread),
            TypeRef::Named(id) => {
                let question = Question::HasNoForm { spread };
                let answer = self.of_union(*id, question, depth, |ty| {
                    Some(self.has_no_form(ty, spread, depth + 1))
                });
                answer == Some(true)
            }
            TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Nullable(_) | TypeRef::Param(_) => false,
        }
    }

    /// Whether no value has the shape.
    fn never_has(&self, ty: &TypeRef, shape: Shape, depth: usize) -> bool {
        let is_form = shape == Shape::Form;
        match self.resolve(ty) {
            TypeRef::List(_) | TypeRef::Set(_) | TypeRef::Tuple(_) => shape != Shape::Parts,
            TypeRef::Scalar(Scalar::Bool | Scalar::F64) => true,
            TypeRef::Scalar(scalar) => !is_form || scalar.is_integer(),
            TypeRef::Named(id) => match &self.api.ty(*id).kind {
                TypeKind::Enum(values) => match values.base {
                    EnumBase::String => !is_form,
                    EnumBase::Integer => true,
                    EnumBase::Json => false,
                },
                TypeKind::Union(_) => {
                    let question = Question::NeverHas(shape);
                    let answer = self.of_union(*id, question, depth, |ty| {
                        Some(self.never_has(ty, shape, depth + 1))
                    });
                    answer == Some(true)
                }
                TypeKind::Object(_) | TypeKind::Alias(_) => false,
            },
            TypeRef::Map(_) | TypeRef::Any | TypeRef::Nullable(_) | TypeRef::Param(_) => false,
        }
    }
}

/// Whether HTTP allows the name of a header; those of cookies are made of the same.
fn is_token(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

/// Whether the runtime takes a text for the value of a header.
fn is_header_value(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte))
}
