//! What an interface shows of an item: no texts, no bodies, nothing private.
//!
//! In: an item of syn. Out: a copy of it with what a user can see, and the text of that.

use quote::ToTokens as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, ImplItem, Item, Token, Type, Visibility, parse_quote};

/// Whether something is hidden from users, or there for tests only.
pub(super) fn is_left_out(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string();
        text == "# [doc (hidden)]" || text.contains("cfg (test)") || text.contains("cfg (doctest)")
    })
}

/// Whether an attribute means something to a user.
pub(super) fn is_kept(attribute: &Attribute) -> bool {
    let kept = ["cfg", "deprecated", "derive", "must_use", "non_exhaustive"];
    kept.iter().any(|name| attribute.path().is_ident(name))
}

/// syn's types are copied by what they are written as.
pub(super) fn copy<T: quote::ToTokens + syn::parse::Parse>(it: &T) -> T {
    syn::parse2(it.to_token_stream()).unwrap()
}

/// An item without texts, bodies and what is private.
pub(super) fn bare(item: &Item) -> Item {
    let mut item = copy(item);
    match &mut item {
        Item::Const(it) => {
            it.attrs.retain(is_kept);
            it.expr = parse_quote!(_);
        }
        Item::Static(it) => {
            it.attrs.retain(is_kept);
            it.expr = parse_quote!(_);
        }
        Item::Fn(it) => {
            it.attrs.retain(is_kept);
            it.block = parse_quote!({});
        }
        Item::Type(it) => it.attrs.retain(is_kept),
        Item::Enum(it) => {
            it.attrs.retain(is_kept);
            for variant in &mut it.variants {
                variant.attrs.retain(is_kept);
                for field in &mut variant.fields {
                    field.attrs.clear();
                }
            }
        }
        Item::Struct(it) => {
            it.attrs.retain(is_kept);
            match &mut it.fields {
                Fields::Named(fields) => {
                    fields.named = public(std::mem::take(&mut fields.named));
                }
                Fields::Unnamed(fields) => {
                    let all = std::mem::take(&mut fields.unnamed);
                    fields.unnamed = all.into_iter().map(shut).collect();
                }
                Fields::Unit => {}
            }
        }
        Item::Trait(it) => {
            it.attrs.retain(is_kept);
            for item in &mut it.items {
                match item {
                    syn::TraitItem::Fn(it) => {
                        it.attrs.retain(is_kept);
                        it.default = it.default.as_ref().map(|_| parse_quote!({}));
                    }
                    syn::TraitItem::Const(it) => it.attrs.retain(is_kept),
                    syn::TraitItem::Type(it) => it.attrs.retain(is_kept),
                    _ => {}
                }
            }
        }
        _ => {}
    }
    item
}

/// The public ones among named fields, and one that stands for all others.
fn public(fields: Punctuated<Field, Token![,]>) -> Punctuated<Field, Token![,]> {
    let all = fields.len();
    let is_public = |field: &Field| matches!(field.vis, Visibility::Public(_));
    let mut shown: Punctuated<Field, Token![,]> =
        fields.into_iter().filter(is_public).map(shut).collect();
    if shown.len() < all {
        shown.push(
            Field::parse_named
                .parse2(quote::quote!(private: _))
                .unwrap(),
        );
    }
    shown
}

/// A field without texts, and without its type if it is private.
fn shut(mut field: Field) -> Field {
    field.attrs.clear();
    if !matches!(field.vis, Visibility::Public(_)) {
        field.ty = Type::Infer(parse_quote!(_));
    }
    field
}

/// An implementation without bodies and what is private; none if nothing is left of it.
pub(super) fn offered(block: &syn::ItemImpl) -> Option<syn::ItemImpl> {
    let mut block = copy(block);
    block.attrs.retain(is_kept);
    let of_trait = block.trait_.is_some();
    block.items.retain_mut(|item| match item {
        ImplItem::Fn(it) if !of_trait => {
            let is_shown = matches!(it.vis, Visibility::Public(_)) && !is_left_out(&it.attrs);
            it.attrs.retain(is_kept);
            it.block = parse_quote!({});
            is_shown
        }
        ImplItem::Const(it) if !of_trait => {
            let is_shown = matches!(it.vis, Visibility::Public(_)) && !is_left_out(&it.attrs);
            it.attrs.retain(is_kept);
            it.expr = parse_quote!(_);
            is_shown
        }
        ImplItem::Type(it) => {
            it.attrs.retain(is_kept);
            true
        }
        _ => false,
    });
    Some(block).filter(|block| of_trait || !block.items.is_empty())
}

pub(super) fn printed(item: Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}
