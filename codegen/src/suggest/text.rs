//! Suggestions as a part of `tamis.toml`: rules, and comments.

use std::fmt;

use super::model::{Suggestion, Suggestions, Totals, Unrecognised};
use crate::visible::is_visible;

/// How many operations a comment names.
const NAMED: usize = 3;

impl fmt::Display for Suggestions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.totals)?;
        for suggestion in &self.suggestions {
            write!(f, "\n{suggestion}")?;
        }
        if !self.unrecognised.is_empty() {
            writeln!(f, "\n# Nothing is recognised in these:")?;
        }
        for operation in &self.unrecognised {
            write!(f, "{operation}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# {} operations, {} of them with parameters in the query.",
            self.operations, self.with_parameters
        )?;
        writeln!(
            f,
            "# {} have filters: {} filters of {} parameters; {} parameters are plain, {} of them look like a part of one.",
            self.with_filters, self.filters, self.in_filters, self.plain, self.nearly
        )?;
        writeln!(
            f,
            "# {} are followed page by page; {} look as if they could be.",
            self.paginated, self.nearly_paginated
        )
    }
}

impl fmt::Display for Suggestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        comment(f, &format!("{}: {}", self.what.join(", "), self.reason))?;
        let mut calls = self.calls.iter().take(NAMED).cloned().collect::<Vec<_>>();
        let more = self.calls.len().saturating_sub(NAMED);
        if more > 0 {
            calls.push(format!("and {more} more"));
        }
        comment(f, &format!("in {}", calls.join(", ")))?;
        for instead in &self.instead {
            comment(f, &format!("or: {instead}"))?;
        }
        f.write_str(&self.lines)
    }
}

impl fmt::Display for Unrecognised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        comment(f, &format!("{}, {}", self.operation, self.call))?;
        comment(f, &format!("  filters: {}", self.filters))?;
        comment(f, &format!("  pages: {}", self.pages))
    }
}

/// A line of which no text of a document can get out.
fn comment(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let shown = |character: char| {
        if is_visible(character) {
            character
        } else {
            '\u{fffd}'
        }
    };
    writeln!(f, "# {}", text.chars().map(shown).collect::<String>())
}
