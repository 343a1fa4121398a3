//! The table of an operation: what it is given, and how it is sent.
//!
//! The constructors, the setters and the functions that send are the runtime's `operation!` made of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, ident};
use super::members::Member;
use super::scope::Scope;
use super::{docs, replies, streams};
use crate::ir::OperationId;

/// Writes the table.
pub(super) fn emit(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: OperationId,
    members: &[Member<'_>],
) -> TokenStream {
    let name = ident(&cx.names.operations[id.index()].type_name);
    let head = docs::of_operation_in_brief(cx.api.operation(id));
    let client = scope.sibling("client", "Client");
    let (output, error) = replies::types(cx, scope, id);
    let pages = cx
        .facts
        .pagination
        .operation(id)
        .map(|_| quote!(, Pages, Items));
    let (required, optional): (Vec<_>, Vec<_>) = members.iter().partition(|member| member.required);
    let required = required.iter().map(|member| member.row(cx, scope));
    let required: Vec<_> = required.collect();
    let optional: Vec<_> = optional
        .iter()
        .map(|member| member.row(cx, scope))
        .collect();
    let optional = (!optional.is_empty()).then(|| quote!(with { #(#optional,)* }));
    let table = scope.runtime_macro("operation");
    let stream = streams::method(cx, scope, id);
    quote! {
        #table! {
            #head
            pub struct #name<#client> -> Sending<#output, #error> #pages {
                #(#required,)*
            } #optional
        }
        #stream
    }
}
