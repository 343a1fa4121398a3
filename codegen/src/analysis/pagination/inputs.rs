//! What an operation is given, as far as it may say which page is meant.
//!
//! In: an operation. Out: an [`Input`] for each parameter of the query, for each member of one that is sent as members
//! (`page[number]`), and for each member of a JSON body. Members can be set whatever else is given: what stands around them is
//! there, or can be made of nothing. What is part of a filter asks for no page.

use super::page::bare;
use super::words::{self, snake};
use super::{MemberPath, Position, Step};
use crate::analysis::filters::OperationFilters;
use crate::analysis::generics::Generics;
use crate::ir::{
    Api, ContentKind, Docs, Location, Operation, Parameter, ParameterId, ParameterStyle, Presence,
    TypeId, TypeKind, TypeRef,
};

/// A parameter, or a member of the body.
#[derive(Clone)]
pub(super) struct Input<'a> {
    pub(super) position: Position,
    /// As a reader of the document would write it: `limit`, `page.token`.
    pub(super) shown: String,
    /// Its own name in snake case.
    pub(super) name: String,
    pub(super) ty: &'a TypeRef,
    pub(super) docs: &'a Docs,
    pub(super) required: bool,
}

impl Input<'_> {
    pub(super) fn is_in_body(&self) -> bool {
        matches!(self.position, Position::Body(_))
    }

    /// What it is, in words.
    pub(super) fn told(&self) -> String {
        match self.position {
            Position::Parameter(_) | Position::Inside(..) => format!("`{}`", self.shown),
            Position::Body(_) => format!("`{}` of the body", self.shown),
        }
    }
}

/// The parameters first.
pub(super) fn inputs<'a>(
    api: &'a Api,
    generics: &Generics,
    operation: &'a Operation,
    filters: &OperationFilters,
) -> Vec<Input<'a>> {
    let parameters = operation
        .parameters_in(Location::Query)
        .filter(|(id, _)| !filters.is_member(*id))
        .map(|(id, parameter)| Input {
            position: Position::Parameter(id),
            shown: parameter.wire_name.clone(),
            name: snake(&parameter.wire_name),
            ty: &parameter.ty,
            docs: &parameter.docs,
            required: parameter.required,
        });
    let mut inputs: Vec<_> = parameters.collect();
    for (id, parameter) in operation.parameters_in(Location::Query) {
        if parameter.style == ParameterStyle::DeepObject
            && !filters.is_member(id)
            && let TypeRef::Named(object) = api.resolve(&parameter.ty)
            && (parameter.required || can_be_made(api, generics, *object))
        {
            inside(api, id, parameter, *object, &mut inputs);
        }
    }
    if let Some(object) = body(api, generics, operation) {
        members(api, generics, object, &MemberPath::default(), &mut inputs);
    }
    inputs
}

/// The members of a parameter that is an object.
fn inside<'a>(
    api: &'a Api,
    id: ParameterId,
    parameter: &'a Parameter,
    object: TypeId,
    inputs: &mut Vec<Input<'a>>,
) {
    let TypeKind::Object(body) = &api.ty(object).kind else {
        return;
    };
    for (field, member) in body.fields.iter().enumerate() {
        if let TypeRef::Scalar(_) = bare(api, &member.ty) {
            let shown = format!("{}[{}]", parameter.wire_name, member.wire_name);
            inputs.push(Input {
                position: Position::Inside(id, MemberPath(vec![Step { object, field }])),
                name: snake(&shown),
                shown,
                ty: &member.ty,
                docs: &member.docs,
                required: member.presence == Presence::Required,
            });
        }
    }
}

/// The object that the body is, where it is JSON and nothing else, and there or made of nothing.
pub(super) fn body(api: &Api, generics: &Generics, operation: &Operation) -> Option<TypeId> {
    let body = operation.body.as_ref()?;
    let [only] = &body.content[..] else {
        return None;
    };
    let json = Some(&only.content).filter(|content| content.kind == ContentKind::Json)?;
    let TypeRef::Named(object) = api.resolve(json.ty.as_ref()?) else {
        return None;
    };
    let is_object = matches!(api.ty(*object).kind, TypeKind::Object(_));
    let is_there = body.required || can_be_made(api, generics, *object);
    (is_object && is_there).then_some(*object)
}

/// Whether an object can be made of nothing: it has a `Default`.
pub(super) fn can_be_made(api: &Api, generics: &Generics, object: TypeId) -> bool {
    let TypeKind::Object(body) = &api.ty(object).kind else {
        return false;
    };
    let is_optional = |presence| presence == Presence::Optional;
    body.fields.iter().all(|field| is_optional(field.presence))
        && generics.instance(object).is_none()
}

fn members<'a>(
    api: &'a Api,
    generics: &Generics,
    object: TypeId,
    path: &MemberPath,
    inputs: &mut Vec<Input<'a>>,
) {
    let TypeKind::Object(body) = &api.ty(object).kind else {
        return;
    };
    for (field, member) in body.fields.iter().enumerate() {
        let mut path = path.clone();
        path.0.push(Step { object, field });
        let name = snake(&member.wire_name);
        match (bare(api, &member.ty), api.resolve(&member.ty)) {
            (TypeRef::Scalar(_), _) => inputs.push(Input {
                shown: path.display(api),
                position: Position::Body(path),
                name,
                ty: &member.ty,
                docs: &member.docs,
                required: member.presence == Presence::Required,
            }),
            (_, TypeRef::Named(inner))
                if path.0.len() == 1
                    && words::ASKING.contains(&name.as_str())
                    && (member.presence == Presence::Required
                        || can_be_made(api, generics, *inner)) =>
            {
                members(api, generics, *inner, &path, inputs);
            }
            _ => {}
        }
    }
}
