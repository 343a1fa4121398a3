//! The module of the filter fields: under which name each operator is sent.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, ident, string};
use super::piece::{Piece, Write};
use super::scope::{Scope, head};
use super::{docs, parts};
use crate::analysis::filters::{
    Arity, EmptyList, FamilyExpression, FilterFamily, Grammar, ListStyle, Member, NullValues, Op,
    ProfileId, TextOp, TextTest,
};
use crate::names::FilterField;

/// Writes the module: its own file, and the files of its parts.
pub(super) fn emit(cx: Cx<'_>, write: &mut dyn FnMut(&str, Piece)) {
    let division = &cx.names.layout.filters;
    let own = &mut |piece| write("filters.rs", piece);
    let mut scope = Scope::new(cx, []);
    parts::declare("filters", &quote!(pub(super)), division, own);
    for (id, profile) in cx.facts.filters.profiles() {
        if profile.known.is_none() {
            own(Piece::Items(emit_profile(cx, &mut scope, id)));
        }
    }
    for (op, name) in cx.names.filters.vendor() {
        own(Piece::Items(emit_vendor(&mut scope, op, name)));
    }
    fields(cx, &mut scope, &quote!(pub(super)), &division.own, own);
    let about = "Under which name each operator of a filter is sent";
    own(head(&scope, &docs::inner(&format!("{about}."))));
    for (name, fields_of_part) in &division.parts {
        let mut scope = Scope::of_part(cx, []);
        let part = &mut |piece| write(&parts::file("filters", name), piece);
        let visible = quote!(pub(in super::super));
        fields(cx, &mut scope, &visible, fields_of_part, part);
        let about = docs::inner(&format!("{about}: {}.", docs::code(name)));
        part(head(&scope, &about));
    }
}

fn fields(
    cx: Cx<'_>,
    scope: &mut Scope,
    visible: &TokenStream,
    fields: &[FilterField],
    write: Write<'_>,
) {
    for (name, operation, family) in fields {
        let family = cx.facts.filters.operation(*operation).family(*family);
        write(Piece::Items(emit_field(cx, scope, visible, name, family)));
    }
}

fn emit_field(
    cx: Cx<'_>,
    scope: &mut Scope,
    visible: &TokenStream,
    name: &str,
    family: &FilterFamily,
) -> TokenStream {
    let ty = scope.runtime("FilterField");
    let list = most_frequent(family);
    let mut lists = Vec::new();
    let mut members = Vec::new();
    if let Some(member) = cx.facts.filtered_items.member(family) {
        let member = string(member);
        members.push(quote!(field: #member));
    }
    let (mut text, mut vendor) = (Vec::new(), Vec::new());
    for (op, member, name) in sent(family) {
        let wire_name = string(&name);
        if let Arity::List(style) = member.arity
            && Some(style) != list
            && !lists.iter().any(|(name, _)| *name == member.wire_name)
        {
            lists.push((member.wire_name.as_str(), style));
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
    if !lists.is_empty() {
        let style_type = scope.runtime("ListStyle");
        let lists = lists.into_iter().map(|(name, style)| {
            let (name, style) = (string(&encode_name(name)), ident(list_style(style)));
            quote!((#name, #style_type::#style))
        });
        members.push(quote!(lists: &[#(#lists),*]));
    }
    if let Some(NullValues { null, not_null, .. }) = &family.null_values {
        // The table has what is sent for "yes" and for "no".
        let asks_for_null = family.members.iter().any(|member| member.op == Op::IsNull);
        let (yes, no) = if asks_for_null {
            (null, not_null)
        } else {
            (not_null, null)
        };
        let (yes, no) = (string(yes), string(no));
        members.push(quote!(null_values: (#yes, #no)));
    }
    if family.empty_list == EmptyList::Send {
        let policy = scope.runtime("EmptyList");
        members.push(quote!(empty_list: #policy::Sent));
    }
    if let Some(expression) = &family.expression {
        members.push(emit_expression(scope, family, expression));
    }
    let name = ident(name);
    quote! {
        #visible static #name: #ty = #ty { #(#members,)* ..#ty::NONE };
    }
}

/// Every operator with its member and what is sent for it: the name of a parameter, or a word of an expression.
fn sent(family: &FilterFamily) -> Vec<(&Op, &Member, String)> {
    let Some(expression) = &family.expression else {
        let offered = family.offered();
        return offered
            .map(|(op, member)| (op, member, encode_name(&member.wire_name)))
            .collect();
    };
    let words = expression.words.iter().filter_map(|(op, word)| {
        let member = family.member(op).or_else(|| family.member(&Op::IsNull))?;
        Some((op, member, word.clone()))
    });
    words.collect()
}

/// Writes where a field stands that is part of an expression.
fn emit_expression(
    scope: &mut Scope,
    family: &FilterFamily,
    expression: &FamilyExpression,
) -> TokenStream {
    let (ty, grammars) = (scope.runtime("Expression"), scope.runtime("Grammar"));
    let grammar = ident(match expression.grammar {
        Grammar::OData => "OData",
        Grammar::Aip160 => "Aip160",
        Grammar::Rsql => "Rsql",
        Grammar::Scim => "Scim",
        Grammar::Json => "Json",
    });
    let parameter = family
        .members
        .first()
        .map(|member| encode_name(&member.wire_name));
    let (parameter, field) = (string(&parameter.unwrap_or_default()), string(&family.stem));
    let quoted = expression.quoted;
    quote! {
        expression: Some(&#ty { parameter: #parameter, grammar: #grammars::#grammar, field: #field, quoted: #quoted })
    }
}

/// How most of a family's lists are written, the first of those that are equally frequent.
fn most_frequent(family: &FilterFamily) -> Option<ListStyle> {
    let styles = || {
        family
            .members
            .iter()
            .filter_map(|member| match member.arity {
                Arity::List(style) => Some(style),
                Arity::One => None,
            })
    };
    let count = |style| styles().filter(|other| *other == style).count();
    styles().rev().max_by_key(|style| count(*style))
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
        ListStyle::Brackets => "Brackets",
        ListStyle::Indexed => "Indexed",
        ListStyle::Quoted => "Quoted",
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
        docs::unlinked(&list.join("; "))
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
