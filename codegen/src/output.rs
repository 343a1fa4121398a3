//! What was generated: ordered files in memory, and how they reach a folder.
//!
//! In: formatted modules. Out: files, written only where they differ, so that a build that changes nothing touches
//! nothing. Where the folder is, `builder.rs` knows.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::analysis::Facts;
use crate::error::{Report, Reports};
use crate::ir::Api;
use crate::names::Names;

/// A generated client: its source files, and what there is to say about how it came to be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    files: BTreeMap<String, String>,
    warnings: Vec<Report>,
    summary: Summary,
}

/// What is in a generated client, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The title of the API.
    pub title: String,
    /// The version of the API.
    pub version: String,
    /// The calls of the builder that a client needs before `build()`, with `…` for what only the user knows:
    /// `api_token_auth("…")`.
    pub setup: Vec<String>,
    /// Operations in the client.
    pub operations: usize,
    /// Named types in the client.
    pub types: usize,
    /// Fields of type `Filter`.
    pub filter_families: usize,
    /// Query parameters that these fields stand for.
    pub parameters_collapsed: usize,
    /// Operations with `pages()` and `items()`.
    pub paginated_operations: usize,
    /// Generic types that were recovered.
    pub generics: usize,
    /// Properties, parameters and bodies whose type the documents state.
    pub typed_places: usize,
    /// Those of them that are only `Json` in the client, each with its place and the reason.
    pub degraded: Vec<(String, String)>,
    /// Operations that could not be kept, each with its place and the reason.
    pub skipped: Vec<(String, String)>,
}

impl Summary {
    pub(crate) fn of(api: &Api, facts: &Facts, names: &Names) -> Self {
        let families = |id| facts.filters.operation(id).families.iter();
        let all = || api.operation_ids().flat_map(families);
        Self {
            title: api.title.clone(),
            version: api.version.clone(),
            setup: names.setup(api),
            operations: api.operations.len(),
            types: api.types.len(),
            filter_families: all().count(),
            parameters_collapsed: all().map(|family| family.members.len()).sum(),
            paginated_operations: api
                .operation_ids()
                .filter(|id| facts.pagination.operation(*id).is_some())
                .count(),
            generics: facts.generics.templates().count(),
            typed_places: api.tally.typed_places,
            degraded: api
                .tally
                .degraded
                .iter()
                .map(|(place, reason)| (place.to_string(), reason.clone()))
                .collect(),
            skipped: Vec::new(),
        }
    }
}

impl Generated {
    pub(crate) fn new(files: BTreeMap<String, String>, reports: Reports, summary: Summary) -> Self {
        Self {
            files,
            warnings: reports.into_vec(),
            summary,
        }
    }

    /// The files, each with its path relative to the output folder, in order. The root is `api.rs`.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// What was repaired, degraded or left out.
    #[must_use]
    pub fn warnings(&self) -> &[Report] {
        &self.warnings
    }

    pub(crate) fn warnings_mut(&mut self) -> &mut [Report] {
        &mut self.warnings
    }

    /// What is in the client, in numbers.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Writes the files below `folder`, which is made if it is missing. A file that has the right text already is
    /// not touched; files of an earlier run that are no longer part of the client stay, unused.
    ///
    /// # Errors
    ///
    /// When a folder cannot be made or a file cannot be written. All files are written under names of their own first and
    /// then renamed, so that none is ever left half-written; two runs into one folder wait for each other.
    pub fn write_to(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let lock = lock(folder);
        if lock.is_some() {
            sweep(folder);
        }
        let mut ready = Vec::new();
        for (name, text) in self.files() {
            let path = folder.join(name);
            if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
                continue;
            }
            ready.push((stage(&path, text)?, path));
        }
        for (file, path) in ready {
            file.persist(&path)?;
        }
        drop(lock);
        Ok(())
    }
}

/// How the names of files begin and end that are not yet what they will be.
const UNFINISHED: (&str, &str) = (".tamis-", ".unfinished");

/// Keeps other runs from the folder until it is dropped. Where a folder cannot be locked, each file is still whole.
fn lock(folder: &Path) -> Option<fs::File> {
    let folder = fs::File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Removes what runs left behind that were killed. Only who has the lock may know that they are over.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1) {
            // What cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes a text beside where it shall stand, under a name that nothing else has; it goes with the file that is returned.
fn stage(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    // As any file is made, not as a secret.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}
