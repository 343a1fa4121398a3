//! `tamis.toml` beside the documents: the same for a build script and for the command.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Error};

/// The name of the file with the choices.
const CONFIG: &str = "tamis.toml";

/// The file with the choices, if there is one: in the folder that holds the documents, or beside the file that is one.
///
/// # Errors
///
/// When the documents stand in several folders, and more than one of these has such a file.
pub fn find_config<P: AsRef<Path>>(documents: &[P]) -> Result<Option<PathBuf>, Error> {
    let folders: BTreeSet<PathBuf> = documents
        .iter()
        .map(|path| {
            let path = path.as_ref();
            let folder = if path.is_dir() {
                Some(path)
            } else {
                path.parent()
            };
            folder.map(Path::to_owned).unwrap_or_default()
        })
        .collect();
    let mut found: Vec<_> = folders
        .into_iter()
        .map(|folder| folder.join(CONFIG))
        .filter(|path| path.is_file())
        .collect();
    if found.len() > 1 {
        let message = format!("there is more than one {CONFIG}: {}", list(&found));
        return Err(Diagnostic::general(Code::SEVERAL_CONFIGS, message)
            .help("say which with --config")
            .into());
    }
    Ok(found.pop())
}

fn list(paths: &[PathBuf]) -> String {
    let paths: Vec<_> = paths.iter().map(|path| slashes(path)).collect();
    paths.join(", ")
}

/// Reads a file of choices.
///
/// # Errors
///
/// When it cannot be read, is not TOML, or says something that is no choice: with its line.
pub fn read_config(path: &Path) -> Result<Config, Error> {
    let name = slashes(path);
    let text = fs::read_to_string(path).map_err(|error| {
        Diagnostic::general(Code::CANNOT_READ, format!("cannot read {name}: {error}"))
    })?;
    Config::from_toml(&name, &text)
}

/// A path as messages show it, on every system alike.
fn slashes(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
