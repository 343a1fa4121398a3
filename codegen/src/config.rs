//! What a user can choose. A [`crate::Builder`] fills it in, setter by setter; tests build it directly.

use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Report};

/// The choices that shape the generated client. The default is what most clients want.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// The path under which the generated code finds the runtime crate: `tamis_runtime`.
    pub runtime_path: String,
    /// Turns every warning into an error.
    pub strict: bool,
    /// Recovers generic types: `PaginatedResults<Foo>` from `PaginatedResults_Foo_`.
    pub generics: bool,
    /// Finds pagination and emits `pages()` and `items()`.
    pub pagination: bool,
    /// Which types get `Serialize` and `Deserialize`.
    pub derives: Derives,
    /// How filter parameters are collapsed.
    pub filters: FilterConfig,
}

/// Which of the serde traits the generated types get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Derives {
    /// What their use asks for: a type that only occurs in responses has no `Serialize`.
    #[default]
    ByUse,
    /// Both, always.
    Both,
}

/// How filter parameters are collapsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct FilterConfig {
    /// Collapses families of filter parameters into one `Filter` field each.
    pub enabled: bool,
    /// What an empty list means on the wire.
    pub empty_list: EmptyList,
}

/// What a filter with an empty list does. Servers disagree: some return nothing, some ignore the parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EmptyList {
    /// The call is refused before anything is sent.
    #[default]
    Refuse,
    /// The parameter is sent with an empty value.
    Send,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            runtime_path: "tamis_runtime".to_owned(),
            strict: false,
            generics: true,
            pagination: true,
            derives: Derives::ByUse,
            filters: FilterConfig::default(),
        }
    }
}

impl Config {
    /// The path of the runtime crate, as tokens.
    pub(crate) fn runtime_tokens(&self) -> Result<TokenStream, Error> {
        let path = &self.runtime_path;
        let parsed: syn::Path = syn::parse_str(path).map_err(|error| {
            Report::general(
                "runtime-path",
                format!("`{path}` is not a path in Rust: {error}"),
            )
            .help("give something like `tamis_runtime` or `crate::runtime`")
        })?;
        Ok(quote::quote!(#parsed))
    }
}

impl Default for FilterConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            empty_list: EmptyList::Refuse,
        }
    }
}
