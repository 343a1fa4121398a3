//! What one reading keeps count of: its budget, because a few aliases can stand for more than any memory holds, the
//! integers that the parser has no room for, and what has to be reported.

use std::cell::{Cell, RefCell};

use serde::de::Error;

use crate::diagnostics::{Diagnostic, Diagnostics};

/// Part of the message when the budget is spent.
pub(super) const TOO_LARGE: &str = "unfolds to too much";

/// What one reading has seen, and how much it may still build.
pub(super) struct State<'t> {
    yaml: bool,
    /// Bytes of memory, roughly.
    budget: Cell<usize>,
    /// The integers of a JSON text that are too wide for `serde_json`, last first.
    wide: RefCell<Vec<&'t str>>,
    /// Whether there are texts that look like numbers.
    wants_texts: Cell<bool>,
    found: RefCell<Vec<Diagnostic>>,
}

/// What a node costs besides its text.
const NODE: usize = 48;

impl<'t> State<'t> {
    pub(super) fn json(text: &'t str) -> Self {
        Self {
            yaml: false,
            // JSON has no aliases: it cannot unfold.
            budget: Cell::new(usize::MAX),
            wide: RefCell::new(wide_integers(text)),
            wants_texts: Cell::new(false),
            found: RefCell::default(),
        }
    }

    pub(super) fn yaml(text: &str) -> Self {
        // No text without aliases builds more than a node for each of its characters.
        let budget = text.len().saturating_mul(NODE + 2).min(256 << 20)
            + text.len().saturating_mul(8)
            + (16 << 20);
        Self {
            yaml: true,
            budget: Cell::new(budget),
            wide: RefCell::default(),
            wants_texts: Cell::new(false),
            found: RefCell::default(),
        }
    }

    /// Whether the text is YAML: it has merge keys, and scalars that only look like numbers.
    pub(super) fn is_yaml(&self) -> bool {
        self.yaml
    }

    /// Notes that there are texts that look like numbers.
    pub(super) fn want_texts(&self) {
        self.wants_texts.set(true);
    }

    pub(super) fn wants_texts(&self) -> bool {
        self.wants_texts.get()
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// Hands over what was found, when the reading has succeeded.
    pub(super) fn hand_over(self, diagnostics: &mut Diagnostics) {
        for diagnostic in self.found.into_inner() {
            diagnostics.push(diagnostic);
        }
    }

    /// Pays for a node and its text.
    pub(super) fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(bytes + NODE) {
            Some(rest) => {
                self.budget.set(rest);
                Ok(())
            }
            None => Err(E::custom(TOO_LARGE)),
        }
    }

    /// The text of an integer that `serde_json` gave as a float.
    pub(super) fn wide_text(&self, value: f64) -> Option<Box<str>> {
        let mut wide = self.wide.borrow_mut();
        let text = wide.last()?;
        if text.parse::<f64>() != Ok(value) {
            return None;
        }
        wide.pop().map(Into::into)
    }
}

/// The integers of a JSON text that fit neither `u64` nor `i64`, last first.
fn wide_integers(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        match byte {
            b'"' => {
                index += 1;
                while let Some(byte) = bytes.get(index) {
                    match byte {
                        b'"' => break,
                        b'\\' => index += 2,
                        _ => index += 1,
                    }
                }
                index += 1;
            }
            b'-' | b'0'..=b'9' => {
                let start = index;
                while bytes.get(index).is_some_and(|byte| {
                    matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
                }) {
                    index += 1;
                }
                if index - start >= 19 {
                    let token = text.get(start..index).unwrap_or_default();
                    let digits = token.strip_prefix('-').unwrap_or(token);
                    if digits.bytes().all(|byte| byte.is_ascii_digit())
                        && token.parse::<u64>().is_err()
                        && token.parse::<i64>().is_err()
                    {
                        found.push(token);
                    }
                }
            }
            _ => index += 1,
        }
    }
    found.reverse();
    found
}
