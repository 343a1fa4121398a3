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
    if division.parts.is_empty() {
        return;
    }
    let (mut declared, mut exported) = (TokenStream::new(), TokenStream::new());
    for (part, _) in &division.parts {
        let name = ident(part);
        // A module whose own file has a path has its parts beside it, unless theirs are said, too.
        let path = (!module.is_ascii()).then(|| {
            let path = string(&file(module, part));
            quote!(#[path = #path])
        });
        declared.extend(quote!(#path mod #name;));
        exported.extend(quote!(#visible use self::#name::*;));
    }
    write(Piece::Items(declared));
    write(Piece::Items(exported));
}
