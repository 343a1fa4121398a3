//! `x-tamis-pagination`: what a document says of the pages of an operation.

use indexmap::IndexMap;
use serde_json::Value;

use super::Converter;
use crate::diagnostics::{Code, Diagnostic};
use crate::document::key::PAGINATION;
use crate::ir::paging::{PaginationRule, SaidPaging};
use crate::place::Place;

impl Converter<'_, '_> {
    /// The rule of an operation. What is none is an error: only people who want something of this generator write it.
    pub(super) fn paging(
        &mut self,
        extensions: &IndexMap<String, Value>,
        place: &Place,
    ) -> Option<SaidPaging> {
        let value = extensions.get(PAGINATION)?;
        let place = place.child(PAGINATION);
        if let Value::Bool(enabled) = value {
            let rule = PaginationRule::default().enabled(*enabled);
            return Some(SaidPaging { rule, place });
        }
        match serde_json::from_value::<PaginationRule>(value.clone()) {
            Ok(rule) if rule.operations.is_empty() => Some(SaidPaging { rule, place }),
            Ok(_) => {
                let text = "it holds for the operation that it stands at, and names no others";
                let place = place.child("operations");
                self.diagnostics
                    .push(Diagnostic::error(Code::PAGINATION_RULE, &place, text));
                None
            }
            Err(error) => {
                let text = error.to_string();
                self.diagnostics
                    .push(Diagnostic::error(Code::PAGINATION_RULE, &place, text));
                None
            }
        }
    }
}
