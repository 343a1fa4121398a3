//! The values that the members of a union's variants can hold.

use super::super::limits::Budget;
use crate::ir::{Api, Enum, EnumBase, Field, Object, Presence, TypeKind, TypeRef};

/// How deep unions of unions are looked into.
pub(super) const DEEPEST: usize = 3;

pub(super) fn is_object_like(api: &Api, ty: &TypeRef) -> bool {
    match api.resolve(ty) {
        TypeRef::Named(id) => matches!(api.ty(*id).kind, TypeKind::Object(_) | TypeKind::Union(_)),
        TypeRef::Map(_) => true,
        _ => false,
    }
}

pub(super) fn object_in<'a>(api: &'a Api, ty: &'a TypeRef, depth: usize) -> Option<&'a Object> {
    let TypeRef::Named(id) = api.resolve(ty) else {
        return None;
    };
    match &api.ty(*id).kind {
        TypeKind::Object(object) => Some(object),
        TypeKind::Union(union) if depth > 0 => {
            object_in(api, &union.variants.first()?.ty, depth - 1)
        }
        _ => None,
    }
}

/// The values that a member can hold, where the document lists them.
pub(super) fn values(
    api: &Api,
    ty: &TypeRef,
    property: &str,
    patience: &Budget,
) -> Option<Vec<String>> {
    each(api, ty, DEEPEST, patience, &|object| {
        let field = field(object, property)?;
        Some(texts(enum_of(api, &field.ty)?))
    })
}

/// What `look` finds in an object, or in all variants of a union.
pub(super) fn each(
    api: &Api,
    ty: &TypeRef,
    depth: usize,
    patience: &Budget,
    look: &impl Fn(&Object) -> Option<Vec<String>>,
) -> Option<Vec<String>> {
    patience.look()?;
    let TypeRef::Named(id) = api.resolve(ty) else {
        return None;
    };
    match &api.ty(*id).kind {
        TypeKind::Object(object) => look(object),
        TypeKind::Union(union) if depth > 0 => {
            let mut all = Vec::new();
            for variant in &union.variants {
                all.extend(each(api, &variant.ty, depth - 1, patience, look)?);
            }
            Some(all)
        }
        _ => None,
    }
}

pub(super) fn field<'a>(object: &'a Object, property: &str) -> Option<&'a Field> {
    object
        .fields
        .iter()
        .find(|field| field.wire_name == property)
}

/// The values of which a member must hold one.
pub(super) fn required_values(api: &Api, field: &Field) -> Option<Vec<String>> {
    if field.presence != Presence::Required || api.is_nullable(&field.ty) {
        return None;
    }
    enum_of(api, &field.ty).map(texts)
}

pub(super) fn enum_of<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<&'a Enum> {
    let TypeRef::Named(id) = api.resolve(ty.without_null()) else {
        return None;
    };
    match &api.ty(*id).kind {
        TypeKind::Enum(list) if list.base != EnumBase::Json => Some(list),
        _ => None,
    }
}

pub(super) fn texts(list: &Enum) -> Vec<String> {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    list.variants
        .iter()
        .map(|variant| text(&variant.value))
        .collect()
}
