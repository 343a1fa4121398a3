//! What comes back: the types and readers of payloads, and the patterns of their statuses.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::cx::{Cx, ident};
use super::scope::Scope;
use super::type_ref::{string_type, type_ref};
use crate::analysis::replies::PayloadKind;
use crate::ir::Status;

/// The statuses as a pattern.
pub(super) fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(hundred) => {
            let from = Literal::u16_unsuffixed(u16::from(hundred) * 100);
            let to = Literal::u16_unsuffixed(u16::from(hundred) * 100 + 99);
            quote!(#from..=#to)
        }
        Status::Default => quote!(_),
    }
}

/// The runtime's function that reads a payload.
pub(super) fn reader(kind: &PayloadKind) -> proc_macro2::Ident {
    ident(match kind {
        PayloadKind::Text => "text",
        PayloadKind::TextOf(_) => "text_value",
        PayloadKind::Bytes => "bytes",
        PayloadKind::Events(_) => "events",
        PayloadKind::WholeEvents(_) => "whole_events",
        PayloadKind::TextEvents => "text_events",
        PayloadKind::Lines(_) => "lines",
        PayloadKind::Json(_) | PayloadKind::Empty => "json",
    })
}

/// The type of what reads an answer as it comes.
pub(super) fn stream_type(cx: Cx<'_>, scope: &mut Scope, kind: &PayloadKind) -> TokenStream {
    match kind {
        PayloadKind::Events(item) | PayloadKind::WholeEvents(item) => {
            let stream = scope.runtime("EventStream");
            let item = type_ref(cx, scope, item, false);
            quote!(#stream<#item>)
        }
        PayloadKind::TextEvents => {
            let stream = scope.runtime("EventStream");
            let item = string_type(scope);
            quote!(#stream<#item>)
        }
        PayloadKind::Lines(item) => {
            let stream = scope.runtime("JsonLines");
            let item = type_ref(cx, scope, item, false);
            quote!(#stream<#item>)
        }
        PayloadKind::Empty
        | PayloadKind::Json(_)
        | PayloadKind::Text
        | PayloadKind::TextOf(_)
        | PayloadKind::Bytes => scope.runtime("Body"),
    }
}
