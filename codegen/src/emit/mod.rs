//! The client as Rust: intermediate representation, names and facts in, a stream of tokens for each module out, piece by
//! piece: the tokens of a large client take many times the memory of its text.
//!
//! One file per thing that is written. Nothing is decided here: what is in the client stands in `ir/`, what follows
//! from it in `analysis/`, what it is called in `names/`; and nothing fails here. Text becomes Rust only through
//! `quote`, so nothing in a document can break out of a literal or a comment.

mod asking;
mod bodies;
mod client;
mod cx;
mod docs;
mod encode;
mod enums;
mod features;
mod filters;
mod headers;
mod members;
mod operations;
mod pagination;
mod parts;
mod payload;
mod piece;
mod renaming;
mod replies;
mod scope;
mod security;
mod servers;
mod streams;
mod structs;
mod style;
mod table;
mod takes;
mod type_ref;
mod types;
mod unions;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use self::cx::{Cx, absolute, ident, string};
pub(crate) use self::piece::Piece;
use self::scope::Scope;
use crate::analysis::Facts;
use crate::ir::{Api, TypeRef};
use crate::names::Names;

/// What generated code expects of the runtime crate, by number: the runtime has the same one, or refuses to compile.
/// Raised in both places with each change after which code that was generated before would not compile or mean the same.
const CONTRACT: u32 = 4;

/// Writes a client: the pieces of each module, in order, with the path of the module's file.
pub(crate) fn emit(
    api: &Api,
    facts: &Facts,
    names: &Names,
    runtime: &TokenStream,
    write: &mut dyn FnMut(&str, Piece),
) {
    let cx = Cx {
        api,
        facts,
        names,
        runtime,
    };
    write("api.rs", Piece::Items(root(cx)));
    client::emit(cx, &mut |piece| write("client.rs", piece));
    types::emit(cx, write);
    if !names.filters.is_empty() {
        filters::emit(cx, write);
    }
    if !names.headers.is_empty() {
        headers::emit(cx, &mut |piece| write("headers.rs", piece));
    }
    for (module, division) in names.modules.iter().zip(&names.layout.operations) {
        operations::emit(cx, module, division, write);
    }
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
    let tokens = type_ref::type_ref(cx, &mut Scope::in_full(cx), ty, false);
    // Nothing in the path of a type needs a space to be read.
    tokens.to_string().replace(' ', "")
}

/// The file that names the modules. It is `include!`d, so it has no inner attributes.
fn root(cx: Cx<'_>) -> TokenStream {
    let Cx { names, runtime, .. } = cx;
    // The modules of the client are in scope here, whatever they are called.
    let runtime = absolute(runtime);
    // Each module says at its own head what it is. Checked-in sources stay as they are generated.
    let skip = quote!(#[rustfmt::skip]);
    let modules = names.modules.iter().map(|module| {
        let name = ident(&module.ident);
        // rustc looks for files only under names in ASCII.
        let file = (!module.ident.is_ascii()).then(|| {
            let file = string(&format!("{}.rs", module.ident));
            quote!(#[path = #file])
        });
        let feature = module.feature.as_deref().map(features::only_with);
        quote!(#feature #file #skip pub mod #name;)
    });
    let unused = features::unused_without(cx);
    let contract = Literal::u32_unsuffixed(CONTRACT);
    let visible = filters::is_public(cx).then(|| quote!(pub));
    let has_filters = !names.filters.is_empty();
    let filters = has_filters.then(|| quote!(#unused #skip #visible mod filters;));
    let headers = (!names.headers.is_empty()).then(|| {
        quote!(
            #skip
            pub mod headers;
        )
    });
    let servers = (!names.servers.is_empty()).then(|| quote!(, Servers));
    quote! {
        #unused
        #skip
        pub mod client;
        #headers
        #(#modules)*
        #skip
        pub mod types;
        #filters

        pub use self::client::{Client, ClientBuilder #servers};
        #skip
        pub use #runtime::{
            Bookmark, BuildError, Date, Error, File, Filter, Header, Identity, Items, Json, Maybe, MaybeNull,
            Ordered, Pages, RequestError, Response, Secret, Timestamp, Uuid,
        };

        const _: () = #runtime::support::contract(#contract);
    }
}
