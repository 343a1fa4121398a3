//! How the runtime follows the pages of an operation.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::types::{option, string_type, type_ref};
use super::{Cx, ident};
use crate::analysis::pagination::{MemberPath, Paging, PagingKind, Step};
use crate::ir::{OperationId, ParameterId, Scalar, TypeRef};

/// Writes the implementation of `Paginated`, for an operation that is.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> Option<TokenStream> {
    let paging = cx.facts.pagination.operation(id)?;
    let PagingKind::Cursor {
        parameter,
        next,
        more,
        ..
    } = &paging.kind
    else {
        return None;
    };
    let name = ident(&cx.names.operations[id.index()].type_name);
    let paginated = scope.runtime("Paginated");
    let item = type_ref(cx, scope, &paging.item, false);
    let string = string_type(scope);
    let position = option(scope, &string);
    let field = field(cx, id, *parameter);
    let parameter = cx.api.operation(id).parameter(*parameter);
    let is_text = matches!(
        cx.api.resolve(&parameter.ty),
        TypeRef::Scalar(Scalar::String)
    );
    let vec = scope.prelude("Vec", &quote!(::std::vec::Vec));
    let next = read(cx, next, &quote!(page));
    let (current, next, seek) = if is_text {
        (
            quote!(self.#field.clone()),
            quote!(#next.clone()),
            quote!(self.#field = Some(position);),
        )
    } else {
        (
            quote!(self.#field.as_ref().map(ToString::to_string)),
            quote!(#next.as_ref().map(ToString::to_string)),
            quote!(self.#field = position.parse().ok();),
        )
    };
    let more = more.as_ref().map(|more| {
        let more = read(cx, more, &quote!(page));
        quote!(if !#more { return None; })
    });
    let items = items(cx, paging);
    Some(quote! {
        impl<C: Clone> #paginated for #name<C> {
            type Item = #item;

            fn position(&self) -> #position {
                #current
            }

            fn next(&self, page: &Self::Output) -> #position {
                #more
                #next
            }

            fn seek(&mut self, position: #string) {
                #seek
            }

            fn into_items(page: Self::Output) -> #vec<Self::Item> {
                #items
            }
        }
    })
}

fn field(cx: Cx<'_>, id: OperationId, parameter: ParameterId) -> Ident {
    ident(&cx.names.operations[id.index()].parameters[parameter.0])
}

/// The way to a member, by reference.
fn read(cx: Cx<'_>, path: &MemberPath, from: &TokenStream) -> TokenStream {
    path.0.iter().fold(from.clone(), |value, step| {
        let field = member(cx, *step);
        quote!(#value.#field)
    })
}

/// The way from a page to its items, by value.
fn items(cx: Cx<'_>, paging: &Paging) -> TokenStream {
    read(cx, &paging.items, &quote!(page))
}

fn member(cx: Cx<'_>, step: Step) -> Ident {
    ident(&cx.names.types.parts(step.object)[step.field])
}
