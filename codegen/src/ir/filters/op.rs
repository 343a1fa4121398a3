//! What a filter operator means, whatever a server calls it, and the name of each in options.
//!
//! Deliberately not here: the servers' words for them; `vocabulary.rs` of the analysis has those.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a condition asks.
///
/// In options it is written by its name, which is that of the function of `Filter` (`"gte"`, `"not_in"`, `"istarts_with"`),
/// or as `{ own = "near" }` where it is the server's own.
///
/// ```
/// use tamis::Op;
///
/// assert_eq!(Op::named("gte"), Some(Op::Gte));
/// assert_eq!(Op::Gte.name(), "gte");
/// assert_eq!(Op::named("near"), None); // a server's own: Op::Other("near".to_owned())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal. SQL servers usually leave out rows without a value, too.
    Ne,
    /// Greater, or later.
    Gt,
    /// Greater or equal.
    Gte,
    /// Less, or earlier.
    Lt,
    /// Less or equal.
    Lte,
    /// Equal to one of a list.
    In,
    /// Equal to none of a list.
    NotIn,
    /// Between two values, both included.
    Between,
    /// Has no value (`true`) or has one (`false`).
    IsNull,
    /// Has a value (`true`) or has none (`false`).
    NotNull,
    /// Is there (`true`) or not (`false`).
    Exists,
    /// Is empty (`true`) or not (`false`).
    Empty,
    /// A test of text.
    Text(TextOp),
    /// A list-valued property shares an item with the list.
    Overlap,
    /// All items of a list-valued property are in the list.
    ContainedBy,
    /// A list-valued property has one of the items.
    Any,
    /// A list-valued property has all of the items.
    All,
    /// The server's own operator, in its words.
    Other(String),
}

/// The operators that are no test of text, by name.
const NAMES: [(&str, Op); 17] = [
    ("eq", Op::Eq),
    ("ne", Op::Ne),
    ("gt", Op::Gt),
    ("gte", Op::Gte),
    ("lt", Op::Lt),
    ("lte", Op::Lte),
    ("in", Op::In),
    ("not_in", Op::NotIn),
    ("between", Op::Between),
    ("is_null", Op::IsNull),
    ("not_null", Op::NotNull),
    ("exists", Op::Exists),
    ("is_empty", Op::Empty),
    ("overlap", Op::Overlap),
    ("contained_by", Op::ContainedBy),
    ("any", Op::Any),
    ("all", Op::All),
];

/// The tests of text, by name.
const TESTS: [(&str, TextTest); 7] = [
    ("exact", TextTest::Whole),
    ("contains", TextTest::Contains),
    ("starts_with", TextTest::Starts),
    ("ends_with", TextTest::Ends),
    ("like", TextTest::Like),
    ("regex", TextTest::Regex),
    ("search", TextTest::Search),
];

impl Op {
    /// The operator that options call so; `None` for what is at most a server's own.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(listed, _)| *listed == name)
            .map(|(_, op)| op.clone())
            .or_else(|| TextOp::named(name).map(Self::Text))
    }

    /// What options call it: `gte`, `istarts_with`, `near` of a server's own.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Text(text) => text.name(),
            Self::Other(name) => name.clone(),
            op => NAMES
                .iter()
                .find(|(_, listed)| listed == op)
                .map_or_else(String::new, |(name, _)| (*name).to_owned()),
        }
    }

    /// The word for an operator that clients know as the server's own; `None` for those that all clients share.
    #[must_use]
    pub fn vendor_name(&self) -> Option<&str> {
        Some(match self {
            Self::Overlap => "overlap",
            Self::ContainedBy => "contained_by",
            Self::Any => "any",
            Self::All => "all",
            Self::Other(name) => name,
            _ => return None,
        })
    }

    /// Whether it compares by order.
    #[must_use]
    pub fn is_ordering(&self) -> bool {
        matches!(self, Self::Gt | Self::Gte | Self::Lt | Self::Lte)
    }

    /// Whether its values are `true` and `false`.
    #[must_use]
    pub fn is_flag(&self) -> bool {
        matches!(
            self,
            Self::IsNull | Self::NotNull | Self::Exists | Self::Empty
        )
    }

    /// Whether its natural operand is a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(
            self,
            Self::In
                | Self::NotIn
                | Self::Between
                | Self::Overlap
                | Self::ContainedBy
                | Self::Any
                | Self::All
        )
    }
}

/// A test of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextOp {
    /// Where the text must be found.
    pub test: TextTest,
    /// Upper and lower case are the same.
    pub ignore_case: bool,
    /// The condition holds when the test does not.
    pub negated: bool,
}

impl TextOp {
    /// The test that is called so: `not_icontains`.
    fn named(name: &str) -> Option<Self> {
        let listed = |name: &str| {
            TESTS
                .iter()
                .find(|(listed, _)| *listed == name)
                .map(|(_, test)| *test)
        };
        let (rest, negated) = match name.strip_prefix("not_") {
            Some(rest) => (rest, true),
            None => (name, false),
        };
        let (test, ignore_case) = match listed(rest) {
            Some(test) => (test, false),
            None => (listed(rest.strip_prefix('i')?)?, true),
        };
        // The plain ones are `eq` and `ne`.
        (ignore_case || test != TextTest::Whole).then_some(Self {
            test,
            ignore_case,
            negated,
        })
    }

    /// What it is called: `not_icontains`.
    #[must_use]
    pub fn name(self) -> String {
        let test = TESTS
            .iter()
            .find(|(_, listed)| *listed == self.test)
            .map_or("", |(name, _)| name);
        let not = if self.negated { "not_" } else { "" };
        let case = if self.ignore_case { "i" } else { "" };
        format!("{not}{case}{test}")
    }
}

/// Where a text must be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TextTest {
    /// It is the whole. Without [`TextOp::ignore_case`] and [`TextOp::negated`] this is [`Op::Eq`].
    Whole,
    /// Anywhere.
    Contains,
    /// At the start.
    Starts,
    /// At the end.
    Ends,
    /// An SQL pattern with `%` and `_`.
    Like,
    /// A regular expression.
    Regex,
    /// However the server searches text.
    Search,
}

impl Serialize for Op {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(own) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("own", own)?;
                map.end()
            }
            op => serializer.serialize_str(&op.name()),
        }
    }
}

impl<'de> Deserialize<'de> for Op {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OpVisitor)
    }
}

/// Reads an operator: a name, or `{ own = "…" }`.
pub(super) struct OpVisitor;

impl<'de> Visitor<'de> for OpVisitor {
    type Value = Op;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of an operator, such as \"gte\", or { own = \"…\" }")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Op, E> {
        Op::named(name).ok_or_else(|| {
            let others: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
            let tests: Vec<&str> = TESTS.iter().map(|(name, _)| *name).skip(1).collect();
            E::custom(format!(
                "there is no operator `{name}`; there are {}; {}, also with `i`, `not_` and `not_i` before them; \
                 and {{ own = \"{name}\" }} for one of the server's own",
                others.join(", "),
                tests.join(", ")
            ))
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Op, A::Error> {
        let mut own: Option<String> = None;
        while let Some(key) = map.next_key::<String>()? {
            if key != "own" {
                return Err(de::Error::unknown_field(&key, &["own"]));
            }
            own = Some(map.next_value()?);
        }
        own.filter(|own| own.chars().any(char::is_alphanumeric))
            .map(Op::Other)
            .ok_or_else(|| {
                de::Error::custom("an operator of the server's own needs a name in `own`")
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_operators_are_one_to_one() {
        for (name, op) in NAMES {
            assert_eq!(
                (Op::named(name), op.name()),
                (Some(op.clone()), name.to_owned())
            );
        }
        for (test, _) in TESTS {
            for prefix in ["", "i", "not_", "not_i"] {
                let name = format!("{prefix}{test}");
                let op = Op::named(&name);
                if ["exact", "not_exact"].contains(&name.as_str()) {
                    assert_eq!(op, None);
                } else {
                    assert_eq!(op.map(|op| op.name()), Some(name));
                }
            }
        }
    }

    #[test]
    fn options_hold_operators_by_name_and_say_which_there_are() {
        let read = |json: &str| serde_json::from_str::<Op>(json);
        assert_eq!(read("\"not_in\"").expect("it is one"), Op::NotIn);
        let own = read("{\"own\": \"near\"}").expect("it is one");
        assert_eq!(own, Op::Other("near".to_owned()));
        assert_eq!(
            serde_json::to_string(&own).expect("it can be written"),
            "{\"own\":\"near\"}"
        );
        let refused = read("\"gtee\"").expect_err("it is none").to_string();
        assert!(
            refused.starts_with("there is no operator `gtee`; there are eq, ne, gt"),
            "{refused}"
        );
        assert!(read("{\"own\": \"\"}").is_err());
        assert!(read("{\"mine\": \"near\"}").is_err());
    }
}
