//! A rule on filters: where it holds, and what it says.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Convention, EmptyList, ExpressionFilter, ListStyle, NullValues, Op};
use crate::place::Place;

/// What a user, or a document under `x-tamis-filter`, says of some filters. It wins over what is recognised.
///
/// A rule holds for all operations and fields, or only for those that it names. Of two rules that say something of the
/// same thing, the later one counts. A name that is in no document is a warning.
///
/// ```
/// use tamis::{Convention, FilterRule, ListStyle, Op};
///
/// tamis::configure()
///     // This API has `created_after` and `created_before`, both with the bound.
///     .filter_rule(FilterRule::new().convention(Convention::Word, true))
///     // Its `gt` is "on or after", and it has an operator of its own.
///     .filter_rule(
///         FilterRule::new()
///             .operator_word("gt", Op::Gte)
///             .operator_word("near", Op::Other("near".to_owned())),
///     )
///     // One operation takes lists by repetition.
///     .filter_rule(
///         FilterRule::new()
///             .operations(["listOrders", "GET /v2/orders*"])
///             .fields(["state", "*_id"])
///             .list(ListStyle::Repeated),
///     )
///     // And one parameter has a name that says nothing.
///     .filter_rule(FilterRule::new().fields(["newer_than"]).member("created_at", Op::Gt));
/// ```
///
/// In `tamis.toml`:
///
/// ```toml
/// [[filters.rules]]
/// operations = ["listOrders", "GET /v2/orders*"]
/// fields = ["state", "*_id"]
/// list = "repeated"
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct FilterRule {
    /// The operations where it holds, by `operationId` or as `GET /path` in the document's spelling; `*` stands for any
    /// text. None: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<String>,
    /// The fields (`created_at`) or parameters (`created_at__gte`) for which it holds, as the document spells them; `*`
    /// stands for any text. None: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Whether there are filters at all; what is no filter is a plain setter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Which conventions there are. All are looked for, except [`Convention::Word`].
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub conventions: BTreeMap<Convention, bool>,
    /// What the words and symbols for operators mean, as far as it is not what they usually mean. A word that means no
    /// operator is part of a name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub operators: BTreeMap<String, Meaning>,
    /// How lists travel, whatever the document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<ListStyle>,
    /// What an empty list does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_list: Option<EmptyList>,
    /// What is sent to ask for null.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub null_values: Option<NullValues>,
    /// The field that the parameter is a condition on, whatever its name is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The operator that the parameter is, whatever its name is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<Op>,
    /// What stands in the parameters that [`Self::fields`] names: conditions on several fields, in one text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<ExpressionFilter>,
}

impl FilterRule {
    /// A rule that holds everywhere and says nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Holds only for these operations, by `operationId` or as `GET /path`; `*` stands for any text.
    #[must_use]
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.operations.extend(names.into_iter().map(Into::into));
        self
    }

    /// Holds only for these fields or parameters, as the document spells them; `*` stands for any text.
    #[must_use]
    pub fn fields<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.fields.extend(names.into_iter().map(Into::into));
        self
    }

    /// Whether there are filters at all.
    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = Some(enabled);
        self
    }

    /// Whether a convention is looked for.
    #[must_use]
    pub fn convention(mut self, convention: Convention, enabled: bool) -> Self {
        self.conventions.insert(convention, enabled);
        self
    }

    /// What a word or a symbol for an operator means: one of the known operators, or one of the server's own
    /// ([`Op::Other`]).
    #[must_use]
    pub fn operator_word(mut self, word: impl Into<String>, op: Op) -> Self {
        self.operators.insert(word.into(), Meaning::Operator(op));
        self
    }

    /// Says that a word or a symbol is no operator.
    #[must_use]
    pub fn no_operator_word(mut self, word: impl Into<String>) -> Self {
        self.operators.insert(word.into(), Meaning::NoOperator);
        self
    }

    /// How lists travel, whatever the document says.
    #[must_use]
    pub fn list(mut self, style: ListStyle) -> Self {
        self.list = Some(style);
        self
    }

    /// What an empty list does.
    #[must_use]
    pub fn empty_list(mut self, policy: EmptyList) -> Self {
        self.empty_list = Some(policy);
        self
    }

    /// What is sent to ask for null.
    #[must_use]
    pub fn null_values(mut self, values: NullValues) -> Self {
        self.null_values = Some(values);
        self
    }

    /// The field and the operator of the parameters that [`FilterRule::fields`] names, whatever they are called.
    #[must_use]
    pub fn member(mut self, field: impl Into<String>, operator: Op) -> Self {
        self.field = Some(field.into());
        self.operator = Some(operator);
        self
    }

    /// What stands in the parameters that [`FilterRule::fields`] names: conditions on several fields, in one text.
    #[must_use]
    pub fn expression(mut self, expression: ExpressionFilter) -> Self {
        self.expression = Some(expression);
        self
    }
}

/// What a word or a symbol in the name of a parameter means. In options: an operator, or `false`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It is part of the name.
    NoOperator,
    /// It is this operator.
    Operator(Op),
}

impl Serialize for Meaning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NoOperator => serializer.serialize_bool(false),
            Self::Operator(op) => op.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Meaning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MeaningVisitor)
    }
}

struct MeaningVisitor;

impl<'de> Visitor<'de> for MeaningVisitor {
    type Value = Meaning;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of an operator, such as \"gte\", or { own = \"…\" }, or false")
    }

    fn visit_bool<E: de::Error>(self, is_operator: bool) -> Result<Meaning, E> {
        if is_operator {
            return Err(E::invalid_value(de::Unexpected::Bool(true), &self));
        }
        Ok(Meaning::NoOperator)
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Meaning, E> {
        super::op::OpVisitor.visit_str(name).map(Meaning::Operator)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Meaning, A::Error> {
        Op::deserialize(MapAccessDeserializer::new(map)).map(Meaning::Operator)
    }
}

/// A rule in a document, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaidRule {
    /// What it says.
    pub rule: FilterRule,
    /// Where `x-tamis-filter` stands.
    pub place: Place,
}
