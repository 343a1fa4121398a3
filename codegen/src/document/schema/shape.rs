//! Small questions to one schema.

use serde_json::Value;

use super::super::tree::Number;
use super::id::SchemaId;
use super::keywords::{Additional, Kind, Limits, Schema};

impl Schema {
    /// The only type that the other keywords make sense for.
    pub(crate) fn implied_kind(&self) -> Option<Kind> {
        if self.describes_members() {
            Some(Kind::Object)
        } else if self.describes_items() {
            Some(Kind::Array)
        } else {
            None
        }
    }

    fn describes_members(&self) -> bool {
        !self.properties.is_empty() || self.additional.is_some() || !self.patterns.is_empty()
    }

    fn describes_items(&self) -> bool {
        self.items.is_some() || !self.prefix_items.is_empty()
    }

    /// Whether one of several schemas must hold.
    pub(crate) fn has_choices(&self) -> bool {
        !self.one_of.is_empty() || !self.any_of.is_empty()
    }

    /// Whether other schemas must hold as well, all or one of them.
    pub(crate) fn has_branches(&self) -> bool {
        !self.all_of.is_empty() || self.has_choices()
    }

    /// Whether it says more of the type than `type` itself, the parts of `allOf` and the choices aside.
    pub(crate) fn has_own_shape(&self) -> bool {
        self.describes_members()
            || !self.required.is_empty()
            || self.describes_items()
            || self.format.is_some()
            || self.unknown_kind.is_some()
            || self.base64
            || self.never
            || !self.values.is_empty()
    }

    /// Whether it says anything of the type.
    pub(crate) fn has_shape(&self) -> bool {
        self.kind.is_some() || self.has_own_shape() || self.has_branches()
    }

    /// Whether all it says is which members must be there.
    pub(crate) fn only_requires(&self) -> bool {
        let asks = self.kind.is_none() || !self.required.is_empty();
        let says_more = self.describes_members()
            || self.describes_items()
            || self.format.is_some()
            || self.unknown_kind.is_some()
            || self.base64
            || self.never
            || !self.values.is_empty();
        matches!(self.kind, None | Some(Kind::Object)) && asks && !says_more && !self.has_branches()
    }

    /// Whether `null` is the only value that fits.
    pub(crate) fn is_null(&self) -> bool {
        match self.kind {
            Some(Kind::Null) => true,
            None | Some(Kind::Object | Kind::Array) => {
                !self.values.is_empty() && self.values.iter().all(Value::is_null)
            }
            Some(_) => false,
        }
    }

    pub(crate) fn minimum(&self) -> Option<i128> {
        self.limits.as_ref()?.minimum.as_ref()?.as_i128()
    }

    pub(crate) fn maximum(&self) -> Option<i128> {
        self.limits.as_ref()?.maximum.as_ref()?.as_i128()
    }

    pub(crate) fn min_items(&self) -> Option<usize> {
        self.limits.as_ref()?.min_items.as_ref().and_then(count)
    }

    pub(crate) fn max_items(&self) -> Option<usize> {
        self.limits.as_ref()?.max_items.as_ref().and_then(count)
    }

    pub(crate) fn limits_mut(&mut self) -> &mut Limits {
        self.limits.get_or_insert_default()
    }

    /// The schemas that stand in this one.
    pub(super) fn parts_mut(&mut self) -> impl Iterator<Item = &mut SchemaId> {
        let additional = match &mut self.additional {
            Some(Additional::Each(schema)) => Some(schema),
            _ => None,
        };
        let members = (self.properties.iter_mut()).chain(self.patterns.iter_mut());
        (members.map(|(_, schema)| schema).chain(additional))
            .chain(&mut self.items)
            .chain(&mut self.prefix_items)
            .chain(&mut self.rest_items)
            .chain(&mut self.one_of)
            .chain(&mut self.any_of)
            .chain(&mut self.all_of)
    }
}

/// A limit as a count, where it is one.
fn count(number: &Number) -> Option<usize> {
    usize::try_from(number.as_i64()?).ok()
}
