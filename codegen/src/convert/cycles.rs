//! Types that are nothing but themselves: aliases that lead in a circle, unions that are their own variants.
//!
//! In: all types. Out: the same without such circles; the reference that closes one becomes [`TypeRef::Any`], the
//! variant that closes one goes, each with a report. Recursion through members of objects is no circle: a value ends.

use std::collections::HashSet;

use super::converter::degrade;
use super::pending::Pending;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, TypeId, TypeKind, TypeRef};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

pub(super) fn break_cycles(
    api: &mut Api,
    unions: &mut [Pending<'_>],
    diagnostics: &mut Diagnostics,
) {
    for (from, to) in closing_edges(api, |api, id, edges| {
        // Rust's aliases are only other names, so a list of itself is a circle, too.
        if let TypeKind::Alias(target) = &api.ty(id).kind {
            target.for_each_named(&mut |to| {
                if matches!(api.ty(to).kind, TypeKind::Alias(_)) {
                    edges.push(to);
                }
            });
        }
    }) {
        let Some(ty) = api.types.get_mut(from.index()) else {
            continue;
        };
        let TypeKind::Alias(target) = &mut ty.kind else {
            continue;
        };
        cut(target, to);
        let reason = "the type only refers to itself".to_owned();
        degrade(
            &mut api.tally,
            &mut HashSet::new(),
            diagnostics,
            &ty.place,
            reason,
        );
    }
    for (from, to) in closing_edges(api, |api, id, edges| match &api.ty(id).kind {
        TypeKind::Alias(target) => edges.extend(direct(target)),
        TypeKind::Union(union) => {
            edges.extend(
                union
                    .variants
                    .iter()
                    .filter_map(|variant| direct(&variant.ty)),
            );
        }
        _ => {}
    }) {
        drop_variant(api, unions, diagnostics, from, to);
    }
}

fn direct(ty: &TypeRef) -> Option<TypeId> {
    match ty.without_null() {
        TypeRef::Named(id) => Some(*id),
        _ => None,
    }
}

fn cut(ty: &mut TypeRef, to: TypeId) {
    match ty {
        TypeRef::Named(id) if *id == to => *ty = TypeRef::Any,
        TypeRef::Nullable(inner) => {
            cut(inner, to);
            if **inner == TypeRef::Any {
                *ty = TypeRef::Any;
            }
        }
        TypeRef::List(inner) | TypeRef::Set(inner) | TypeRef::Map(inner) => cut(inner, to),
        TypeRef::Tuple(items) => items.iter_mut().for_each(|item| cut(item, to)),
        TypeRef::Named(_) | TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Param(_) => {}
    }
}

fn drop_variant(
    api: &mut Api,
    unions: &mut [Pending<'_>],
    diagnostics: &mut Diagnostics,
    from: TypeId,
    to: TypeId,
) {
    let Some(ty) = api.types.get_mut(from.index()) else {
        return;
    };
    let TypeKind::Union(union) = &mut ty.kind else {
        // The closing edge is an alias: its union is on the circle as well and is cut where the next walk finds it.
        if let TypeKind::Alias(target) = &mut ty.kind {
            cut(target, to);
        }
        return;
    };
    diagnostics.push(Diagnostic::warning(
        Code::CIRCULAR_UNION,
        &ty.place,
        "a variant is the union itself; it is left out",
    ));
    let gone = union
        .variants
        .iter()
        .position(|variant| direct(&variant.ty) == Some(to));
    if let Some(gone) = gone {
        union.variants.remove(gone);
        let pending = unions.iter_mut().find(|pending| pending.id == from);
        if let Some(pending) = pending.filter(|pending| gone < pending.components.len()) {
            pending.components.remove(gone);
        }
    }
    match &union.variants[..] {
        [] => ty.kind = TypeKind::Alias(TypeRef::Any),
        [only] => ty.kind = TypeKind::Alias(only.ty.clone()),
        _ => {}
    }
}

/// The references at which a walk in document order comes back to a type that it is still in.
fn closing_edges(
    api: &Api,
    edges: impl Fn(&Api, TypeId, &mut Vec<TypeId>),
) -> Vec<(TypeId, TypeId)> {
    let mut marks = vec![Mark::New; api.types.len()];
    let mut closing = Vec::new();
    for start in api.type_ids() {
        let mut path = vec![(start, None::<Vec<TypeId>>)];
        while let Some((id, rest)) = path.last_mut() {
            let id = *id;
            let Some(mark) = marks.get_mut(id.index()) else {
                path.pop();
                continue;
            };
            let rest = match rest {
                Some(rest) => rest,
                None if *mark != Mark::New => {
                    path.pop();
                    continue;
                }
                slot @ None => {
                    *mark = Mark::Open;
                    let mut next = Vec::new();
                    edges(api, id, &mut next);
                    next.reverse();
                    slot.insert(next)
                }
            };
            match rest.pop() {
                None => {
                    *mark = Mark::Done;
                    path.pop();
                }
                Some(to) => match marks.get(to.index()) {
                    Some(Mark::Open) => closing.push((id, to)),
                    Some(Mark::New) => path.push((to, None)),
                    Some(Mark::Done) | None => {}
                },
            }
        }
    }
    closing
}
