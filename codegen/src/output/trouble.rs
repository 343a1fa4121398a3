//! What could not be done on the disk, and with which file.
//!
//! In: an error of the system. Out: a diagnostic with the path as the user knows it.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Error};

/// A failed change of a folder, or a failed look into it.
#[derive(Debug)]
pub(super) struct Trouble {
    verb: &'static str,
    path: PathBuf,
    pub(super) error: io::Error,
}

impl Trouble {
    pub(super) fn new(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self { verb, path, error }
    }
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        let code = match trouble.verb {
            "read" => Code::CANNOT_READ,
            _ => Code::CANNOT_WRITE,
        };
        let path = slashes(&trouble.path);
        Diagnostic::general(
            code,
            format!("cannot {} {path}: {}", trouble.verb, trouble.error),
        )
        .into()
    }
}

/// A path as messages show it, on every system alike.
pub(super) fn slashes(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
