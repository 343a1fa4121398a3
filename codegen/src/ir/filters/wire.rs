//! How filters stand on the wire: their names, their lists, their tests for null.

use serde::{Deserialize, Serialize};

/// How the names of a family's members are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Convention {
    /// `created_at__gte`.
    DoubleUnderscore,
    /// `created_at[gte]`, `created_at[$gte]`.
    Bracket,
    /// `filter[created_at][gte]`.
    NestedBracket,
    /// `created_at.gte`.
    Dot,
    /// `StartTime>`.
    Symbol,
    /// `created_at_gte`, `createdAtGte`.
    Suffix,
    /// One parameter of style `deepObject` whose properties are all operators: `created[gte]` on the wire.
    DeepObject,
    /// `created_after` and `created_before`, `min_price` and `max_price`: only when asked for.
    Word,
    /// Whatever the names are: `x-tamis-filter` or an option says what they mean.
    #[serde(skip)]
    Declared,
}

impl Convention {
    /// What options call it: `double_underscore`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DoubleUnderscore => "double_underscore",
            Self::Bracket => "bracket",
            Self::NestedBracket => "nested_bracket",
            Self::Dot => "dot",
            Self::Symbol => "symbol",
            Self::Suffix => "suffix",
            Self::DeepObject => "deep_object",
            Self::Word => "word",
            Self::Declared => "declared",
        }
    }
}

/// How a list of values travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ListStyle {
    /// One parameter, items joined by commas, which the server splits after decoding: no item may hold a comma.
    Comma,
    /// One parameter, items joined by commas, and a comma inside an item is percent-encoded: `style: form`, `explode: false`.
    EncodedComma,
    /// One parameter, items joined by an encoded space: `style: spaceDelimited`, `explode: false`.
    Space,
    /// One parameter, items joined by `|`: `style: pipeDelimited`, `explode: false`.
    Pipe,
    /// The parameter is repeated, once per item: `style: form`, `explode: true`.
    Repeated,
    /// The parameter is repeated with `[]` behind its name: `f[]=a&f[]=b`.
    Brackets,
    /// The parameter is repeated with the number of the item behind its name: `f[0]=a&f[1]=b`.
    Indexed,
    /// One parameter, items in double quotes joined by commas: `f="a","b"`.
    Quoted,
}

impl ListStyle {
    /// What options call it: `encoded-comma`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::EncodedComma => "encoded-comma",
            Self::Space => "space",
            Self::Pipe => "pipe",
            Self::Repeated => "repeated",
            Self::Brackets => "brackets",
            Self::Indexed => "indexed",
            Self::Quoted => "quoted",
        }
    }
}

/// What a filter with an empty list does. Servers disagree: some return nothing, some ignore the parameter.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EmptyList {
    /// The call is refused before anything is sent.
    #[default]
    Refuse,
    /// The parameter is sent with an empty value.
    Send,
}

/// What is sent to ask for null, and for what is not null: `true` and `false` where nothing else is said, and the other
/// way round where the operator is [`Op::NotNull`](super::Op::NotNull).
///
/// ```
/// # use tamis::{FilterRule, NullValues};
/// // `deleted_at__null=1`
/// let rule = FilterRule::new().fields(["deleted_at"]).null_values(NullValues::new("1", "0"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NullValues {
    /// Asks for what has no value.
    pub null: String,
    /// Asks for what has one.
    pub not_null: String,
}

impl NullValues {
    /// The texts that ask for null, and for what is not null.
    pub fn new(null: impl Into<String>, not_null: impl Into<String>) -> Self {
        Self {
            null: null.into(),
            not_null: not_null.into(),
        }
    }
}
