//! A module of operations: the group, and each operation with all that belongs to it.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, allow_documented, ident, string};
use super::members::{Member, members};
use super::piece::{Piece, Write};
use super::scope::{Scope, head};
use super::type_ref::option;
use super::{bodies, docs, encode, pagination, parts, replies, security, streams, table};
use crate::ir::{OperationId, Server};
use crate::names::{Division, Module, OPERATION_PARAMETER};

/// Writes a module of operations: its own file, and the files of its parts.
pub(super) fn emit(
    cx: Cx<'_>,
    this: &Module,
    division: &Division<OperationId>,
    write: &mut dyn FnMut(&str, Piece),
) {
    let group = this.group.iter().map(|(ty, _)| ty.clone());
    // The module has all names of its parts: what it imported under one of them would hide that.
    let mut scope = Scope::new(cx, group.chain(defined(cx, division.all())));
    let file = format!("{}.rs", this.ident);
    let own = &mut |piece| write(&file, piece);
    let about = match &this.tag {
        Some(tag) => format!("Operations tagged {}", docs::code(tag)),
        None => "Operations without a tag".to_owned(),
    };
    parts::declare(&this.ident, &quote!(pub), division, own);
    if let Some((ty, _)) = &this.group {
        group_struct(&mut scope, this, ty, own);
    }
    operations(cx, &mut scope, this, &division.own, own);
    let (comment, allow) = (docs::inner(&format!("{about}.")), allow_documented(cx));
    own(head(&scope, &quote!(#comment #allow)));
    for (name, operations_of_part) in &division.parts {
        let mut scope = Scope::of_part(cx, defined(cx, operations_of_part));
        let part = &mut |piece| write(&parts::file(&this.ident, name), piece);
        operations(cx, &mut scope, this, operations_of_part, part);
        let comment = docs::inner(&format!("{about}: {}.", docs::code(name)));
        part(head(&scope, &comment));
    }
}

/// What a file with these operations defines.
fn defined<'o>(cx: Cx<'_>, operations: impl IntoIterator<Item = &'o OperationId>) -> Vec<String> {
    let names = operations.into_iter().flat_map(|id| {
        let names = &cx.names.operations[id.index()];
        [
            &names.type_name,
            &names.content.0,
            &names.output.0,
            &names.error.0,
        ]
    });
    let names = names.filter(|name| !name.is_empty()).cloned();
    names.chain([OPERATION_PARAMETER.to_owned()]).collect()
}

fn group_struct(scope: &mut Scope, this: &Module, ty: &str, write: Write<'_>) {
    let name = ident(ty);
    let client = scope.sibling("client", "Client");
    let tag = this.tag.as_deref().unwrap_or_default();
    let head = docs::plain(&format!("Operations tagged {}.", docs::code(tag)));
    write(Piece::Items(quote! {
        #head
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> { client: &'c #client }

        impl<'c> #name<'c> {
            pub(super) fn new(client: &'c #client) -> Self {
                Self { client }
            }
        }
    }));
}

/// Writes operations: the methods that make them, and each with all that belongs to it.
fn operations(
    cx: Cx<'_>,
    scope: &mut Scope,
    this: &Module,
    operations: &[OperationId],
    write: Write<'_>,
) {
    if operations.is_empty() {
        return;
    }
    // The operations without a tag are methods of the client itself.
    let starts = match &this.group {
        Some((ty, _)) if scope.defines(ty) => {
            let ty = ident(ty);
            quote!(#ty<'_>)
        }
        Some((ty, _)) => {
            let ty = scope.import(&quote!(super), ty);
            quote!(#ty<'_>)
        }
        None => scope.sibling("client", "Client"),
    };
    write(Piece::Open(quote!(impl #starts {})));
    for id in operations {
        write(Piece::Members(starter(cx, scope, *id, this)));
    }
    write(Piece::Close);
    for id in operations {
        write(Piece::Items(emit_operation(cx, scope, *id)));
    }
}

/// The method that makes an operation.
fn starter(cx: Cx<'_>, scope: &mut Scope, id: OperationId, this: &Module) -> TokenStream {
    let operation = cx.api.operation(id);
    let names = &cx.names.operations[id.index()];
    let (name, method) = (ident(&names.type_name), ident(&names.method));
    let head = docs::of_operation(cx, scope, operation);
    let members = members(cx, id);
    let required: Vec<_> = members.iter().filter(|member| member.required).collect();
    let arguments = required
        .iter()
        .map(|member| member.argument(cx, scope))
        .collect::<Vec<_>>();
    let passed = required.iter().map(|member| &member.ident);
    let (client, bound, this) = match this.group {
        Some(_) => {
            let client = scope.sibling("client", "Client");
            (client, quote!(self.client.clone()), quote!(self))
        }
        None => (quote!(Self), quote!(self.clone()), quote!(&self)),
    };
    quote! {
        #head
        pub fn #method(#this, #(#arguments),*) -> #name<#client> {
            #name::bind(#bound, #(#passed),*)
        }
    }
}

fn emit_operation(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> TokenStream {
    let members = members(cx, id);
    let table = table::emit(cx, scope, id, &members);
    let content = bodies::emit_enum(cx, scope, id);
    let types = replies::emit_enums(cx, scope, id);
    let operation = operation_impl(cx, scope, id, &members);
    let streamed = streams::emit(cx, scope, id);
    let paginated = pagination::emit(cx, scope, id);
    quote! {
        #table
        #content
        #types
        #operation
        #streamed
        #paginated
    }
}

/// What the runtime has to know of an operation: how it is sent, and what its answer means.
fn operation_impl(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: OperationId,
    members: &[Member<'_>],
) -> TokenStream {
    let operation = cx.api.operation(id);
    let name = ident(&cx.names.operations[id.index()].type_name);
    let (trait_name, info) = (scope.runtime("Operation"), scope.runtime("OperationInfo"));
    let method = string(operation.method.as_str());
    let (output, error) = replies::types(cx, scope, id);
    let id_text = string(
        operation
            .id
            .as_deref()
            .unwrap_or(&cx.names.operations[id.index()].method),
    );
    let path = string(&operation.path);
    let security = security::requirement(cx, scope, &operation.security, false);
    let server = operation.servers.first().and_then(Server::address);
    let server = server.map(|address| {
        let ty = option(scope, &quote!(&'static str));
        let address = string(address.as_str());
        quote!(const SERVER: #ty = Some(#address);)
    });
    let key = cx.facts.idempotency.header(id).map(|header| {
        let (ty, header) = (option(scope, &quote!(&'static str)), string(header));
        quote!(const IDEMPOTENCY_KEY: #ty = Some(#header);)
    });
    let redirects = cx.facts.replies.of(id).is_redirect;
    let redirects = redirects.then(|| {
        quote!(
            const REDIRECTS: bool = true;
        )
    });
    let guard = cx.facts.guards.changes_by_filter(id).then(|| {
        quote!(
            const CHANGES_BY_FILTER: bool = true;
        )
    });
    let filtered = cx.facts.filtered_items.operation(id).map(|found| {
        let filtered = scope.runtime("FilteredItems");
        let ty = option(scope, &quote!(#filtered));
        let path = found.path.wire_names(cx.api).map(string);
        let members = found.members.iter().map(|name| string(name));
        quote!(const FILTERED_ITEMS: #ty = Some(#filtered { path: &[#(#path),*], members: &[#(#members),*] });)
    });
    let encode = encode::emit(cx, scope, id, members);
    let streams = streams::statuses(cx, scope, id);
    let decode = replies::emit(cx, scope, id);
    let bound = ident(OPERATION_PARAMETER);
    quote! {
        impl<#bound> #trait_name for #name<#bound> {
            type Output = #output;
            type Error = #error;
            const INFO: #info = #info {
                id: #id_text,
                method: #method,
                path: #path,
                security: #security,
            };
            #server
            #key
            #redirects
            #guard
            #filtered
            #streams
            #encode
            #decode
        }
    }
}
