//! What a filter operator means, whatever a server calls it.
//!
//! Deliberately not here: the servers' words for them; `vocabulary.rs` has those.

/// What a condition asks.
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

impl Op {
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
