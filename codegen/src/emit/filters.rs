//! The module of the filter fields: under which name each operator is sent.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{Cx, docs, ident, module, string};
use crate::analysis::filters::{Arity, FilterFamily, ListStyle, Op, ProfileId, TextTest};
use crate::config::EmptyList;

/// Writes the module.
pub(super) fn emit(cx: Cx<'_>) -> TokenStream {
    let mut scope = Scope::new(cx, []);
    let mut items = TokenStream::new();
    for (id, profile) in cx.facts.filters.profiles() {
        if profile.known.is_none() {
            items.extend(emit_profile(cx, &mut scope, id));
        }
    }
    for (name, operation, family) in cx.names.filters.iter() {
        let family = cx.facts.filters.operation(operation).family(family);
        items.extend(emit_field(cx, &mut scope, name, family));
    }
    let head = docs::inner("Under which name each operator of a filter is sent.");
    module(&head, &scope, &items)
}

fn emit_field(cx: Cx<'_>, scope: &mut Scope, name: &str, family: &FilterFamily) -> TokenStream {
    let ty = scope.runtime("FilterField");
    let docs = docs::plain(&docs::code(&family.stem));
    let mut list = None;
    let mut members = Vec::new();
    let mut more = Vec::new();
    for member in &family.members {
        let wire_name = string(&encode_name(&member.wire_name));
        if let Arity::List(style) = member.arity {
            list = Some(style);
        }
        match field_of(&member.op) {
            Some(field) => {
                let field = ident(field);
                members.push(quote!(#field: Some(#wire_name)));
            }
            None => more.push((operator(scope, &member.op), wire_name)),
        }
    }
    if let Some(style) = list {
        let style_type = scope.runtime("ListStyle");
        let style = ident(list_style(style));
        members.push(quote!(list: #style_type::#style));
    }
    if cx.config.filters.empty_list == EmptyList::Send {
        let policy = scope.runtime("EmptyList");
        members.push(quote!(empty_list: #policy::Send));
    }
    if !more.is_empty() {
        let more = more.iter().map(|(op, name)| quote!((#op, #name)));
        members.push(quote!(more: &[#(#more),*]));
    }
    let name = ident(name);
    quote! {
        #docs
        pub(super) static #name: #ty = #ty { #(#members,)* ..#ty::NONE };
    }
}

/// The member of the runtime's `FilterField` for an operator that has one.
fn field_of(op: &Op) -> Option<&'static str> {
    Some(match op {
        Op::Eq => "eq",
        Op::Ne => "ne",
        Op::Gt => "gt",
        Op::Gte => "gte",
        Op::Lt => "lt",
        Op::Lte => "lte",
        Op::In => "is_in",
        Op::NotIn => "not_in",
        Op::IsNull => "null",
        _ => return None,
    })
}

fn list_style(style: ListStyle) -> &'static str {
    match style {
        ListStyle::Comma => "Comma",
        ListStyle::EncodedComma => "EncodedComma",
        ListStyle::Space => "Space",
        ListStyle::Pipe => "Pipe",
        ListStyle::Repeated => "Repeated",
    }
}

/// An operator's name in a field's table of further operators.
fn operator(_scope: &mut Scope, op: &Op) -> TokenStream {
    let name = string(&op_key(op));
    quote!(#name)
}

/// The runtime's name of an operator.
fn op_key(op: &Op) -> String {
    match op {
        Op::Text(text) => {
            let test = match text.test {
                TextTest::Whole => "exact",
                TextTest::Contains => "contains",
                TextTest::Starts => "starts_with",
                TextTest::Ends => "ends_with",
                TextTest::Like => "like",
                TextTest::Regex => "regex",
                TextTest::Search => "search",
            };
            format!(
                "{}{}{test}",
                if text.negated { "not_" } else { "" },
                if text.ignore_case { "i" } else { "" }
            )
        }
        Op::Other(name) => name.clone(),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn emit_profile(cx: Cx<'_>, scope: &mut Scope, id: ProfileId) -> TokenStream {
    let profile = cx.facts.filters.profile(id);
    let name = ident(cx.names.filters.profile(id));
    let offers = scope.runtime("Offers");
    let op_module = scope.runtime("op");
    let docs = docs::plain("A set of operators that some fields of this API offer.");
    let ops = profile.ops.iter().filter_map(op_marker).map(ident);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #name {}
        #(impl #offers<#op_module::#ops> for #name {})*
    }
}

/// The marker type of an operator in the runtime's module `op`.
fn op_marker(op: &Op) -> Option<&'static str> {
    Some(match op {
        Op::Eq => "Eq",
        Op::Ne => "Ne",
        Op::Gt => "Gt",
        Op::Gte => "Gte",
        Op::Lt => "Lt",
        Op::Lte => "Lte",
        Op::In => "In",
        Op::NotIn => "NotIn",
        Op::IsNull | Op::NotNull => "Null",
        _ => return None,
    })
}

/// Percent-encodes a name for a query.
pub(super) fn encode_name(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // A string takes any text.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
