//! Which operations are followed page by page.

use serde::{Deserialize, Deserializer, Serialize};

use crate::ir::paging::PaginationRule;

/// How pages are followed: what holds everywhere, and rules for single operations.
///
/// In `tamis.toml`, `pagination = false` is short for `pagination.enabled = false`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PaginationConfig {
    /// Looks for pagination, as far as no rule says what it is.
    pub enabled: bool,
    /// What holds for single operations. Of two rules for the same one the later one counts.
    pub rules: Vec<PaginationRule>,
}

impl Default for PaginationConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            rules: Vec::new(),
        }
    }
}

/// The long form.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Table {
    enabled: bool,
    rules: Vec<PaginationRule>,
}

impl Default for Table {
    fn default() -> Self {
        let PaginationConfig { enabled, rules } = PaginationConfig::default();
        Self { enabled, rules }
    }
}

impl<'de> Deserialize<'de> for PaginationConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Form)
    }
}

/// Either form, so that what is wrong in the long one keeps its place.
struct Form;

impl<'de> serde::de::Visitor<'de> for Form {
    type Value = PaginationConfig;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("true, false, or a table with `enabled` and `rules`")
    }

    fn visit_bool<E>(self, enabled: bool) -> Result<Self::Value, E> {
        Ok(PaginationConfig {
            enabled,
            ..PaginationConfig::default()
        })
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let table = Table::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(PaginationConfig {
            enabled: table.enabled,
            rules: table.rules,
        })
    }
}
