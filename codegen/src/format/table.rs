//! The tables in generated code: macros of the runtime around an enum or an operation.
//!
//! In: a macro, whose body prettyplease takes for any tokens. Out: its text, laid out as what it stands for: an enum, an
//! object with its members, or a struct with what must be given and what may be. Of another macro nothing is known: it is an item like others.

mod attributes;
mod conversions;
mod object;
mod text;

use std::fmt::Write as _;

use quote::quote;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::token::Brace;
use syn::{Field, Ident, Item, ItemEnum, Path, Token, Type, Visibility, braced};

use self::attributes::Attributes;
use self::conversions::Conversions;
use self::object::Object;
use self::text::{push_field, type_text};
use super::item::unparse;

/// The head of a table may be this long, as every line may by rustfmt's default.
const LINE_WIDTH: usize = 100;

/// Formats a table, if one is next; otherwise nothing is read. Not by way of an item of `syn`'s: what is in that is tokens
/// again, which would be read a second time.
pub(super) fn format(input: ParseStream<'_>, text: &mut String) -> bool {
    let ahead = input.fork();
    let Ok((path, inner)) = parse(&ahead) else {
        return false;
    };
    input.advance_to(&ahead);
    text.push('\n');
    text.push_str(&quote!(#path!).to_string().replace(' ', ""));
    text.push_str(" {\n");
    for line in inner.lines() {
        if !line.is_empty() {
            text.push_str("    ");
        }
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("}\n");
    true
}

/// The path of the macro, and the text between its braces.
fn parse(input: ParseStream<'_>) -> syn::Result<(Path, String)> {
    if input.peek(Token![#]) || input.peek(Token![pub]) || input.peek(Token![use]) {
        return Err(input.error("no table"));
    }
    let path = Path::parse_mod_style(input)?;
    input.parse::<Token![!]>()?;
    let content;
    braced!(content in input);
    let inner = content.parse().and_then(Table::into_text)?;
    if content.is_empty() {
        Ok((path, inner))
    } else {
        Err(content.error("no table"))
    }
}

/// What a table stands for.
enum Table {
    /// The enum, and the name of its last variant where that is not the usual one.
    Enum(Box<ItemEnum>, Option<Ident>),
    Operation(Box<Operation>),
    Object(Box<Object>),
    Conversions(Conversions),
}

/// `pub struct Name<Client> -> Sending<Output, Error>, Pages, Items { … } with { … }`
struct Operation {
    attributes: Attributes,
    signature: Signature,
    required: Vec<Row>,
    optional: Vec<Row>,
}

/// `pub struct Name<Client> -> Sending<Output, Error>, Pages, Items`
struct Signature {
    name: Ident,
    client: Type,
    sent: Punctuated<Type, Token![,]>,
}

/// `name: Type as each<Item>`
struct Row {
    field: Field,
    /// What stands behind `as`.
    taken: Option<Type>,
}

impl Parse for Table {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Ident) && input.peek2(Brace) {
            return input.parse().map(Self::Conversions);
        }
        let ahead = input.fork();
        attributes::skip(&ahead)?;
        ahead.parse::<Visibility>()?;
        if ahead.peek(Token![struct]) {
            let attributes: Attributes = input.parse()?;
            let ahead = input.fork();
            return match ahead.parse::<Signature>() {
                Ok(signature) => {
                    input.advance_to(&ahead);
                    let operation = Operation::parse(attributes, signature, input)?;
                    Ok(Self::Operation(Box::new(operation)))
                }
                Err(_) => Object::parse(attributes, input).map(|it| Self::Object(Box::new(it))),
            };
        }
        let inner = input.parse()?;
        let rest = if input.parse::<Option<Token![else]>>()?.is_some() {
            Some(input.parse()?)
        } else {
            None
        };
        Ok(Self::Enum(Box::new(inner), rest))
    }
}

impl Parse for Signature {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Token![pub]>()?;
        input.parse::<Token![struct]>()?;
        let name = input.parse()?;
        input.parse::<Token![<]>()?;
        let client = input.parse()?;
        input.parse::<Token![>]>()?;
        input.parse::<Token![->]>()?;
        let sent = Punctuated::parse_separated_nonempty(input)?;
        Ok(Self { name, client, sent })
    }
}

fn rows(input: ParseStream<'_>) -> syn::Result<Vec<Row>> {
    let content;
    braced!(content in input);
    let rows = Punctuated::<Row, Token![,]>::parse_terminated(&content)?;
    Ok(rows.into_iter().collect())
}

impl Parse for Row {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let field = Field::parse_named(input)?;
        let taken = if input.parse::<Option<Token![as]>>()?.is_some() {
            Some(input.parse()?)
        } else {
            None
        };
        Ok(Self { field, taken })
    }
}

impl Table {
    fn into_text(self) -> syn::Result<String> {
        let (inner, rest) = match self {
            Self::Operation(operation) => return operation.to_text(),
            Self::Object(object) => return object.to_text(),
            Self::Conversions(conversions) => return conversions.to_text(),
            Self::Enum(inner, rest) => (inner, rest),
        };
        let mut text = unparse(Item::Enum(*inner));
        if let Some(rest) = rest {
            // Behind the closing brace.
            text.truncate(text.trim_end().len());
            // A string takes any text.
            let _ = writeln!(text, " else {rest}");
        }
        Ok(text)
    }
}

impl Operation {
    /// Reads what stands behind the signature.
    fn parse(
        attributes: Attributes,
        signature: Signature,
        input: ParseStream<'_>,
    ) -> syn::Result<Self> {
        let required = rows(input)?;
        let optional = if input.is_empty() {
            Vec::new()
        } else {
            input.parse::<Ident>()?;
            rows(input)?
        };
        Ok(Self {
            attributes,
            signature,
            required,
            optional,
        })
    }

    fn to_text(&self) -> syn::Result<String> {
        let Signature { name, client, sent } = &self.signature;
        let mut text = self.attributes.to_text()?;
        let sent: Vec<String> = sent.iter().map(type_text).collect::<syn::Result<_>>()?;
        let head = format!("pub struct {name}<{}>", type_text(client)?);
        let sent = format!("-> {} {{", sent.join(", "));
        text.push_str(&head);
        let width = 4 + head.len() + 1 + sent.len();
        text.push_str(if width > LINE_WIDTH { "\n" } else { " " });
        text.push_str(&sent);
        push_rows(&self.required, &mut text)?;
        if !self.optional.is_empty() {
            text.push_str(" with {");
            push_rows(&self.optional, &mut text)?;
        }
        text.push('\n');
        Ok(text)
    }
}

/// The rows, and the brace behind them.
fn push_rows(rows: &[Row], text: &mut String) -> syn::Result<()> {
    if !rows.is_empty() {
        text.push('\n');
    }
    for row in rows {
        let behind = match &row.taken {
            Some(taken) => format!(" as {}", type_text(taken)?),
            None => String::new(),
        };
        push_field(&row.field, &behind, text)?;
    }
    text.push('}');
    Ok(())
}
