//! The module of the types.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, allow_documented, ident};
use super::piece::{Piece, Write};
use super::scope::{Scope, head};
use super::type_ref::type_ref;
use super::{docs, enums, structs, unions};
use crate::ir::{NameHint, TypeId, TypeKind, TypeRef};

/// Writes the module of the types.
pub(super) fn emit(cx: Cx<'_>, write: Write<'_>) {
    let Cx {
        api, facts, names, ..
    } = cx;
    let defined = api.type_ids().map(|id| names.types.ty(id).to_owned());
    let templates = facts
        .generics
        .templates()
        .map(|(id, _)| names.types.template(id).to_owned());
    let mut scope = Scope::new(cx, defined.chain(templates));
    for id in reading_order(cx) {
        if !facts.usage.is_kept(id)
            || facts.generics.replaced_by(id).is_some()
            || facts.sharing.is_inside_alias(api, id)
        {
            continue;
        }
        if let Some(first) = facts.sharing.same_as(id) {
            let head = docs::of_same_type(cx, id, first);
            let first = TypeRef::Named(first);
            write(Piece::Items(emit_alias(cx, &mut scope, id, &head, &first)));
            continue;
        }
        let def = api.ty(id);
        if let Some(instance) = facts.generics.instance(id) {
            let template = facts.generics.template(instance.template);
            // The template stands where its first instance does.
            if template.instances.first() == Some(&id) {
                let template = structs::emit_template(cx, &mut scope, instance.template);
                write(Piece::Items(template));
            }
            let (head, own) = (docs::of_type(cx, id), TypeRef::Named(id));
            write(Piece::Items(emit_alias(cx, &mut scope, id, &head, &own)));
            continue;
        }
        write(Piece::Items(match &def.kind {
            TypeKind::Object(object) => structs::emit(cx, &mut scope, id, object),
            TypeKind::Enum(values) => enums::emit(cx, &scope, id, values),
            TypeKind::Union(union) => unions::emit(cx, &mut scope, id, union),
            TypeKind::Alias(target) => {
                emit_alias(cx, &mut scope, id, &docs::of_type(cx, id), target)
            }
        }));
    }
    let about = docs::inner("The types that the operations send and return.");
    let allow = allow_documented(cx);
    let undocumented = quote! {
        #![allow(missing_docs, reason = "the document describes only some of the members")]
    };
    write(head(&scope, &quote!(#about #allow #undocumented)));
}

/// All types, each followed by the nameless ones that stand in it.
fn reading_order(cx: Cx<'_>) -> Vec<TypeId> {
    let mut inside: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut outermost = Vec::new();
    for id in cx.api.type_ids() {
        match &cx.api.ty(id).hint {
            NameHint::Inside { parent, .. } | NameHint::Sent { of: parent } => {
                inside.entry(*parent).or_default().push(id);
            }
            _ => outermost.push(id),
        }
    }
    let mut order = Vec::with_capacity(cx.api.types.len());
    let mut waiting: Vec<TypeId> = outermost.into_iter().rev().collect();
    while let Some(id) = waiting.pop() {
        order.push(id);
        waiting.extend(inside.remove(&id).unwrap_or_default().into_iter().rev());
    }
    order
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
