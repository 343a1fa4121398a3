//! Documentation: what the document says, as doc comments that rustdoc and clippy accept.
//!
//! In: [`Docs`], Markdown as somebody wrote it for a web page. Out: `#[doc]` attributes, one a line. What would break the
//! page, run as a test or link to nowhere is escaped by `emit/docs/markdown.rs`; the words stay the document's.

mod finish;
mod headers;
mod markdown;

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, string};
use super::scope::Scope;
use crate::analysis::bodies::OperationBody;
use crate::ir::{Docs, Field, NameHint, Operation, TypeId, UnionVariant};

pub(super) use crate::visible::inline_code as code;
use crate::visible::one_line;

pub(super) use self::finish::{link, unlinked};

/// Lines that are ours and need no escaping.
pub(super) fn plain(text: &str) -> TokenStream {
    lines(text)
}

/// The comment of a module, in its own file.
pub(super) fn inner(text: &str) -> TokenStream {
    let lines = doc_lines(text);
    quote! { #(#![doc = #lines])* }
}

/// The documentation of something, with `fallback` where the document is silent.
pub(super) fn of(docs: &Docs, fallback: &str) -> TokenStream {
    let mut text = opening(docs, fallback);
    append_facts(docs, &mut text);
    finish(docs, &text)
}

/// The documentation of what callers give to an operation: its first line stands alone beside the field, all of it
/// beside the setter.
pub(super) fn of_argument(docs: &Docs, fallback: &str) -> TokenStream {
    let mut text = with_summary(&opening(docs, fallback), fallback);
    append_facts(docs, &mut text);
    finish(docs, &text)
}

/// A text whose first paragraph is one line of prose.
fn with_summary(text: &str, fallback: &str) -> String {
    let (first, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    if opens_block(first) {
        return format!("{fallback}\n\n{text}");
    }
    let mut summary = String::new();
    for line in first.lines() {
        let is_break = summary.ends_with('\\')
            || summary.ends_with("  ")
            || opens_block(line)
            || is_numbered(line);
        match summary.is_empty() {
            true => {}
            // The author wants a line of its own.
            false if is_break => summary.push('\n'),
            false => summary.push(' '),
        }
        summary.push_str(line);
    }
    if rest.is_empty() {
        summary
    } else {
        format!("{summary}\n\n{rest}")
    }
}

/// Whether a line is an item of a numbered list.
fn is_numbered(line: &str) -> bool {
    let rest = line
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.trim_start().len() && rest.starts_with(['.', ')'])
}

/// Whether a paragraph opens what it does not close, or is a heading or a list, which say little alone.
fn opens_block(paragraph: &str) -> bool {
    paragraph.contains("```")
        || paragraph.contains("~~~")
        || paragraph.starts_with(['#', '|', '>', '*', '-', ' '])
}

fn first_paragraph(docs: &Docs, fallback: &str) -> String {
    let opening = opening(docs, fallback);
    let first = opening.split("\n\n").next().unwrap_or_default();
    let text = if opens_block(first) { fallback } else { first };
    text.to_owned()
}

/// The documentation of a type.
pub(super) fn of_type(cx: Cx<'_>, id: TypeId) -> TokenStream {
    let def = cx.api.ty(id);
    if let NameHint::Sent { of } = def.hint {
        // All else is told at that one.
        let text = format!("{} as it is sent.", link(cx.names.types.ty(of)));
        return finish(&def.docs, &text);
    }
    of_type_as(cx, id, &def.docs)
}

/// The documentation of a type that is the same as another one: in brief, where it says the same.
pub(super) fn of_same_type(cx: Cx<'_>, id: TypeId, as_id: TypeId) -> TokenStream {
    let docs = &cx.api.ty(id).docs;
    if *docs != cx.api.ty(as_id).docs {
        return of_type(cx, id);
    }
    let brief = Docs {
        description: Some(first_paragraph(docs, "")).filter(|text| !text.is_empty()),
        ..Docs::default()
    };
    of_type_as(cx, id, &brief)
}

fn of_type_as(cx: Cx<'_>, id: TypeId, docs: &Docs) -> TokenStream {
    let name = wire_name(cx, id);
    let own_title = docs.title.as_deref().filter(|title| Some(*title) != name);
    let fallback = match own_title {
        _ if cx.facts.generics.instance(id).is_some() => {
            format!(
                "{}, under its name in the document.",
                code(name.unwrap_or_default())
            )
        }
        Some(title) => markdown::sanitise(title),
        // Its own name says the same.
        None => String::new(),
    };
    let docs = of(docs, &fallback);
    // Whoever looks for the document's name finds the type.
    let alias = name
        .filter(|name| !is_found_as(cx.names.types.ty(id), name) && can_be_alias(name))
        .map(|name| {
            let name = string(name);
            quote!(#[doc(alias = #name)])
        });
    quote! { #docs #alias }
}

/// Whether rustdoc's search, which ignores case and underscores, finds `rust` under the document's name.
fn is_found_as(rust: &str, name: &str) -> bool {
    let significant = |text: &str| text.replace('_', "").to_ascii_lowercase();
    significant(rust) == significant(name)
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

/// The documentation of a field; `is_wire_name` says that its name is the document's.
pub(super) fn of_field(field: &Field, is_wire_name: bool) -> TokenStream {
    let fallback = match &field.docs.title {
        Some(title) => markdown::sanitise(title),
        // Its own name tells a reader nothing.
        None if is_wire_name => String::new(),
        None => code(&field.wire_name),
    };
    let mut text = opening(&field.docs, &fallback);
    // A member of both kinds travels both ways.
    if field.read_only && !field.write_only {
        push_paragraph("Only in responses.", &mut text);
    }
    if field.write_only && !field.read_only {
        push_paragraph("Only in requests.", &mut text);
    }
    append_facts(&field.docs, &mut text);
    finish(&field.docs, &text)
}

fn push_paragraph(paragraph: &str, text: &mut String) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(paragraph);
}

/// The documentation of a union's variant that the document does not describe; its name and type say the rest.
pub(super) fn variant(variant: &UnionVariant) -> String {
    let tags: Vec<String> = variant.tags.iter().map(|tag| code(tag)).collect();
    if tags.is_empty() {
        return String::new();
    }
    format!("Where the tag is {}.", tags.join(" or "))
}

/// The documentation of a body: what it is, and in which media types it travels.
pub(super) fn of_body(docs: &Docs, body: &OperationBody) -> TokenStream {
    let mut text = with_summary(&opening(docs, "The body."), "The body.");
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
pub(super) fn of_operation(cx: Cx<'_>, scope: &Scope, operation: &Operation) -> TokenStream {
    let address = format!("{} {}", operation.method.as_str(), operation.path);
    let opening = opening(&operation.docs, "");
    let mut text = if opening.is_empty() {
        code(&address)
    } else {
        format!("{opening}\n\n{}", code(&address))
    };
    if let Some(headers) = headers::list(cx, scope, operation) {
        push_paragraph(&headers, &mut text);
    }
    finish(&operation.docs, &text)
}

/// The same for the struct: its first paragraph, and its method and path. All of it stands where operations are made.
pub(super) fn of_operation_in_brief(operation: &Operation) -> TokenStream {
    let address = code(&format!("{} {}", operation.method.as_str(), operation.path));
    let mut text = first_paragraph(&operation.docs, "");
    text.push_str(if text.is_empty() {
        ""
    } else if !is_line(&text) {
        "\n\n"
    } else if ends_sentence(&text) {
        " "
    } else {
        ": "
    });
    text.push_str(&address);
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
            .map(|words| markdown::sanitise(&one_line(words)))
            .collect();
        facts.push(format!("Limits: {}.", constraints.join("; ")));
    }
    if let Some(example) = docs.examples.first() {
        facts.push(format!("Example: {}.", code(example)));
    }
    if facts.is_empty() {
        return;
    }
    if text.is_empty() {
        return text.push_str(&facts.join(" "));
    }
    if is_line(text) {
        // A short text goes on; a longer one gets a paragraph more.
        if !ends_sentence(text) {
            text.push('.');
        }
        text.push(' ');
    } else {
        text.push_str("\n\n");
    }
    text.push_str(&facts.join(" "));
}

/// Whether a text is one line that can go on.
fn is_line(text: &str) -> bool {
    !text.contains('\n') && !opens_block(text)
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ':', ';'])
}

fn finish(docs: &Docs, text: &str) -> TokenStream {
    let lines = lines(text);
    let deprecated = docs.deprecated.then(|| quote!(#[deprecated]));
    quote! { #lines #deprecated }
}

fn lines(text: &str) -> TokenStream {
    let lines = doc_lines(text);
    quote! { #(#[doc = #lines])* }
}

/// The lines of a comment. Every comment comes through here, so it is cleaned here, as a whole: parts that are harmless
/// each by itself can still make something else of each other.
fn doc_lines(text: &str) -> Vec<proc_macro2::Literal> {
    let line = |line: &str| match line {
        "" => string(""),
        line => string(&format!(" {line}")),
    };
    finish::finished(text).lines().map(line).collect()
}
