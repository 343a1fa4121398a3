//! Security schemes by name: an operation says which it needs, whatever else there is.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::cx::{Cx, ident};
use super::docs;
use super::scope::Scope;
use crate::ir::SecuritySchemeKind;

/// The module that gives each scheme its position among those of the API.
pub(super) fn schemes(cx: Cx<'_>) -> Option<TokenStream> {
    let needed = cx.api.operations.iter().flat_map(|it| &it.security);
    let mut named: BTreeSet<usize> = needed.flatten().copied().collect();
    // The builder has a setter for each of these.
    let schemes = cx.api.security_schemes.iter().enumerate();
    let set = schemes.filter(|(_, scheme)| scheme.kind != SecuritySchemeKind::MutualTls);
    named.extend(set.map(|(position, _)| position));
    if named.is_empty() {
        return None;
    }
    let positions = named.into_iter().map(|position| {
        let name = ident(&cx.names.schemes[position]);
        let position = Literal::usize_unsuffixed(position);
        quote!(pub(in super::super) const #name: usize = #position;)
    });
    let docs = docs::plain("Where each security scheme stands among those of the API.");
    Some(quote! {
        #docs
        pub(super) mod schemes { #(#positions)* }
    })
}

/// A security requirement: one of these lists, all of the schemes in it.
pub(super) fn requirement(
    cx: Cx<'_>,
    scope: &mut Scope,
    security: &[Vec<usize>],
    in_client: bool,
) -> TokenStream {
    let alternatives: Vec<_> = security
        .iter()
        .map(|schemes| {
            let schemes = schemes.iter().map(|position| {
                let name = ident(&cx.names.schemes[*position]);
                let module = if in_client {
                    quote!(schemes)
                } else {
                    scope.sibling("client", "schemes")
                };
                quote!(#module::#name)
            });
            let schemes: Vec<_> = schemes.collect();
            quote!(&[#(#schemes),*])
        })
        .collect();
    quote!(&[#(#alternatives),*])
}
