//! Which rule holds for an operation, and whether there was an operation for each.
//!
//! In: the options, and what the documents say under `x-tamis-pagination`. Out: for an operation the strongest rule.

use std::cell::RefCell;

use crate::analysis::origin::RuleOrigin;
use crate::config::{Choice, Config};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::paging::PaginationRule;
use crate::ir::{Api, Operation};
use crate::pattern::matches;

/// The rules of the options, and for which of their operations there was one.
pub(super) struct Rules<'c> {
    config: &'c Config,
    found: RefCell<Vec<Vec<bool>>>,
}

/// A rule, and where it is set.
pub(super) struct ChosenRule<'r> {
    pub(super) rule: &'r PaginationRule,
    pub(super) by: String,
    origin: RuleOrigin,
}

impl<'c> Rules<'c> {
    pub(super) fn of(config: &'c Config) -> Self {
        let rules = &config.pagination.rules;
        let found = rules.iter().map(|rule| vec![false; rule.operations.len()]);
        Self {
            config,
            found: RefCell::new(found.collect()),
        }
    }

    /// The rule that counts for an operation.
    pub(super) fn about<'r>(&'r self, operation: &'r Operation) -> Option<ChosenRule<'r>> {
        let said = operation.paging.as_ref().map(|said| ChosenRule {
            rule: &said.rule,
            by: "`x-tamis-pagination`".to_owned(),
            origin: RuleOrigin::Document(said.place.clone()),
        });
        let call = format!("{} {}", operation.method.as_str(), operation.path);
        let is = |pattern: &String| {
            matches(pattern, &call) || operation.id.as_ref().is_some_and(|id| matches(pattern, id))
        };
        let mut told = said;
        let mut found = self.found.borrow_mut();
        for (index, (rule, marks)) in
            (self.config.pagination.rules.iter().zip(found.iter_mut())).enumerate()
        {
            let mut holds = rule.operations.is_empty();
            for (pattern, mark) in rule.operations.iter().zip(marks) {
                if is(pattern) {
                    *mark = true;
                    holds = true;
                }
            }
            if holds {
                told = Some(ChosenRule {
                    rule,
                    by: format!("rule {} of the configuration", index + 1),
                    origin: RuleOrigin::Options(self.choice(index)),
                });
            }
        }
        told
    }

    fn choice(&self, index: usize) -> Choice {
        self.config.choice(&["pagination", "rules"]).item(index)
    }

    /// Reports the operations that are in no document.
    pub(super) fn report(&self, api: &Api, diagnostics: &mut Diagnostics) {
        let known: Vec<String> = api
            .operations
            .iter()
            .flat_map(|operation| {
                let call = format!("{} {}", operation.method.as_str(), operation.path);
                operation.id.clone().into_iter().chain([call])
            })
            .collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let rules = self.config.pagination.rules.iter().enumerate();
        for ((index, rule), marks) in rules.zip(self.found.borrow().iter()) {
            let choice = self.choice(index).member("operations");
            for (position, (name, found)) in rule.operations.iter().zip(marks).enumerate() {
                if !found {
                    let choice = choice.item(position);
                    diagnostics.push(choice.no_match(name, "operation", &known));
                }
            }
        }
    }
}

impl ChosenRule<'_> {
    /// A complaint about a part of the rule.
    pub(super) fn misfit(&self, part: &str, operation: &Operation, message: &str) -> Diagnostic {
        let call = format!("{} {}", operation.method.as_str(), operation.path);
        let message = format!("{} does not fit `{call}`: {message}", self.by);
        match &self.origin {
            RuleOrigin::Options(choice) => {
                choice.nearest(part).error(Code::PAGINATION_RULE, message)
            }
            RuleOrigin::Document(place) => {
                Diagnostic::error(Code::PAGINATION_RULE, &place.child(part), message)
            }
        }
    }
}
