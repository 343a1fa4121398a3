//! Text → value tree. In: a [`Source`] of YAML, JSON or a doc page. Out: its [`Value`], or reports.
//!
//! Whatever the bytes are, the outcome is a tree or an error in time and memory bounded by their number. What the
//! document means is not looked at here.

use super::at::At;
use super::page;
use super::parse::{Syntax, decode, parse};
use super::problem::Problem;
use super::source::Source;
use super::tree::Value;
use crate::diagnostics::Diagnostics;
use crate::place::Place;

/// Reads a source; `None` when it has been reported as unreadable.
pub(crate) fn load(source: &Source, diagnostics: &mut Diagnostics) -> Option<Value> {
    let place = Place::root(&source.name);
    match read(&source.name, &source.text, diagnostics) {
        Ok(value) => Some(value),
        Err(problem) => {
            diagnostics.push(problem.into_report(&place));
            None
        }
    }
}

fn read(name: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Result<Value, Problem> {
    let text = decode(bytes)?;
    let place = Place::root(name);
    if page::is_page(name) {
        let block = page::find(text)?;
        return parse(&block.text, Syntax::Unknown, &At::Base(&place), diagnostics)
            .map_err(|problem| problem.shifted(block.lines_before, block.indent));
    }
    parse(text, Syntax::of(name), &At::Base(&place), diagnostics)
}

#[cfg(test)]
mod tests;
