//! Files and folders that are not yet what they will be: their names, and how they go when a run was stopped.
//!
//! In: a folder. Out: files and folders in it under names that nothing else has, made without following links.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::{NamedTempFile, TempDir};

use super::record::MARK;

/// How the names begin and end.
const NAME: (&str, &str) = (".tamis-", ".unfinished");

/// How the line of a source begins that includes a file of an unfinished folder; its path follows.
const INCLUDE: &str = "::core::include!(";

fn is_unfinished(name: &str) -> bool {
    name.starts_with(NAME.0) && name.ends_with(NAME.1)
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(NAME.0).suffix(NAME.1);
    builder
}

/// Writes a text into a file in a folder; the file goes with what is returned. `step` is called before each change of the
/// disk.
pub(super) fn file(folder: &Path, text: &str, step: &mut dyn FnMut()) -> io::Result<NamedTempFile> {
    let mut builder = builder();
    // As any file is made, not as a secret.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    step();
    let mut file = builder.tempfile_in(folder)?;
    step();
    file.write_all(text.as_bytes())?;
    Ok(file)
}

/// Makes a folder in a folder; it goes with what is returned, unless that is kept.
pub(super) fn folder(parent: &Path, step: &mut dyn FnMut()) -> io::Result<TempDir> {
    let mut builder = builder();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    step();
    builder.tempdir_in(parent)
}

/// The line that includes a file of an unfinished folder, by its path from the source that holds the line.
pub(super) fn include(path: &str) -> String {
    format!("{INCLUDE}{path:?});\n")
}

/// The unfinished folders that a source includes files of.
pub(super) fn included(source: &str) -> BTreeSet<&str> {
    let paths = source
        .lines()
        .filter_map(|line| line.strip_prefix(INCLUDE)?.strip_prefix('"'));
    let folders = paths.filter_map(|path| path.split('/').next());
    folders.filter(|name| is_unfinished(name)).collect()
}

/// Removes what stopped runs left in a folder. A folder that a source beside it still includes is part of a client: it
/// stays.
pub(super) fn sweep(folder: &Path) {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !is_unfinished(&name) {
            continue;
        }
        if entry.file_type().is_ok_and(|it| it.is_dir()) {
            folders.push(name);
        } else {
            // What cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
    if folders.is_empty() {
        return;
    }
    let mut used = BTreeSet::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let source = fs::read(&path).unwrap_or_default();
            let source = String::from_utf8_lossy(&source);
            used.extend(included(&source).into_iter().map(str::to_owned));
        }
    }
    for name in folders {
        if !used.contains(&name) {
            remove(&folder.join(name), &mut || ());
        }
    }
}

/// Removes a folder as far as it holds what is unfinished, what is generated, or the beginning of that. Anything else in it
/// stays.
pub(super) fn remove(folder: &Path, step: &mut dyn FnMut()) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let kind = entry.file_type();
        if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
            remove(&path, step);
        } else if kind.is_ok_and(|kind| kind.is_file())
            && (is_unfinished(&entry.file_name().to_string_lossy()) || is_generated(&path))
        {
            step();
            let _ = fs::remove_file(path);
        }
    }
    step();
    // It fails where something stays.
    let _ = fs::remove_dir(folder);
}

fn is_generated(path: &Path) -> bool {
    let mark = MARK.as_bytes();
    fs::read(path).is_ok_and(|text| text.starts_with(mark) || mark.starts_with(&text))
}
