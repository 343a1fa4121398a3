//! The text of what stands in a table: fields, types, items.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Field, Type};

use crate::format::item::unparse;

/// A field, with what stands behind its type.
pub(super) fn push_field(field: &Field, behind: &str, text: &mut String) -> syn::Result<()> {
    let printed = print(quote!(struct Row { #field }))?;
    let lines = printed.lines().count();
    let mut inner = printed.lines().take(lines.saturating_sub(1)).skip(1);
    let mut line = inner.next();
    while let Some(this) = line {
        line = inner.next();
        if line.is_none() {
            text.push_str(this.trim_end_matches(','));
            text.push_str(behind);
            text.push(',');
        } else {
            text.push_str(this);
        }
        text.push('\n');
    }
    Ok(())
}

pub(super) fn type_text(ty: &Type) -> syn::Result<String> {
    let printed = print(quote!(type Type = #ty;))?;
    let printed = printed.trim_end().trim_end_matches(';');
    let ty = printed.strip_prefix("type Type = ");
    Ok(ty.unwrap_or(printed).to_owned())
}

pub(super) fn print(item: TokenStream) -> syn::Result<String> {
    Ok(unparse(syn::parse2(item)?))
}
