//! What the options name, and whether it is there.

use crate::config::Choice;
use crate::diagnostics::Diagnostics;
use crate::pattern::matches;

/// Names among the options, and whether there was something for each.
pub(super) struct Wanted<'c> {
    /// Where they stand.
    choice: Choice,
    names: &'c [String],
    found: Vec<bool>,
}

impl<'c> Wanted<'c> {
    pub(super) fn new(choice: Choice, names: &'c [String]) -> Self {
        Self {
            choice,
            names,
            found: vec![false; names.len()],
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether one of the names means this; remembers that there was something for it.
    pub(super) fn takes(&mut self, name: &str) -> bool {
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
    pub(super) fn report(&self, what: &str, known: &[&str], diagnostics: &mut Diagnostics) {
        for (index, name) in self.names.iter().enumerate() {
            if self.found.get(index) == Some(&false) {
                diagnostics.push(self.choice.item(index).no_match(name, what, known));
            }
        }
    }
}
