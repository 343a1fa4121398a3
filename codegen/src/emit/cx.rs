//! What every emitter reads and writes with: the data, identifiers, literals and the frame of a module.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;

use crate::analysis::Facts;
use crate::ir::{Api, Operation, Response, TypeDef, TypeKind};
use crate::names::Names;

/// Everything that an emitter reads.
#[derive(Clone, Copy)]
pub(super) struct Cx<'a> {
    pub(super) api: &'a Api,
    pub(super) facts: &'a Facts,
    pub(super) names: &'a Names,
    pub(super) runtime: &'a TokenStream,
}

/// A path that means the same in every module.
pub(super) fn absolute(path: &TokenStream) -> TokenStream {
    let first = path.clone().into_iter().next();
    let is_absolute = match &first {
        Some(TokenTree::Ident(first)) => {
            matches!(first.to_string().as_str(), "crate" | "self" | "super")
        }
        _ => true,
    };
    if is_absolute {
        path.clone()
    } else {
        quote!(::#path)
    }
}

/// The tokens of an identifier that `names/` made.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A string literal.
pub(super) fn string(text: &str) -> Literal {
    Literal::string(text)
}

/// The `#![allow]`s of a module whose documentation is the document's.
pub(super) fn allow_documented(cx: Cx<'_>) -> TokenStream {
    // Wherever something deprecated is defined, it may be used anywhere.
    let deprecated = deprecates(cx.api).then(|| {
        quote! { #![allow(deprecated, reason = "what the API deprecates has to work here all the same")] }
    });
    quote! {
        #![allow(
            clippy::doc_lazy_continuation,
            clippy::doc_link_with_quotes,
            clippy::doc_markdown,
            clippy::doc_overindented_list_items,
            reason = "the texts are the document's"
        )]
        #deprecated
    }
}

/// Whether the documents deprecate anything that code can refer to.
pub(super) fn deprecates(api: &Api) -> bool {
    let in_operation = |operation: &Operation| {
        operation.docs.deprecated || operation.parameters.iter().any(|it| it.docs.deprecated)
    };
    let in_response =
        |response: &Response| response.headers.iter().any(|header| header.docs.deprecated);
    let in_type = |def: &TypeDef| {
        def.docs.deprecated
            || match &def.kind {
                TypeKind::Object(object) => object.fields.iter().any(|it| it.docs.deprecated),
                TypeKind::Enum(values) => values.variants.iter().any(|it| it.docs.deprecated),
                TypeKind::Union(union) => union.variants.iter().any(|it| it.docs.deprecated),
                TypeKind::Alias(_) => false,
            }
    };
    api.operations.iter().any(in_operation)
        || api.responses.iter().any(in_response)
        || api.types.iter().any(in_type)
}

/// What the user wrote in Rust; the options are checked before.
pub(super) fn rust(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// What the user adds to a type.
pub(super) fn besides(def: &TypeDef) -> TokenStream {
    let derives: Vec<_> = def.besides.derives.iter().map(|path| rust(path)).collect();
    let derives = (!derives.is_empty()).then(|| quote!(#[derive(#(#derives),*)]));
    let attributes = def.besides.attributes.iter().map(|text| rust(text));
    quote!(#derives #(#attributes)*)
}
