//! Which values are not always equal to themselves?
//!
//! In: the types. Out: those that can hold a floating-point number, or any JSON (which can hold one), anywhere inside.

use crate::analysis::parts;
use crate::ir::{Api, EnumBase, Scalar, TypeId, TypeKind, TypeRef};

/// Per type: whether a value of it can hold something that is not always equal to itself.
pub(super) fn inexact(api: &Api) -> Vec<bool> {
    let mut inexact = vec![false; api.types.len()];
    let mut users: Vec<Vec<TypeId>> = vec![Vec::new(); api.types.len()];
    let mut open = Vec::new();
    for id in api.type_ids() {
        let kind = &api.ty(id).kind;
        let mut starts = matches!(kind, TypeKind::Enum(of) if of.base == EnumBase::Json);
        parts::for_each(kind, |ty| {
            starts |= holds_inexact(api, ty);
            ty.for_each_named(&mut |part| users[part.index()].push(id));
        });
        if starts {
            open.push(id);
        }
    }
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut inexact[id.index()], true) {
            open.extend(&users[id.index()]);
        }
    }
    inexact
}

/// Whether a type holds a number or JSON that is not always equal to itself, not counting the named types in it.
pub(super) fn holds_inexact(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => {
            // What a type of the user's is equal to, only the user knows.
            matches!(scalar, Scalar::F64 | Scalar::Duration) || api.own_path(*scalar).is_some()
        }
        TypeRef::Any => true,
        TypeRef::List(inner)
        | TypeRef::Set(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner) => holds_inexact(api, inner),
        TypeRef::Tuple(items) => items.iter().any(|item| holds_inexact(api, item)),
        TypeRef::Named(_) | TypeRef::Param(_) => false,
    }
}
