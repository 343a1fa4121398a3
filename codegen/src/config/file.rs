//! Where choices stand: in `tamis.toml`, or nowhere, if a setter of the builder made them.
//!
//! In: the text of the file, and the keys that lead to a choice. Out: a report about it that names the line; a choice
//! without a place is only named.

use std::fmt;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Code, Diagnostic, Error};
use crate::pattern::nearest;
use crate::place::Place;

/// The file that choices come from; none where they were only made by calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin(Option<Arc<File>>);

#[derive(Debug, PartialEq, Eq)]
struct File {
    name: String,
    text: String,
}

/// Why a text cannot be read.
pub(super) fn refusal(code: Code, name: &str, text: &str, error: &toml::de::Error) -> Error {
    let message = error.message();
    let mut diagnostic = Diagnostic::error(code, &Place::root(name), message);
    diagnostic.position = error.span().map(|span| position(text, span.start));
    // The message names what was read first, and then all that could stand there.
    let mut quoted = message.split('`').skip(1).step_by(2);
    let meant = match quoted.next() {
        Some(read) if message.starts_with("unknown ") => nearest(read, &quoted.collect::<Vec<_>>()),
        _ => None,
    };
    match meant {
        Some(meant) => diagnostic.help(format!("is `{meant}` meant?")).into(),
        None => diagnostic.into(),
    }
}

impl Origin {
    pub(super) fn new(name: &str, text: &str) -> Self {
        let (name, text) = (name.to_owned(), text.to_owned());
        Self(Some(Arc::new(File { name, text })))
    }

    pub(crate) fn choice(&self, keys: &[&str]) -> Choice {
        Choice {
            origin: self.clone(),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        }
    }

    /// The text of the file, if it is called so.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        let file = self.0.as_ref().filter(|file| file.name == name)?;
        Some(&file.text)
    }
}

/// A choice: where it stands among the options.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    origin: Origin,
    keys: Vec<String>,
}

impl Choice {
    /// What stands in it under a key.
    pub(crate) fn member(&self, key: &str) -> Self {
        let mut choice = self.clone();
        choice.keys.push(key.to_owned());
        choice
    }

    /// What stands in it under a key, if something does; else itself.
    pub(crate) fn nearest(&self, key: &str) -> Self {
        let member = self.member(key);
        if member.place().is_some() {
            member
        } else {
            self.clone()
        }
    }

    /// The item of it at an index.
    pub(crate) fn item(&self, index: usize) -> Self {
        self.member(&index.to_string())
    }

    /// Where it stands in the file, if it came from there.
    pub(crate) fn place(&self) -> Option<Place> {
        let file = self.origin.0.as_ref()?;
        let table = DeTable::parse(&file.text).ok()?;
        stands_in(table.get_ref(), &self.keys).then(|| {
            let root = Place::root(&file.name);
            self.keys.iter().fold(root, |place, key| place.child(key))
        })
    }

    /// A complaint about it that stops the generation.
    pub(crate) fn error(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        match self.place() {
            Some(place) => Diagnostic::error(code, &place, message),
            None => Diagnostic::general(code, message),
        }
    }

    /// A complaint about it that does not stop the generation.
    pub(crate) fn warning(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        match self.place() {
            Some(place) => Diagnostic::warning(code, &place, message),
            None => Diagnostic::general_warning(code, message),
        }
    }

    /// A complaint about a name in it: what the documents have that is like it.
    pub(crate) fn no_match(&self, name: &str, what: &str, known: &[&str]) -> Diagnostic {
        let of = match self.keys.last() {
            Some(last) if last.parse::<usize>().is_ok() => self.parent().to_string(),
            _ => self.to_string(),
        };
        let message = format!("`{name}` in `{of}` is no {what} of the documents");
        let diagnostic = self.error(Code::NO_MATCH, message);
        match nearest(name, known) {
            Some(near) => diagnostic.help(format!("is `{near}` meant?")),
            None => diagnostic,
        }
    }

    fn parent(&self) -> Self {
        let mut parent = self.clone();
        parent.keys.pop();
        parent
    }
}

/// `corrections[0].schemas`.
impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, key) in self.keys.iter().enumerate() {
            match key.parse::<usize>() {
                Ok(number) if index > 0 => write!(f, "[{number}]")?,
                _ if index > 0 => write!(f, ".{key}")?,
                _ => f.write_str(key)?,
            }
        }
        Ok(())
    }
}

fn stands_in(table: &DeTable<'_>, keys: &[String]) -> bool {
    let Some((first, rest)) = keys.split_first() else {
        return true;
    };
    let mut found = match table.iter().find(|(key, _)| key.get_ref() == first) {
        Some((_, value)) => value.get_ref(),
        None => return false,
    };
    for (index, key) in rest.iter().enumerate() {
        found = match found {
            DeValue::Table(table) => {
                return stands_in(table, rest.get(index..).unwrap_or_default());
            }
            DeValue::Array(items) => {
                let item = key.parse().ok().and_then(|index: usize| items.get(index));
                match item {
                    Some(item) => item.get_ref(),
                    None => return false,
                }
            }
            _ => return false,
        };
    }
    true
}

/// Line and column (from 1, in characters) of an offset.
pub(crate) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}
