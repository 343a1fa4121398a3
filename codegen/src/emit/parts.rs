//! The files that a long module is divided into: private modules, of which it exports all.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{ident, string};
use super::piece::{Piece, Write};
use crate::names::Division;

/// Where the file of a part is.
pub(super) fn file(module: &str, part: &str) -> String {
    format!("{module}/{part}.rs")
}

/// Writes what a module says of its parts. What is allowed in the module is allowed in them, too.
pub(super) fn declare<T>(
    module: &str,
    visible: &TokenStream,
    division: &Division<T>,
    write: Write<'_>,
) {
    for (part, _) in &division.parts {
        let name = ident(part);
        // A module whose own file has a path has its parts beside it, unless theirs are said, too.
        let path = (!module.is_ascii()).then(|| {
            let path = string(&file(module, part));
            quote!(#[path = #path])
        });
        write(Piece::Items(quote!(#path mod #name;)));
    }
    for (part, _) in &division.parts {
        let name = ident(part);
        write(Piece::Items(quote!(#visible use self::#name::*;)));
    }
}
