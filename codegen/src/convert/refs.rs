//! Every place in the IR that refers to a type, to be visited or changed.
//!
//! Shared by the steps that decide when all types are there: `directions.rs` and `prune.rs`.

use crate::ir::{Additional, Api, Body, TypeDef, TypeId, TypeKind, TypeRef};

/// Gives every type in here another id.
pub(super) fn renumber(ty: &mut TypeRef, new: &impl Fn(&mut TypeId)) {
    match ty {
        TypeRef::Named(id) => new(id),
        TypeRef::List(inner)
        | TypeRef::Set(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner) => renumber(inner, new),
        TypeRef::Tuple(items) => items.iter_mut().for_each(|item| renumber(item, new)),
        TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Param(_) => {}
    }
}

/// Every reference in types, operations and webhooks.
pub(super) fn for_each_ref(api: &mut Api, visit: &mut impl FnMut(&mut TypeRef)) {
    for ty in &mut api.types {
        for_each_in(ty, visit);
    }
    for_each_root(api, visit);
}

/// Every reference in a type.
pub(super) fn for_each_in(ty: &mut TypeDef, visit: &mut impl FnMut(&mut TypeRef)) {
    match &mut ty.kind {
        TypeKind::Alias(target) => visit(target),
        TypeKind::Object(object) => {
            object
                .fields
                .iter_mut()
                .for_each(|field| visit(&mut field.ty));
            if let Additional::Kept(value) = &mut object.additional {
                visit(value);
            }
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter_mut();
            variants.for_each(|variant| visit(&mut variant.ty));
        }
        TypeKind::Enum(_) => {}
    }
}

/// Every reference in operations and webhooks.
pub(super) fn for_each_root(api: &mut Api, visit: &mut impl FnMut(&mut TypeRef)) {
    for_each_sent(api, visit);
    for_each_received(api, visit);
}

/// Every reference in what operations send.
pub(super) fn for_each_sent(api: &mut Api, visit: &mut impl FnMut(&mut TypeRef)) {
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            visit(&mut parameter.ty);
        }
        for_each_in_body(operation.body.as_mut(), visit);
    }
}

/// Every reference in what operations get as answers, and in what webhooks bring.
pub(super) fn for_each_received(api: &mut Api, visit: &mut impl FnMut(&mut TypeRef)) {
    for response in &mut api.responses {
        response
            .headers
            .iter_mut()
            .for_each(|header| visit(&mut header.ty));
        let content = response.content.iter_mut();
        content
            .filter_map(|content| content.ty.as_mut())
            .for_each(&mut *visit);
    }
    for webhook in &mut api.webhooks {
        for_each_in_body(webhook.body.as_mut(), visit);
    }
}

fn for_each_in_body(body: Option<&mut Body>, visit: &mut impl FnMut(&mut TypeRef)) {
    for content in body.into_iter().flat_map(|body| &mut body.content) {
        if let Some(ty) = &mut content.content.ty {
            visit(ty);
        }
    }
}
