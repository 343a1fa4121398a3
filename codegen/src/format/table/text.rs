//! The text of what stands in a table: fields, types, items.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Field, GenericArgument, PathArguments, Type, TypePath};

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

/// So long a type is on one line, however it is printed.
const SHORT: usize = 60;

pub(super) fn type_text(ty: &Type) -> syn::Result<String> {
    // Most are names with others in brackets, for which a whole printer is much.
    let mut text = String::new();
    if push_names(ty, &mut text).is_some() && text.len() <= SHORT {
        return Ok(text);
    }
    let printed = print(quote!(type Type = #ty;))?;
    let printed = printed.trim_end().trim_end_matches(';');
    let ty = printed.strip_prefix("type Type = ");
    Ok(ty.unwrap_or(printed).to_owned())
}

/// The text of a type that consists of names alone.
fn push_names(ty: &Type, text: &mut String) -> Option<()> {
    let Type::Path(TypePath {
        attrs,
        qself: None,
        path,
    }) = ty
    else {
        return None;
    };
    if !attrs.is_empty() {
        return None;
    }
    if path.leading_colon.is_some() {
        text.push_str("::");
    }
    for (index, segment) in path.segments.iter().enumerate() {
        if index > 0 {
            text.push_str("::");
        }
        // A string takes any text.
        let _ = write!(text, "{}", segment.ident);
        match &segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(list) if list.colon2_token.is_none() => {
                text.push('<');
                for (index, argument) in list.args.iter().enumerate() {
                    let GenericArgument::Type(ty) = argument else {
                        return None;
                    };
                    if index > 0 {
                        text.push_str(", ");
                    }
                    push_names(ty, text)?;
                }
                text.push('>');
            }
            _ => return None,
        }
    }
    Some(())
}

pub(super) fn print(item: TokenStream) -> syn::Result<String> {
    Ok(unparse(syn::parse2(item)?))
}
