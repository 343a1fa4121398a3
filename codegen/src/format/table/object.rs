//! The table of an object: a struct whose fields have the names of members behind them.

use std::fmt::Write as _;

use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Generics, Ident, LitStr, Token, Type, Visibility, braced};

use super::{print, push_field};

/// `pub struct Name<T>: Deserialize + Serialize { … } and { … }`
pub(super) struct Object {
    attributes: Vec<Attribute>,
    name: Ident,
    generics: Generics,
    directions: Punctuated<Ident, Token![+]>,
    members: Vec<Member>,
    /// The field for members that are not listed.
    rest: Option<Field>,
}

/// `pub name: Type = "member" as Optional`
struct Member {
    field: Field,
    name: LitStr,
    /// What stands behind `as`.
    how: Option<Ident>,
}

impl Parse for Object {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = Attribute::parse_outer(input)?;
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
        // Not as a field: to that, what stands behind `=` would be its default.
        let attributes = Attribute::parse_outer(input)?;
        let visibility: Visibility = input.parse()?;
        let name = input.call(Ident::parse_any)?;
        input.parse::<Token![:]>()?;
        let ty: Type = input.parse()?;
        let row = quote!(#(#attributes)* #visibility #name: #ty);
        let field = Field::parse_named.parse2(row)?;
        input.parse::<Token![=]>()?;
        let name = input.parse()?;
        let how = match input.parse::<Option<Token![as]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        Ok(Self { field, name, how })
    }
}

impl Object {
    pub(super) fn to_text(&self) -> syn::Result<String> {
        let (attributes, name, generics) = (&self.attributes, &self.name, &self.generics);
        let mut text = print(quote!(#(#attributes)* struct Object;))?;
        // What remains are the attributes. Not the struct's own name: that may have any word in it.
        text.truncate(text.rfind("struct Object;").unwrap_or_default());
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
            let name = &member.name;
            let mut behind = format!(" = {}", quote!(#name));
            if let Some(how) = &member.how {
                let _ = write!(behind, " as {how}");
            }
            push_field(&member.field, &behind, &mut text)?;
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
