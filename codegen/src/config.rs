//! What a user can choose. A [`crate::Builder`] fills it in, setter by setter; tests build it directly.

mod correct;
mod file;
mod names;
mod paging;
mod references;
mod select;
mod types;

use std::collections::BTreeMap;

pub use self::correct::{Correction, EnumValue};
pub(crate) use self::names::{By, Kinds, Named, Rename};
pub use self::names::{NameConfig, NameLock};
pub use self::paging::PaginationConfig;
pub use self::references::Reference;
pub use self::select::Selection;
pub use self::types::{MapType, SetType, TypeAttributes, TypeConfig};

pub(crate) use self::file::{Choice, Origin, position};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};

use crate::diagnostics::{Code, Diagnostics, Error};
use crate::ir::filters::{Convention, EmptyList, FilterRule, ListStyle, Meaning, NullValues};

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
    pub pagination: PaginationConfig,
    /// Which types get `Serialize` and `Deserialize`.
    pub derives: Derives,
    /// What happens to members of an object that the document neither lists nor rules out.
    pub unknown_members: UnknownMembers,
    /// The operations that become part of the client, and the types that they use. Where it names nothing: all.
    pub include: Selection,
    /// The operations that do not.
    pub exclude: Selection,
    /// What the documents should say.
    pub corrections: Vec<Correction>,
    /// Where the API is, instead of what the documents say.
    pub servers: Vec<String>,
    /// Security schemes that the documents should define, each as a document would.
    pub security_schemes: BTreeMap<String, serde_json::Value>,
    /// How filter parameters are collapsed.
    pub filters: FilterConfig,
    /// What things are called.
    pub names: NameConfig,
    /// Which types stand for those of the documents.
    pub types: TypeConfig,
    /// Puts the operations of each tag behind a feature of the client's crate. `tamis new` writes them into its manifest.
    pub tag_features: bool,
    /// The files that stand for addresses of other hosts, by the addresses.
    pub references: BTreeMap<String, Reference>,
    /// The names of an earlier run.
    #[serde(skip)]
    pub(crate) lock: Option<NameLock>,
    /// Where the choices stand.
    #[serde(skip)]
    pub(crate) origin: Origin,
}

/// What happens to members of an object of which the document says nothing: neither under `properties` nor by
/// `additionalProperties`. Those of which it says that they may be there are always kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UnknownMembers {
    /// They are not read: an object takes no more room than what is known of it.
    #[default]
    Ignore,
    /// They are kept in `additional_properties` and sent back: for clients that read, change and write whole objects.
    Keep,
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

/// How filter parameters are collapsed: what holds everywhere, and rules for single operations and fields.
///
/// What these say wins over what is recognised, and what `x-tamis-filter` in a document says wins over what holds
/// everywhere; the rules have the last word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct FilterConfig {
    /// Collapses families of filter parameters into one `Filter` field each.
    pub enabled: bool,
    /// What an empty list means on the wire.
    pub empty_list: EmptyList,
    /// Which conventions there are. All are looked for, except [`Convention::Word`].
    pub conventions: BTreeMap<Convention, bool>,
    /// What words and symbols for operators mean, as far as it is not what they usually mean.
    pub operators: BTreeMap<String, Meaning>,
    /// How lists travel, whatever the documents say.
    pub list: Option<ListStyle>,
    /// What is sent to ask for null. Default: `true` and `false`.
    pub null_values: Option<NullValues>,
    /// What holds for single operations and fields only. Of two rules on the same thing the later one counts.
    pub rules: Vec<FilterRule>,
    /// Where the choices stand.
    #[serde(skip)]
    pub(crate) origin: Origin,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            runtime_path: "tamis_runtime".to_owned(),
            strict: false,
            generics: true,
            pagination: PaginationConfig::default(),
            derives: Derives::ByUse,
            unknown_members: UnknownMembers::Ignore,
            include: Selection::default(),
            exclude: Selection::default(),
            corrections: Vec::new(),
            servers: Vec::new(),
            security_schemes: BTreeMap::new(),
            filters: FilterConfig::default(),
            names: NameConfig::default(),
            types: TypeConfig::default(),
            tag_features: false,
            references: BTreeMap::new(),
            lock: None,
            origin: Origin::default(),
        }
    }
}

impl Config {
    /// Reads `tamis.toml`. What is reported of a choice in it names the file, as it is called here, and the line.
    ///
    /// ```
    /// let config = tamis::Config::from_toml("specs/tamis.toml", "derives = \"both\"")?;
    /// assert_eq!(config.derives, tamis::Derives::Both);
    ///
    /// let wrong = tamis::Config::from_toml("specs/tamis.toml", "derive = \"both\"").unwrap_err();
    /// assert!(wrong.to_string().contains("specs/tamis.toml:1:1"));
    /// # Ok::<(), tamis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is not TOML, or says something that is no choice.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, Error> {
        let mut config: Self = toml::from_str(text)
            .map_err(|error| file::refusal(Code::CONFIG, name, text, &error))?;
        config.origin = Origin::new(name, text);
        config.filters.origin = config.origin.clone();
        Ok(config)
    }

    /// A choice by the keys that lead to it.
    pub(crate) fn choice(&self, keys: &[&str]) -> Choice {
        self.origin.choice(keys)
    }

    /// Reports what is to be Rust and is not.
    pub(crate) fn check_types(&self, diagnostics: &mut Diagnostics) {
        let types = &self.types;
        let choice = self.choice(&["types"]);
        let mut check = |choice: Choice, text: &str, parsed: Option<syn::Error>, what: &str| {
            if let Some(error) = parsed {
                let message = format!("`{text}` is no {what} in Rust: {error}");
                diagnostics.push(choice.error(Code::TYPES, message));
            }
        };
        for (table, paths) in [("own", &types.own), ("formats", &types.formats)] {
            for (name, path) in paths {
                let parsed = syn::parse_str::<syn::Type>(path).err();
                check(choice.member(table).member(name), path, parsed, "type");
            }
        }
        for (index, added) in types.attributes.iter().enumerate() {
            let choice = choice.member("attributes").item(index);
            for (index, path) in added.derives.iter().enumerate() {
                let parsed = syn::parse_str::<syn::Path>(path).err();
                check(choice.member("derives").item(index), path, parsed, "path");
            }
            for (index, text) in added.attributes.iter().enumerate() {
                let item: Result<syn::ItemStruct, _> = syn::parse_str(&format!("{text} struct A;"));
                let choice = choice.member("attributes").item(index);
                check(choice, text, item.err(), "attribute");
            }
        }
    }

    /// The path of the runtime crate, as tokens.
    pub(crate) fn runtime_tokens(&self) -> Result<TokenStream, Error> {
        // A parser goes deeper with each step, and says the whole path when it is wrong.
        const LONGEST: usize = 1000;
        let path = &self.runtime_path;
        if path.len() > LONGEST {
            let message = format!("`runtime_path` has more than {LONGEST} bytes");
            return Err(self
                .choice(&["runtime_path"])
                .error(Code::RUNTIME_PATH, message)
                .into());
        }
        let parsed: syn::Path = syn::parse_str(path).map_err(|error| {
            self.choice(&["runtime_path"])
                .error(
                    Code::RUNTIME_PATH,
                    format!("`{path}` is not a path in Rust: {error}"),
                )
                .help("give something like `tamis_runtime` or `crate::runtime`")
        })?;
        Ok(quote::quote!(#parsed))
    }
}

impl FilterConfig {
    /// What holds everywhere, as a rule.
    pub(crate) fn everywhere(&self) -> FilterRule {
        let mut rule = FilterRule::new();
        // What nobody has chosen is no choice to tell of.
        rule.enabled = (!self.enabled).then_some(false);
        rule.empty_list = (self.empty_list != EmptyList::default()).then_some(self.empty_list);
        rule.conventions.clone_from(&self.conventions);
        rule.operators.clone_from(&self.operators);
        rule.list = self.list;
        rule.null_values.clone_from(&self.null_values);
        rule
    }
}

impl Default for FilterConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            empty_list: EmptyList::Refuse,
            conventions: BTreeMap::new(),
            operators: BTreeMap::new(),
            list: None,
            null_values: None,
            rules: Vec::new(),
            origin: Origin::default(),
        }
    }
}
