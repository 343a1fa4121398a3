//! What was generated: ordered files in memory, and how they reach a folder.
//!
//! In: formatted modules. Out: files, written only where they differ, so that a build that changes nothing touches
//! nothing. Where the folder is, `builder.rs` knows.
//!
//! `output/folder.rs` compares them with what stands in a folder, `record.rs` knows what was written there earlier, and
//! `write.rs` puts them there, by way of a whole client beside the old one (`whole.rs`).

mod errors;
mod folder;
mod record;
#[cfg(test)]
mod tests;
mod trouble;
mod unfinished;
mod whole;
mod write;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

pub(crate) use self::errors::write_errors;
use self::folder::ROOT;
pub use self::folder::{FileState, Files};
use crate::analysis::Facts;
use crate::config::NameLock;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Api;
use crate::names::Names;

/// A generated client: its source files, and what there is to say about how it came to be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    files: BTreeMap<String, String>,
    warnings: Vec<Diagnostic>,
    summary: Summary,
    lock: Option<NameLock>,
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
    /// The features of the client's crate, one for each tag, if they were asked for.
    pub features: Vec<String>,
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
            features: names.features().map(str::to_owned).collect(),
            operations: api.operations.len(),
            types: api.types.len(),
            filter_families: all().count(),
            parameters_collapsed: (api.operation_ids())
                .map(|id| facts.filters.operation(id).count_members())
                .sum(),
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
    pub(crate) fn new(
        files: BTreeMap<String, String>,
        diagnostics: Diagnostics,
        summary: Summary,
        lock: Option<NameLock>,
    ) -> Self {
        Self {
            files,
            warnings: diagnostics.into_vec(),
            summary,
            lock,
        }
    }

    /// The names of the client, for the next run; `None` unless they are locked.
    #[must_use]
    pub fn lock(&self) -> Option<&NameLock> {
        self.lock.as_ref()
    }

    /// The files, each with its path relative to the output folder, in order. The root is `api.rs`.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// What was repaired, degraded or left out.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    pub(crate) fn warnings_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.warnings
    }

    /// What is in the client, in numbers.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Writes the files below `folder`, which is made if it is missing. A file that has the right text already is
    /// not touched; files of an earlier run that are no longer part of the client stay, unused ([`Files`] removes them).
    ///
    /// # Errors
    ///
    /// When a folder cannot be made or a file cannot be written. Whenever it is stopped, `api.rs` declares the old files or
    /// the new ones, all of them; two runs into one folder wait for each other.
    pub fn write_to(&self, folder: &Path) -> io::Result<()> {
        let mut files = Files::unrecorded(folder, ROOT);
        for (name, text) in self.files() {
            files.add(name, text);
        }
        let written = files.write_by_steps(&mut || ());
        written.map_err(|trouble| trouble.error)
    }

    /// Writes the names into the file at `path` (`specs/tamis.lock`), if they are locked and are not there already.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write_lock_to(&self, path: &Path) -> io::Result<()> {
        let Some(text) = self.lock.as_ref().map(ToString::to_string) else {
            return Ok(());
        };
        if std::fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        unfinished::file(folder, &text, &mut || ())?.persist(path)?;
        Ok(())
    }
}
