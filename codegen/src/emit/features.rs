//! Features of the client's crate: what is compiled only with one of them, and what is not used without.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, string};

/// What is compiled only with a feature of the client's crate.
pub(super) fn only_with(feature: &str) -> TokenStream {
    let feature = string(feature);
    quote!(#[cfg(feature = #feature)])
}

/// Without some of the features, not all that operations share is used.
pub(super) fn unused_without(cx: Cx<'_>) -> Option<TokenStream> {
    let features: Vec<_> = cx.names.features().map(string).collect();
    let reason = "what is left out of the client uses the rest";
    (!features.is_empty()).then(|| {
        quote!(#[cfg_attr(not(all(#(feature = #features),*)), allow(dead_code, reason = #reason))])
    })
}
