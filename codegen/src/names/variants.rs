//! Words for the types that the variants of a union hold.
//!
//! In: a type. Out: what it is called where it has to be told from others, and what it is known by whatever it is called.

use super::known::key;
use crate::ir::{Api, Scalar, TypeId, TypeRef};

/// What a variant of this type is known by, whatever the type is called.
pub(super) fn type_key(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => key(api, api.ty(*id)),
        TypeRef::List(inner) | TypeRef::Set(inner) => format!("list of {}", type_key(api, inner)),
        TypeRef::Map(inner) => format!("map of {}", type_key(api, inner)),
        TypeRef::Nullable(inner) => type_key(api, inner),
        TypeRef::Tuple(_) => "tuple".to_owned(),
        TypeRef::Any | TypeRef::Param(_) => "any".to_owned(),
        TypeRef::Scalar(scalar) => scalar_word(*scalar).to_owned(),
    }
}

/// What a type is called where it has to be told from others: `String`, `ListOfPet`.
pub(super) fn type_words<'n>(name_of: &dyn Fn(TypeId) -> &'n str, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => name_of(*id).to_owned(),
        TypeRef::List(inner) | TypeRef::Set(inner) => {
            format!("ListOf{}", type_words(name_of, inner))
        }
        TypeRef::Map(inner) => format!("MapOf{}", type_words(name_of, inner)),
        TypeRef::Nullable(inner) => type_words(name_of, inner),
        TypeRef::Tuple(_) => "Tuple".to_owned(),
        TypeRef::Any | TypeRef::Param(_) => "Json".to_owned(),
        TypeRef::Scalar(scalar) => scalar_word(*scalar).to_owned(),
    }
}

/// What tells one integer from another.
pub(super) fn width(ty: &TypeRef) -> Option<String> {
    match ty.without_null() {
        TypeRef::Scalar(
            scalar @ (Scalar::I8
            | Scalar::I16
            | Scalar::I32
            | Scalar::I64
            | Scalar::U8
            | Scalar::U16
            | Scalar::U32
            | Scalar::U64
            | Scalar::I128),
        ) => Some(format!("{scalar:?}")),
        _ => None,
    }
}

fn scalar_word(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "String",
        Scalar::Bool => "Boolean",
        Scalar::I8
        | Scalar::I16
        | Scalar::I32
        | Scalar::I64
        | Scalar::U8
        | Scalar::U16
        | Scalar::U32
        | Scalar::U64
        | Scalar::I128 => "Integer",
        Scalar::F64 => "Number",
        Scalar::Uuid => "Uuid",
        Scalar::DateTime => "DateTime",
        Scalar::Date => "Date",
        Scalar::Time => "Time",
        Scalar::Duration => "Duration",
        Scalar::Ipv4 => "Ipv4",
        Scalar::Ipv6 => "Ipv6",
        Scalar::Base64 => "Base64",
        Scalar::Binary => "Binary",
        Scalar::Null => "Null",
        Scalar::Own(_) => "Value",
    }
}
