//! The table of an object: a struct whose members have a word in front of them and their names behind them.

use std::fmt::Write as _;

use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Field, Generics, Ident, LitStr, Token, Type, braced};

use super::attributes::Attributes;
use super::text::{push_field, type_text};

/// `pub struct Name<T>: Deserialize + Serialize { … } and { … }`
pub(super) struct Object {
    attributes: Attributes,
    name: Ident,
    generics: Generics,
    directions: Punctuated<Ident, Token![+]>,
    members: Vec<Member>,
    /// The field for members that are not listed.
    rest: Option<Field>,
}

/// `optional name: Type as into = "member"`
struct Member {
    attributes: Attributes,
    how: Ident,
    name: Ident,
    ty: Type,
    takes: Option<Type>,
    wire_name: LitStr,
}

impl Object {
    /// Reads what stands behind the attributes.
    pub(super) fn parse(attributes: Attributes, input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Token![pub]>()?;
        input.parse::<Token![struct]>()?;
        let name = input.parse()?;
        let generics = input.parse()?;
        input.parse::<Token![:]>()?;
        let directions = Punctuated::parse_separated_nonempty(input)?;
        let content;
        braced!(content in input);
        let members = Punctuated::<Member, Token![,]>::parse_terminated(&content)?;
        let rest = if input.is_empty() {
            None
        } else {
            input.parse::<Ident>()?;
            let content;
            braced!(content in input);
            let rest = Field::parse_named(&content)?;
            content.parse::<Option<Token![,]>>()?;
            Some(rest)
        };
        Ok(Self {
            attributes,
            name,
            generics,
            directions,
            members: members.into_iter().collect(),
            rest,
        })
    }
}

impl Parse for Member {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.parse()?;
        let how = input.parse()?;
        let name = input.call(Ident::parse_any)?;
        input.parse::<Token![:]>()?;
        let ty = input.parse()?;
        let takes = match input.parse::<Option<Token![as]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        input.parse::<Token![=]>()?;
        let wire_name = input.parse()?;
        Ok(Self {
            attributes,
            how,
            name,
            ty,
            takes,
            wire_name,
        })
    }
}

impl Member {
    fn to_text(&self) -> syn::Result<String> {
        let Self {
            how,
            name,
            wire_name,
            ..
        } = self;
        let mut text = self.attributes.to_text()?;
        // A string takes any text.
        let _ = write!(text, "{how} {name}: {}", type_text(&self.ty)?);
        if let Some(takes) = &self.takes {
            let _ = write!(text, " as {}", type_text(takes)?);
        }
        let _ = write!(text, " = {},", quote!(#wire_name));
        Ok(text)
    }
}

impl Object {
    pub(super) fn to_text(&self) -> syn::Result<String> {
        let (name, generics) = (&self.name, &self.generics);
        let mut text = self.attributes.to_text()?;
        let generics = quote!(#generics).to_string().replace(" ,", ",");
        let generics = generics.replace("< ", "<").replace(" >", ">");
        let directions: Vec<String> = self.directions.iter().map(Ident::to_string).collect();
        // A string takes any text.
        let _ = write!(
            text,
            "pub struct {name}{generics}: {} {{",
            directions.join(" + ")
        );
        if !self.members.is_empty() {
            text.push('\n');
        }
        for member in &self.members {
            for line in member.to_text()?.lines() {
                // A string takes any text.
                let _ = writeln!(text, "    {line}");
            }
        }
        text.push('}');
        if let Some(rest) = &self.rest {
            text.push_str(" and {\n");
            push_field(rest, "", &mut text)?;
            text.push('}');
        }
        text.push('\n');
        Ok(text)
    }
}
