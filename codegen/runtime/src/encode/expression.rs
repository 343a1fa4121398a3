//! Expressions in the query: the conditions of several fields in one parameter.

use super::Encoder;
use crate::error::ParameterProblem;
use crate::filter::{Expression, Grammar};
use crate::text::push_url;

impl Encoder {
    /// Adds conditions to the expression of their parameter. All fields of one parameter are written one behind the other.
    pub(crate) fn push_expression(&mut self, place: &Expression, conditions: &str) {
        let parameter = place.parameter;
        let is_json = place.grammar == Grammar::Json;
        let begun = self
            .expressions
            .iter()
            .position(|(name, _)| *name == parameter);
        match begun.and_then(|at| self.expressions.get(at)) {
            Some((_, end)) if *end != self.url.len() => {
                return self.refuse(parameter, ParameterProblem::Repeated);
            }
            Some(_) => {
                if is_json {
                    // Behind the last member, in the place of the end.
                    self.url.truncate(self.url.len() - CLOSE.len());
                }
                push_url(&mut self.url, place.grammar.and());
            }
            None => {
                self.name(parameter);
                if is_json {
                    self.url.push_str(OPEN);
                }
            }
        }
        push_url(&mut self.url, conditions);
        if is_json {
            self.url.push_str(CLOSE);
        }
        let end = self.url.len();
        match begun.and_then(|at| self.expressions.get_mut(at)) {
            Some(known) => known.1 = end,
            None => self.expressions.push((parameter, end)),
        }
    }
}

/// The braces of an object, percent-encoded.
const OPEN: &str = "%7B";
const CLOSE: &str = "%7D";
