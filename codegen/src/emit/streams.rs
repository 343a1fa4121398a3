//! Answers that are read as they come: their types, for which statuses, and how to ask for one.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, ident, string};
use super::payload::{pattern, reader, stream_type};
use super::replies;
use super::scope::{Prelude, Scope};
use super::type_ref::option;
use crate::analysis::replies::{Outcome, PayloadKind};
use crate::ir::{OperationId, Status};
use crate::names::OPERATION_PARAMETER;

/// Writes for which statuses the answer itself is a stream.
pub(super) fn statuses(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> Option<TokenStream> {
    let replies = cx.facts.replies.of(id);
    let is_stream = |outcome: Outcome| match outcome {
        Outcome::Success(index) => replies.successes[index].kind.is_stream(),
        Outcome::Error(_) => false,
    };
    let streams = replies.arms.iter().filter(|arm| is_stream(arm.outcome));
    let streams: Vec<Status> = streams.map(|arm| arm.status).collect();
    if streams.is_empty() {
        return None;
    }
    let test = test(cx, id, &streams);
    let ty = option(scope, &quote!(fn(u16) -> bool));
    Some(quote!(const STREAMS: #ty = Some(|status| #test);))
}

/// The expression that says whether `status` is one of these, and not one that the document lists beside a range.
fn test(cx: Cx<'_>, id: OperationId, statuses: &[Status]) -> TokenStream {
    let is_in_range = |status: &&Status| {
        matches!(status, Status::Code(code) if statuses.iter().any(|range| {
            matches!(range, Status::Range(hundred) if code / 100 == u16::from(*hundred))
        }))
    };
    let tests = statuses.iter().filter(|status| !is_in_range(status));
    let tests = tests.map(|status| match *status {
        Status::Range(hundred) => {
            let range = pattern(*status);
            let arms = cx.facts.replies.of(id).arms.iter().map(|arm| arm.status);
            let except = arms.filter_map(|other| match other {
                Status::Code(code) if code / 100 == u16::from(hundred) => {
                    let code = (!statuses.contains(&other)).then(|| pattern(other))?;
                    Some(quote!(&& status != #code))
                }
                _ => None,
            });
            quote!((#range).contains(&status) #(#except)*)
        }
        status => {
            let code = pattern(status);
            quote!(status == #code)
        }
    });
    quote!(#(#tests)||*)
}

/// Writes the method that asks for a stream where the answer is also something else.
pub(super) fn method(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> Option<TokenStream> {
    let streamed = cx.facts.replies.of(id).streamed.as_ref()?;
    let sending = scope.runtime("Sending");
    let stream = stream_type(cx, scope, &streamed.kind);
    let (_, error) = replies::types(cx, scope, id);
    let name = ident(&cx.names.operations[id.index()].type_name);
    let client = scope.sibling("client", "Client");
    Some(quote! {
        impl #name<#client> {
            /// Sends the request, and reads the answer as it comes.
            pub fn stream(self) -> #sending<#stream, #error> {
                self.client.core().stream(&self)
            }
        }
    })
}

/// Writes what the runtime has to know for that.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> Option<TokenStream> {
    let streamed = cx.facts.replies.of(id).streamed.as_ref()?;
    let name = ident(&cx.names.operations[id.index()].type_name);
    let stream = stream_type(cx, scope, &streamed.kind);
    let trait_name = scope.runtime("Streamed");
    let (response, error) = (scope.runtime("RawResponse"), scope.runtime("Error"));
    let result = scope.prelude(Prelude::Result);
    let accept = string(&streamed.accept);
    let test = test(cx, id, &[streamed.status]);
    let read = match streamed.kind {
        PayloadKind::Bytes => ident("stream"),
        ref kind => reader(kind),
    };
    let bound = ident(OPERATION_PARAMETER);
    Some(quote! {
        impl<#bound> #trait_name for #name<#bound> {
            type Stream = #stream;
            const ACCEPT: &'static str = #accept;
            fn opens(status: u16) -> bool { #test }
            fn open(response: &#response) -> #result<Self::Stream, #error<Self::Error>> {
                response.#read()
            }
        }
    })
}
