//! Comments of generated source, as rustdoc reads them.
//!
//! In: a file. Out: the first comment with a block of code that would be compiled. Which words make a block one that is
//! only shown is decided as rustdoc does: one that it does not know for its own.

use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// A comment that has a test in it.
pub fn runs(text: &str) -> Option<String> {
    let tokens: TokenStream = text.parse().ok()?;
    let mut comments = Vec::new();
    collect(tokens, &mut comments);
    comments.into_iter().find(|comment| has_test(comment))
}

fn has_test(comment: &str) -> bool {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    Parser::new_ext(comment, options).any(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => true,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => is_rust(&info),
        _ => false,
    })
}

fn is_rust(info: &str) -> bool {
    const OWN: &[&str] = &[
        "rust", "should_panic", "no_run", "ignore", "compile_fail", "test_harness", "standalone",
    ];
    info.split(|c: char| matches!(c, ',' | ' ' | '\t' | '{' | '}' | '.'))
        .filter(|word| !word.is_empty())
        .all(|word| OWN.contains(&word) || word.starts_with("ignore-") || word.starts_with("edition"))
}

/// The comments: lines of `doc` without anything but other attributes between them.
fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    let mut comment = String::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '#') {
            tokens.next_if(|next| matches!(next, TokenTree::Punct(mark) if mark.as_char() == '!'));
            if let Some(TokenTree::Group(group)) = tokens.next_if(|next| matches!(next, TokenTree::Group(_))) {
                if let Ok(attribute) = syn::parse2::<syn::MetaNameValue>(group.stream())
                    && attribute.path.is_ident("doc")
                    && let syn::Expr::Lit(literal) = attribute.value
                    && let syn::Lit::Str(line) = literal.lit
                {
                    let line = line.value();
                    comment.push_str(line.strip_prefix(' ').unwrap_or(&line));
                    comment.push('\n');
                }
                continue;
            }
        }
        if !comment.is_empty() {
            found.push(std::mem::take(&mut comment));
        }
        if let TokenTree::Group(group) = token {
            collect(group.stream(), found);
        }
    }
    if !comment.is_empty() {
        found.push(comment);
    }
}
