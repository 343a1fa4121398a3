//! What each object of OpenAPI may hold, and what stands there instead: misspelt keywords and keys that are Tamis' own.
//!
//! In: an object as its document wrote it. Out: reports. The tables know OpenAPI 3.0, 3.1 and 3.2, the JSON Schema of all
//! of them, and what Swagger 2 had. Extensions are the document's own business, and so is every other key that is not
//! like a keyword: real documents are full of them.

#[rustfmt::skip]
mod keywords;
mod table;

use std::collections::HashMap;

use self::table::{Inner, TABLES, Table};
use super::at::At;
use super::grammar::Kind;
use super::key::{FILTER, NAME, OWN, PAGINATION};
use super::tree::{Object, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// What a document may say to Tamis.
const DOCUMENTED: [&str; 3] = [FILTER, NAME, PAGINATION];

/// Compares keys with keywords, each key once.
#[derive(Default)]
pub(crate) struct Members {
    known: HashMap<(Table, Box<str>), Option<&'static str>>,
}

impl Members {
    /// Checks an object and those in it that are no [`Kind`] of their own. Keys that are Tamis' own are taken out.
    pub(crate) fn check(
        &mut self,
        kind: Kind,
        object: &mut Object,
        at: &At<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let is_own = |key: &str| key.starts_with(OWN) && !DOCUMENTED.contains(&key);
        if object.keys().any(is_own) {
            object.retain(|key, _| {
                if is_own(key) {
                    diagnostics.push(reserved(key, at));
                }
                !is_own(key)
            });
        }
        self.object(Table::Of(kind), object, at, diagnostics);
    }

    fn object(
        &mut self,
        table: Table,
        object: &Object,
        at: &At<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        for (key, value) in object.iter() {
            let at = at.key(key);
            if let Some(inner) = table.inner(key) {
                self.values(inner, value, &at, diagnostics);
            }
            if table.members().contains(&key) || is_free(key) {
                continue;
            }
            let meant = self.meant(table, key);
            let is_operation = table == Table::Of(Kind::PathItem) && value.as_object().is_some();
            let (code, message) = match (is_operation, meant) {
                (true, _) => (
                    Code::UNKNOWN_METHOD,
                    format!(
                        "`{key}` is no method that a path item can have; the operation is left out"
                    ),
                ),
                (false, Some(_)) => (
                    Code::MISSPELT_KEYWORD,
                    format!("`{key}` means nothing in {} and is ignored", table.word()),
                ),
                (false, None) => continue,
            };
            let diagnostic = Diagnostic::warning(code, &at.place(), message);
            diagnostics.push(match meant {
                Some(meant) => diagnostic.help(format!("is `{meant}` meant?")),
                None => diagnostic,
            });
        }
    }

    fn values(&mut self, inner: Inner, value: &Value, at: &At<'_>, diagnostics: &mut Diagnostics) {
        match (inner, value) {
            (Inner::One(table), Value::Object(object)) => {
                self.object(table, object, at, diagnostics);
            }
            (Inner::List(table), Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    if let Value::Object(object) = item {
                        self.object(table, object, &at.item(index), diagnostics);
                    }
                }
            }
            (Inner::Map(table), Value::Object(members)) => {
                for (key, member) in members.iter() {
                    if let Value::Object(object) = member {
                        self.object(table, object, &at.key(key), diagnostics);
                    }
                }
            }
            _ => {}
        }
    }

    /// The keyword that an unknown key is meant to be.
    fn meant(&mut self, table: Table, key: &str) -> Option<&'static str> {
        // No keyword is longer, and so many different keys are no slips.
        const LONGEST: usize = 40;
        const MOST: usize = 10_000;
        if key.len() > LONGEST {
            return None;
        }
        if let Some(known) = self.known.get(&(table, key.into())) {
            return *known;
        }
        if self.known.len() >= MOST {
            return None;
        }
        let meant = nearest(table, key);
        self.known.insert((table, key.into()), meant);
        meant
    }
}

fn reserved(key: &str, at: &At<'_>) -> Diagnostic {
    let message = format!(
        "keys that begin with `{OWN}` are reserved, and `{key}` is none of those that a document may use"
    );
    Diagnostic::error(Code::RESERVED_KEY, &at.key(key).place(), message).help(format!(
        "remove it, or give it another name; a document may use {}",
        DOCUMENTED.map(|key| format!("`{key}`")).join(", ")
    ))
}

/// Extensions, and what is left from a stage before.
fn is_free(key: &str) -> bool {
    key.starts_with("x-") || key.starts_with("X-") || key == super::tree::PLACE
}

/// The keyword that a key is a slip of: equal but for case and separators, or up to three letters away, according to its
/// length. A keyword of some other object is not misspelt, only misplaced.
fn nearest(table: Table, key: &str) -> Option<&'static str> {
    let is_misplaced = TABLES
        .iter()
        .any(|other| *other != table && other.members().contains(&key));
    if is_misplaced && table != Table::Of(Kind::Components) {
        return None;
    }
    let plain = plain(key);
    let candidates = table.members().iter().map(|keyword| {
        let (ours, theirs) = (plain.chars().count(), keyword.len());
        let allowed = match ours.min(theirs) {
            // `_id` is no slip of `$id`.
            0..=3 => return (usize::from(!key.eq_ignore_ascii_case(keyword)), 0, *keyword),
            4..=7 => 1,
            8 | 9 => 2,
            _ => 3,
        };
        let distance = if ours.abs_diff(theirs) > allowed + 1 {
            usize::MAX
        } else {
            strsim::damerau_levenshtein(&plain, &self::plain(keyword))
        };
        (distance, allowed, *keyword)
    });
    candidates
        .filter(|(distance, allowed, _)| distance <= allowed)
        .min_by_key(|(distance, _, _)| *distance)
        .map(|(_, _, keyword)| keyword)
}

fn plain(key: &str) -> String {
    key.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' ' | '$' | ':'))
        .flat_map(char::to_lowercase)
        .collect()
}
