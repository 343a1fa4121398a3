//! Which variants of a union can be made from their value alone?
//!
//! In: the unions. Out: [`Conversions`]: for each variant whether its type names it. Two variants of one Rust type are not
//! told apart by it, and a union that holds itself is no conversion. Deliberately not here: whether a union is sent at all.
//!
//! Worked example: `text or list of texts` has both conversions, and that of the text is one of `&str`, too; `meters or
//! miles`, both numbers, has none.

use super::canonical::canonical;
use super::generics::Generics;
use super::sharing::Sharing;
use crate::ir::{Api, EnumBase, Scalar, TypeId, TypeKind, TypeRef, Union};

/// The conversions of all types.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conversions(Vec<Vec<Option<Conversion>>>);

/// How a variant is made from its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conversion {
    /// From a value of its type.
    Value,
    /// From a text, too.
    Text,
}

impl Conversions {
    /// How the variant at a position of a union is made; `None`: its value does not say which variant is meant.
    #[must_use]
    pub(crate) fn of(&self, union: TypeId, position: usize) -> Option<Conversion> {
        *self.0.get(union.index())?.get(position)?
    }
}

/// Finds the conversions of all unions.
pub(super) fn find(api: &Api, generics: &Generics, sharing: &Sharing) -> Conversions {
    let of = |id: TypeId| match &api.ty(id).kind {
        TypeKind::Union(union) => of_union(api, generics, sharing, id, union),
        _ => Vec::new(),
    };
    Conversions(api.type_ids().map(of).collect())
}

fn of_union(
    api: &Api,
    generics: &Generics,
    sharing: &Sharing,
    id: TypeId,
    union: &Union,
) -> Vec<Option<Conversion>> {
    let canonical = |ty: &TypeRef| canonical(api, generics, sharing, ty);
    let itself = canonical(&TypeRef::Named(id));
    let types: Vec<TypeRef> = union.variants.iter().map(|it| canonical(&it.ty)).collect();
    // A text is a string before it is one of a list, and of two lists nobody knows which.
    let text = {
        let mut open = types.iter().filter(|ty| is_open_text(api, ty));
        let first = open.next().filter(|_| open.next().is_none());
        let string = TypeRef::Scalar(Scalar::String);
        if types.contains(&string) {
            Some(string)
        } else {
            first.cloned()
        }
    };
    let conversion = |ty: &TypeRef| {
        let is_told = types.iter().filter(|other| *other == ty).count() == 1;
        (is_told && *ty != itself).then(|| match &text {
            Some(text) if text == ty => Conversion::Text,
            _ => Conversion::Value,
        })
    };
    types.iter().map(conversion).collect()
}

/// Whether any text is a value of the type.
fn is_open_text(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Enum(values) => values.open && values.base == EnumBase::String,
            _ => false,
        },
        _ => false,
    }
}
