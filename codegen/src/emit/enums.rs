//! Enums: one of a list of values.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::scope::Scope;
use super::types::string_type;
use super::{Cx, docs, ident, string};
use crate::ir::{Enum, EnumBase, TypeId};

/// Writes the enum of a list of values.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: TypeId, values: &Enum) -> TokenStream {
    let head = docs::of_type(cx, id);
    let names = cx.names.types.parts(id);
    let catch_all = cx.names.types.catch_all(id).map(ident);
    let name = ident(cx.names.types.ty(id));
    let derives = derives(values, catch_all.is_some());
    let variants = values.variants.iter().zip(names).map(|(variant, name)| {
        let docs = docs::of(&variant.docs, &docs::code(&text(&variant.value)));
        let name = ident(name);
        quote! { #docs #name, }
    });
    let rest = catch_all.as_ref().map(|name| {
        let base = base_type(scope, values.base);
        let docs = docs::plain("A value that the document does not list.");
        quote! { #docs #name(#base), }
    });
    // A value that is listed one day is a variant then.
    let non_exhaustive = catch_all.is_some().then(|| quote!(#[non_exhaustive]));
    let conversions = conversions(scope, values, &name, names, catch_all.as_ref());
    let declare = declaration(scope, values, &name, catch_all.as_ref());
    quote! {
        #head
        #[derive(#(#derives),*)]
        #non_exhaustive
        pub enum #name { #(#variants)* #rest }

        #conversions

        #declare
    }
}

fn derives(values: &Enum, open: bool) -> Vec<Ident> {
    let mut traits = vec!["Clone", "Debug", "PartialEq", "Eq", "Hash"];
    if values.base != EnumBase::Json {
        traits.extend(["PartialOrd", "Ord"]);
    }
    if !open || values.base == EnumBase::Integer {
        traits.insert(1, "Copy");
    }
    traits.into_iter().map(ident).collect()
}

fn base_type(scope: &mut Scope, base: EnumBase) -> TokenStream {
    match base {
        EnumBase::String => string_type(scope),
        EnumBase::Integer => quote!(i64),
        EnumBase::Json => scope.runtime("Json"),
    }
}

/// The functions that go from a variant to its value and back; the runtime's macro makes the rest of them.
fn conversions(
    scope: &mut Scope,
    values: &Enum,
    name: &Ident,
    names: &[String],
    catch_all: Option<&Ident>,
) -> TokenStream {
    let variants: Vec<_> = names.iter().map(|name| ident(name)).collect();
    let literals: Vec<_> = values
        .variants
        .iter()
        .map(|variant| literal(values.base, &variant.value))
        .collect();
    let option = scope.prelude("Option", &quote!(::std::option::Option));
    let (reader, argument, to_rest) = match values.base {
        EnumBase::String => {
            let rest = catch_all.map(|rest| quote!(Self::#rest(value) => value,));
            (quote!(as_str(&self) -> &str), quote!(&str), rest)
        }
        EnumBase::Integer => {
            let rest = catch_all.map(|rest| quote!(Self::#rest(value) => value,));
            (quote!(value(self) -> i64), quote!(i64), rest)
        }
        EnumBase::Json => {
            let rest = catch_all.map(|rest| quote!(Self::#rest(_) => "",));
            (quote!(as_json(&self) -> &'static str), quote!(&str), rest)
        }
    };
    let docs = docs::plain(match values.base {
        EnumBase::Json => "The value as JSON; nothing for one that the document does not list.",
        _ => "The value as it travels.",
    });
    quote! {
        impl #name {
            #docs
            #[must_use]
            pub fn #reader {
                match self { #(Self::#variants => #literals,)* #to_rest }
            }

            fn listed(value: #argument) -> #option<Self> {
                match value { #(#literals => Some(Self::#variants),)* _ => None }
            }
        }
    }
}

fn declaration(
    scope: &Scope,
    values: &Enum,
    name: &Ident,
    catch_all: Option<&Ident>,
) -> TokenStream {
    let declare = scope.runtime_macro(if catch_all.is_some() {
        "open_enum"
    } else {
        "closed_enum"
    });
    let base = match values.base {
        EnumBase::String => TokenStream::new(),
        EnumBase::Integer => quote!(: i64),
        EnumBase::Json => quote!(: json),
    };
    let rest = catch_all
        .filter(|name| **name != "Unknown")
        .map(|name| quote!(, #name));
    quote!(#declare!(#name #base #rest);)
}

fn literal(base: EnumBase, value: &Value) -> Literal {
    match (base, value) {
        (EnumBase::String, Value::String(text)) => string(text),
        (EnumBase::Integer, value) => Literal::i64_unsuffixed(value.as_i64().unwrap_or_default()),
        (_, value) => string(&value.to_string()),
    }
}

/// A value as its reader would write it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
