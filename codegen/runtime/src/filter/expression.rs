//! Filters inside one parameter: the conditions on a field as a piece of an expression.
//!
//! In: a filter, and the table of its field, whose names are the operators' words in the expression. Out: a piece of text, all conditions
//! joined (`grammar.rs` writes each). The encoder joins the pieces of all fields of a parameter (`encode/expression.rs`).

use std::ops::Bound;

use super::grammar::{Expression, Operand};
use super::{Filter, FilterField};
use crate::error::ParameterProblem;
use crate::value::Value;

impl<T: Value, S> Filter<T, S> {
    /// The conditions as a piece of the expression, joined.
    pub(super) fn expressed(
        &self,
        field: &FilterField,
        place: &Expression,
    ) -> Result<String, ParameterProblem> {
        let filters = match self {
            Self::All { filters } if !filters.is_empty() => filters.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut conditions = Vec::new();
        for filter in filters {
            filter.single(field, &mut |word, operand| {
                let Some(word) = word else {
                    return Err(ParameterProblem::NotOffered);
                };
                conditions.push(place.condition(word, &operand)?);
                Ok(())
            })?;
        }
        place.joined(&conditions)
    }

    /// A single condition, or the two of a range, each with the word of its operator.
    fn single<'f>(
        &'f self,
        field: &FilterField,
        write: &mut dyn FnMut(Option<&'static str>, Operand<'f, T>) -> Result<(), ParameterProblem>,
    ) -> Result<(), ParameterProblem> {
        let [lower, upper] = self.names(field);
        match self {
            Self::All { .. }
            | Self::Range {
                from: Bound::Unbounded,
                to: Bound::Unbounded,
            } => return Err(ParameterProblem::NoCondition),
            Self::Range { from, to } => {
                if let Bound::Included(value) | Bound::Excluded(value) = from {
                    write(lower, Operand::Value(value))?;
                }
                if let Bound::Included(value) | Bound::Excluded(value) = to {
                    write(upper, Operand::Value(value))?;
                }
            }
            Self::Eq { value } | Self::Ne { value } => write(lower, Operand::Value(value))?,
            Self::Between { low, high } => write(lower, Operand::List(vec![low, high]))?,
            Self::In { values }
            | Self::NotIn { values }
            | Self::Vendor {
                values, list: true, ..
            } => write(lower, Operand::List(values.iter().collect()))?,
            Self::Vendor { values, .. } => {
                for value in values {
                    write(lower, Operand::Value(value))?;
                }
            }
            Self::Text { op, text } => write(lower, Operand::Text(*op, text))?,
            // With a word for each of the two, the word is all there is to say.
            Self::Null { null } if field.null.is_some() && field.not_null.is_some() => {
                write(lower, Operand::Null(*null))?;
            }
            Self::Null { null } => {
                write(lower, Operand::Flag(*null == field.null.is_some()))?;
            }
            Self::Exists { exists: yes } | Self::Empty { empty: yes } => {
                write(lower, Operand::Flag(*yes))?;
            }
            Self::Profile { never, .. } => match *never {},
        }
        Ok(())
    }
}
