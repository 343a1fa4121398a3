//! Bodies of requests: their types, the enum of a body that is a choice, and how they are written.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::cx::{Cx, ident, string};
use super::docs;
use super::scope::{Prelude, Scope};
use super::style;
use super::type_ref::{string_type, type_ref};
use crate::analysis::bodies::{BodyChoice, BodyKind, OperationBody};
use crate::ir::OperationId;

/// The type of an operation's body.
pub(super) fn body_type(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: OperationId,
    body: &OperationBody,
) -> TokenStream {
    match body.choices.as_slice() {
        [choice] => choice_type(cx, scope, choice),
        _ => {
            let name = &cx.names.operations[id.index()].content.0;
            if scope.defines(name) {
                return ident(name).into_token_stream();
            }
            let module = cx
                .names
                .modules
                .iter()
                .find(|it| it.operations.contains(&id));
            scope.sibling(module.map_or("types", |module| &module.ident), name)
        }
    }
}

fn choice_type(cx: Cx<'_>, scope: &mut Scope, choice: &BodyChoice) -> TokenStream {
    match &choice.kind {
        BodyKind::Json(ty)
        | BodyKind::Form(ty)
        | BodyKind::Multipart(ty)
        | BodyKind::Lines(ty)
        | BodyKind::TextOf(ty) => type_ref(cx, scope, ty, false),
        BodyKind::Text => string_type(scope),
        BodyKind::File => scope.runtime("File"),
    }
}

/// Writes the enum of a body that is a choice.
pub(super) fn emit_enum(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> Option<TokenStream> {
    let body = cx.facts.bodies.of(id)?;
    if body.choices.len() < 2 {
        return None;
    }
    let (name, variants) = &cx.names.operations[id.index()].content;
    let head = docs::plain("What the body can be.");
    let name = ident(name);
    let mut declared = Vec::new();
    let mut conversions = Vec::new();
    for (choice, variant) in body.choices.iter().zip(variants) {
        let docs = docs::plain(&format!("{}.", docs::code(&choice.media_type)));
        let (variant, ty) = (ident(variant), choice_type(cx, scope, choice));
        declared.push(quote! { #docs #variant(#ty), });
        if choice.is_told_by_type {
            let from = scope.prelude(Prelude::From);
            conversions.push(quote! {
                impl #from<#ty> for #name {
                    fn from(body: #ty) -> Self { Self::#variant(body) }
                }
            });
        }
    }
    Some(quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name { #(#declared)* }
        #(#conversions)*
    })
}

/// Writes the calls that set the body.
pub(super) fn calls(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: OperationId,
    body: &OperationBody,
    field: &Ident,
    required: bool,
) -> TokenStream {
    if let [choice] = body.choices.as_slice() {
        return if required {
            call(scope, choice, &quote!(&self.#field), &quote!(self.#field))
        } else {
            let call = call(scope, choice, &quote!(body), &quote!(body));
            quote!(if let Some(body) = &self.#field { #call })
        };
    }
    let (name, variants) = &cx.names.operations[id.index()].content;
    let name = ident(name);
    let arms = body.choices.iter().zip(variants).map(|(choice, variant)| {
        let variant = ident(variant);
        let call = call(scope, choice, &quote!(body), &quote!(body));
        let pattern = if required {
            quote!(#name::#variant(body))
        } else {
            quote!(Some(#name::#variant(body)))
        };
        quote!(#pattern => { #call })
    });
    let arms: Vec<_> = arms.collect();
    let none = (!required).then(|| quote!(None => {}));
    quote!(match &self.#field { #(#arms)* #none })
}

/// One call; `reference` and `place` are the value as a reference, and where it is.
fn call(
    scope: &mut Scope,
    choice: &BodyChoice,
    reference: &TokenStream,
    place: &TokenStream,
) -> TokenStream {
    let media_type = string(&choice.media_type);
    match &choice.kind {
        BodyKind::Json(_) if choice.media_type == "application/json" => {
            quote!(request.json(#reference);)
        }
        BodyKind::Json(_) => quote!(request.json_as(#media_type, #reference);),
        BodyKind::Form(_) if choice.part_styles.is_empty() => quote!(request.form(#reference);),
        BodyKind::Form(_) => {
            let styles = choice.part_styles.iter().map(|(part, style, explode)| {
                let (part, style) = (string(part), style::style(scope, *style));
                quote!((#part, #style, #explode))
            });
            let styles: Vec<_> = styles.collect();
            quote!(request.form_with(#reference, &[#(#styles),*]);)
        }
        BodyKind::Multipart(_) => {
            let parts = choice.part_types.iter().map(|(part, media_type)| {
                let (part, media_type) = (string(part), string(media_type));
                quote!((#part, #media_type))
            });
            let parts = quote!(&[#(#parts),*]);
            if choice.media_type == "multipart/form-data" {
                quote!(request.multipart(#reference, #parts);)
            } else {
                quote!(request.multipart_as(#media_type, #reference, #parts);)
            }
        }
        BodyKind::Lines(_) => quote!(request.lines(#media_type, #reference);),
        BodyKind::Text => quote!(request.body(#media_type, #place.clone());),
        BodyKind::TextOf(_) => quote!(request.text_value(#media_type, #reference);),
        BodyKind::File => quote!(request.file(#media_type, #reference);),
    }
}
