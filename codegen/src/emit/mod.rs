//! The client as Rust: intermediate representation, names and facts in, one stream of tokens per module out.
//!
//! One file per thing that is written. Nothing is decided here: what is in the client stands in `ir/`, what follows
//! from it in `analysis/`, what it is called in `names/`; and nothing fails here. Text becomes Rust only through
//! `quote`, so nothing in a document can break out of a literal or a comment.

mod bodies;
mod client;
mod docs;
mod encode;
mod enums;
mod filters;
mod headers;
mod members;
mod operations;
mod pagination;
mod renaming;
mod replies;
mod scope;
mod streams;
mod structs;
mod table;
mod types;
mod unions;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;

use self::scope::Scope;
use crate::analysis::Facts;
use crate::ir::{Api, Operation, TypeDef, TypeKind, TypeRef};
use crate::names::Names;

/// Everything that an emitter reads.
#[derive(Clone, Copy)]
struct Cx<'a> {
    api: &'a Api,
    facts: &'a Facts,
    names: &'a Names,
    runtime: &'a TokenStream,
}

/// Writes a client: the path of each module's file, and its tokens.
pub(crate) fn emit(
    api: &Api,
    facts: &Facts,
    names: &Names,
    runtime: &TokenStream,
) -> BTreeMap<String, TokenStream> {
    let cx = Cx {
        api,
        facts,
        names,
        runtime,
    };
    let mut files = BTreeMap::new();
    files.insert("api.rs".to_owned(), root(cx));
    files.insert("client.rs".to_owned(), client::emit(cx));
    files.insert("types.rs".to_owned(), types::emit(cx));
    if names.filters.iter().next().is_some() {
        files.insert("filters.rs".to_owned(), filters::emit(cx));
    }
    if !names.headers.is_empty() {
        files.insert("headers.rs".to_owned(), headers::emit(cx));
    }
    for module in &names.modules {
        files.insert(module.file.clone(), operations::emit(cx, module));
    }
    files
}

/// A type as it is written in a module beside `types`, with the paths of all that is in it.
pub(crate) fn type_path(
    api: &Api,
    facts: &Facts,
    names: &Names,
    runtime: &TokenStream,
    ty: &TypeRef,
) -> String {
    let cx = Cx {
        api,
        facts,
        names,
        runtime,
    };
    let tokens = types::type_ref(cx, &mut Scope::in_full(cx), ty, false);
    // Nothing in the path of a type needs a space to be read.
    tokens.to_string().replace(' ', "")
}

/// The file that names the modules. It is `include!`d, so it has no inner attributes.
fn root(cx: Cx<'_>) -> TokenStream {
    let Cx { names, runtime, .. } = cx;
    // The modules of the client are in scope here, whatever they are called.
    let runtime = absolute(runtime);
    // Each module says at its own head what it is.
    let modules = names.modules.iter().map(|module| {
        let name = ident(&module.ident);
        // rustc looks for files only under names in ASCII.
        let file = (!module.ident.is_ascii()).then(|| {
            let file = string(&module.file);
            quote!(#[path = #file])
        });
        quote!(#file pub mod #name;)
    });
    let visible = filters::is_public(cx).then(|| quote!(pub));
    let has_filters = names.filters.iter().next().is_some();
    let filters = has_filters.then(|| quote!(#visible mod filters;));
    let headers = (!names.headers.is_empty()).then(|| {
        quote!(
            pub mod headers;
        )
    });
    quote! {
        pub mod client;
        #headers
        #(#modules)*
        pub mod types;

        #filters

        pub use self::client::{Client, ClientBuilder};
        pub use #runtime::{
            Bookmark, BuildError, Date, Error, File, Filter, Header, Identity, Items, Json, Ordered, Pages,
            RequestError, Response, Secret, Timestamp, Uuid,
        };
    }
}

/// A path that means the same in every module.
fn absolute(path: &TokenStream) -> TokenStream {
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
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A string literal.
fn string(text: &str) -> Literal {
    Literal::string(text)
}

/// The `#![allow]`s of a module whose documentation is the document's.
fn allow_documented(cx: Cx<'_>) -> TokenStream {
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

/// Puts a module together: what it allows, what it imports, what is in it.
fn module(head: &TokenStream, scope: &Scope, items: &TokenStream) -> TokenStream {
    let imports = scope.imports();
    quote! { #head #imports #items }
}

/// Whether the documents deprecate anything that code can refer to.
fn deprecates(api: &Api) -> bool {
    let in_operation = |operation: &Operation| {
        let headers = operation.responses.iter().flat_map(|it| &it.headers);
        operation.docs.deprecated
            || operation.parameters.iter().any(|it| it.docs.deprecated)
            || headers.into_iter().any(|header| header.docs.deprecated)
    };
    let in_type = |def: &TypeDef| {
        def.docs.deprecated
            || match &def.kind {
                TypeKind::Object(object) => object.fields.iter().any(|it| it.docs.deprecated),
                TypeKind::Enum(values) => values.variants.iter().any(|it| it.docs.deprecated),
                TypeKind::Union(union) => union.variants.iter().any(|it| it.docs.deprecated),
                TypeKind::Alias(_) => false,
            }
    };
    api.operations.iter().any(in_operation) || api.types.iter().any(in_type)
}
