//! What a type is made of, seen alike for every kind.
//!
//! In: a type's kind. Out: its parts: the fields of an object (and what its other members are), the variants of a
//! union, the target of an alias.

use crate::ir::{Additional, Object, TypeKind, TypeRef};

/// Calls `visit` with the type of every part.
pub(super) fn for_each<'a>(kind: &'a TypeKind, mut visit: impl FnMut(&'a TypeRef)) {
    match kind {
        TypeKind::Object(object) => for_each_of_object(object, visit),
        TypeKind::Union(union) => union.variants.iter().for_each(|it| visit(&it.ty)),
        TypeKind::Alias(target) => visit(target),
        TypeKind::Enum(_) => {}
    }
}

/// Calls `visit` with the type of every field, and of the members that are not listed.
pub(super) fn for_each_of_object<'a>(object: &'a Object, mut visit: impl FnMut(&'a TypeRef)) {
    object.fields.iter().for_each(|field| visit(&field.ty));
    if let Additional::Kept(ty) = &object.additional {
        visit(ty);
    }
}
