//! The module of the types, and types where they are used.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Prelude, Scope};
use super::{Cx, allow_documented, docs, enums, ident, module, structs, unions};
use crate::ir::{NameHint, Scalar, TypeId, TypeKind, TypeRef};

/// Writes the module of the types.
pub(super) fn emit(cx: Cx<'_>) -> TokenStream {
    let Cx {
        api, facts, names, ..
    } = cx;
    let defined = api.type_ids().map(|id| names.types.ty(id).to_owned());
    let templates = facts
        .generics
        .templates()
        .map(|(id, _)| names.types.template(id).to_owned());
    let mut scope = Scope::new(cx, defined.chain(templates));
    let mut items = TokenStream::new();
    for id in reading_order(cx) {
        if !facts.usage.is_kept(id)
            || facts.generics.replaced_by(id).is_some()
            || facts.sharing.is_inside_alias(api, id)
        {
            continue;
        }
        if let Some(first) = facts.sharing.same_as(id) {
            let head = docs::of_same_type(cx, id, first);
            items.extend(emit_alias(
                cx,
                &mut scope,
                id,
                &head,
                &TypeRef::Named(first),
            ));
            continue;
        }
        let def = api.ty(id);
        if let Some(instance) = facts.generics.instance(id) {
            let template = facts.generics.template(instance.template);
            // The template stands where its first instance does.
            if template.instances.first() == Some(&id) {
                items.extend(structs::emit_template(cx, &mut scope, instance.template));
            }
            items.extend(emit_alias(
                cx,
                &mut scope,
                id,
                &docs::of_type(cx, id),
                &TypeRef::Named(id),
            ));
            continue;
        }
        items.extend(match &def.kind {
            TypeKind::Object(object) => structs::emit(cx, &mut scope, id, object),
            TypeKind::Enum(values) => enums::emit(cx, &scope, id, values),
            TypeKind::Union(union) => unions::emit(cx, &mut scope, id, union),
            TypeKind::Alias(target) => {
                emit_alias(cx, &mut scope, id, &docs::of_type(cx, id), target)
            }
        });
    }
    let head = docs::inner("The types that the operations send and return.");
    let allow = allow_documented(cx);
    let undocumented = quote! {
        #![allow(missing_docs, reason = "the document describes only some of the members")]
    };
    module(&quote!(#head #allow #undocumented), &scope, &items)
}

/// All types, each followed by the nameless ones that stand in it.
fn reading_order(cx: Cx<'_>) -> Vec<TypeId> {
    let mut inside: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut outermost = Vec::new();
    for id in cx.api.type_ids() {
        match &cx.api.ty(id).hint {
            NameHint::Inside { parent, .. } | NameHint::Sent { of: parent } => {
                inside.entry(*parent).or_default().push(id);
            }
            _ => outermost.push(id),
        }
    }
    let mut order = Vec::with_capacity(cx.api.types.len());
    let mut waiting: Vec<TypeId> = outermost.into_iter().rev().collect();
    while let Some(id) = waiting.pop() {
        order.push(id);
        waiting.extend(inside.remove(&id).unwrap_or_default().into_iter().rev());
    }
    order
}

fn emit_alias(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: TypeId,
    head: &TokenStream,
    target: &TypeRef,
) -> TokenStream {
    let name = cx.names.types.ty(id);
    let target = type_ref(cx, scope, target, true);
    let name = ident(name);
    quote! { #head pub type #name = #target; }
}

/// A type where it is used; `in_types` says whether that is in the module of the types.
pub(super) fn type_ref(cx: Cx<'_>, scope: &mut Scope, ty: &TypeRef, in_types: bool) -> TokenStream {
    match ty {
        TypeRef::Scalar(scalar) => scalar_type(scope, *scalar),
        TypeRef::Named(id) => named(cx, scope, *id, in_types),
        TypeRef::List(item) | TypeRef::Set(item) => {
            let item = type_ref(cx, scope, item, in_types);
            let vec = scope.prelude(Prelude::Vec);
            quote!(#vec<#item>)
        }
        TypeRef::Map(value) => {
            let value = type_ref(cx, scope, value, in_types);
            let string = string_type(scope);
            let map = scope.import(&quote!(std::collections), "BTreeMap");
            quote!(#map<#string, #value>)
        }
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
        let name = if in_types {
            let name = ident(name);
            quote!(#name)
        } else {
            scope.api_type(name)
        };
        return quote!(#name<#(#arguments),*>);
    }
    super::scope::api_type(cx, scope, id, in_types)
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
        Scalar::Null => quote!(()),
    }
}
