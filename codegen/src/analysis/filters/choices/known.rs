//! One rule for filters, and whether there was any use for it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::analysis::origin::RuleOrigin;
use crate::config::Choice;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::Operation;
use crate::ir::filters::{FilterRule, SaidRule};
use crate::pattern::matches;

/// A rule, and what there was for it to hold for.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) rule: FilterRule,
    pub(super) by: String,
    origin: RuleOrigin,
    operations: Vec<Cell<bool>>,
    fields: Vec<Cell<bool>>,
    pub(super) words: RefCell<BTreeSet<String>>,
    pub(super) followed: Rc<Cell<bool>>,
}

impl Known {
    pub(super) fn new(rule: FilterRule, by: String, origin: RuleOrigin) -> Self {
        Self {
            operations: vec![Cell::new(false); rule.operations.len()],
            fields: vec![Cell::new(false); rule.fields.len()],
            words: RefCell::default(),
            followed: Rc::default(),
            rule,
            by,
            origin,
        }
    }

    pub(super) fn said(said: &SaidRule) -> Self {
        let by = "`x-tamis-filter`".to_owned();
        Self::new(
            said.rule.clone(),
            by,
            RuleOrigin::Document(said.place.clone()),
        )
    }

    /// Whether it holds for an operation.
    pub(super) fn is_of(&self, operation: &Operation) -> bool {
        let call = format!("{} {}", operation.method.as_str(), operation.path);
        let is = |pattern: &String| {
            matches(pattern, &call) || operation.id.as_ref().is_some_and(|id| matches(pattern, id))
        };
        found(&self.rule.operations, &self.operations, is)
    }

    /// Whether it holds for a parameter of a field.
    pub(super) fn covers(&self, stem: &str, name: &str) -> bool {
        let is = |pattern: &String| matches(pattern, stem) || matches(pattern, name);
        found(&self.rule.fields, &self.fields, is)
    }

    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        let rule = &self.rule;
        let mut warn = |keys: &[&str], text: String| {
            diagnostics.push(match &self.origin {
                RuleOrigin::Document(place) => {
                    Diagnostic::warning(Code::UNUSED_FILTER_RULE, place, text)
                }
                RuleOrigin::Options(choice) => {
                    let inside = |choice: Choice, key: &&str| choice.member(key);
                    let choice = keys.iter().fold(choice.clone(), inside);
                    choice.warning(Code::UNUSED_FILTER_RULE, text)
                }
            });
        };
        let by = &self.by;
        let is_in_document = matches!(self.origin, RuleOrigin::Document(_));
        for (index, name) in missing(&rule.operations, &self.operations) {
            let text = format!(
                "{by} speaks of the operation `{name}`, which is {}",
                if is_in_document {
                    "not among those that it stands at"
                } else {
                    "in no document"
                }
            );
            warn(&["operations", &index.to_string()], text);
        }
        // A rule without an operation has no fields either: once is enough.
        if !self.operations.is_empty() && !self.operations.iter().any(Cell::get) {
            return;
        }
        for (index, name) in missing(&rule.fields, &self.fields) {
            let text = format!(
                "{by} speaks of `{name}`, which is no query parameter and no field of one{}",
                if rule.operations.is_empty() {
                    ""
                } else {
                    " there"
                }
            );
            warn(&["fields", &index.to_string()], text);
        }
        let used = self.words.borrow();
        for word in rule.operators.keys().filter(|word| !used.contains(*word)) {
            let text = format!(
                "{by} speaks of the operator `{word}`, which no query parameter has in its name"
            );
            warn(&["operators", word], text);
        }
        let of_all = !is_in_document && rule.operations.is_empty() && rule.fields.is_empty();
        if !of_all && only_of_lists_and_nulls(rule) && !self.followed.get() {
            let text = format!(
                "{by} says how filters are sent, and nothing that it speaks of is a filter with a use for that"
            );
            warn(&[], text);
        }
        let declares = rule.field.is_some() || rule.operator.is_some() || rule.expression.is_some();
        if declares && !is_in_document && rule.fields.is_empty() {
            let text = format!(
                "{by} has a `field`, an `operator` or an `expression` and does not say of which parameters: `fields` is missing"
            );
            warn(&[], text);
        }
    }
}

/// Whether all that a rule says is about values on their way.
fn only_of_lists_and_nulls(rule: &FilterRule) -> bool {
    let says = rule.list.is_some() || rule.empty_list.is_some() || rule.null_values.is_some();
    let says_more = rule.enabled.is_some()
        || !rule.conventions.is_empty()
        || !rule.operators.is_empty()
        || rule.field.is_some()
        || rule.operator.is_some()
        || rule.expression.is_some();
    says && !says_more
}

/// Whether one of the patterns is found, or there is none; each that is, is marked.
fn found(patterns: &[String], marks: &[Cell<bool>], is: impl Fn(&String) -> bool) -> bool {
    let mut any = patterns.is_empty();
    for (pattern, mark) in patterns.iter().zip(marks) {
        if is(pattern) {
            mark.set(true);
            any = true;
        }
    }
    any
}

/// The patterns that were never found, each with its position.
fn missing<'p>(
    patterns: &'p [String],
    marks: &'p [Cell<bool>],
) -> impl Iterator<Item = (usize, &'p String)> {
    patterns
        .iter()
        .enumerate()
        .zip(marks)
        .filter(|(_, mark)| !mark.get())
        .map(|(pattern, _)| pattern)
}
