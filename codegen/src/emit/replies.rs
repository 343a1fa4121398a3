//! What an operation's answer becomes: the types of success and of documented errors, and how they are decoded.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, ident};
use super::docs;
use super::payload::{pattern, reader, stream_type};
use super::scope::{Prelude, Scope};
use super::type_ref::{string_type, type_ref};
use crate::analysis::replies::{Arm, Outcome, Payload, PayloadKind};
use crate::ir::{OperationId, Status};

/// The types of success and of documented errors.
pub(super) fn types(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> (TokenStream, TokenStream) {
    let replies = cx.facts.replies.of(id);
    let names = &cx.names.operations[id.index()];
    let mut one = |payloads: &[Payload], name: &str, none: &str| match payloads {
        [] if none.is_empty() => quote!(()),
        [] => scope.runtime(none),
        [payload] => payload_type(cx, scope, payload),
        _ => {
            let name = ident(name);
            quote!(#name)
        }
    };
    let output = one(&replies.successes, &names.output.0, "");
    let error = one(&replies.errors, &names.error.0, "NoError");
    (output, error)
}

fn payload_type(cx: Cx<'_>, scope: &mut Scope, payload: &Payload) -> TokenStream {
    match &payload.kind {
        PayloadKind::Empty => quote!(()),
        PayloadKind::Json(ty) | PayloadKind::TextOf(ty) => type_ref(cx, scope, ty, false),
        PayloadKind::Text => string_type(scope),
        PayloadKind::Bytes => scope.runtime("Bytes"),
        kind => stream_type(cx, scope, kind),
    }
}

/// Writes the enums of an operation with several kinds of success or of documented errors.
pub(super) fn emit_enums(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> TokenStream {
    let replies = cx.facts.replies.of(id);
    let names = &cx.names.operations[id.index()];
    let output = emit_enum(
        cx,
        scope,
        &names.output,
        &replies.successes,
        "What the operation returns.",
    );
    let error = emit_enum(
        cx,
        scope,
        &names.error,
        &replies.errors,
        "The operation's documented errors.",
    );
    quote! { #output #error }
}

fn emit_enum(
    cx: Cx<'_>,
    scope: &mut Scope,
    (name, variants): &(String, Vec<String>),
    payloads: &[Payload],
    text: &str,
) -> Option<TokenStream> {
    if payloads.len() < 2 {
        return None;
    }
    let head = docs::plain(text);
    let name = ident(name);
    let variants: Vec<_> = payloads
        .iter()
        .zip(variants)
        .map(|(payload, variant)| {
            let docs = docs::plain(&format!("{}.", status_text(payload.status)));
            let variant = ident(variant);
            let ty = (payload.kind != PayloadKind::Empty).then(|| {
                let ty = payload_type(cx, scope, payload);
                quote!((#ty))
            });
            quote! { #docs #variant #ty, }
        })
        .collect();
    // A stream can be neither copied nor compared.
    let derives = if payloads.iter().any(|payload| payload.kind.is_stream()) {
        quote!(#[derive(Debug)])
    } else {
        quote!(#[derive(Clone, Debug, PartialEq)])
    };
    Some(quote! {
        #head
        #derives
        pub enum #name { #(#variants)* }
    })
}

fn status_text(status: Status) -> String {
    match status {
        Status::Default => "Any status that is not listed".to_owned(),
        other => format!("Status {}", docs::code(&other.to_string())),
    }
}

/// Writes the function that decodes an answer.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: OperationId) -> TokenStream {
    let replies = cx.facts.replies.of(id);
    let (response, error) = (scope.runtime("RawResponse"), scope.runtime("Error"));
    let result = scope.prelude(Prelude::Result);
    let arms: Vec<_> = unite(&replies.arms)
        .into_iter()
        .map(|(statuses, outcome)| emit_arm(cx, id, &statuses, outcome))
        .collect();
    let has_default = replies.arms.iter().any(|arm| arm.status == Status::Default);
    let has_success = replies
        .arms
        .iter()
        .any(|arm| matches!(arm.outcome, Outcome::Success(_)));
    // Where no success is documented, any is taken for one without a payload.
    let undocumented = (!has_success).then(|| quote!(200..=299 => Ok(()),));
    let rest = (!has_default).then(|| quote!(_ => Err(response.unexpected()),));
    quote! {
        fn decode(response: &#response) -> #result<Self::Output, #error<Self::Error>> {
            match response.status().as_u16() { #(#arms)* #undocumented #rest }
        }
    }
}

/// Arms with one outcome as one, as far as the order of codes, ranges and `default` allows.
fn unite(arms: &[Arm]) -> Vec<(Vec<Status>, Outcome)> {
    let default = arms.iter().find(|arm| arm.status == Status::Default);
    let mut united: Vec<(Vec<Status>, Outcome)> = Vec::new();
    for arm in arms {
        let same_as_default = default.is_some_and(|default| default.outcome == arm.outcome);
        let in_range = |other: &Arm| matches!((arm.status, other.status), (Status::Code(code), Status::Range(hundred)) if code / 100 == u16::from(hundred));
        if same_as_default && arm.status != Status::Default && !arms.iter().any(in_range) {
            continue;
        }
        // The range says the same.
        if arms
            .iter()
            .any(|other| in_range(other) && other.outcome == arm.outcome)
        {
            continue;
        }
        let same_kind = |statuses: &[Status]| {
            statuses
                .iter()
                .all(|status| std::mem::discriminant(status) == std::mem::discriminant(&arm.status))
        };
        let before = united
            .iter_mut()
            .find(|(statuses, outcome)| *outcome == arm.outcome && same_kind(statuses));
        match before {
            Some((statuses, _)) => statuses.push(arm.status),
            None => united.push((vec![arm.status], arm.outcome)),
        }
    }
    united
}

fn emit_arm(cx: Cx<'_>, id: OperationId, statuses: &[Status], outcome: Outcome) -> TokenStream {
    let replies = cx.facts.replies.of(id);
    let names = &cx.names.operations[id.index()];
    let patterns = statuses.iter().map(|status| pattern(*status));
    let value = match outcome {
        Outcome::Success(index) => {
            let payload = &replies.successes[index];
            let variant = (replies.successes.len() > 1).then(|| {
                let (name, variant) = (ident(&names.output.0), ident(&names.output.1[index]));
                quote!(#name::#variant)
            });
            let read = reader(&payload.kind);
            match (&payload.kind, variant) {
                (PayloadKind::Empty, None) => quote!(Ok(())),
                (PayloadKind::Empty, Some(variant)) => quote!(Ok(#variant)),
                (_, None) => quote!(response.#read()),
                (_, Some(variant)) => quote!(response.#read().map(#variant)),
            }
        }
        Outcome::Error(index) => {
            let payload = &replies.errors[index];
            let wrap = (replies.errors.len() > 1).then(|| {
                let (name, variant) = (ident(&names.error.0), ident(&names.error.1[index]));
                quote!(.map(#name::#variant))
            });
            let read = match payload.kind {
                PayloadKind::Text => ident("text_error"),
                PayloadKind::TextOf(_) => ident("text_value_error"),
                PayloadKind::Bytes => ident("bytes_error"),
                _ => ident("error"),
            };
            quote!(Err(response.#read() #wrap))
        }
    };
    quote! { #(#patterns)|* => #value, }
}
