//! Which types are one type in Rust?
//!
//! In: a type where it is used. Out: the same with one name for all that are equal: aliases are followed, and what is
//! written as an alias of an equal type is that one.

use super::generics::Generics;
use super::sharing::Sharing;
use crate::ir::{Api, TypeRef};

/// What tells a type in Rust from all others.
pub(super) fn canonical(
    api: &Api,
    generics: &Generics,
    sharing: &Sharing,
    ty: &TypeRef,
) -> TypeRef {
    let of = |ty: &TypeRef| canonical(api, generics, sharing, ty);
    match api.resolve(ty) {
        TypeRef::Named(id) => {
            let id = generics.replaced_by(*id).unwrap_or(*id);
            TypeRef::Named(sharing.same_as(id).unwrap_or(id))
        }
        // Both are a `Vec`.
        TypeRef::List(item) | TypeRef::Set(item) => TypeRef::List(Box::new(of(item))),
        TypeRef::Map(value) => TypeRef::Map(Box::new(of(value))),
        TypeRef::Nullable(ty) => TypeRef::Nullable(Box::new(of(ty))),
        TypeRef::Tuple(items) => TypeRef::Tuple(items.iter().map(of).collect()),
        other => other.clone(),
    }
}
