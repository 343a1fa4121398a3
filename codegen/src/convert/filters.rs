//! `x-tamis-filter`: what a document says of its filters.
//!
//! In: the extension of an operation (a list, with the places of its items) or of a parameter. Out: rules. What is no
//! rule is an error: only people who want something of this generator write it.

use indexmap::IndexMap;
use serde_json::Value;

use super::converter::Converter;
use crate::diagnostics::{Code, Diagnostic};
use crate::document::key::{FILTER, FILTER_PLACES};
use crate::ir::filters::{FilterRule, SaidRule};
use crate::place::Place;

impl Converter<'_, '_> {
    /// The rules of an operation, those of its path item and its document first.
    pub(super) fn filter_rules(&mut self, extensions: &IndexMap<String, Value>) -> Vec<SaidRule> {
        let list = |key| match extensions.get(key) {
            Some(Value::Array(items)) => items.as_slice(),
            _ => &[],
        };
        let places = list(FILTER_PLACES).iter();
        list(FILTER)
            .iter()
            .zip(places.filter_map(Value::as_str))
            .filter_map(|(rule, place)| {
                let place = Place::parse(place);
                let said = self.filter_rule(rule, place)?;
                let rule = &said.rule;
                let needs_fields = rule.expression.is_some() && rule.fields.is_empty();
                if rule.field.is_some() || rule.operator.is_some() || needs_fields {
                    let text = "`field`, `operator` and, without `fields`, `expression` belong to a parameter";
                    self.wrong_filter_rule(&said.place, text);
                    return None;
                }
                Some(said)
            })
            .collect()
    }

    /// What is said of a parameter itself.
    pub(super) fn parameter_filter_rule(
        &mut self,
        extensions: &IndexMap<String, Value>,
        is_query: bool,
        place: &Place,
    ) -> Option<SaidRule> {
        let value = extensions.get(FILTER).filter(|value| !value.is_null())?;
        let place = place.child(FILTER);
        let said = self.filter_rule(value, place)?;
        let rule = &said.rule;
        let elsewhere = !rule.operations.is_empty()
            || !rule.fields.is_empty()
            || !rule.conventions.is_empty()
            || !rule.operators.is_empty();
        if elsewhere {
            let text = "a parameter takes `enabled`, `field`, `operator`, `expression`, `list`, `empty_list` and `null_values`; \
                        the rest belongs to an operation";
            self.wrong_filter_rule(&said.place, text);
            return None;
        }
        if !is_query {
            let text = "only parameters of the query are filters";
            self.wrong_filter_rule(&said.place, text);
            return None;
        }
        Some(said)
    }

    fn filter_rule(&mut self, value: &Value, place: Place) -> Option<SaidRule> {
        match value {
            Value::Bool(enabled) => {
                let rule = FilterRule::new().enabled(*enabled);
                return Some(SaidRule { rule, place });
            }
            Value::Object(members) => {
                let mut wrong = false;
                // One by one, so that each complaint has its place.
                for (key, value) in members {
                    let member = serde_json::json!({ key: value });
                    if let Err(error) = serde_json::from_value::<FilterRule>(member) {
                        self.wrong_filter_rule(&place.child(key), &error.to_string());
                        wrong = true;
                    }
                }
                if !wrong && let Ok(rule) = serde_json::from_value(value.clone()) {
                    return Some(SaidRule { rule, place });
                }
            }
            _ => self.wrong_filter_rule(&place, "`false` or an object belongs here"),
        }
        None
    }

    /// Complains, once for each place: a parameter can be used many times.
    fn wrong_filter_rule(&mut self, place: &Place, text: &str) {
        if self
            .complained
            .insert(format!("filter-rule {place} {text}"))
        {
            self.diagnostics
                .push(Diagnostic::error(Code::FILTER_RULE, place, text));
        }
    }
}
