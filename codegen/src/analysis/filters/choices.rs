//! What was chosen for filters, by whom, and whether there was any use for it.
//!
//! In: the options, and what the documents say under `x-tamis-filter`. Out: for each parameter what holds for it
//! ([`About`]), and a warning for every name that is in no document. Of two choices of the same thing the later one
//! counts: what the options say for everything, the document, the path item, the operation, the parameter, and then
//! the rules among the options in their order.

mod known;

use std::cell::Cell;
use std::rc::Rc;

use indexmap::IndexMap;

use self::known::Known;
use crate::analysis::origin::RuleOrigin;
use crate::config::FilterConfig;
use crate::diagnostics::Diagnostics;
use crate::ir::filters::{
    Convention, EmptyList, ExpressionFilter, FilterRule, ListStyle, Meaning, NullValues, Op,
};
use crate::ir::{Api, Operation, Parameter};
use crate::pattern::matches;

/// All choices for an API.
#[derive(Debug)]
pub(super) struct Choices {
    everywhere: Known,
    /// Those of the documents, by their places.
    said: IndexMap<String, Known>,
    rules: Vec<Known>,
}

/// What holds for an operation.
#[derive(Debug)]
pub(super) struct OfOperation<'c> {
    choices: &'c Choices,
    /// Those of the documents that hold.
    said: Vec<&'c Known>,
    /// Those of the options that hold.
    rules: Vec<&'c Known>,
}

/// What holds for a parameter.
#[derive(Debug)]
pub(super) struct About<'c> {
    name: &'c str,
    /// The later the stronger.
    layers: Vec<&'c Known>,
    /// Its own rule among them.
    own: Option<&'c Known>,
}

/// A choice, by whom it was made, and how strong it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting<T> {
    pub(super) value: T,
    /// In words: `rule 2 of the configuration`.
    pub(super) by: String,
    pub(super) strength: usize,
    followed: Vec<Rc<Cell<bool>>>,
}

impl<T> Setting<T> {
    /// Notes that something came of it.
    pub(super) fn follow(&self) {
        self.followed.iter().for_each(|mark| mark.set(true));
    }
}

/// What a parameter was declared to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared {
    pub(super) field: Option<String>,
    pub(super) op: Option<Op>,
    /// The way of its list that stands in a declaration itself.
    pub(super) list: Option<ListStyle>,
    pub(super) by: String,
}

impl Choices {
    /// Gathers all choices.
    pub(super) fn gather(api: &Api, config: &FilterConfig) -> Self {
        let mut said = IndexMap::new();
        for operation in &api.operations {
            let own = (operation.parameters.iter())
                .filter_map(|parameter| parameter.filter_rule.as_ref());
            for rule in operation.filter_rules.iter().chain(own) {
                said.entry(rule.place.to_string())
                    .or_insert_with(|| Known::said(rule));
            }
        }
        let rules = (config.rules.iter().enumerate())
            .map(|(index, rule)| {
                let by = format!("rule {} of the configuration", index + 1);
                let choice = config.origin.choice(&["filters", "rules"]).item(index);
                Known::new(rule.clone(), by, RuleOrigin::Options(choice))
            })
            .collect();
        Self {
            everywhere: Known::new(
                config.everywhere(),
                "the configuration".to_owned(),
                RuleOrigin::Options(config.origin.choice(&["filters"])),
            ),
            said,
            rules,
        }
    }

    /// Whether there is a filter anywhere.
    pub(super) fn any_enabled(&self) -> bool {
        self.everywhere.rule.enabled != Some(false)
            || (self.said.values().chain(&self.rules)).any(|known| known.rule.enabled == Some(true))
    }

    /// What holds for an operation.
    pub(super) fn operation<'c>(&'c self, operation: &Operation) -> OfOperation<'c> {
        let said = (operation.filter_rules.iter())
            .filter_map(|rule| self.said.get(&rule.place.to_string()));
        OfOperation {
            choices: self,
            said: said.filter(|known| known.is_of(operation)).collect(),
            rules: (self.rules.iter())
                .filter(|known| known.is_of(operation))
                .collect(),
        }
    }

    /// Reports the names that are in no document, and rules that make no sense.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        let all = std::iter::once(&self.everywhere)
            .chain(self.said.values())
            .chain(&self.rules);
        for known in all {
            known.report(diagnostics);
        }
    }
}

impl<'c> OfOperation<'c> {
    /// What holds for one of the parameters.
    pub(super) fn about(&self, parameter: &'c Parameter) -> About<'c> {
        let own = (parameter.filter_rule.as_ref())
            .and_then(|rule| self.choices.said.get(&rule.place.to_string()));
        let layers = std::iter::once(&self.choices.everywhere)
            .chain(self.said.iter().copied())
            .chain(own)
            .chain(self.rules.iter().copied())
            .collect();
        About {
            name: &parameter.wire_name,
            layers,
            own,
        }
    }
}

impl About<'_> {
    /// Whether it may be a filter.
    pub(super) fn enabled(&self, stem: &str) -> Option<Setting<bool>> {
        self.told(stem, |rule| rule.enabled)
    }

    /// Whether a convention is looked for, if that was chosen.
    pub(super) fn convention(&self, convention: Convention, stem: &str) -> Option<Setting<bool>> {
        self.told(stem, |rule| rule.conventions.get(&convention).copied())
    }

    /// What a word for an operator means, if that was chosen.
    pub(super) fn word(&self, word: &str, stem: &str) -> Option<Setting<Meaning>> {
        self.told(stem, |rule| rule.operators.get(word).cloned())
    }

    /// All words of which something was said.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        (self.layers.iter()).flat_map(|known| known.rule.operators.keys().map(String::as_str))
    }

    /// How lists travel, if that was chosen.
    pub(super) fn list(&self, stem: &str) -> Option<Setting<ListStyle>> {
        self.told(stem, |rule| rule.list)
    }

    /// What an empty list does, if that was chosen.
    pub(super) fn empty_list(&self, stem: &str) -> Option<Setting<EmptyList>> {
        self.told(stem, |rule| rule.empty_list)
    }

    /// What is sent to ask for null, if that was chosen.
    pub(super) fn null_values(&self, stem: &str) -> Option<Setting<NullValues>> {
        self.told(stem, |rule| rule.null_values.clone())
    }

    /// Whether its own rule says how its list travels.
    pub(super) fn has_list_of_its_own(&self) -> bool {
        self.own.is_some_and(|own| own.rule.list.is_some())
    }

    /// What the parameter was declared to be.
    pub(super) fn declared(&self) -> Option<Declared> {
        let mut declared: Option<Declared> = None;
        for known in &self.layers {
            let rule = &known.rule;
            let is_own = self.own.is_some_and(|own| std::ptr::eq(own, *known));
            let names_it = || {
                rule.fields
                    .iter()
                    .any(|pattern| matches(pattern, self.name))
            };
            if (rule.field.is_some() || rule.operator.is_some()) && (is_own || names_it()) {
                // Who says only one of them leaves the others as they are.
                let before = declared.as_ref();
                let by = match before {
                    Some(before) if rule.field.is_none() || rule.operator.is_none() => {
                        format!("{} and {}", before.by, known.by)
                    }
                    _ => known.by.clone(),
                };
                declared = Some(Declared {
                    field: (rule.field.clone()).or_else(|| before?.field.clone()),
                    op: (rule.operator.clone()).or_else(|| before?.op.clone()),
                    list: rule.list.or_else(|| before?.list),
                    by,
                });
            }
        }
        declared
    }

    /// The expression that stands in the parameter, if that was declared.
    pub(super) fn expression(&self) -> Option<Setting<ExpressionFilter>> {
        let is_own = |known: &Known| self.own.is_some_and(|own| std::ptr::eq(own, known));
        let told = self.layers.iter().enumerate().rev();
        let mut told = told.filter(|(_, known)| {
            let fields = &known.rule.fields;
            is_own(known) || fields.iter().any(|pattern| matches(pattern, self.name))
        });
        told.find_map(|(strength, known)| {
            Some(Setting {
                value: known.rule.expression.clone()?,
                by: known.by.clone(),
                strength,
                followed: vec![Rc::clone(&known.followed)],
            })
        })
    }

    /// Notes that the parameter is there, so that rules can find it.
    pub(super) fn note(&self, stem: &str) {
        for known in &self.layers {
            known.covers(stem, self.name);
        }
    }

    /// Notes that there was a use for a word.
    pub(super) fn note_word(&self, word: &str) {
        for known in &self.layers {
            if known.rule.operators.contains_key(word) {
                known.words.borrow_mut().insert(word.to_owned());
            }
        }
    }

    fn told<T>(&self, stem: &str, pick: impl Fn(&FilterRule) -> Option<T>) -> Option<Setting<T>> {
        let mut told: Option<Setting<T>> = None;
        for (strength, known) in self.layers.iter().enumerate() {
            let Some(value) = pick(&known.rule) else {
                continue;
            };
            if !known.covers(stem, self.name) {
                continue;
            }
            // A rule that a later one overrules is not in vain: elsewhere it may count.
            let mut followed = told.map(|told| told.followed).unwrap_or_default();
            followed.push(Rc::clone(&known.followed));
            told = Some(Setting {
                value,
                by: known.by.clone(),
                strength,
                followed,
            });
        }
        told
    }
}
