//! What a module can write short.
//!
//! In: the names that the module defines itself. Out: for each outside name either the short form, remembered for the
//! `use` lines, or a path, where the short form means something else in this module.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::cx::{Cx, ident};
use super::piece::Piece;
use crate::ir::TypeId;
use crate::names::MODULE_ITEMS;

/// The derives that generated code and the macros of the runtime call by their names.
const DERIVES: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Serialize",
];

/// What generated code has from Rust's prelude, where a document could define something of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prelude {
    Box,
    From,
    Into,
    Option,
    Result,
    String,
    Vec,
}

impl Prelude {
    fn name(self) -> &'static str {
        match self {
            Self::Box => "Box",
            Self::From => "From",
            Self::Into => "Into",
            Self::Option => "Option",
            Self::Result => "Result",
            Self::String => "String",
            Self::Vec => "Vec",
        }
    }

    fn path(self) -> TokenStream {
        match self {
            Self::Box => quote!(::std::boxed::Box),
            Self::From => quote!(::std::convert::From),
            Self::Into => quote!(::std::convert::Into),
            Self::Option => quote!(::std::option::Option),
            Self::Result => quote!(::std::result::Result),
            Self::String => quote!(::std::string::String),
            Self::Vec => quote!(::std::vec::Vec),
        }
    }
}

/// The names in one module. Each means one thing: what the module defines, or what was first written short.
pub(super) struct Scope {
    taken: BTreeSet<String>,
    runtime: TokenStream,
    /// What is written short, with the path of what holds it.
    short: BTreeMap<String, TokenStream>,
    /// Whether nothing can be written short.
    in_full: bool,
    /// The path to the modules of the client.
    above: TokenStream,
    /// The path to its types.
    types: TokenStream,
}

impl Scope {
    /// The scope of a module that defines `taken`.
    pub(super) fn new(cx: Cx<'_>, taken: impl IntoIterator<Item = String>) -> Self {
        Self {
            taken: taken.into_iter().collect(),
            runtime: cx.runtime.clone(),
            short: BTreeMap::new(),
            in_full: false,
            above: quote!(super),
            types: quote!(super::types),
        }
    }

    /// The same for a file that is part of a module.
    pub(super) fn of_part(cx: Cx<'_>, taken: impl IntoIterator<Item = String>) -> Self {
        Self {
            above: quote!(super::super),
            types: quote!(super::super::types),
            ..Self::new(cx, taken)
        }
    }

    /// The same for a file that is part of the module of types.
    pub(super) fn of_types_part(cx: Cx<'_>, taken: impl IntoIterator<Item = String>) -> Self {
        Self {
            types: quote!(super),
            ..Self::of_part(cx, taken)
        }
    }

    /// The scope of a text that may come to stand in any module beside `types`: everything has its path.
    pub(super) fn in_full(cx: Cx<'_>) -> Self {
        Self {
            in_full: true,
            ..Self::new(cx, [])
        }
    }

    /// Whether the module defines something of this name itself.
    pub(super) fn defines(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// The short form, imported, unless it means something else here.
    fn outside(&mut self, holder: &TokenStream, name: &str) -> TokenStream {
        let short = ident(name);
        let is_other = match self.short.get(name) {
            Some(other) => other.to_string() != holder.to_string(),
            None => self.in_full || self.taken.contains(name),
        };
        if is_other {
            return quote!(#holder::#short);
        }
        self.short.insert(name.to_owned(), holder.clone());
        short.into_token_stream()
    }

    /// Something of the runtime crate.
    pub(super) fn runtime(&mut self, name: &str) -> TokenStream {
        let runtime = self.runtime.clone();
        self.outside(&runtime, name)
    }

    /// A macro of the runtime crate, always by its path.
    pub(super) fn runtime_macro(&self, name: &str) -> TokenStream {
        let (runtime, name) = (&self.runtime, ident(name));
        quote!(#runtime::#name)
    }

    /// Something of Rust's prelude, by its path where the module defines something of that name. Nothing else is ever
    /// written like it.
    pub(super) fn prelude(&self, item: Prelude) -> TokenStream {
        if self.in_full || self.taken.contains(item.name()) {
            item.path()
        } else {
            ident(item.name()).into_token_stream()
        }
    }

    /// Something of another crate, by the path of what holds it.
    pub(super) fn import(&mut self, holder: &TokenStream, name: &str) -> TokenStream {
        self.outside(holder, name)
    }

    /// The path to the modules of the client, as text.
    pub(super) fn above(&self) -> String {
        self.above.to_string().replace(' ', "")
    }

    /// A module of the client.
    pub(super) fn module(&mut self, name: &str) -> TokenStream {
        let above = self.above.clone();
        self.outside(&above, name)
    }

    /// Something of a module of the client.
    pub(super) fn sibling(&mut self, module: &str, name: &str) -> TokenStream {
        let (above, module) = (&self.above, ident(module));
        let module = quote!(#above::#module);
        self.outside(&module, name)
    }

    /// A type of the API that another file defines. One that is called as a derive is has its path: an import of that name
    /// could be the derive for the compiler, which has to expand the other file to know, and that file derives as well.
    pub(super) fn api_type(&mut self, name: &str) -> TokenStream {
        let types = self.types.clone();
        if MODULE_ITEMS.contains(&name) || DERIVES.contains(&name) {
            let short = ident(name);
            return quote!(#types::#short);
        }
        self.outside(&types, name)
    }

    /// The `use` lines: sorted as rustfmt sorts, one for each path.
    pub(super) fn imports(&self) -> TokenStream {
        let mut lines: BTreeMap<(bool, String), (TokenStream, BTreeSet<&str>)> = BTreeMap::new();
        for (name, holder) in &self.short {
            let text = holder.to_string();
            // What is nearest comes last.
            let key = (text.starts_with("super"), text);
            lines
                .entry(key)
                .or_insert_with(|| (holder.clone(), BTreeSet::new()))
                .1
                .insert(name);
        }
        let lines = lines.values().map(|(holder, names)| {
            let names: Vec<Ident> = names.iter().map(|name| ident(name)).collect();
            match names.as_slice() {
                [one] => quote!(use #holder::#one;),
                several => quote!(use #holder::{#(#several),*};),
            }
        });
        quote! { #(#lines)* }
    }
}

/// The name of a type, as it is written in the module of the types or beside it.
pub(super) fn api_type(cx: Cx<'_>, scope: &mut Scope, id: TypeId, in_types: bool) -> TokenStream {
    named(scope, cx.names.types.ty(id), in_types)
}

/// The same by its name.
pub(super) fn named(scope: &mut Scope, name: &str, in_types: bool) -> TokenStream {
    if in_types && scope.defines(name) {
        ident(name).into_token_stream()
    } else {
        scope.api_type(name)
    }
}

/// What stands at the top of a module: what it is and allows, and what all that was written of it imports.
pub(super) fn head(scope: &Scope, attributes: &TokenStream) -> Piece {
    let imports = scope.imports();
    Piece::Head(quote! { #attributes #imports })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_like_the_prelude() {
        use Prelude::{Box, From, Into, Option, Result, String, Vec};
        for item in [Box, From, Into, Option, Result, String, Vec] {
            assert!(MODULE_ITEMS.contains(&item.name()), "{item:?}");
            assert!(item.path().to_string().ends_with(item.name()), "{item:?}");
        }
    }
}
