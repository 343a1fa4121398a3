//! How a parameter is written out.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::ident;
use super::scope::Scope;
use crate::ir::ParameterStyle;

pub(super) fn style(scope: &mut Scope, style: ParameterStyle) -> TokenStream {
    let ty = scope.runtime("Style");
    let style = ident(&format!("{style:?}"));
    quote!(#ty::#style)
}
