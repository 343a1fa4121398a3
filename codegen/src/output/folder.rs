//! Files that are to stand in a folder, against what stands there.
//!
//! In: names and texts. Out: what each file would change, and the change itself. What was generated is recognised by its
//! first line; what was generated here, and is as it was, by the record (`record.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::record::{MARK, RECORD, Record, is_source, same};
use super::trouble::{Trouble, slashes};
use super::write::{File, Lock, Plan, Records, Root};
use crate::diagnostics::Error;

/// The name of the file that declares the others, unless it is said.
pub(super) const ROOT: &str = "api.rs";

/// What writing a file would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileState {
    /// It stands there already.
    Same,
    /// It does not exist.
    Missing,
    /// It was generated from something else.
    Outdated,
    /// It was generated, and then edited.
    Edited,
    /// It is different, and was not generated.
    Foreign,
}

/// The files of a folder as they are to be: generated sources that are checked in.
///
/// ```
/// # let folder = std::env::temp_dir().join(format!("tamis-doc-{}", std::process::id()));
/// let document = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}"#;
/// let generated = tamis::configure().generate(&[tamis::Source::new("t.json", document)])?;
/// let mut files = tamis::Files::new(&folder, "api.rs");
/// for (name, text) in generated.files() {
///     files.add(name, text);
/// }
/// assert!(files.differences()?.iter().all(|difference| difference.ends_with("is missing")));
/// files.write()?;
/// assert!(files.differences()?.is_empty());
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), tamis::Error>(())
/// ```
#[derive(Debug)]
pub struct Files<'t> {
    folder: PathBuf,
    root: &'t str,
    /// Whether there is a record.
    is_recorded: bool,
    wanted: BTreeMap<String, Wanted<'t>>,
}

#[derive(Clone, Copy, Debug)]
struct Wanted<'t> {
    text: &'t str,
    /// Whether the record has it.
    is_generated: bool,
}

/// What an earlier run left that is no longer part of the client.
#[derive(Debug, Default)]
struct Old {
    /// As it was written: it goes.
    stale: Vec<String>,
    /// Edited, or of nobody knows which run: it stays.
    kept: Vec<(String, &'static str)>,
}

impl<'t> Files<'t> {
    /// No files yet. `root` is the name of the one that declares the others, and takes its place last; empty: none does.
    #[must_use]
    pub fn new(folder: &Path, root: &'t str) -> Self {
        Self {
            folder: folder.to_owned(),
            root,
            is_recorded: true,
            wanted: BTreeMap::new(),
        }
    }

    /// The same without a record, for a folder of which nothing is ever removed.
    pub(super) fn unrecorded(folder: &Path, root: &'t str) -> Self {
        Self {
            is_recorded: false,
            ..Self::new(folder, root)
        }
    }

    /// Adds a generated file, by its path in the folder.
    pub fn add(&mut self, name: &str, text: &'t str) {
        let is_generated = true;
        self.wanted
            .insert(name.to_owned(), Wanted { text, is_generated });
    }

    /// Adds a file that belongs to the owner of the folder once it is written: it is never removed.
    pub fn add_once(&mut self, name: &str, text: &'t str) {
        let is_generated = false;
        self.wanted
            .insert(name.to_owned(), Wanted { text, is_generated });
    }

    /// A file as the user knows it.
    #[must_use]
    pub fn shown(&self, name: &str) -> String {
        slashes(&self.folder.join(name))
    }

    fn states(&self, record: &Record) -> Result<Vec<(&str, FileState)>, Trouble> {
        let mut states = Vec::with_capacity(self.wanted.len());
        for (name, wanted) in &self.wanted {
            states.push((name.as_str(), self.state_of(name, *wanted, record)?));
        }
        Ok(states)
    }

    fn state_of(
        &self,
        name: &str,
        wanted: Wanted<'_>,
        record: &Record,
    ) -> Result<FileState, Trouble> {
        let path = self.folder.join(name);
        let old = match fs::read(&path) {
            Ok(old) => old,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FileState::Missing),
            Err(error) => return Err(Trouble::new("read", &path)(error)),
        };
        let text = wanted.text.as_bytes();
        Ok(if old == text || wanted.is_generated && same(&old, text) {
            FileState::Same
        } else if !old.starts_with(MARK.as_bytes()) {
            FileState::Foreign
        } else if record.is_empty() || record.wrote(name, &old) {
            FileState::Outdated
        } else {
            FileState::Edited
        })
    }

    fn record(&self) -> Result<Record, Trouble> {
        let path = self.folder.join(RECORD);
        match fs::read(&path) {
            Ok(text) => Ok(Record::read(&String::from_utf8_lossy(&text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Record::default()),
            Err(error) => Err(Trouble::new("read", &path)(error)),
        }
    }

    /// The record as it is to be.
    fn new_record(&self) -> Record {
        let mut record = Record::default();
        for (name, wanted) in &self.wanted {
            if wanted.is_generated {
                record.add(name, wanted.text);
            }
        }
        record
    }

    /// The folders that generated files stand in, each by its name in the folder.
    fn folders(&self) -> BTreeSet<String> {
        let generated = self.wanted.iter().filter(|(_, wanted)| wanted.is_generated);
        let above = |(name, _): (&String, _)| match name.rsplit_once('/') {
            Some((folder, _)) => folder.to_owned(),
            None => String::new(),
        };
        generated.map(above).collect()
    }

    /// Looks for generated files that are not among the files.
    fn old(&self, record: &Record) -> Result<Old, Trouble> {
        let mut names: BTreeSet<String> = record.names().map(str::to_owned).collect();
        for below in self.folders() {
            let folder = self.folder.join(&below);
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Trouble::new("read", &folder)(error)),
            };
            for entry in entries {
                let entry = entry.map_err(Trouble::new("read", &folder))?;
                let name = slashes(&Path::new(&below).join(entry.file_name()));
                if is_source(&name) {
                    names.insert(name);
                }
            }
        }
        let mut old = Old::default();
        for name in names {
            let path = self.folder.join(&name);
            if self.wanted.contains_key(&name)
                || !fs::symlink_metadata(&path).is_ok_and(|it| it.is_file())
            {
                continue;
            }
            let text = fs::read(&path).map_err(Trouble::new("read", &path))?;
            if !text.starts_with(MARK.as_bytes()) {
                continue;
            }
            if record.wrote(&name, &text) {
                old.stale.push(name);
            } else if record.contains(&name) {
                old.kept.push((name, "has been edited"));
            } else {
                old.kept
                    .push((name, "is in no record of what was generated here"));
            }
        }
        Ok(old)
    }

    /// Every file that would change, each with what is wrong with it.
    ///
    /// # Errors
    ///
    /// When something in the folder cannot be read.
    pub fn differences(&self) -> Result<Vec<String>, Error> {
        let record = self.record()?;
        let changed = self
            .states(&record)?
            .into_iter()
            .filter_map(|(name, state)| {
                let what = match state {
                    FileState::Same => return None,
                    FileState::Missing => "is missing",
                    FileState::Edited => "has been edited",
                    FileState::Outdated | FileState::Foreign => "differs",
                };
                Some(format!("{} {what}", self.shown(name)))
            });
        let mut differences: Vec<_> = changed.collect();
        let old = self.old(&record)?;
        let gone = old.stale.iter();
        differences.extend(
            gone.map(|name| format!("{} is no longer part of the client", self.shown(name))),
        );
        if self.is_recorded && record != self.new_record() {
            let is_there = self.folder.join(RECORD).exists();
            let what = if is_there { "differs" } else { "is missing" };
            differences.push(format!("{} {what}", self.shown(RECORD)));
        }
        Ok(differences)
    }

    /// What writing a file would do; a file that was not added is what it is to be.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn state(&self, name: &str) -> Result<FileState, Error> {
        let record = self.record()?;
        match self.wanted.get(name) {
            Some(wanted) => Ok(self.state_of(name, *wanted, &record)?),
            None => Ok(FileState::Same),
        }
    }

    /// The files that are in a state, as the user knows them.
    ///
    /// # Errors
    ///
    /// When something in the folder cannot be read.
    pub fn in_state(&self, state: FileState) -> Result<Vec<String>, Error> {
        let states = self.states(&self.record()?)?;
        let states = states.into_iter().filter(|(_, its)| *its == state);
        Ok(states.map(|(name, _)| self.shown(name)).collect())
    }

    /// The generated files that are no longer part of the client and stay all the same, each with the reason.
    ///
    /// # Errors
    ///
    /// When something in the folder cannot be read.
    pub fn kept(&self) -> Result<Vec<String>, Error> {
        let kept = self.old(&self.record()?)?.kept.into_iter();
        Ok(kept
            .map(|(name, why)| {
                format!(
                    "{} is no longer part of the client, but {why}: it stays",
                    self.shown(&name)
                )
            })
            .collect())
    }

    /// Writes what differs, and removes what an earlier run wrote that is no longer part of the client, if nobody has
    /// edited it. Another run into the folder waits until this one is done. Whenever a run is stopped, the root declares
    /// the old files or the new ones, all of them; the next run removes what else was left.
    ///
    /// # Errors
    ///
    /// When something cannot be read, written or removed.
    pub fn write(&self) -> Result<(), Error> {
        Ok(self.write_by_steps(&mut || ())?)
    }

    pub(super) fn write_by_steps(&self, step: &mut dyn FnMut()) -> Result<(), Trouble> {
        let (above, _) = self.root.rsplit_once('/').unwrap_or_default();
        let beside = self.folder.join(above);
        let lock = Lock::take(&beside)?;
        self.plan()?.perform(&beside, step)?;
        drop(lock);
        Ok(())
    }

    /// What there is to do. Asked with the lock held: another run may have written since the states were told.
    fn plan(&self) -> Result<Plan<'_>, Trouble> {
        let record = self.record()?;
        let mut plan = Plan::default();
        for (name, state) in self.states(&record)? {
            let Some(wanted) = self.wanted.get(name) else {
                continue;
            };
            let file = File {
                path: self.folder.join(name),
                text: wanted.text.into(),
            };
            if name == self.root {
                plan.root = Some(Root {
                    name,
                    file,
                    changes: state != FileState::Same,
                    declared: self.declared(),
                });
            } else if state != FileState::Same {
                plan.changed.push(file);
            }
        }
        if self.is_recorded {
            let new = self.new_record();
            let old = self.old(&record)?.stale;
            plan.removed = old.iter().map(|name| self.folder.join(name)).collect();
            if record.names().chain(new.names()).next().is_some() {
                plan.record = Some(Records {
                    path: self.folder.join(RECORD),
                    before: record.and(&new),
                    after: new,
                });
            }
        }
        Ok(plan)
    }

    /// The generated files below the folder of the root, by their paths from there.
    fn declared(&self) -> Vec<(&str, &str)> {
        let above = self.root.rfind('/').map_or(0, |end| end + 1);
        let above = self.root.get(..above).unwrap_or_default();
        let generated = self.wanted.iter();
        let generated = generated.filter(|(name, it)| it.is_generated && *name != self.root);
        generated
            .filter_map(|(name, it)| Some((name.strip_prefix(above)?, it.text)))
            .collect()
    }
}
