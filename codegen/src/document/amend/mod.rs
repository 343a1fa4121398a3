//! What the user says of the documents: which operations are wanted, and what is wrong with the rest.
//!
//! In: the one document that all were united in, and the options. Out: the same document without what is not wanted and
//! with what should have been said. It works on the form that every dialect has become, so that `nullable` is one thing.
//! A name in the options that is in no document is an error: it is misspelt, or the document has changed.

mod components;
mod correct;
mod name;
mod operation;
mod operations;
mod prune;
mod schema;
mod select;
mod value;
mod wanted;

use super::tree::Object;
use crate::config::{Config, Rename};
use crate::diagnostics::Diagnostics;

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

#[cfg(test)]
mod tests;
