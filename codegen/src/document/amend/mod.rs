//! What the user says of the documents: which operations are wanted, and what is wrong with the rest.
//!
//! In: the one document that all were united in, and the options. Out: the same document without what is not wanted and
//! with what should have been said. It works on the form that every dialect has become, so that `nullable` is one thing.
//! A name in the options that is in no document is an error: it is misspelt, or the document has changed.

mod correct;
mod name;
mod operation;
mod prune;
mod schema;
mod select;

use super::grammar::{ADDITIONAL, METHODS, Method};
use super::tree::{Object, Value};
use crate::config::{Choice, Config, Rename};
use crate::diagnostics::Diagnostics;
use crate::pattern::matches;

/// Selects and corrects; gives the names that the document has for the client.
pub(crate) fn amend(
    root: &mut Object,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Vec<Rename> {
    correct::correct(root, config, diagnostics);
    select::select(root, config, diagnostics);
    name::names(root, diagnostics)
}

/// Names among the options, and whether there was something for each.
struct Wanted<'c> {
    /// Where they stand.
    choice: Choice,
    names: &'c [String],
    found: Vec<bool>,
}

impl<'c> Wanted<'c> {
    fn new(choice: Choice, names: &'c [String]) -> Self {
        Self {
            choice,
            names,
            found: vec![false; names.len()],
        }
    }

    fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether one of the names means this; remembers that there was something for it.
    fn takes(&mut self, name: &str) -> bool {
        let mut taken = false;
        for (pattern, found) in self.names.iter().zip(&mut self.found) {
            if matches(pattern, name) {
                *found = true;
                taken = true;
            }
        }
        taken
    }

    /// Reports the names for which there was nothing.
    fn report(&self, what: &str, known: &[&str], diagnostics: &mut Diagnostics) {
        for (index, name) in self.names.iter().enumerate() {
            if self.found.get(index) == Some(&false) {
                diagnostics.push(self.choice.item(index).no_match(name, what, known));
            }
        }
    }
}

/// An operation of the document.
struct Operation<'t> {
    /// `GET /path`.
    call: String,
    id: Option<String>,
    object: &'t mut Object,
}

impl Operation<'_> {
    /// Whether one of the names means this operation.
    fn is_among(&self, wanted: &mut Wanted<'_>) -> bool {
        // Both are asked, so that each name that means it counts as found.
        let by_call = wanted.takes(&self.call);
        let by_id = self.id.as_ref().is_some_and(|id| wanted.takes(id));
        by_call || by_id
    }
}

/// Calls `visit` with every operation, those of webhooks included; takes out those for which it says no.
fn retain_operations(root: &mut Object, visit: &mut dyn FnMut(Operation<'_>) -> bool) {
    for container in ["paths", "webhooks"] {
        let Some(Value::Object(items)) = root.get_mut(container) else {
            continue;
        };
        items.retain(|path, item| {
            let Value::Object(item) = item else {
                return true;
            };
            let mut any = false;
            let mut ask = |method: Method<'_>, value: &mut Value| {
                let Value::Object(object) = value else {
                    return true;
                };
                let keep = visit(Operation {
                    call: format!("{} {path}", method.sent()),
                    id: object.get("operationId").and_then(Value::scalar_text),
                    object,
                });
                any |= keep;
                keep
            };
            item.retain(|key, value| match value {
                Value::Object(others) if key == ADDITIONAL => {
                    others.retain(|key, value| ask(Method::Additional(key), value));
                    true
                }
                value if METHODS.contains(&key) => ask(Method::Listed(key), value),
                _ => true,
            });
            any
        });
    }
}

/// The names of all operations, for suggestions.
fn operation_names(root: &mut Object) -> Vec<String> {
    let mut names = Vec::new();
    retain_operations(root, &mut |operation| {
        names.extend(operation.id);
        names.push(operation.call);
        true
    });
    names
}

/// The members of a section of the components.
fn section<'t>(root: &'t mut Object, name: &str) -> Option<&'t mut Object> {
    root.get_mut("components")?
        .as_object_mut()?
        .get_mut(name)?
        .as_object_mut()
}

/// What a reference to a component of this section means.
fn target<'s>(value: &Value, section: &'s Object) -> Option<&'s Value> {
    let name = value.ref_target()?.rsplit('/').next()?;
    section.get(&super::resolve::unescape(name))
}

#[cfg(test)]
mod tests;
