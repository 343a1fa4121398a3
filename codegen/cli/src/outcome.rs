//! How a command ends: done, with differences, or with what is needed to show why it failed; and the lines and paths that it prints.

use std::fmt::Display;
use std::io::Write as _;
use std::path::Path;

use tamis::Code;

use crate::excerpt;

/// How a command ended, if it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// What was asked for is done.
    Done,
    /// `--check` found differences.
    Different,
}

/// Why a command failed, with what is needed to show it.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: tamis::Error,
    pub(crate) texts: excerpt::Texts,
}

impl<E: Into<tamis::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self {
            error: error.into(),
            texts: excerpt::Texts::default(),
        }
    }
}

/// Writes a line for whoever called the command; a line that cannot be written is an error.
pub(crate) fn say(line: impl Display) -> Result<(), tamis::Error> {
    let mut out = anstream::stdout();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(|error| {
            let message = format!("cannot write to standard output: {error}");
            tamis::Diagnostic::general(Code::CANNOT_WRITE, message).into()
        })
}

/// A path as messages show it, on every system alike.
pub(crate) fn slashes(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown.into_owned()
    }
}
