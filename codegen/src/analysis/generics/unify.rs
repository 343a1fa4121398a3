//! Is an object type a template with some arguments?
//!
//! In: a template's body and an object. Out: the arguments, when the object is equal to the body everywhere except where
//! a parameter stands; documentation does not count. Nameless types are compared by what they are, all others by what
//! they are called.

use std::collections::BTreeMap;

use crate::ir::{Additional, Api, Enum, Field, NameHint, Object, TypeId, TypeKind, TypeRef, Union};

/// The body of a template: an object with parameters where some types stand.
pub(super) fn abstracted(object: &Object, arguments: &[TypeRef]) -> Object {
    let mut body = object.clone();
    for field in &mut body.fields {
        field.ty = replaced(&field.ty, arguments);
    }
    if let Additional::Kept(ty) = &mut body.additional {
        *ty = replaced(ty, arguments);
    }
    body
}

fn replaced(ty: &TypeRef, arguments: &[TypeRef]) -> TypeRef {
    if let Some(index) = arguments.iter().position(|argument| argument == ty) {
        return TypeRef::Param(index);
    }
    let inner = |ty: &TypeRef| Box::new(replaced(ty, arguments));
    match ty {
        TypeRef::List(item) => TypeRef::List(inner(item)),
        TypeRef::Set(item) => TypeRef::Set(inner(item)),
        TypeRef::Map(item) => TypeRef::Map(inner(item)),
        TypeRef::Nullable(item) => TypeRef::Nullable(inner(item)),
        TypeRef::Tuple(items) => {
            TypeRef::Tuple(items.iter().map(|it| replaced(it, arguments)).collect())
        }
        other => other.clone(),
    }
}

/// Whether each of some parameters stands somewhere in a body.
pub(super) fn all_parameters_occur(body: &Object, arity: usize) -> bool {
    let mut occur = vec![false; arity];
    crate::analysis::parts::for_each_of_object(body, |ty| mark_parameters(ty, &mut occur));
    occur.into_iter().all(|occurs| occurs)
}

fn mark_parameters(ty: &TypeRef, occur: &mut [bool]) {
    match ty {
        TypeRef::Param(index) => {
            if let Some(occurs) = occur.get_mut(*index) {
                *occurs = true;
            }
        }
        TypeRef::List(item) | TypeRef::Set(item) | TypeRef::Map(item) | TypeRef::Nullable(item) => {
            mark_parameters(item, occur);
        }
        TypeRef::Tuple(items) => items.iter().for_each(|it| mark_parameters(it, occur)),
        TypeRef::Named(_) | TypeRef::Scalar(_) | TypeRef::Any => {}
    }
}

/// What makes an object an instance of a template.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Match {
    /// One type for each parameter.
    pub(super) arguments: Vec<TypeRef>,
    /// The nameless types in the instance, with those of the body that they equal.
    pub(super) nameless: BTreeMap<TypeId, TypeId>,
}

/// The arguments that make a template's body an object; `None`: none do.
pub(super) fn unify(api: &Api, body: &Object, arity: usize, object: &Object) -> Option<Match> {
    let mut matcher = Matcher {
        api,
        bound: vec![None; arity],
        nameless: BTreeMap::new(),
        open: Vec::new(),
    };
    if !matcher.objects(body, object) {
        return None;
    }
    // Nameless types can nest as deep as the document; a list instead of calls keeps the stack flat.
    while let Some((left, right)) = matcher.open.pop() {
        if !matcher.kinds(&api.ty(left).kind, &api.ty(right).kind) {
            return None;
        }
    }
    Some(Match {
        arguments: matcher.bound.into_iter().collect::<Option<_>>()?,
        nameless: matcher.nameless,
    })
}

struct Matcher<'a> {
    api: &'a Api,
    bound: Vec<Option<TypeRef>>,
    nameless: BTreeMap<TypeId, TypeId>,
    open: Vec<(TypeId, TypeId)>,
}

impl Matcher<'_> {
    fn objects(&mut self, body: &Object, object: &Object) -> bool {
        body.fields.len() == object.fields.len()
            && body
                .fields
                .iter()
                .zip(&object.fields)
                .all(|(left, right)| self.fields(left, right))
            && match (&body.additional, &object.additional) {
                (Additional::Kept(left), Additional::Kept(right)) => self.types(left, right),
                (left, right) => left == right,
            }
    }

    fn fields(&mut self, left: &Field, right: &Field) -> bool {
        left.wire_name == right.wire_name
            && left.presence == right.presence
            && left.read_only == right.read_only
            && left.write_only == right.write_only
            && self.types(&left.ty, &right.ty)
    }

    fn types(&mut self, left: &TypeRef, right: &TypeRef) -> bool {
        match (left, right) {
            (TypeRef::Param(index), right) => match self.bound.get_mut(*index) {
                Some(Some(bound)) => bound == right,
                Some(free) => {
                    *free = Some(right.clone());
                    true
                }
                None => false,
            },
            (TypeRef::List(left), TypeRef::List(right))
            | (TypeRef::Set(left), TypeRef::Set(right))
            | (TypeRef::Map(left), TypeRef::Map(right))
            | (TypeRef::Nullable(left), TypeRef::Nullable(right)) => self.types(left, right),
            (TypeRef::Tuple(left), TypeRef::Tuple(right)) => {
                left.len() == right.len()
                    && left
                        .iter()
                        .zip(right)
                        .all(|(left, right)| self.types(left, right))
            }
            (TypeRef::Named(left), TypeRef::Named(right)) => self.named(*left, *right),
            (left, right) => left == right,
        }
    }

    fn named(&mut self, left: TypeId, right: TypeId) -> bool {
        if left == right {
            return true;
        }
        let is_named = |id| matches!(self.api.ty(id).hint, NameHint::Component(_));
        if is_named(left) || is_named(right) {
            return false;
        }
        if let Some(other) = self.nameless.get(&right) {
            return *other == left;
        }
        self.nameless.insert(right, left);
        self.open.push((left, right));
        true
    }

    fn kinds(&mut self, left: &TypeKind, right: &TypeKind) -> bool {
        match (left, right) {
            (TypeKind::Object(left), TypeKind::Object(right)) => self.objects(left, right),
            (TypeKind::Alias(left), TypeKind::Alias(right)) => self.types(left, right),
            (TypeKind::Enum(left), TypeKind::Enum(right)) => same_enums(left, right),
            (TypeKind::Union(left), TypeKind::Union(right)) => self.unions(left, right),
            _ => false,
        }
    }

    fn unions(&mut self, left: &Union, right: &Union) -> bool {
        left.tagging == right.tagging
            && left.variants.len() == right.variants.len()
            && left
                .variants
                .iter()
                .zip(&right.variants)
                .all(|(left, right)| left.tags == right.tags && self.types(&left.ty, &right.ty))
    }
}

fn same_enums(left: &Enum, right: &Enum) -> bool {
    left.base == right.base
        && left.open == right.open
        && left.variants.len() == right.variants.len()
        && left
            .variants
            .iter()
            .zip(&right.variants)
            .all(|(left, right)| left.value == right.value)
}
