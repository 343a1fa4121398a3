//! The module of the types.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, allow_documented, ident};
use super::piece::{Piece, Write};
use super::scope::{Scope, head};
use super::type_ref::type_ref;
use super::{docs, enums, parts, structs, unions};
use crate::analysis::generics::TemplateId;
use crate::ir::{TypeId, TypeKind, TypeRef};

/// Writes the module of the types: its own file, and the files of its parts.
pub(super) fn emit(cx: Cx<'_>, write: &mut dyn FnMut(&str, Piece)) {
    let division = &cx.names.layout.types;
    // The module has all names of its parts: what it imported under one of them would hide that.
    let mut scope = Scope::new(cx, defined(cx, division.all()));
    let own = &mut |piece| write("types.rs", piece);
    parts::declare("types", &quote!(pub), division, own);
    types(cx, &mut scope, &division.own, own);
    let comment = docs::inner("The types that the operations send and return.");
    let allow = allow_documented(cx);
    let undocumented = quote! {
        #![allow(missing_docs, reason = "the document describes only some of the members")]
    };
    own(head(&scope, &quote!(#comment #allow #undocumented)));
    for (name, types_of_part) in &division.parts {
        let mut scope = Scope::of_types_part(cx, defined(cx, types_of_part));
        let part = &mut |piece| write(&parts::file("types", name), piece);
        types(cx, &mut scope, types_of_part, part);
        let comment = docs::inner(&format!("Types of the API: {}.", docs::code(name)));
        part(head(&scope, &comment));
    }
}

/// What a file with these types defines.
fn defined<'t>(cx: Cx<'_>, types: impl IntoIterator<Item = &'t TypeId>) -> Vec<String> {
    let mut names = Vec::new();
    for &id in types {
        names.push(cx.names.types.ty(id).to_owned());
        let template = template_before(cx, id);
        names.extend(template.map(|id| cx.names.types.template(id).to_owned()));
    }
    names
}

/// The generic type that stands before its first instance.
fn template_before(cx: Cx<'_>, id: TypeId) -> Option<TemplateId> {
    let template = cx.facts.generics.instance(id)?.template;
    let first = cx.facts.generics.template(template).instances.first();
    (first == Some(&id)).then_some(template)
}

/// Writes types.
fn types(cx: Cx<'_>, scope: &mut Scope, types: &[TypeId], write: Write<'_>) {
    let Cx { api, facts, .. } = cx;
    for &id in types {
        if let Some(first) = facts.sharing.same_as(id) {
            let head = docs::of_same_type(cx, id, first);
            let first = TypeRef::Named(first);
            write(Piece::Items(emit_alias(cx, scope, id, &head, &first)));
            continue;
        }
        if facts.generics.instance(id).is_some() {
            if let Some(template) = template_before(cx, id) {
                let template = structs::emit_template(cx, scope, template);
                write(Piece::Items(template));
            }
            let (head, own) = (docs::of_type(cx, id), TypeRef::Named(id));
            write(Piece::Items(emit_alias(cx, scope, id, &head, &own)));
            continue;
        }
        write(Piece::Items(match &api.ty(id).kind {
            TypeKind::Object(object) => structs::emit(cx, scope, id, object),
            TypeKind::Enum(values) => enums::emit(cx, scope, id, values),
            TypeKind::Union(union) => unions::emit(cx, scope, id, union),
            TypeKind::Alias(target) => emit_alias(cx, scope, id, &docs::of_type(cx, id), target),
        }));
    }
}

fn emit_alias(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: TypeId,
    head: &TokenStream,
    target: &TypeRef,
) -> TokenStream {
    let name = cx.names.types.ty(id);
    let target = type_ref(cx, scope, target, true);
    let name = ident(name);
    quote! { #head pub type #name = #target; }
}
