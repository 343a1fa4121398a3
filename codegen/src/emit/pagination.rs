//! How the runtime follows the pages of an operation.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::structs::{optional_depth, template_optional_depth};
use super::types::{option, string_type, type_ref};
use super::{Cx, ident};
use crate::analysis::pagination::{MemberPath, PageEnd, Paging, PagingKind, Step};
use crate::ir::{OperationId, ParameterId, Scalar, TypeRef};

/// Writes the implementation of `Paginated`, for an operation that is.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> Option<TokenStream> {
    let paging = cx.facts.pagination.operation(id)?;
    let name = ident(&cx.names.operations[id.index()].type_name);
    let paginated = scope.runtime("Paginated");
    let item = type_ref(cx, scope, &paging.item, false);
    let string = string_type(scope);
    let position = option(scope, &string);
    let vec = scope.prelude("Vec", &quote!(::std::vec::Vec));
    let parameter = Parameter::of(cx, id, paging);
    let current = parameter.current();
    let seek = parameter.seek();
    let next = next(cx, scope, id, paging, &parameter);
    let items = take_items(cx, &paging.items.0, &quote!(page));
    Some(quote! {
        impl<C> #paginated for #name<C> {
            type Item = #item;

            fn position(&self) -> #position { #current }

            fn next(&self, page: &Self::Output) -> #position { #next }

            fn seek(&mut self, position: #string) { #seek }

            fn into_items(page: Self::Output) -> #vec<Self::Item> { #items }
        }
    })
}

/// The parameter that says which page is asked for.
struct Parameter {
    field: Ident,
    required: bool,
    kind: Kind,
}

/// What a position is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    I64,
    /// An integer whose values are all `i64`s, too.
    Narrow,
    Wide,
}

impl Kind {
    fn of(cx: Cx<'_>, ty: &TypeRef) -> Self {
        match cx.api.resolve(ty.without_null()) {
            TypeRef::Scalar(Scalar::I64) => Self::I64,
            TypeRef::Scalar(
                Scalar::I8 | Scalar::I16 | Scalar::I32 | Scalar::U8 | Scalar::U16 | Scalar::U32,
            ) => Self::Narrow,
            TypeRef::Scalar(Scalar::U64 | Scalar::I128) => Self::Wide,
            _ => Self::Text,
        }
    }

    /// An `Option` of a value, as an `Option<i64>`.
    fn number(self, value: &TokenStream) -> TokenStream {
        match self {
            Self::Text => quote!(#value.as_ref().and_then(|number| number.parse().ok())),
            Self::I64 => value.clone(),
            Self::Narrow => quote!(#value.map(i64::from)),
            Self::Wide => quote!(#value.and_then(|number| i64::try_from(number).ok())),
        }
    }

    /// A value, as an `Option<i64>`.
    fn some_number(self, value: &TokenStream) -> TokenStream {
        match self {
            Self::Text => quote!(#value.parse().ok()),
            Self::I64 => quote!(Some(#value)),
            Self::Narrow => quote!(Some(i64::from(#value))),
            Self::Wide => quote!(i64::try_from(#value).ok()),
        }
    }
}

impl Parameter {
    fn new(cx: Cx<'_>, id: OperationId, parameter: ParameterId) -> Self {
        let declared = cx.api.operation(id).parameter(parameter);
        Self {
            field: field(cx, id, parameter),
            required: declared.required,
            kind: Kind::of(cx, &declared.ty),
        }
    }

    fn of(cx: Cx<'_>, id: OperationId, paging: &Paging) -> Self {
        let (PagingKind::Cursor { parameter, .. }
        | PagingKind::Address { parameter, .. }
        | PagingKind::LastItem { parameter, .. }
        | PagingKind::Offset { parameter, .. }
        | PagingKind::PageNumber { parameter, .. }) = &paging.kind;
        Self::new(cx, id, *parameter)
    }

    fn current(&self) -> TokenStream {
        let field = &self.field;
        match (self.required, self.kind == Kind::Text) {
            (true, true) => quote!(Some(self.#field.clone())),
            (true, false) => quote!(Some(self.#field.to_string())),
            (false, true) => quote!(self.#field.clone()),
            (false, false) => quote!(self.#field.as_ref().map(ToString::to_string)),
        }
    }

    fn seek(&self) -> TokenStream {
        let field = &self.field;
        match (self.required, self.kind == Kind::Text) {
            (true, true) => quote!(self.#field = position;),
            (true, false) => {
                quote!(if let Ok(position) = position.parse() { self.#field = position; })
            }
            (false, true) => quote!(self.#field = Some(position);),
            (false, false) => quote!(self.#field = position.parse().ok();),
        }
    }

    /// The number that it is set to, as an `Option<i64>`.
    fn number(&self) -> TokenStream {
        let field = &self.field;
        let value = quote!(self.#field);
        if self.required {
            self.kind.some_number(&value)
        } else {
            self.kind.number(&value)
        }
    }
}

fn next(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: OperationId,
    paging: &Paging,
    parameter: &Parameter,
) -> TokenStream {
    let page = quote!(page);
    match &paging.kind {
        PagingKind::Cursor { next, more, .. } => {
            let more = more.as_ref().map(|more| stop_unless(cx, more, false));
            let value = text(cx, next, &page);
            quote!(#more #value)
        }
        PagingKind::Address { parameter, next } => {
            let support = scope.runtime("support");
            let name = &cx.api.operation(id).parameter(*parameter).wire_name;
            let address = text(cx, next, &page);
            quote!(#address.map(|address| #support::value_in_address(&address, #name)))
        }
        PagingKind::LastItem { key, more, .. } => {
            let more = stop_unless(cx, more, true);
            let items = borrow(cx, &paging.items.0, &page);
            let value = text(cx, key, &quote!(last));
            quote!(#more let last = #items.last()?; #value)
        }
        PagingKind::Offset { step, last, .. } => {
            let items = borrow(cx, &paging.items.0, &page);
            let current = parameter.number();
            let end = match last {
                PageEnd::Total(total) => {
                    let total = integer(cx, total);
                    quote!(if #total.is_some_and(|total| next >= total) { return None; })
                }
                other => page_end(cx, id, paging, other, 0, &items),
            };
            let step = step.as_ref().map_or_else(
                || quote!(count),
                |step| {
                    let step = integer(cx, step);
                    quote!(#step.unwrap_or(count).max(count))
                },
            );
            quote! {
                let count = i64::try_from(#items.len()).ok().filter(|count| *count > 0)?;
                let next = #current.unwrap_or(0) + #step;
                #end
                Some(next.to_string())
            }
        }
        PagingKind::PageNumber { first, last, .. } => {
            let items = borrow(cx, &paging.items.0, &page);
            let current = parameter.number();
            let end = page_end(cx, id, paging, last, *first, &items);
            let first = Literal::i64_unsuffixed(*first);
            quote! {
                if #items.is_empty() { return None; }
                let current = #current.unwrap_or(#first);
                #end
                Some((current + 1).to_string())
            }
        }
    }
}

fn page_end(
    cx: Cx<'_>,
    id: OperationId,
    paging: &Paging,
    last: &PageEnd,
    first: i64,
    items: &TokenStream,
) -> TokenStream {
    match last {
        // An empty page has ended it before.
        PageEnd::Empty => TokenStream::new(),
        PageEnd::Pages(pages) => {
            let pages = integer(cx, pages);
            let seen = match 1 - first {
                0 => quote!(current),
                more => {
                    let more = Literal::i64_unsuffixed(more);
                    quote!(current + #more)
                }
            };
            quote!(if #pages.is_some_and(|pages| #seen >= pages) { return None; })
        }
        PageEnd::Total(total) => {
            let total = integer(cx, total);
            let limit = paging.limit;
            let limit = limit.map(|limit| Parameter::new(cx, id, limit).number());
            let size = limit.map_or_else(|| quote!(count), |limit| quote!(#limit.unwrap_or(count)));
            let before = match first {
                0 => quote!(current),
                first => {
                    let first = Literal::i64_unsuffixed(first);
                    quote!((current - #first))
                }
            };
            quote! {
                let count = i64::try_from(#items.len()).ok()?;
                let seen = #before * #size + count;
                if #total.is_some_and(|total| seen >= total) { return None; }
            }
        }
        PageEnd::More(more) => stop_unless(cx, more, false),
        PageEnd::Next(next) => {
            let (last, steps) = split(next);
            let value = borrow(cx, steps, &quote!(page));
            let field = member(cx, last);
            match depth(cx, last) {
                0 => TokenStream::new(),
                _ => quote!(#value.#field.as_ref()?;),
            }
        }
    }
}

fn field(cx: Cx<'_>, id: OperationId, parameter: ParameterId) -> Ident {
    ident(&cx.names.operations[id.index()].parameters[parameter.0])
}

fn is_text(cx: Cx<'_>, ty: &TypeRef) -> bool {
    matches!(
        cx.api.resolve(ty.without_null()),
        TypeRef::Scalar(Scalar::String)
    )
}

/// Ends the pages when a flag says that this is the last; when it says nothing, if `strict`.
fn stop_unless(cx: Cx<'_>, more: &MemberPath, strict: bool) -> TokenStream {
    let (last, steps) = split(more);
    let value = borrow(cx, steps, &quote!(page));
    let field = member(cx, last);
    let stop = match (depth(cx, last), strict) {
        (0, _) => quote!(!#value.#field),
        (1, true) => quote!(#value.#field != Some(true)),
        (1, false) => quote!(#value.#field == Some(false)),
        (_, true) => quote!(#value.#field != Some(Some(true))),
        (_, false) => quote!(#value.#field == Some(Some(false))),
    };
    quote!(if #stop { return None; })
}

/// A member as text: the last expression of a function that returns `Option<String>`.
fn text(cx: Cx<'_>, path: &MemberPath, from: &TokenStream) -> TokenStream {
    let (last, steps) = split(path);
    let value = borrow(cx, steps, from);
    let field = member(cx, last);
    let is_text = step_type(cx, last).is_some_and(|ty| is_text(cx, ty));
    match (depth(cx, last), is_text) {
        (0, true) => quote!(Some(#value.#field.clone())),
        (0, false) => quote!(Some(#value.#field.to_string())),
        (1, true) => quote!(#value.#field.clone()),
        (1, false) => quote!(#value.#field.as_ref().map(ToString::to_string)),
        (_, _) => quote!(#value.#field.as_ref()?.as_ref().map(ToString::to_string)),
    }
}

/// A member as an `Option<i64>`, in a function that returns an `Option`.
fn integer(cx: Cx<'_>, path: &MemberPath) -> TokenStream {
    let (last, steps) = split(path);
    let value = borrow(cx, steps, &quote!(page));
    let field = member(cx, last);
    let value = quote!(#value.#field);
    let kind = step_type(cx, last).map_or(Kind::Wide, |ty| Kind::of(cx, ty));
    match depth(cx, last) {
        0 => kind.some_number(&value),
        1 => kind.number(&value),
        _ => kind.number(&quote!(#value.flatten())),
    }
}

/// The way to a member, by reference, in a function that returns an `Option`.
fn borrow(cx: Cx<'_>, steps: &[Step], from: &TokenStream) -> TokenStream {
    steps.iter().fold(from.clone(), |value, step| {
        let field = member(cx, *step);
        match depth(cx, *step) {
            0 => quote!(#value.#field),
            1 => quote!(#value.#field.as_ref()?),
            _ => quote!(#value.#field.as_ref()?.as_ref()?),
        }
    })
}

/// The way from a page to its items, by value.
fn take_items(cx: Cx<'_>, steps: &[Step], from: &TokenStream) -> TokenStream {
    let Some((step, rest)) = steps.split_first() else {
        return from.clone();
    };
    let field = member(cx, *step);
    let depth = depth(cx, *step);
    if depth == 0 {
        return take_items(cx, rest, &quote!(#from.#field));
    }
    let flat = if depth == 1 {
        quote!(#from.#field)
    } else {
        quote!(#from.#field.flatten())
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

fn member(cx: Cx<'_>, step: Step) -> Ident {
    let names = match cx.facts.generics.instance(step.object) {
        Some(instance) => cx.names.types.template_fields(instance.template),
        None => cx.names.types.parts(step.object),
    };
    ident(&names[step.field])
}

/// How many `Option`s a member is wrapped in.
fn depth(cx: Cx<'_>, step: Step) -> usize {
    match cx.facts.generics.instance(step.object) {
        Some(instance) => template_optional_depth(cx, instance.template, step.field),
        None => optional_depth(cx, step.object, step.field),
    }
}

fn step_type(cx: Cx<'_>, step: Step) -> Option<&TypeRef> {
    match &cx.api.ty(step.object).kind {
        crate::ir::TypeKind::Object(object) => object.fields.get(step.field).map(|field| &field.ty),
        _ => None,
    }
}
