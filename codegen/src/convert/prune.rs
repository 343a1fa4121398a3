//! Inline types that nothing refers to any more: a union that came down to one variant, a member that was merged.
//!
//! In: all types. Out: the components and what they, the operations and the webhooks refer to, renumbered. A type whose
//! parent goes takes over its parent's hint.

use super::refs::{for_each_in, for_each_ref, for_each_root, renumber};
use crate::ir::{Api, NameHint, TypeId};

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
    api.schemas.retain(|schema| {
        let mut there = true;
        schema
            .ty
            .for_each_named(&mut |id| there &= kept.get(id.index()) == Some(&true));
        there
    });
    for schema in &mut api.schemas {
        renumber(&mut schema.ty, &new);
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
            NameHint::Component(_) | NameHint::Sent { .. } => {}
        }
        if let Some(ty) = api.types.get_mut(index) {
            ty.hint = hint;
        }
    }
}
