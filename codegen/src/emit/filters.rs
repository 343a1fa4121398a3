//! The module of the filter fields: under which name each operator is sent.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{Cx, docs, ident, module, string};
use crate::analysis::filters::{Arity, FilterFamily, ListStyle, Op, ProfileId, TextOp, TextTest};
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
    for (op, name) in cx.names.filters.vendor() {
        items.extend(emit_vendor(&mut scope, op, name));
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
    let mut list = None;
    let mut members = Vec::new();
    let (mut text, mut vendor) = (Vec::new(), Vec::new());
    for (op, member) in family.offered() {
        let wire_name = string(&encode_name(&member.wire_name));
        if let Arity::List(style) = member.arity {
            list = Some(style);
        }
        match op_place(op) {
            Place::Field(field) => {
                let field = ident(field);
                members.push(quote!(#field: Some(#wire_name)));
            }
            Place::Text(op) => {
                let (ty, op) = (scope.runtime("TextOp"), ident(&op));
                text.push(quote!((#ty::#op, #wire_name)));
            }
            Place::Vendor(name) => {
                let name = string(name);
                vendor.push(quote!((#name, #wire_name)));
            }
        }
    }
    if !text.is_empty() {
        members.push(quote!(text: &[#(#text),*]));
    }
    if !vendor.is_empty() {
        members.push(quote!(vendor: &[#(#vendor),*]));
    }
    if let Some(style) = list {
        let style_type = scope.runtime("ListStyle");
        let style = ident(list_style(style));
        members.push(quote!(list: #style_type::#style));
    }
    if cx.config.filters.empty_list == EmptyList::Send {
        let policy = scope.runtime("EmptyList");
        members.push(quote!(empty_list: #policy::Sent));
    }
    let name = ident(name);
    quote! {
        pub(super) static #name: #ty = #ty { #(#members,)* ..#ty::NONE };
    }
}

/// Where an operator's wire name stands in the runtime's `FilterField`.
enum Place<'a> {
    Field(&'static str),
    Text(String),
    Vendor(&'a str),
}

fn op_place(op: &Op) -> Place<'_> {
    Place::Field(match op {
        Op::Eq => "eq",
        Op::Ne => "ne",
        Op::Gt => "gt",
        Op::Gte => "gte",
        Op::Lt => "lt",
        Op::Lte => "lte",
        Op::Between => "between",
        Op::In => "in_",
        Op::NotIn => "not_in",
        Op::IsNull => "null",
        Op::NotNull => "not_null",
        Op::Exists => "exists",
        Op::Empty => "empty",
        Op::Text(text) => return Place::Text(text_marker(*text)),
        own => return Place::Vendor(own.vendor_name().unwrap_or_default()),
    })
}

fn list_style(style: ListStyle) -> &'static str {
    match style {
        ListStyle::Comma => "Comma",
        ListStyle::EncodedComma => "Escaped",
        ListStyle::Space => "Space",
        ListStyle::Pipe => "Pipe",
        ListStyle::Repeated => "Repeated",
    }
}

fn emit_profile(cx: Cx<'_>, scope: &mut Scope, id: ProfileId) -> TokenStream {
    let profile = cx.facts.filters.profile(id);
    let name = ident(cx.names.filters.profile(id));
    let (offers, op_module) = (scope.runtime("Offers"), scope.runtime("op"));
    let list: Vec<String> = profile.ops.iter().map(super::members::operator).collect();
    let docs = docs::plain(&format!(
        "A set of operators that fields of this API offer: {}.",
        // No links: this module does not use the type.
        list.join("; ").replace("[`", "`").replace("`]", "`")
    ));
    let ops: BTreeSet<String> = profile.ops.iter().filter_map(op_marker).collect();
    let ops = ops.iter().map(|op| ident(op));
    let own = profile
        .ops
        .iter()
        .filter_map(Op::vendor_name)
        .filter_map(|op| cx.names.filters.marker(op))
        .map(ident);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #name {}
        #(impl #offers<#op_module::#ops> for #name {})*
        #(impl #offers<#own> for #name {})*
    }
}

/// Writes the marker type of a server's own operator.
fn emit_vendor(scope: &mut Scope, op: &str, name: &str) -> TokenStream {
    let vendor_op = scope.runtime("VendorOp");
    let docs = docs::plain(&format!(
        "The server's own operator {}, for `Filter::with`.",
        docs::code(op)
    ));
    let (name, op) = (ident(name), string(op));
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #name {}
        impl #vendor_op for #name {
            const NAME: &'static str = #op;
        }
    }
}

/// Whether the module has something that users name.
pub(super) fn is_public(cx: Cx<'_>) -> bool {
    cx.facts
        .filters
        .profiles()
        .any(|(_, profile)| profile.known.is_none())
}

/// The marker type of an operator in the runtime's module `op`; the server's own have none there.
fn op_marker(op: &Op) -> Option<String> {
    Some(match op {
        Op::NotNull | Op::IsNull => "Null".to_owned(),
        Op::Text(text) => text_marker(*text),
        own if own.vendor_name().is_some() => return None,
        other => format!("{other:?}"),
    })
}

/// A text operator in the runtime's words: `NotIStartsWith`.
fn text_marker(op: TextOp) -> String {
    let test = match op.test {
        TextTest::Whole => "Exact",
        TextTest::Contains => "Contains",
        TextTest::Starts => "StartsWith",
        TextTest::Ends => "EndsWith",
        TextTest::Like => "Like",
        TextTest::Regex => "Regex",
        TextTest::Search => "Search",
    };
    format!(
        "{}{}{test}",
        if op.negated { "Not" } else { "" },
        if op.ignore_case { "I" } else { "" }
    )
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
