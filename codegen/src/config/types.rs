//! Types of a user's own, and what is added to those that are generated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which types stand in the client for those of the documents, and what the generated ones have besides.
///
/// In `tamis.toml`:
///
/// ```toml
/// [types]
/// closed_enums = ["Currency"]              # a value that is not listed is an error
/// sets = "BTreeSet"                        # of members whose items are said to be unique; else lists
/// maps = "HashMap"                         # instead of BTreeMap
///
/// [types.own]
/// Money = "crate::Money"                   # instead of the component of that name
///
/// [types.formats]
/// date-time = "chrono::DateTime<chrono::Utc>"
/// decimal = "rust_decimal::Decimal"
/// int64 = "tamis_runtime::AsText<i64>"     # an integer that is a text in JSON, too
/// date = "text"                            # as it travels
///
/// [[types.attributes]]
/// types = ["Task*"]
/// derives = ["schemars::JsonSchema"]
/// attributes = ["#[non_exhaustive]"]
/// ```
///
/// A type of one's own implements `Clone`, `Debug`, `PartialEq` and serde's traits, and `tamis_runtime::Value` if it stands in
/// a parameter. The runtime does that for `chrono` and for `rust_decimal`, in features of these names, and has
/// `tamis_runtime::OffsetDateTime` for the date-times of `time`, in a feature of that name; `IndexSet` and `IndexMap` need the
/// feature `indexmap`.
///
/// ```
/// use tamis::TypeConfig;
///
/// tamis::configure().types(
///     TypeConfig::new()
///         .own("Money", "crate::Money")
///         .format("date-time", "chrono::DateTime<chrono::Utc>"),
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct TypeConfig {
    /// Paths of types, by the components instead of which they stand.
    pub own: BTreeMap<String, String>,
    /// Paths of types, or `text`, by the formats of texts and numbers.
    pub formats: BTreeMap<String, String>,
    /// Enums that take no value but those that are listed; `*` stands for any text.
    pub closed_enums: Vec<String>,
    /// What lists are whose items the document says to be unique, where they are members of objects and their items are
    /// texts, integers, identifiers, times or enums of these. What comes twice is there once then.
    pub sets: SetType,
    /// What objects with any members are.
    pub maps: MapType,
    /// What types have besides.
    pub attributes: Vec<TypeAttributes>,
}

/// What lists are whose items are unique.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SetType {
    /// Lists.
    #[default]
    #[serde(rename = "list")]
    List,
    /// Sets in the order of their items.
    BTreeSet,
    /// Sets without an order.
    HashSet,
    /// Sets in the order in which their items came.
    IndexSet,
}

/// What objects with any members are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MapType {
    /// Maps in the order of their names.
    #[default]
    BTreeMap,
    /// Maps without an order.
    HashMap,
    /// Maps in the order in which their members came.
    IndexMap,
}

/// What some generated types have besides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct TypeAttributes {
    /// The types, by components; `*` stands for any text, and the types without a name in a component belong to it.
    pub types: Vec<String>,
    /// Paths of macros to derive.
    pub derives: Vec<String>,
    /// Attributes, as they are written in Rust.
    pub attributes: Vec<String>,
}

impl TypeConfig {
    /// No choices yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A type of one's own instead of a component.
    #[must_use]
    pub fn own(mut self, component: impl Into<String>, path: impl Into<String>) -> Self {
        self.own.insert(component.into(), path.into());
        self
    }

    /// The type of a format: a path, or `text`.
    #[must_use]
    pub fn format(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.formats.insert(name.into(), path.into());
        self
    }

    /// Enums that take no value but those that are listed.
    #[must_use]
    pub fn closed_enums<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.closed_enums.extend(names.into_iter().map(Into::into));
        self
    }

    /// What lists are whose items are unique.
    #[must_use]
    pub fn sets(mut self, sets: SetType) -> Self {
        self.sets = sets;
        self
    }

    /// What objects with any members are.
    #[must_use]
    pub fn maps(mut self, maps: MapType) -> Self {
        self.maps = maps;
        self
    }

    /// What some types have besides.
    #[must_use]
    pub fn attributes(mut self, attributes: TypeAttributes) -> Self {
        self.attributes.push(attributes);
        self
    }
}

impl TypeAttributes {
    /// Of these types, by components; `*` stands for any text.
    #[must_use]
    pub fn of<S: Into<String>>(types: impl IntoIterator<Item = S>) -> Self {
        Self {
            types: types.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// Derives a macro, by its path.
    #[must_use]
    pub fn derive(mut self, path: impl Into<String>) -> Self {
        self.derives.push(path.into());
        self
    }

    /// Adds an attribute, as it is written in Rust.
    #[must_use]
    pub fn attribute(mut self, text: impl Into<String>) -> Self {
        self.attributes.push(text.into());
        self
    }
}
