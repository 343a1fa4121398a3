//! Documentation: what the document says, as doc comments that rustdoc and clippy accept.
//!
//! In: [`Docs`], Markdown as somebody wrote it for a web page. Out: `#[doc]` attributes, one a line. What would break the
//! page, run as a test or link to nowhere is escaped by `emit/docs/markdown.rs`; the words stay the document's.

mod markdown;

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Cx, string};
use crate::analysis::bodies::OperationBody;
use crate::ir::{Docs, Field, NameHint, Operation, Scalar, Status, TypeId, TypeRef, UnionVariant};

pub(super) use self::markdown::code;

/// Lines that are ours and need no escaping.
pub(super) fn plain(text: &str) -> TokenStream {
    lines(text)
}

/// The comment of a module, in its own file.
pub(super) fn inner(text: &str) -> TokenStream {
    let lines = doc_lines(text).map(|line| quote!(#![doc = #line]));
    quote! { #(#lines)* }
}

/// The documentation of something, with `fallback` where the document is silent.
pub(super) fn of(docs: &Docs, fallback: &str) -> TokenStream {
    let mut text = opening(docs, fallback);
    append_facts(docs, &mut text);
    finish(docs, &text)
}

/// The first paragraph of the documentation of something that is told in full elsewhere.
pub(super) fn brief(docs: &Docs, fallback: &str) -> TokenStream {
    finish(docs, &first_paragraph(docs, fallback))
}

fn first_paragraph(docs: &Docs, fallback: &str) -> String {
    let opening = opening(docs, fallback);
    let first = opening.split("\n\n").next().unwrap_or_default();
    // A paragraph that opens a block would not be closed, and a heading or a list says little alone.
    let opens_block = first.contains("```") || first.contains("~~~");
    let text = if opens_block || first.starts_with(['#', '|', '>', '*', '-']) {
        fallback
    } else {
        first
    };
    text.to_owned()
}

/// The documentation of a type.
pub(super) fn of_type(cx: Cx<'_>, id: TypeId) -> TokenStream {
    let def = cx.api.ty(id);
    let name = wire_name(cx, id);
    let own_title = def
        .docs
        .title
        .as_deref()
        .filter(|title| Some(*title) != name);
    let fallback = match (own_title, name, &def.hint) {
        _ if cx.facts.generics.instance(id).is_some() => {
            format!(
                "{}, under its name in the document.",
                code(name.unwrap_or_default())
            )
        }
        (Some(title), ..) => markdown::sanitise(title),
        (None, Some(name), _) => format!("{} of the document.", code(name)),
        (None, None, NameHint::Inside { parent, words }) => {
            format!("{} [`{}`].", what_stands(words), cx.names.types.ty(*parent))
        }
        (None, None, NameHint::InOperation { operation, words }) => {
            let operation = cx.api.operation(*operation);
            let address = format!("{} {}", operation.method.as_str(), operation.path);
            format!("{} {}.", what_stands(words), code(&address))
        }
        (None, None, NameHint::Shared { component, words }) if words.is_empty() => {
            format!("{} of the document.", code(component))
        }
        (None, None, NameHint::Shared { component, words }) => {
            format!("{} {}.", what_stands(words), code(component))
        }
        (None, None, NameHint::Component(_)) => String::new(),
    };
    let docs = of(&def.docs, &fallback);
    // Whoever looks for the document's name finds the type.
    let alias = name
        .filter(|name| *name != cx.names.types.ty(id) && can_be_alias(name))
        .map(|name| {
            let name = string(name);
            quote!(#[doc(alias = #name)])
        });
    quote! { #docs #alias }
}

/// The way to something without a name.
fn what_stands(words: &[String]) -> String {
    if words.is_empty() {
        "The value of".to_owned()
    } else {
        format!("What stands at {} of", code(&words.join(".")))
    }
}

/// What the compiler takes as an alias.
fn can_be_alias(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\''))
}

fn wire_name(cx: Cx<'_>, id: TypeId) -> Option<&str> {
    match &cx.api.ty(id).hint {
        NameHint::Component(name) => Some(name),
        _ => None,
    }
}

/// The documentation of a field.
pub(super) fn of_field(field: &Field) -> TokenStream {
    let fallback = match &field.docs.title {
        Some(title) => markdown::sanitise(title),
        None => code(&field.wire_name),
    };
    let mut text = opening(&field.docs, &fallback);
    if field.read_only {
        text.push_str("\n\nOnly in responses.");
    }
    if field.write_only {
        text.push_str("\n\nOnly in requests.");
    }
    append_facts(&field.docs, &mut text);
    finish(&field.docs, &text)
}

/// The documentation of a union's variant that the document does not describe.
pub(super) fn variant(cx: Cx<'_>, variant: &UnionVariant) -> String {
    if variant.tags.is_empty() {
        return type_words(cx, variant.ty.without_null());
    }
    let tags: Vec<String> = variant.tags.iter().map(|tag| code(tag)).collect();
    format!("Where the tag is {}.", tags.join(" or "))
}

/// A type in words.
fn type_words(cx: Cx<'_>, ty: &TypeRef) -> String {
    let words = match ty {
        TypeRef::Named(id) => return format!("[`{}`].", cx.names.types.ty(*id)),
        TypeRef::List(_) | TypeRef::Set(_) => "A list",
        TypeRef::Map(_) => "An object with any members",
        TypeRef::Tuple(_) => "A list of fixed length",
        TypeRef::Any | TypeRef::Param(_) => "Anything else",
        TypeRef::Nullable(inner) => return type_words(cx, inner),
        TypeRef::Scalar(scalar) => match scalar {
            Scalar::String => "A text",
            Scalar::Bool => "`true` or `false`",
            Scalar::F32 | Scalar::F64 => "A number",
            Scalar::Uuid => "A UUID",
            Scalar::DateTime => "An instant",
            Scalar::Date => "A date",
            Scalar::Time => "A time of day",
            Scalar::Duration => "A duration",
            Scalar::Ipv4 | Scalar::Ipv6 => "An IP address",
            Scalar::Base64 | Scalar::Binary => "Bytes",
            Scalar::Null => "Nothing",
            _ => "An integer",
        },
    };
    format!("{words}.")
}

/// The documentation of a body: what it is, and in which media types it travels.
pub(super) fn of_body(docs: &Docs, body: &OperationBody) -> TokenStream {
    let mut text = opening(docs, "The body.");
    append_facts(docs, &mut text);
    if let ([choice], false) = (body.choices.as_slice(), body.others.is_empty()) {
        let others: Vec<String> = body.others.iter().map(|other| code(other)).collect();
        // A string takes any text.
        let _ = write!(
            text,
            "\n\nSent as {}; the server also takes {}.",
            code(&choice.media_type),
            others.join(", ")
        );
    }
    finish(docs, &text)
}

/// The documentation of an operation: what it is, and its method and path.
pub(super) fn of_operation(operation: &Operation) -> TokenStream {
    let address = format!("{} {}", operation.method.as_str(), operation.path);
    let opening = opening(&operation.docs, "");
    let mut text = if opening.is_empty() {
        code(&address)
    } else {
        format!("{opening}\n\n{}", code(&address))
    };
    append_headers(operation, &mut text);
    finish(&operation.docs, &text)
}

/// The headers that an answer has beside its value, which is all that a caller gets unless he asks for more.
fn append_headers(operation: &Operation, text: &mut String) {
    let successes = operation.responses.iter();
    let headers = successes
        .filter(|response| response.status.is_success() || response.status == Status::Default)
        .flat_map(|response| &response.headers);
    let mut names: Vec<String> = Vec::new();
    for header in headers {
        let name = code(&header.wire_name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if !names.is_empty() {
        let names = names.join(", ");
        // A string takes any text.
        let _ = write!(
            text,
            "\n\nHeaders of the answer, by `with_response()`: {names}."
        );
    }
}

/// The same for the struct: its first paragraph, and its method and path. All of it stands where operations are made.
pub(super) fn of_operation_in_brief(operation: &Operation) -> TokenStream {
    let address = code(&format!("{} {}", operation.method.as_str(), operation.path));
    let opening = first_paragraph(&operation.docs, "");
    let text = if opening.is_empty() {
        address
    } else {
        format!("{opening}\n\n{address}")
    };
    finish(&operation.docs, &text)
}

/// The first paragraphs: what the document says in prose.
pub(super) fn opening(docs: &Docs, fallback: &str) -> String {
    let summary = docs
        .summary
        .as_deref()
        .map(markdown::sanitise)
        .unwrap_or_default();
    let description = docs
        .description
        .as_deref()
        .map(markdown::sanitise)
        .unwrap_or_default();
    let (summary, description) = (summary.trim(), description.trim());
    match (summary.is_empty(), description.is_empty()) {
        (true, true) => fallback.to_owned(),
        (false, true) => summary.to_owned(),
        (true, false) => description.to_owned(),
        // Many documents repeat the one in the other.
        (false, false) if description.starts_with(summary) => description.to_owned(),
        (false, false) => format!("{summary}\n\n{description}"),
    }
}

/// The last paragraphs: what the document says in keywords.
fn append_facts(docs: &Docs, text: &mut String) {
    let mut facts = Vec::new();
    if let Some(default) = &docs.default {
        facts.push(format!("Default: {}.", code(default)));
    }
    if !docs.constraints.is_empty() {
        let constraints: Vec<String> = docs
            .constraints
            .iter()
            .map(|words| markdown::sanitise(words))
            .collect();
        facts.push(format!("Limits: {}.", constraints.join("; ")));
    }
    if let Some(example) = docs.examples.first() {
        facts.push(format!("Example: {}.", code(example)));
    }
    if facts.is_empty() {
        return;
    }
    let one_line = !text.contains('\n') && !text.starts_with(['#', '|', '>', '*', '-', ' ']);
    if one_line {
        // A short text goes on; a longer one gets a paragraph more.
        if !text.ends_with(['.', '!', '?', ':', ';']) {
            text.push('.');
        }
        text.push(' ');
    } else {
        text.push_str("\n\n");
    }
    text.push_str(&facts.join(" "));
}

fn finish(docs: &Docs, text: &str) -> TokenStream {
    let lines = lines(text);
    let deprecated = docs.deprecated.then(|| quote!(#[deprecated]));
    quote! { #lines #deprecated }
}

fn lines(text: &str) -> TokenStream {
    let lines = doc_lines(text).map(|line| quote!(#[doc = #line]));
    quote! { #(#lines)* }
}

fn doc_lines(text: &str) -> impl Iterator<Item = proc_macro2::Literal> {
    text.lines().map(|line| {
        string(&if line.trim().is_empty() {
            String::new()
        } else {
            format!(" {}", line.trim_end())
        })
    })
}
