//! The module of the headers that answers have beside their values.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, allow_documented, ident, string};
use super::docs;
use super::piece::{Piece, Write};
use super::scope::{Scope, head};
use super::type_ref::type_ref;
use crate::ir::Header;

/// Writes the module.
pub(super) fn emit(cx: Cx<'_>, write: Write<'_>) {
    let mut scope = Scope::new(cx, []);
    for (name, header) in cx.names.headers.iter(cx.api) {
        write(Piece::Items(emit_header(cx, &mut scope, name, header)));
    }
    let about = docs::inner(
        "Headers of answers, for `Response::header` (see `with_response()`) and `RawResponse::header`.",
    );
    let allow = allow_documented(cx);
    write(head(&scope, &quote!(#about #allow)));
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
