//! The table of what turns into a union: a variant and its type on each line.

use std::fmt::Write as _;

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, Token, Type, braced};

use super::text::type_text;

/// `Name { Variant: Type as text, … }`
pub(super) struct Conversions {
    name: Ident,
    rows: Punctuated<Row, Token![,]>,
}

/// `Variant: Type as text`
struct Row {
    variant: Ident,
    ty: Type,
    how: Option<Ident>,
}

impl Parse for Conversions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let content;
        braced!(content in input);
        let rows = Punctuated::parse_terminated(&content)?;
        Ok(Self { name, rows })
    }
}

impl Parse for Row {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let variant = input.parse()?;
        input.parse::<Token![:]>()?;
        let ty = input.parse()?;
        let how = match input.parse::<Option<Token![as]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        Ok(Self { variant, ty, how })
    }
}

impl Conversions {
    pub(super) fn to_text(&self) -> syn::Result<String> {
        let mut text = format!("{} {{\n", self.name);
        for Row { variant, ty, how } in &self.rows {
            // A string takes any text.
            let _ = write!(text, "    {variant}: {}", type_text(ty)?);
            if let Some(how) = how {
                let _ = write!(text, " as {how}");
            }
            text.push_str(",\n");
        }
        text.push_str("}\n");
        Ok(text)
    }
}
