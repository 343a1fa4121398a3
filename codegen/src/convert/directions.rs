//! `readOnly` and `writeOnly`: members that are required of one direction only.
//!
//! In: all types and where they travel. Out: no type that demands of a request what only a response has, or the
//! other way round. A type that travels one way does not require the members of the other. One that travels both ways, and
//! every type that holds it both ways, becomes two: itself, as it is received, and another one as it is sent. What is only
//! sent holds the second.
//! Deliberately not here: types in which nothing is required of one direction only; what is optional can be left out.
//!
//! Worked example: `User { id: readOnly, name, password: writeOnly }`, all required, taken and given by `POST /users`,
//! becomes `User { id, name }` and `UserRequest { name, password }`.

use std::collections::BTreeMap;

use super::refs::{for_each_in, for_each_received, for_each_sent, renumber};
use crate::ir::{Api, Field, NameHint, Object, Presence, TypeDef, TypeId, TypeKind, TypeRef};

/// Settles the members of one direction.
pub(super) fn split(api: &mut Api) {
    let directed = |ty: &TypeDef| object(ty).is_some_and(|it| it.fields.iter().any(is_directed));
    if !api.types.iter().any(directed) {
        return;
    }
    let (mut sent_roots, mut received_roots) = (Vec::new(), Vec::new());
    for_each_sent(api, &mut |ty| {
        ty.for_each_named(&mut |id| sent_roots.push(id));
    });
    for_each_received(api, &mut |ty| {
        ty.for_each_named(&mut |id| received_roots.push(id));
    });
    let parts: Vec<Vec<TypeId>> = api.types.iter_mut().map(parts).collect();
    let sent = reach(&parts, sent_roots);
    let received = reach(&parts, received_roots);
    let both: Vec<bool> = sent.iter().zip(&received).map(|(a, b)| *a && *b).collect();
    for ((ty, sent), received) in api.types.iter_mut().zip(&sent).zip(&received) {
        if sent != received {
            relax(ty, *sent);
        }
    }
    let twins = twins(api, &parts, &both);
    if twins.is_empty() {
        return;
    }
    let as_sent = |id: &mut TypeId| {
        if let Some(twin) = twins.get(id) {
            *id = *twin;
        }
    };
    for id in twins.keys() {
        let Some(original) = api.types.get_mut(id.index()) else {
            continue;
        };
        let mut twin = original.clone();
        twin.hint = NameHint::Sent { of: *id };
        retain(original, |field| !field.write_only);
        retain(&mut twin, |field| !field.read_only);
        for_each_in(&mut twin, &mut |ty| renumber(ty, &as_sent));
        // The keys are in the order of the new ids.
        api.types.push(twin);
    }
    // What is only sent keeps its one type, and holds the others as they are sent.
    for ((ty, sent), received) in api.types.iter_mut().zip(&sent).zip(&received) {
        if *sent && !received {
            for_each_in(ty, &mut |ty| renumber(ty, &as_sent));
        }
    }
    for schema in &mut api.schemas {
        let mut sent = schema.ty.clone();
        renumber(&mut sent, &as_sent);
        schema.sent = (sent != schema.ty).then_some(sent);
    }
    for_each_sent(api, &mut |ty| renumber(ty, &as_sent));
}

/// Which types become two, each with the id of the second.
fn twins(api: &Api, parts: &[Vec<TypeId>], both: &[bool]) -> BTreeMap<TypeId, TypeId> {
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); parts.len()];
    for (holder, parts) in api.type_ids().zip(parts) {
        for part in parts {
            holders[part.index()].push(holder);
        }
    }
    let mut open: Vec<TypeId> = api
        .type_ids()
        .filter(|id| object(api.ty(*id)).is_some_and(|it| it.fields.iter().any(is_directed)))
        .collect();
    let mut found = vec![false; parts.len()];
    while let Some(id) = open.pop() {
        let index = id.index();
        if both[index] && !std::mem::replace(&mut found[index], true) {
            open.extend(&holders[index]);
        }
    }
    let split = api.type_ids().filter(|id| found[id.index()]);
    split.zip((parts.len()..).map(TypeId::from_index)).collect()
}

fn reach(parts: &[Vec<TypeId>], mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; parts.len()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.index()], true) {
            open.extend(&parts[id.index()]);
        }
    }
    reached
}

fn parts(ty: &mut TypeDef) -> Vec<TypeId> {
    let mut parts = Vec::new();
    for_each_in(ty, &mut |ty: &mut TypeRef| {
        ty.for_each_named(&mut |id| parts.push(id));
    });
    parts
}

fn object(ty: &TypeDef) -> Option<&Object> {
    match &ty.kind {
        TypeKind::Object(object) => Some(object),
        _ => None,
    }
}

/// Whether a member is required, but not in both directions.
fn is_directed(field: &Field) -> bool {
    field.presence == Presence::Required && field.read_only != field.write_only
}

/// Requires nothing that only the other direction has.
fn relax(ty: &mut TypeDef, sent: bool) {
    if let TypeKind::Object(object) = &mut ty.kind {
        for field in object.fields.iter_mut().filter(|field| is_directed(field)) {
            if field.read_only == sent {
                field.presence = Presence::Optional;
            }
        }
    }
}

fn retain(ty: &mut TypeDef, keep: impl Fn(&Field) -> bool) {
    if let TypeKind::Object(object) = &mut ty.kind {
        // A member of both kinds is a slip of the document, and travels both ways.
        object
            .fields
            .retain(|field| field.read_only == field.write_only || keep(field));
    }
}
