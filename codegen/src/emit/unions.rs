//! Unions: one of several types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::cx::{Cx, besides, ident, string};
use super::docs;
use super::scope::{Prelude, Scope};
use super::structs::derive;
use super::type_ref::type_ref;
use crate::analysis::conversions::Conversion;
use crate::analysis::derives::Trait;
use crate::ir::{Field, Presence, Scalar, Tagging, TypeId, TypeKind, TypeRef, Union, UnionVariant};

/// Writes the enum of several types.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: TypeId, union: &Union) -> TokenStream {
    let traits = cx.facts.derives.of(id);
    let (head, besides) = (docs::of_type(cx, id), besides(cx.api.ty(id)));
    let head = quote!(#head #besides);
    let name = ident(cx.names.types.ty(id));
    let names = cx.names.types.parts(id);
    let mut variants = TokenStream::new();
    for (position, (variant, name)) in union.variants.iter().zip(names).enumerate() {
        let docs = docs::of(&variant.docs, &docs::variant(variant));
        let mut ty = type_ref(cx, scope, &variant.ty, true);
        if cx.facts.boxing.contains(id, position) {
            let in_box = scope.prelude(Prelude::Box);
            ty = quote!(#in_box<#ty>);
        }
        let name = ident(name);
        variants.extend(quote! { #docs #name(#ty), });
    }
    match &union.tagging {
        Tagging::Untagged => {
            let derives = derive(scope, traits.without(Trait::Deserialize));
            let untagged = traits
                .has(Trait::Serialize)
                .then(|| quote!(#[serde(untagged)]));
            let reading = traits.has(Trait::Deserialize).then(|| {
                let readings = union.variants.iter().zip(names).map(|(variant, name)| {
                    let name = ident(name);
                    let how = read_as(cx, variant).map(|how| {
                        let how = ident(how);
                        quote!(as #how)
                    });
                    quote!(#name #how)
                });
                let read = scope.runtime_macro("untagged");
                quote!(#read!(#name { #(#readings),* });)
            });
            let conversions = traits
                .has(Trait::Serialize)
                .then(|| conversions(cx, scope, id, union));
            quote! { #head #derives #untagged pub enum #name { #variants } #reading #conversions }
        }
        Tagging::Internal { property, integer } => {
            // What is compared, cloned and so on is derived; how it travels is written out below.
            let derived = traits
                .iter()
                .filter(|which| !matches!(which, Trait::Serialize | Trait::Deserialize));
            let derived = derived.map(|which| ident(&format!("{which:?}")));
            let rest = cx.names.types.catch_all(id).map(|rest| {
                let (json, rest) = (scope.runtime("Json"), ident(rest));
                let docs = docs::plain("A kind of value that the document does not list.");
                quote! { #docs #rest(#json), }
            });
            let reading = traits
                .has(Trait::Deserialize)
                .then(|| reading(cx, scope, id, union, property));
            let writing = traits
                .has(Trait::Serialize)
                .then(|| writing(cx, scope, id, union, property, *integer));
            let conversions = traits
                .has(Trait::Serialize)
                .then(|| conversions(cx, scope, id, union));
            quote! {
                #head
                #[derive(#(#derived),*)]
                #[non_exhaustive]
                pub enum #name { #variants #rest }

                #reading
                #writing
                #conversions
            }
        }
    }
}

/// What turns into the union: the values of its variants.
fn conversions(cx: Cx<'_>, scope: &mut Scope, id: TypeId, union: &Union) -> Option<TokenStream> {
    let names = cx.names.types.parts(id);
    let mut rows = Vec::new();
    for (position, (variant, name)) in union.variants.iter().zip(names).enumerate() {
        let Some(conversion) = cx.facts.conversions.of(id, position) else {
            continue;
        };
        let ty = type_ref(cx, scope, &variant.ty, true);
        let how = match conversion {
            Conversion::Text => Some(quote!(as text)),
            Conversion::Value => {
                let boxed = cx.facts.boxing.contains(id, position);
                boxed.then(|| quote!(as boxed))
            }
        };
        let name = ident(name);
        rows.push(quote!(#name: #ty #how));
    }
    if rows.is_empty() {
        return None;
    }
    let conversions = scope.runtime_macro("conversions");
    let name = ident(cx.names.types.ty(id));
    Some(quote!(#conversions! { #name { #(#rows),* } }))
}

/// How a variant is read that must not take every value that its type could be read from.
fn read_as(cx: Cx<'_>, variant: &UnionVariant) -> Option<&'static str> {
    match cx.api.resolve(&variant.ty) {
        TypeRef::Scalar(scalar @ Scalar::DateTime)
            if variant.exact && cx.api.own_path(*scalar).is_none() =>
        {
            Some("exact_instant")
        }
        _ if variant.exact => Some("exact"),
        _ => None,
    }
}

/// How a value is read: its tag says which variant it is.
fn reading(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: TypeId,
    union: &Union,
    property: &str,
) -> TokenStream {
    let name = ident(cx.names.types.ty(id));
    let (deserialize, deserializer) = (
        scope.import(&quote!(serde), "Deserialize"),
        scope.import(&quote!(serde), "Deserializer"),
    );
    let result = scope.prelude(Prelude::Result);
    let support = scope.runtime("support");
    let property = string(property);
    let mut arms = Vec::new();
    let mut rest = None;
    for (variant, name) in union.variants.iter().zip(cx.names.types.parts(id)) {
        let name = ident(name);
        let value = quote!(|part| part.decode().map(Self::#name));
        if variant.tags.is_empty() {
            rest = Some(value);
        } else {
            let tags = variant.tags.iter().map(|tag| string(tag));
            arms.push(quote!(#(#tags)|* => #value,));
        }
    }
    let rest = match (rest, cx.names.types.catch_all(id)) {
        (Some(value), _) => value,
        (None, Some(name)) => {
            let name = ident(name);
            quote!(return Ok(Self::#name(value.into_json())))
        }
        (None, None) => quote!(return Ok(Self::Unknown(value.into_json()))),
    };
    quote! {
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> #result<Self, D::Error> {
                let value = #support::Tagged::read(deserializer, #property)?;
                // A frame has room for what each branch of its function makes: one that made values would fill the stack.
                let read: #support::Reading<Self> = match value.tag() { #(#arms)* _ => #rest, };
                value.decode(read)
            }
        }
    }
}

/// How a value is written: with its tag, where the type itself has no member for it.
fn writing(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: TypeId,
    union: &Union,
    property: &str,
    integer: bool,
) -> TokenStream {
    let name = ident(cx.names.types.ty(id));
    let (serialize, serializer) = (
        scope.import(&quote!(serde), "Serialize"),
        scope.import(&quote!(serde), "Serializer"),
    );
    let result = scope.prelude(Prelude::Result);
    let arms: Vec<_> = union
        .variants
        .iter()
        .zip(cx.names.types.parts(id))
        .map(|(variant, name)| {
            let name = ident(name);
            match variant.tags.as_slice() {
                // Whatever stands in the member, the variant says which it is.
                [tag, ..] if !keeps_tag(cx, &variant.ty, property, &variant.tags) => {
                    let support = scope.runtime("support");
                    let property = string(property);
                    let tag = match tag.parse() {
                        Ok(number) if integer => Literal::i64_unsuffixed(number),
                        _ => string(tag),
                    };
                    quote!(Self::#name(value) => #support::write_tagged(#property, #tag, value, serializer),)
                }
                _ => quote!(Self::#name(value) => value.serialize(serializer),),
            }
        })
        .collect();
    let rest = cx.names.types.catch_all(id).map(|rest| {
        let rest = ident(rest);
        quote!(Self::#rest(value) => value.serialize(serializer),)
    });
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                match self { #(#arms)* #rest }
            }
        }
    }
}

/// Whether a value of a type always carries one of the variant's tags by itself.
fn keeps_tag(cx: Cx<'_>, ty: &TypeRef, property: &str, tags: &[String]) -> bool {
    let TypeRef::Named(id) = cx.api.resolve(ty.without_null()) else {
        // What is not an object cannot be given a member.
        return !matches!(ty.without_null(), TypeRef::Map(_));
    };
    match &cx.api.ty(*id).kind {
        TypeKind::Object(object) => object
            .fields
            .iter()
            .find(|field| field.wire_name == property)
            .is_some_and(|field| is_constant(cx, field) || tags.len() > 1),
        // A union inside writes its own tag; what is no object cannot be given a member.
        TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::Alias(_) => true,
    }
}

/// Whether a member has only one value, which is always sent.
fn is_constant(cx: Cx<'_>, field: &Field) -> bool {
    let only = match cx.api.resolve(&field.ty) {
        TypeRef::Named(id) => match &cx.api.ty(*id).kind {
            TypeKind::Enum(values) => !values.open && values.variants.len() == 1,
            _ => false,
        },
        _ => false,
    };
    only && field.presence == Presence::Required
}
