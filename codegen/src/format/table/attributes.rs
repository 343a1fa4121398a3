//! What stands in front of a table and of its rows: attributes, most of them lines of documentation.
//!
//! In: the tokens of a table. Out: the text of the attributes, each on its line. A client has more lines of documentation than
//! of anything else, so each is read once, as the one literal that it is; all other attributes are read and printed as ever.

use proc_macro2::{Delimiter, Literal};
use quote::quote;
use syn::buffer::Cursor;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Lit, Token};

use super::text::print;

/// Outer attributes, in order.
pub(super) struct Attributes(Vec<Part>);

enum Part {
    /// The text behind `///`.
    Line(String),
    Other(Vec<Attribute>),
}

impl Parse for Attributes {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut parts = Vec::new();
        while input.peek(Token![#]) {
            let line = input.step(|cursor| {
                Ok(match line(*cursor) {
                    Some((line, behind)) => (Some(line), behind),
                    None => (None, *cursor),
                })
            })?;
            parts.push(match line {
                Some(line) => Part::Line(line),
                // All that follow, too.
                None => Part::Other(Attribute::parse_outer(input)?),
            });
        }
        Ok(Self(parts))
    }
}

/// Passes over attributes.
pub(super) fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    input.step(|cursor| {
        let mut rest = *cursor;
        while let Some((_, behind)) = attribute(rest) {
            rest = behind;
        }
        Ok(((), rest))
    })
}

/// What is between the brackets of an attribute, and what comes behind it.
fn attribute(cursor: Cursor<'_>) -> Option<(Cursor<'_>, Cursor<'_>)> {
    let (_, cursor) = cursor.punct().filter(|(it, _)| it.as_char() == '#')?;
    let (inner, _, behind) = cursor.group(Delimiter::Bracket)?;
    Some((inner, behind))
}

/// A line of documentation that is written as `///`, and what comes behind it.
fn line(cursor: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let (inner, behind) = attribute(cursor)?;
    let (_, inner) = inner.ident().filter(|(it, _)| it == "doc")?;
    let (_, inner) = inner.punct().filter(|(it, _)| it.as_char() == '=')?;
    let (literal, inner) = inner.literal()?;
    let text = inner.eof().then(|| text_of(literal))??;
    // What these would be otherwise, the printer knows.
    let is_line = !text.contains('\n') && !text.starts_with('/');
    is_line.then_some((text, behind))
}

fn text_of(literal: Literal) -> Option<String> {
    let written = literal.to_string();
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    if !inner.contains('\\') {
        return Some(inner.to_owned());
    }
    match Lit::new(literal) {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

impl Attributes {
    /// Their lines.
    pub(super) fn to_text(&self) -> syn::Result<String> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Line(line) => {
                    text.push_str("///");
                    text.push_str(line.trim_end_matches(' '));
                    text.push('\n');
                }
                Part::Other(attributes) => {
                    let printed = print(quote!(#(#attributes)* struct Object;))?;
                    // Not the object's own name: that may have any word in it.
                    let end = printed.rfind("struct Object;").unwrap_or_default();
                    text.push_str(printed.get(..end).unwrap_or_default());
                }
            }
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the printer makes of the same.
    fn printed(source: &str) -> String {
        let printed = crate::format::item::unparse(
            syn::parse_str(&format!("{source} struct Object;")).expect("it is Rust"),
        );
        printed.replace("struct Object;\n", "")
    }

    #[test]
    fn lines_are_what_the_printer_makes_of_them() {
        for source in [
            "#[doc = \"\"]",
            "#[doc = \" A line.\"] #[doc = \"\"] #[doc = \" Another one.  \"]",
            r#"#[doc = " \"quoted\", \\ and \t, \u{e9} and \0"]"#,
            r#"#[doc = " two\nlines"]"#,
            "#[doc = \"/ a slash\"]",
            "#[doc = \" before\"] #[deprecated] #[doc = \" behind\"]",
            "#[doc = concat!(\"a\", \"b\")] #[doc = \" c\"]",
            "#[doc(hidden)] #[cfg(feature = \"x\")]",
            "#[doc = r#\" raw \"text\"\"#]",
        ] {
            let read: Attributes = syn::parse_str(source).expect("it is Rust");
            assert_eq!(
                read.to_text().expect("it is Rust"),
                printed(source),
                "{source}"
            );
        }
    }
}
