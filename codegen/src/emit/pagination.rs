//! How the runtime follows the pages of an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::asking::{Asking, name_of, shape};
use super::cx::{Cx, ident};
use super::scope::{Prelude, Scope};
use super::structs::Shape;
use super::type_ref::{option, string_type, type_ref};
use crate::analysis::pagination::{MemberPath, PageEnd, Paging, PagingKind, Position, Sizes, Step};
use crate::ir::OperationId;
use crate::names::OPERATION_PARAMETER;

/// Writes the implementation of `Paginated`, for an operation that is.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> Option<TokenStream> {
    let paging = cx.facts.pagination.operation(id)?;
    let name = ident(&cx.names.operations[id.index()].type_name);
    let paginated = scope.runtime("Paginated");
    let item = type_ref(cx, scope, &paging.item, false);
    let string = string_type(scope);
    let position = option(scope, &string);
    let vec = scope.prelude(Prelude::Vec);
    let support = scope.runtime("support");
    let (by_address, now, seek) = match asked_by(cx, id, paging) {
        Some(current) => {
            let sought = current.place_made();
            (
                None,
                current.read(|place| quote!(#support::position(&#place))),
                quote!(fn seek(&mut self, position: #string) { #support::seek(&mut #sought, position); }),
            )
        }
        None => (
            Some(quote!(
                const BY_ADDRESS: bool = true;
            )),
            quote!(None),
            quote!(fn seek(&mut self, _: #string) {}),
        ),
    };
    let follow = follow(cx, scope, &support, id, paging);
    let next = next(cx, &support, id, paging);
    let limit = limit(cx, id, paging);
    // A body is not made only to say how much is wanted.
    let limit = limit.filter(Asking::is_direct);
    let size = limit.map(|limit| page_size(scope, &support, &limit, paging.sizes));
    let items = take_items(cx, &paging.items.0, &quote!(page));
    let bound = ident(OPERATION_PARAMETER);
    Some(quote! {
        impl<#bound> #paginated for #name<#bound> {
            type Item = #item;

            #by_address

            fn position(&self) -> #position { #now }

            #follow

            fn next(&self, page: &Self::Output) -> #position { #next }

            #seek

            #size

            fn into_items(page: Self::Output) -> #vec<Self::Item> { #items }
        }
    })
}

/// The function that asks for smaller pages.
fn page_size(
    scope: &mut Scope,
    support: &TokenStream,
    limit: &Asking,
    sizes: Sizes,
) -> TokenStream {
    let limit = limit.place_made();
    let asked = option(scope, &quote!(usize));
    let known = [
        ("least", sizes.least),
        ("usual", sizes.usual),
        ("most", sizes.most),
    ];
    let known = known.into_iter().filter_map(|(name, number)| {
        let (name, number) = (ident(name), Literal::i64_unsuffixed(number?));
        Some(quote!(#name: Some(#number)))
    });
    let known: Vec<_> = known.collect();
    let unknown = quote!(#support::PageSizes::UNKNOWN);
    let (stated, sizes) = match known.len() {
        0 => (None, unknown),
        number => {
            let rest = (number < 3).then(|| quote!(..#unknown));
            let stated = quote!(let sizes = #support::PageSizes { #(#known,)* #rest };);
            (Some(stated), quote!(sizes))
        }
    };
    quote! {
        fn ask_for(&mut self, items: usize) -> #asked {
            #stated
            #support::ask_for(&mut #limit, items, #sizes)
        }
    }
}

/// The way from the operation to what says which page is asked for; `None`: an address does.
fn asked_by(cx: Cx<'_>, id: OperationId, paging: &Paging) -> Option<Asking> {
    let position = match &paging.kind {
        PagingKind::Cursor { position, .. }
        | PagingKind::LastItem { position, .. }
        | PagingKind::Offset { position, .. }
        | PagingKind::PageNumber { position, .. } => position,
        PagingKind::Address { parameter, .. } | PagingKind::Header { parameter, .. } => {
            &Position::Parameter(*parameter)
        }
        PagingKind::WholeAddress { .. } => return None,
    };
    Some(Asking::of(cx, id, position))
}

/// What says how many items a page may have.
fn limit(cx: Cx<'_>, id: OperationId, paging: &Paging) -> Option<Asking> {
    let limit = paging.limit.as_ref()?;
    Some(Asking::of(cx, id, limit))
}

/// The function that reads the position from the headers of an answer, where it stands there.
fn follow(
    cx: Cx<'_>,
    scope: &mut Scope,
    support: &TokenStream,
    id: OperationId,
    paging: &Paging,
) -> Option<TokenStream> {
    let (parameter, header) = match &paging.kind {
        PagingKind::Header { parameter, header } => (Some(*parameter), header.as_str()),
        PagingKind::WholeAddress { next: None } => (None, "link"),
        _ => return None,
    };
    let option = option(scope, &string_type(scope));
    let headers = quote!(#support::HeaderMap);
    let value = match parameter {
        None => quote!(#support::next_link(headers)),
        Some(parameter) if header.eq_ignore_ascii_case("link") => {
            let name = &cx.api.operation(id).parameter(parameter).wire_name;
            quote!(#support::next_link(headers).map(|address| #support::value_in_address(&address, #name)))
        }
        Some(_) => quote!(#support::header_text(headers, #header)),
    };
    Some(quote! {
        fn follow(&self, _: &Self::Output, headers: &#headers) -> #option { #value }
    })
}

/// The body of the function that says where the next page is.
fn next(cx: Cx<'_>, support: &TokenStream, id: OperationId, paging: &Paging) -> TokenStream {
    let page = quote!(page);
    match &paging.kind {
        PagingKind::Cursor { next, more, .. } => {
            let more = more
                .as_ref()
                .map(|more| stop_unless(cx, support, more, false));
            let next = member(cx, next, &page);
            quote!(#more #support::position(&#next))
        }
        PagingKind::Address { parameter, next } => {
            let name = &cx.api.operation(id).parameter(*parameter).wire_name;
            let address = member(cx, next, &page);
            quote!(#support::position(&#address).map(|address| #support::value_in_address(&address, #name)))
        }
        PagingKind::WholeAddress { next: Some(next) } => {
            let address = member(cx, next, &page);
            quote!(#support::position(&#address))
        }
        PagingKind::Header { .. } | PagingKind::WholeAddress { next: None } => {
            quote!(let _ = page; None)
        }
        PagingKind::LastItem { key, more, .. } => {
            let more = stop_unless(cx, support, more, true);
            let items = borrow(cx, &paging.items.0, &page);
            let key = member(cx, key, &quote!(last));
            quote!(#more let last = #items.last()?; #support::position(&#key))
        }
        PagingKind::Offset {
            position,
            step,
            last,
        } => {
            let current = Asking::of(cx, id, position);
            let items = borrow(cx, &paging.items.0, &page);
            let step = match step {
                Some(step) => count(cx, support, step),
                None => quote!(None),
            };
            let end = match last {
                PageEnd::Total(total) => {
                    let total = count(cx, support, total);
                    quote!(if #total.is_some_and(|total| next >= total) { return None; })
                }
                other => page_end(cx, support, id, paging, other, 0),
            };
            let current = current.place_or(|place| quote!(#support::count(&#place)));
            quote! {
                let next = #support::next_offset(&#current, #items.len(), #step)?;
                #end
                Some(next.to_string())
            }
        }
        PagingKind::PageNumber {
            position,
            first,
            last,
        } => {
            let current = Asking::of(cx, id, position);
            let items = borrow(cx, &paging.items.0, &page);
            let end = page_end(cx, support, id, paging, last, *first);
            let first = Literal::i64_unsuffixed(*first);
            let current = current.read(|place| quote!(#support::count(&#place)));
            quote! {
                if #items.is_empty() { return None; }
                let current = #current.unwrap_or(#first);
                #end
                Some(current.checked_add(1)?.to_string())
            }
        }
    }
}

/// Ends the pages behind the last one.
fn page_end(
    cx: Cx<'_>,
    support: &TokenStream,
    id: OperationId,
    paging: &Paging,
    last: &PageEnd,
    first: i64,
) -> TokenStream {
    let before = match first {
        0 => quote!(current),
        first => {
            let first = Literal::i64_unsuffixed(first);
            quote!(current.saturating_sub(#first))
        }
    };
    match last {
        // An empty page has ended it before.
        PageEnd::Empty => TokenStream::new(),
        PageEnd::Pages(pages) => {
            let pages = count(cx, support, pages);
            let more = Literal::i64_unsuffixed(1 - first);
            let seen = match 1 - first {
                0 => quote!(current),
                _ => quote!(current.saturating_add(#more)),
            };
            quote!(if #pages.is_some_and(|pages| #seen >= pages) { return None; })
        }
        PageEnd::Total(total) => {
            let items = borrow(cx, &paging.items.0, &quote!(page));
            let total = count(cx, support, total);
            let limit = match limit(cx, id, paging) {
                Some(limit) => limit.read(|place| quote!(#support::count(&#place))),
                None => quote!(None),
            };
            quote! {
                let held = #items.len();
                if #total.is_some_and(|total| #support::is_last_of(total, #before, held, #limit)) { return None; }
            }
        }
        PageEnd::More(more) => stop_unless(cx, support, more, false),
        PageEnd::Next(next) => {
            let (last, steps) = split(next);
            let value = borrow(cx, steps, &quote!(page));
            let field = name_of(cx, last);
            match shape(cx, last) {
                Shape::Required => TokenStream::new(),
                Shape::MaybeNull => quote!(#value.#field.as_value()?;),
                _ => quote!(#value.#field.as_ref()?;),
            }
        }
    }
}

/// Ends the pages when a flag says that this is the last; when it says nothing, if `strict`.
fn stop_unless(cx: Cx<'_>, support: &TokenStream, more: &MemberPath, strict: bool) -> TokenStream {
    let more = member(cx, more, &quote!(page));
    if strict {
        quote!(if #support::flag(&#more) != Some(true) { return None; })
    } else {
        quote!(if #support::flag(&#more) == Some(false) { return None; })
    }
}

/// A member as an `Option<i64>`, in a function that returns an `Option`.
fn count(cx: Cx<'_>, support: &TokenStream, path: &MemberPath) -> TokenStream {
    let value = member(cx, path, &quote!(page));
    quote!(#support::count(&#value))
}

/// A member, in a function that returns an `Option`.
fn member(cx: Cx<'_>, path: &MemberPath, from: &TokenStream) -> TokenStream {
    let (last, steps) = split(path);
    let value = borrow(cx, steps, from);
    let field = name_of(cx, last);
    quote!(#value.#field)
}

/// The way to a member, by reference, in a function that returns an `Option`.
fn borrow(cx: Cx<'_>, steps: &[Step], from: &TokenStream) -> TokenStream {
    steps.iter().fold(from.clone(), |value, step| {
        let field = name_of(cx, *step);
        match shape(cx, *step) {
            Shape::Required => quote!(#value.#field),
            Shape::MaybeNull => quote!(#value.#field.as_value()?),
            _ => quote!(#value.#field.as_ref()?),
        }
    })
}

/// The way from a page to its items, by value.
fn take_items(cx: Cx<'_>, steps: &[Step], from: &TokenStream) -> TokenStream {
    let Some((step, rest)) = steps.split_first() else {
        return from.clone();
    };
    let field = name_of(cx, *step);
    let flat = match shape(cx, *step) {
        Shape::Required => return take_items(cx, rest, &quote!(#from.#field)),
        Shape::MaybeNull => quote!(#from.#field.into_value()),
        _ => quote!(#from.#field),
    };
    if rest.is_empty() {
        return quote!(#flat.unwrap_or_default());
    }
    let inner = take_items(cx, rest, &quote!(inner));
    quote!(#flat.map(|inner| #inner).unwrap_or_default())
}

fn split(path: &MemberPath) -> (Step, &[Step]) {
    let (last, steps) = path.0.split_last().expect("a way to a member has a step");
    (*last, steps)
}
