//! Why a text cannot be read.

use crate::diagnostics::{Code, Diagnostic};
use crate::place::Place;

/// Why a text cannot be read, with `line:column` where that is known.
pub(crate) struct Problem {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) position: Option<(usize, usize)>,
    help: Option<&'static str>,
}

impl Problem {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            position: None,
            help: None,
        }
    }

    pub(crate) fn at(mut self, line: usize, column: usize) -> Self {
        // Both start with 1; a parser that does not know says 0.
        if line > 0 {
            self.position = Some((line, column.max(1)));
        }
        self
    }

    pub(crate) fn help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }

    /// Moves the position from a block of a page to the page.
    pub(crate) fn shifted(mut self, lines: usize, columns: usize) -> Self {
        self.position = self
            .position
            .map(|(line, column)| (line + lines, column + columns));
        self
    }

    pub(crate) fn into_report(self, place: &Place) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(self.code, place, self.message);
        diagnostic.position = self.position;
        match self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}

pub(super) fn too_deep_problem() -> Problem {
    Problem::new(
        Code::TOO_DEEP,
        "the document is nested more than 128 levels deep",
    )
}
