//! Enums: one of a list of values, as the runtime's macros take them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::cx::{Cx, besides, ident, string};
use super::docs;
use super::scope::Scope;
use crate::ir::{Enum, EnumBase, EnumVariant, TypeId};

/// Writes the enum of a list of values.
pub(super) fn emit(cx: Cx<'_>, scope: &Scope, id: TypeId, values: &Enum) -> TokenStream {
    let (head, besides) = (docs::of_type(cx, id), besides(cx.api.ty(id)));
    let head = quote!(#head #besides);
    let name = ident(cx.names.types.ty(id));
    let variants = values
        .variants
        .iter()
        .zip(cx.names.types.parts(id))
        .map(|(variant, name)| {
            // The macro adds the value itself.
            let docs = variant_docs(variant);
            let (name, value) = (ident(name), literal(values.base, &variant.value));
            quote! { #docs #name = #value, }
        });
    let declare = scope.runtime_macro(match (values.open, values.base) {
        (true, EnumBase::String) => "open_enum",
        (true, EnumBase::Integer) => "open_integer_enum",
        (true, EnumBase::Json) => "open_json_enum",
        (false, EnumBase::String) => "closed_enum",
        (false, EnumBase::Integer) => "closed_integer_enum",
        (false, EnumBase::Json) => "closed_json_enum",
    });
    let rest = cx
        .names
        .types
        .catch_all(id)
        .filter(|rest| *rest != "Unknown")
        .map(|rest| {
            let rest = ident(rest);
            quote!(else #rest)
        });
    quote! {
        #declare! { #head pub enum #name { #(#variants)* } #rest }
    }
}

/// What the document says of a value, with a blank line to what the macro adds.
fn variant_docs(variant: &EnumVariant) -> Option<TokenStream> {
    let silent = variant.docs == crate::ir::Docs::default();
    (!silent).then(|| {
        let docs = docs::of(&variant.docs, "");
        quote! { #docs #[doc = ""] }
    })
}

fn literal(base: EnumBase, value: &Value) -> Literal {
    match (base, value) {
        (EnumBase::String, Value::String(text)) => string(text),
        (EnumBase::Integer, value) => Literal::i64_unsuffixed(value.as_i64().unwrap_or_default()),
        (_, value) => string(&value.to_string()),
    }
}
