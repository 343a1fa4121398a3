//! Inline types that nothing refers to any more: a union that came down to one variant, a member that was merged.
//!
//! In: all types. Out: the components and what they, the operations and the webhooks refer to, renumbered. A type whose
//! parent goes takes over its parent's hint.

use crate::ir::{Additional, Api, Body, NameHint, TypeDef, TypeId, TypeKind, TypeRef};

pub(super) fn prune(api: &mut Api) {
    let kept = reachable(api);
    if kept.iter().all(|kept| *kept) {
        return;
    }
    adopt(api, &kept);
    let mut ids = Vec::with_capacity(kept.len());
    let mut next = 0;
    for kept in &kept {
        ids.push(TypeId::from_index(next));
        next += usize::from(*kept);
    }
    let mut keep = kept.iter();
    api.types.retain(|_| keep.next().copied().unwrap_or(true));
    let new = |id: &mut TypeId| {
        if let Some(known) = ids.get(id.index()) {
            *id = *known;
        }
    };
    for ty in &mut api.types {
        if let NameHint::Inside { parent, .. } = &mut ty.hint {
            new(parent);
        }
    }
    for_each_ref(api, &mut |ty| renumber(ty, &new));
}

fn reachable(api: &mut Api) -> Vec<bool> {
    let mut kept: Vec<bool> = api
        .types
        .iter()
        .map(|ty| matches!(ty.hint, NameHint::Component(_)))
        .collect();
    let mut stack: Vec<TypeId> = api
        .type_ids()
        .filter(|id| kept.get(id.index()) == Some(&true))
        .collect();
    let mut found = Vec::new();
    for_each_root(api, &mut |ty| ty.for_each_named(&mut |id| found.push(id)));
    loop {
        for id in found.drain(..) {
            if let Some(kept) = kept.get_mut(id.index()).filter(|kept| !**kept) {
                *kept = true;
                stack.push(id);
            }
        }
        let Some(id) = stack.pop() else {
            return kept;
        };
        if let Some(ty) = api.types.get_mut(id.index()) {
            for_each_in(ty, &mut |ty| ty.for_each_named(&mut |id| found.push(id)));
        }
    }
}

/// Gives the types inside of types that go the hints of these.
fn adopt(api: &mut Api, kept: &[bool]) {
    // Parents come before what stands in them, except for components, which always stay.
    for index in 0..api.types.len() {
        let Some(NameHint::Inside { parent, words }) = api.types.get(index).map(|ty| &ty.hint)
        else {
            continue;
        };
        if kept.get(parent.index()) != Some(&false) {
            continue;
        }
        let own = words.clone();
        let mut hint = api.ty(*parent).hint.clone();
        match &mut hint {
            NameHint::Inside { words, .. }
            | NameHint::InOperation { words, .. }
            | NameHint::Shared { words, .. } => words.extend(own),
            NameHint::Component(_) => {}
        }
        if let Some(ty) = api.types.get_mut(index) {
            ty.hint = hint;
        }
    }
}

fn renumber(ty: &mut TypeRef, new: &impl Fn(&mut TypeId)) {
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

fn for_each_ref(api: &mut Api, visit: &mut impl FnMut(&mut TypeRef)) {
    for ty in &mut api.types {
        for_each_in(ty, visit);
    }
    for_each_root(api, visit);
}

fn for_each_in(ty: &mut TypeDef, visit: &mut impl FnMut(&mut TypeRef)) {
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

fn for_each_root(api: &mut Api, visit: &mut impl FnMut(&mut TypeRef)) {
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            visit(&mut parameter.ty);
        }
        for_each_in_body(operation.body.as_mut(), visit);
        for response in &mut operation.responses {
            response
                .headers
                .iter_mut()
                .for_each(|header| visit(&mut header.ty));
            let content = response.content.iter_mut();
            content
                .filter_map(|content| content.ty.as_mut())
                .for_each(&mut *visit);
        }
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
