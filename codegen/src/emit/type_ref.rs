//! Types as they are written.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::rust;
use super::cx::{Cx, ident};
use super::scope::{Prelude, Scope};
use crate::ir::{MapKind, Scalar, SetKind, TypeId, TypeRef};

/// A type where it is used; `in_types` says whether that is in the module of the types.
pub(super) fn type_ref(cx: Cx<'_>, scope: &mut Scope, ty: &TypeRef, in_types: bool) -> TokenStream {
    match ty {
        TypeRef::Scalar(scalar) => match cx.api.own_path(*scalar) {
            Some(path) => rust(path),
            None => scalar_type(scope, *scalar),
        },
        TypeRef::Named(id) => named(cx, scope, *id, in_types),
        TypeRef::Set(item) if cx.api.sets != SetKind::List => {
            let item = type_ref(cx, scope, item, in_types);
            let set = match cx.api.sets {
                SetKind::AsTheyCame => scope.runtime("IndexSet"),
                SetKind::Hashed => scope.import(&quote!(std::collections), "HashSet"),
                _ => scope.import(&quote!(std::collections), "BTreeSet"),
            };
            quote!(#set<#item>)
        }
        TypeRef::List(item) | TypeRef::Set(item) => {
            let item = type_ref(cx, scope, item, in_types);
            let vec = scope.prelude(Prelude::Vec);
            quote!(#vec<#item>)
        }
        TypeRef::Map(value) => map_type(cx, scope, value, in_types),
        TypeRef::Tuple(items) => {
            let items = items.iter().map(|item| type_ref(cx, scope, item, in_types));
            quote!((#(#items,)*))
        }
        TypeRef::Nullable(inner) => {
            let inner = type_ref(cx, scope, inner, in_types);
            option(scope, &inner)
        }
        TypeRef::Any => scope.runtime("Json"),
        TypeRef::Param(index) => {
            let name = ident(cx.names.types.parameter(*index));
            quote!(#name)
        }
    }
}

/// A map of texts to a type.
pub(super) fn map_type(
    cx: Cx<'_>,
    scope: &mut Scope,
    value: &TypeRef,
    in_types: bool,
) -> TokenStream {
    let value = type_ref(cx, scope, value, in_types);
    let string = string_type(scope);
    let map = match cx.api.maps {
        MapKind::Sorted => scope.import(&quote!(std::collections), "BTreeMap"),
        MapKind::Hashed => scope.import(&quote!(std::collections), "HashMap"),
        MapKind::AsTheyCame => scope.runtime("IndexMap"),
    };
    quote!(#map<#string, #value>)
}

/// `Option` of a type.
pub(super) fn option(scope: &Scope, inner: &TokenStream) -> TokenStream {
    let option = scope.prelude(Prelude::Option);
    quote!(#option<#inner>)
}

/// `String`.
pub(super) fn string_type(scope: &Scope) -> TokenStream {
    scope.prelude(Prelude::String)
}

fn named(cx: Cx<'_>, scope: &mut Scope, id: TypeId, in_types: bool) -> TokenStream {
    let generics = &cx.facts.generics;
    let id = generics.replaced_by(id).unwrap_or(id);
    let sharing = &cx.facts.sharing;
    let id = sharing
        .same_as(id)
        .filter(|_| sharing.is_inside_alias(cx.api, id))
        .unwrap_or(id);
    if let Some(instance) = generics.instance(id) {
        let name = cx.names.types.template(instance.template);
        let arguments: Vec<_> = instance
            .arguments
            .iter()
            .map(|argument| type_ref(cx, scope, argument, in_types))
            .collect();
        let name = super::scope::named(scope, name, in_types);
        return quote!(#name<#(#arguments),*>);
    }
    super::scope::api_type(cx, scope, id, in_types)
}

fn scalar_type(scope: &mut Scope, scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::String => string_type(scope),
        Scalar::Bool => quote!(bool),
        Scalar::I8 => quote!(i8),
        Scalar::I16 => quote!(i16),
        Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::U8 => quote!(u8),
        Scalar::U16 => quote!(u16),
        Scalar::U32 => quote!(u32),
        Scalar::U64 => quote!(u64),
        Scalar::I128 => quote!(i128),
        Scalar::F64 => quote!(f64),
        Scalar::Uuid => scope.runtime("Uuid"),
        Scalar::DateTime => scope.runtime("Timestamp"),
        Scalar::Date => scope.runtime("Date"),
        Scalar::Time => scope.runtime("Time"),
        Scalar::Duration => scope.runtime("Duration"),
        Scalar::Ipv4 => scope.import(&quote!(std::net), "Ipv4Addr"),
        Scalar::Ipv6 => scope.import(&quote!(std::net), "Ipv6Addr"),
        Scalar::Base64 => scope.runtime("Base64"),
        Scalar::Binary => scope.runtime("File"),
        // One of the user's has a path.
        Scalar::Null | Scalar::Own(_) => quote!(()),
    }
}
