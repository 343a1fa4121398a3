//! The module of the headers that answers have beside their values.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::types::type_ref;
use super::{Cx, allow_documented, docs, ident, module, string};
use crate::ir::{Header, Operation};

/// Writes the module.
pub(super) fn emit(cx: Cx<'_>) -> TokenStream {
    let mut scope = Scope::new(cx, []);
    let mut items = TokenStream::new();
    for (name, header) in cx.names.headers.iter(cx.api) {
        items.extend(emit_header(cx, &mut scope, name, header));
    }
    let head = docs::inner(
        "Headers of answers, for `Response::header` (see `with_response()`) and `Reply::header`.",
    );
    let allow = allow_documented(cx);
    module(&quote!(#head #allow), &scope, &items)
}

fn emit_header(cx: Cx<'_>, scope: &mut Scope, name: &str, header: &Header) -> TokenStream {
    let docs = docs::of(&header.docs, &format!("{}.", docs::code(&header.wire_name)));
    let ty = type_ref(cx, scope, header.ty.without_null(), false);
    let class = scope.runtime("Header");
    let form = match &header.content {
        Some(media_type) if media_type.contains("json") => ident("json"),
        None if header.explode => ident("exploded"),
        _ => ident("new"),
    };
    let (name, wire_name) = (ident(name), string(&header.wire_name));
    quote! {
        #docs
        pub const #name: #class<#ty> = #class::#form(#wire_name);
    }
}

/// Which headers a successful answer has, as documentation of its operation.
pub(super) fn list(cx: Cx<'_>, operation: &Operation) -> Option<String> {
    let headers = crate::names::headers_of_success(cx.facts, operation);
    let names: Vec<String> = headers
        .into_iter()
        .filter_map(|header| {
            let name = cx.names.headers.of(cx.facts, header)?;
            let text = docs::code(&header.wire_name);
            Some(docs::linked(&text, &format!("super::headers::{name}")))
        })
        .collect();
    (!names.is_empty()).then(|| {
        format!(
            "Headers of the answer, by `with_response()`: {}.",
            names.join(", ")
        )
    })
}
