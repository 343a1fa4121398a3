//! `tamis.lock`: the file that keeps the names of a client, beside its documents.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::config::NameLock;
use crate::diagnostics::{Code, Diagnostic, Error};

/// The name of the file.
const LOCK: &str = "tamis.lock";

/// Where the names stand of a client that is made of these documents: a folder, or a file in one.
pub(super) fn path(documents: &Path) -> PathBuf {
    if documents.is_dir() {
        documents.join(LOCK)
    } else {
        documents.with_file_name(LOCK)
    }
}

/// Reads the names, if they were written before.
pub(super) fn read(path: &Path) -> Result<Option<NameLock>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => NameLock::parse(&path.to_string_lossy(), &text).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let message = format!("cannot read {}: {error}", path.display());
            Err(Diagnostic::general(Code::CANNOT_READ, message).into())
        }
    }
}
