//! What a module can write short.
//!
//! In: the names that the module defines itself. Out: for each outside name either the short form, remembered for the
//! `use` lines, or a path, where the short form means something else in this module.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::{Cx, ident};
use crate::ir::TypeId;
use crate::names::MODULE_ITEMS;

/// The names in one module.
pub(super) struct Scope {
    taken: BTreeSet<String>,
    runtime: TokenStream,
    from_runtime: BTreeSet<String>,
    from_types: BTreeSet<String>,
    /// Other imports: the path of what holds it, and the name.
    others: Vec<(TokenStream, String)>,
    /// Whether nothing can be written short.
    in_full: bool,
}

impl Scope {
    /// The scope of a module that defines `taken`.
    pub(super) fn new(cx: Cx<'_>, taken: impl IntoIterator<Item = String>) -> Self {
        Self {
            taken: taken.into_iter().collect(),
            runtime: cx.runtime.clone(),
            from_runtime: BTreeSet::new(),
            from_types: BTreeSet::new(),
            others: Vec::new(),
            in_full: false,
        }
    }

    /// The scope of a text that may come to stand in any module beside `types`: everything has its path.
    pub(super) fn in_full(cx: Cx<'_>) -> Self {
        Self {
            in_full: true,
            ..Self::new(cx, [])
        }
    }

    /// Whether the short form means something else here.
    fn is_taken(&self, name: &str) -> bool {
        self.in_full || self.taken.contains(name)
    }

    /// Whether the module defines something of this name itself.
    pub(super) fn defines(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Something of the runtime crate.
    pub(super) fn runtime(&mut self, name: &str) -> TokenStream {
        let short = ident(name);
        // A type of the API may have the short form already.
        if self.is_taken(name) || self.from_types.contains(name) {
            let runtime = &self.runtime;
            return quote!(#runtime::#short);
        }
        self.from_runtime.insert(name.to_owned());
        short.into_token_stream()
    }

    /// A macro of the runtime crate, always by its path.
    pub(super) fn runtime_macro(&self, name: &str) -> TokenStream {
        let (runtime, name) = (&self.runtime, ident(name));
        quote!(#runtime::#name)
    }

    /// Something of Rust's prelude; `path` is where it is when its name is taken.
    pub(super) fn prelude(&self, name: &str, path: &TokenStream) -> TokenStream {
        if self.is_taken(name) {
            path.clone()
        } else {
            ident(name).into_token_stream()
        }
    }

    /// Something of another crate, by the path of what holds it.
    pub(super) fn import(&mut self, holder: &TokenStream, name: &str) -> TokenStream {
        let short = ident(name);
        if self.is_taken(name) {
            return quote!(#holder::#short);
        }
        let known = self
            .others
            .iter()
            .any(|(other, known)| known == name && other.to_string() == holder.to_string());
        if !known {
            self.others.push((holder.clone(), name.to_owned()));
        }
        short.into_token_stream()
    }

    /// A type of the API, from a module beside `types`.
    pub(super) fn api_type(&mut self, name: &str) -> TokenStream {
        let short = ident(name);
        if self.is_taken(name) || self.from_runtime.contains(name) || MODULE_ITEMS.contains(&name) {
            return quote!(super::types::#short);
        }
        self.from_types.insert(name.to_owned());
        short.into_token_stream()
    }

    /// The `use` lines: sorted as rustfmt sorts, one for each path.
    pub(super) fn imports(&self) -> TokenStream {
        let mut lines: BTreeMap<(bool, String), (TokenStream, BTreeSet<&str>)> = BTreeMap::new();
        let types = quote!(super::types);
        let own = self
            .from_runtime
            .iter()
            .map(|name| (&self.runtime, name.as_str()));
        let api = self.from_types.iter().map(|name| (&types, name.as_str()));
        let others = self
            .others
            .iter()
            .map(|(holder, name)| (holder, name.as_str()));
        for (holder, name) in own.chain(api).chain(others) {
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
    let name = cx.names.types.ty(id);
    if in_types {
        ident(name).into_token_stream()
    } else {
        scope.api_type(name)
    }
}
