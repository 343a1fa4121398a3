//! Enums: one of a list of values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::scope::Scope;
use super::types::string_type;
use super::{Cx, docs, ident, string};
use crate::ir::{Enum, EnumBase, TypeId};

/// Writes the enum of a list of values.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: TypeId, values: &Enum) -> TokenStream {
    let base = Base::of(values.base, scope);
    let head = docs::of_type(cx, id);
    let names = cx.names.types.parts(id);
    let catch_all = cx.names.types.catch_all(id).map(ident);
    let name = ident(cx.names.types.ty(id));
    let mut traits = vec!["Clone", "Debug", "PartialEq"];
    if values.base != EnumBase::Json {
        traits.extend(["Eq", "PartialOrd", "Ord", "Hash"]);
    }
    if catch_all.is_none() || values.base == EnumBase::Integer {
        traits.insert(1, "Copy");
    }
    let traits: Vec<_> = traits.into_iter().map(ident).collect();

    let variants = values.variants.iter().zip(names).map(|(variant, name)| {
        let docs = docs::of(&variant.docs, &docs::code(&text(&variant.value)));
        let name = ident(name);
        quote! { #docs #name, }
    });
    let owned = &base.owned;
    let catch_all_variant = catch_all.as_ref().map(|name| {
        let docs = docs::plain("A value that the document does not list.");
        quote! { #docs #name(#owned), }
    });
    let conversions = base.conversions(values, names, catch_all.as_ref());
    let declare = scope.runtime_macro(base.macro_name);
    let body = conversions(&name);
    quote! {
        #head
        #[derive(#(#traits),*)]
        pub enum #name { #(#variants)* #catch_all_variant }

        #body

        #declare!(#name);
    }
}

/// What the values are in Rust.
struct Base {
    kind: EnumBase,
    owned: TokenStream,
    macro_name: &'static str,
    option: TokenStream,
}

impl Base {
    fn of(kind: EnumBase, scope: &mut Scope) -> Self {
        let option = scope.prelude("Option", &quote!(::std::option::Option));
        match kind {
            EnumBase::String => Self {
                kind,
                owned: string_type(scope),
                macro_name: "string_enum",
                option,
            },
            EnumBase::Integer => Self {
                kind,
                owned: quote!(i64),
                macro_name: "integer_enum",
                option,
            },
            EnumBase::Json => Self {
                kind,
                owned: scope.runtime("Json"),
                macro_name: "json_enum",
                option,
            },
        }
    }

    /// The functions that go from a variant to its value and back.
    fn conversions<'a>(
        &'a self,
        values: &'a Enum,
        names: &'a [String],
        catch_all: Option<&'a proc_macro2::Ident>,
    ) -> impl Fn(&proc_macro2::Ident) -> TokenStream + 'a {
        move |name| {
            let variants: Vec<_> = names.iter().map(|name| ident(name)).collect();
            let literals: Vec<_> = values
                .variants
                .iter()
                .map(|variant| self.literal(&variant.value))
                .collect();
            match self.kind {
                EnumBase::String => {
                    let to_docs = docs::plain("The value as it travels.");
                    let (to_rest, from_rest) = match catch_all {
                        Some(rest) => (
                            Some(quote!(Self::#rest(value) => value,)),
                            quote!(other => Self::#rest(other.to_owned()),),
                        ),
                        None => (None, TokenStream::new()),
                    };
                    let to = quote! {
                        impl #name {
                            #to_docs
                            #[must_use]
                            pub fn as_str(&self) -> &str {
                                match self { #(Self::#variants => #literals,)* #to_rest }
                            }
                        }
                    };
                    quote! {
                        #to
                        impl From<&str> for #name {
                            fn from(value: &str) -> Self {
                                match value { #(#literals => Self::#variants,)* #from_rest }
                            }
                        }
                    }
                }
                EnumBase::Integer => {
                    let to_docs = docs::plain("The value as it travels.");
                    let (to_rest, from_rest) = match catch_all {
                        Some(rest) => (
                            Some(quote!(Self::#rest(value) => value,)),
                            quote!(other => Self::#rest(other),),
                        ),
                        None => (None, TokenStream::new()),
                    };
                    quote! {
                        impl #name {
                            #to_docs
                            #[must_use]
                            pub fn value(self) -> i64 {
                                match self { #(Self::#variants => #literals,)* #to_rest }
                            }
                        }
                        impl From<i64> for #name {
                            fn from(value: i64) -> Self {
                                match value { #(#literals => Self::#variants,)* #from_rest }
                            }
                        }
                    }
                }
                EnumBase::Json => {
                    let option = &self.option;
                    let to_docs = docs::plain(
                        "The JSON text of the value; `None` for one that the document does not list.",
                    );
                    let to_rest = catch_all.map(|rest| quote!(Self::#rest(_) => None,));
                    let wrap = literals.iter().map(|literal| quote!(Some(#literal)));
                    let from_rest = catch_all.map(|rest| quote!(_ => Self::#rest(value),));
                    quote! {
                        impl #name {
                            #to_docs
                            #[must_use]
                            pub fn as_json(&self) -> #option<&'static str> {
                                match self { #(Self::#variants => #wrap,)* #to_rest }
                            }
                        }
                        impl From<Json> for #name {
                            fn from(value: Json) -> Self {
                                match value.to_string().as_str() { #(#literals => Self::#variants,)* #from_rest }
                            }
                        }
                    }
                }
            }
        }
    }

    fn literal(&self, value: &Value) -> Literal {
        match (self.kind, value) {
            (EnumBase::String, Value::String(text)) => string(text),
            (EnumBase::Integer, value) => {
                Literal::i64_unsuffixed(value.as_i64().unwrap_or_default())
            }
            (_, value) => string(&value.to_string()),
        }
    }
}

/// A value as its reader would write it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
