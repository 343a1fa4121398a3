//! Unions: one of several types.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::structs::derive;
use super::types::type_ref;
use super::{Cx, docs, ident, string};
use crate::analysis::derives::Trait;
use crate::ir::{Tagging, TypeId, Union};

/// Writes the enum of several types.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: TypeId, union: &Union) -> TokenStream {
    let traits = cx.facts.derives.of(id);
    let head = docs::of_type(cx, id);
    let name = ident(cx.names.types.ty(id));
    let names = cx.names.types.parts(id);
    let mut variants = TokenStream::new();
    for (position, (variant, name)) in union.variants.iter().zip(names).enumerate() {
        let docs = docs::of(&variant.docs, &docs::variant(cx, variant));
        let mut ty = type_ref(cx, scope, &variant.ty, true);
        if cx.facts.boxing.contains(id, position) {
            let in_box = scope.prelude("Box", &quote!(::std::boxed::Box));
            ty = quote!(#in_box<#ty>);
        }
        let name = ident(name);
        variants.extend(quote! { #docs #name(#ty), });
    }
    match &union.tagging {
        Tagging::Untagged => {
            let derives = derive(scope, traits);
            let untagged = (traits.has(Trait::Serialize) || traits.has(Trait::Deserialize))
                .then(|| quote!(#[serde(untagged)]));
            quote! { #head #derives #untagged pub enum #name { #variants } }
        }
        Tagging::Internal { property } => {
            let json = scope.runtime("Json");
            let rest = ident(cx.names.types.catch_all(id).unwrap_or("Unknown"));
            let rest_docs = docs::plain("A kind of value that the document does not list.");
            let plain = traits
                .iter()
                .filter(|which| !matches!(which, Trait::Serialize | Trait::Deserialize));
            let plain = plain.map(|which| ident(&format!("{which:?}")));
            let property = string(property);
            let arms = union.variants.iter().zip(names).map(|(variant, name)| {
                let name = ident(name);
                let tags = variant.tags.iter().map(|tag| string(tag));
                quote!(#name: #(#tags)|*)
            });
            let declare = scope.runtime_macro("tagged_union");
            let directions = match (traits.has(Trait::Serialize), traits.has(Trait::Deserialize)) {
                (true, true) => quote!(both),
                (true, false) => quote!(send),
                (false, _) => quote!(receive),
            };
            quote! {
                #head
                #[derive(#(#plain),*)]
                #[non_exhaustive]
                pub enum #name { #variants #rest_docs #rest(#json), }

                #declare!(#directions #name, #property, #rest, #(#arms),*);
            }
        }
    }
}
