//! How an operation is made, filled in and sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::members::{Member, Takes, What};
use super::replies;
use super::scope::Scope;
use super::streams;
use super::{Cx, ident};
use crate::ir::OperationId;

/// Writes the constructors, the setters, and the functions that send.
pub(super) fn emit(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: OperationId,
    members: &[Member<'_>],
) -> TokenStream {
    let name = ident(&cx.names.operations[id.index()].type_name);
    let setters: Vec<_> = members
        .iter()
        .filter(|member| !member.required)
        .map(|member| setter(cx, scope, member))
        .collect();
    let calls = calls(cx, scope, id, &name);
    let (new, bind) = constructors(cx, scope, members);
    quote! {
        impl #name { #new }
        impl<C> #name<C> { #bind #(#setters)* }
        #calls
    }
}

/// The public constructor, and the one that both kinds of operation share.
fn constructors(
    cx: Cx<'_>,
    scope: &mut Scope,
    members: &[Member<'_>],
) -> (TokenStream, TokenStream) {
    let unbound = scope.runtime("Unbound");
    let required: Vec<_> = members.iter().filter(|member| member.required).collect();
    let arguments: Vec<_> = required
        .iter()
        .map(|member| member.argument(cx, scope))
        .collect();
    let passed: Vec<_> = required.iter().map(|member| &member.ident).collect();
    let fields = members.iter().map(|member| {
        let ident = &member.ident;
        if member.required {
            let value = member.value_of_argument(cx);
            // The short form where it says the same.
            if member.takes(cx) == Takes::Value {
                quote!(#ident)
            } else {
                quote!(#ident: #value)
            }
        } else {
            quote!(#ident: None)
        }
    });
    let new = quote! {
        /// The operation without a client, for [`Client::send`](super::client::Client::send).
        pub fn new(#(#arguments),*) -> Self {
            Self::bind(#unbound, #(#passed),*)
        }
    };
    let bind = quote! {
        pub(super) fn bind(client: C, #(#arguments),*) -> Self {
            Self { #(#fields,)* client }
        }
    };
    (new, bind)
}

fn setter(cx: Cx<'_>, scope: &mut Scope, member: &Member<'_>) -> TokenStream {
    let docs = member.docs();
    let name = &member.ident;
    let argument = member.argument(cx, scope);
    let body = match member.what {
        What::Filter(..) => {
            let filter = scope.runtime("Filter");
            quote!(#filter::add(&mut self.#name, #name);)
        }
        _ => {
            let value = member.value_of_argument(cx);
            quote!(self.#name = Some(#value);)
        }
    };
    quote! {
        #docs
        pub fn #name(mut self, #argument) -> Self { #body self }
    }
}

fn calls(cx: Cx<'_>, scope: &mut Scope, id: OperationId, name: &proc_macro2::Ident) -> TokenStream {
    let client = scope.import(&quote!(super::client), "Client");
    let sending = scope.runtime("Sending");
    let (output, error) = replies::types(cx, scope, id);
    let paginated = cx.facts.pagination.operation(id).map(|_| {
        let (pages, items) = (scope.runtime("Pages"), scope.runtime("Items"));
        quote! {
            /// Sends the request for each page in turn.
            pub fn pages(self) -> #pages<Self> {
                self.client.clone().pages(self)
            }

            /// Sends the request for each page in turn, and gives the items one by one.
            pub fn items(self) -> #items<Self> {
                self.client.clone().items(self)
            }
        }
    });
    let stream = streams::method(cx, scope, id);
    quote! {
        impl #name<#client> {
            /// Sends the request.
            pub fn send(self) -> #sending<#output, #error> {
                self.client.send(&self)
            }

            #stream
            #paginated
        }
    }
}
