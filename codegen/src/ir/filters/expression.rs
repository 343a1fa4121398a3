//! Expressions in one parameter, as they can be declared: the grammar, and the fields with their types and operators.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Op, TextTest};

/// A parameter whose value is an expression: conditions on several fields, in a grammar that servers share.
///
/// Each field becomes a filter of its own; the client writes the expression, with every value as a literal of the grammar.
///
/// ```
/// use tamis::{ExpressionField, ExpressionFilter, FilterRule, Grammar, Op};
///
/// let expression = ExpressionFilter::new(Grammar::OData)
///     .field("startTime", ExpressionField::new("date-time", [Op::Gte, Op::Lt]))
///     .field("state", ExpressionField::new("string", [Op::Eq, Op::In]));
/// tamis::configure().filter_rule(FilterRule::new().fields(["$filter"]).expression(expression));
/// ```
///
/// In `tamis.toml`:
///
/// ```toml
/// [[filters.rules]]
/// fields = ["$filter"]
/// expression.grammar = "odata"
/// expression.fields.startTime = { type = "date-time", operators = ["gte", "lt"] }
/// expression.fields.state = { operators = ["eq", "in"] }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExpressionFilter {
    /// How it is written.
    pub grammar: Grammar,
    /// The fields that it can speak of, by their names in it.
    pub fields: BTreeMap<String, ExpressionField>,
}

impl ExpressionFilter {
    /// An expression without a field.
    #[must_use]
    pub fn new(grammar: Grammar) -> Self {
        Self {
            grammar,
            fields: BTreeMap::new(),
        }
    }

    /// Adds a field, by its name in the expression.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, field: ExpressionField) -> Self {
        self.fields.insert(name.into(), field);
        self
    }
}

/// A field of an expression: what its values are, and which conditions there are on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ExpressionField {
    /// `string`, `integer`, `number`, `boolean`, a format (`date-time`, `date`, `time`, `uuid`, `int32`), or the name of a component
    /// that is an enum.
    #[serde(rename = "type")]
    pub ty: String,
    /// The operators that are written as the grammar usually does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operators: Vec<Op>,
    /// Those that are written by another word, by that word: `"=like=" = "contains"`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, Op>,
}

impl Default for ExpressionField {
    fn default() -> Self {
        Self {
            ty: "string".to_owned(),
            operators: Vec::new(),
            words: BTreeMap::new(),
        }
    }
}

impl ExpressionField {
    /// A field of a type (`string`, `date-time`, the name of an enum) with operators that the grammar has.
    #[must_use]
    pub fn new(ty: impl Into<String>, operators: impl IntoIterator<Item = Op>) -> Self {
        Self {
            ty: ty.into(),
            operators: operators.into_iter().collect(),
            words: BTreeMap::new(),
        }
    }

    /// Adds an operator by the word that the server has for it.
    #[must_use]
    pub fn word(mut self, word: impl Into<String>, op: Op) -> Self {
        self.words.insert(word.into(), op);
        self
    }
}

/// How an expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Grammar {
    /// OData's `$filter`: `state eq 'open' and price ge 10`.
    OData,
    /// Google's AIP-160: `state = "open" AND price >= 10`.
    Aip160,
    /// RSQL, and FIQL: `state=="open";price=ge=10`.
    Rsql,
    /// SCIM (RFC 7644): `state eq "open" and price ge 10`.
    Scim,
    /// A JSON object: `{"state":{"$eq":"open"},"price":{"$gte":10}}`.
    Json,
}

impl Grammar {
    /// What options call it: `odata`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OData => "odata",
            Self::Aip160 => "aip160",
            Self::Rsql => "rsql",
            Self::Scim => "scim",
            Self::Json => "json",
        }
    }

    /// The word that the grammar has for an operator. A list is compared item by item where that is the word for one value.
    pub(crate) fn word(self, op: &Op) -> Option<&'static str> {
        // =, ≠, <, ≤, >, ≥, one of, none of
        let [eq, ne, lt, lte, gt, gte, one_of, none_of] = match self {
            Self::OData | Self::Scim => ["eq", "ne", "lt", "le", "gt", "ge", "eq", "ne"],
            Self::Aip160 => ["=", "!=", "<", "<=", ">", ">=", "=", "!="],
            Self::Rsql => ["==", "!=", "=lt=", "=le=", "=gt=", "=ge=", "=in=", "=out="],
            Self::Json => ["$eq", "$ne", "$lt", "$lte", "$gt", "$gte", "$in", "$nin"],
        };
        Some(match (op, self) {
            (Op::Eq, _) | (Op::IsNull, Self::OData | Self::Json) => eq,
            (Op::Ne, _) | (Op::NotNull, Self::OData | Self::Json) => ne,
            (Op::Lt, _) => lt,
            (Op::Lte, _) => lte,
            (Op::Gt, _) => gt,
            (Op::Gte, _) => gte,
            (Op::In, _) => one_of,
            (Op::NotIn, _) => none_of,
            (Op::IsNull | Op::NotNull, Self::Aip160) => ":*",
            (Op::IsNull | Op::NotNull, Self::Scim) => "pr",
            (Op::Exists, Self::Json) => "$exists",
            (Op::Text(text), _) if !text.ignore_case && !text.negated => match (text.test, self) {
                (TextTest::Contains, Self::OData) => "contains",
                (TextTest::Starts, Self::OData) => "startswith",
                (TextTest::Ends, Self::OData) => "endswith",
                (TextTest::Contains, Self::Scim) => "co",
                (TextTest::Starts, Self::Scim) => "sw",
                (TextTest::Ends, Self::Scim) => "ew",
                (TextTest::Contains | TextTest::Starts | TextTest::Ends, Self::Aip160) => "=",
                (TextTest::Regex, Self::Json) => "$regex",
                _ => return None,
            },
            _ => return None,
        })
    }
}
