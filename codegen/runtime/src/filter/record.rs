//! Conditions as texts, for the items of the response to be held against (`verify.rs`).
//!
//! In: a filter with its table. Out: a [`Condition`] for each of its conditions that an item can contradict: an operator
//! of the server's own, a pattern and a search are the server's affair.

use std::ops::Bound;

use super::field::FilterField;
use super::{Filter, TextOp};
use crate::text::{Escape, Text};
use crate::value::Value;

/// A condition that was sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Condition {
    /// The parameter, percent-encoded.
    pub(crate) parameter: &'static str,
    /// The member of an item that the server compares.
    pub(crate) member: &'static str,
    pub(crate) test: Test,
}

/// What a condition asks of a member.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    /// Equal to one of these.
    In(Vec<String>),
    /// Equal to none of these.
    NotIn(Vec<String>),
    Gt(String),
    Gte(String),
    Lt(String),
    Lte(String),
    /// Without a value.
    Null,
    Text(TextOp, String),
}

impl<T: Value, S> Filter<T, S> {
    /// Adds the conditions on a member to those that were sent.
    pub(crate) fn record(&self, field: &'static FilterField, conditions: &mut Vec<Condition>) {
        for filter in self.conditions() {
            let names = filter.names(field).into_iter().flatten();
            conditions.extend(names.zip(filter.tests()).map(|(name, test)| Condition {
                parameter: field.expression.map_or(name, |place| place.parameter),
                member: field.field,
                test,
            }));
        }
    }

    /// What a single condition asks, a test for each parameter that it sets.
    fn tests(&self) -> Vec<Test> {
        let texts = |values: &[T]| values.iter().map(text).collect();
        match self {
            Self::Eq { value } => vec![Test::In(vec![text(value)])],
            Self::Ne { value } => vec![Test::NotIn(vec![text(value)])],
            Self::In { values } => vec![Test::In(texts(values))],
            Self::NotIn { values } => vec![Test::NotIn(texts(values))],
            Self::Range { from, to } => {
                let lower = match from {
                    Bound::Included(value) => Some(Test::Gte(text(value))),
                    Bound::Excluded(value) => Some(Test::Gt(text(value))),
                    Bound::Unbounded => None,
                };
                let upper = match to {
                    Bound::Included(value) => Some(Test::Lte(text(value))),
                    Bound::Excluded(value) => Some(Test::Lt(text(value))),
                    Bound::Unbounded => None,
                };
                lower.into_iter().chain(upper).collect()
            }
            Self::Null { null: true } => vec![Test::Null],
            Self::Text { op, text } => vec![Test::Text(*op, text.clone())],
            // Whether both ends of a range belong to it, only the server knows; so it is for what `null` stands for.
            Self::Between { .. }
            | Self::Null { null: false }
            | Self::Exists { .. }
            | Self::Empty { .. }
            | Self::Vendor { .. }
            | Self::All { .. } => Vec::new(),
            Self::Profile { never, .. } => match *never {},
        }
    }
}

/// The text of a value, as it is sent but for the escapes.
fn text<T: Value>(value: &T) -> String {
    let mut buffer = String::new();
    value.write(&mut Text::new(&mut buffer, Escape::Nothing));
    buffer
}
