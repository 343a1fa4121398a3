//! The files that a document refers to, and those that they refer to, wherever they stand.

use std::collections::{HashSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use super::names::{self, From};
use super::{Search, check_name, link_outside, unreadable};
use crate::diagnostics::Error;
use crate::document::{Source, files_referred_to, is_document};

impl Search {
    /// Reads what a file that the user named refers to. `path` is what the user calls the file.
    pub(super) fn read_parts(&mut self, path: &Path, root: usize) -> Result<(), Error> {
        let Some(folder) = self.files.get(root).and_then(|file| file.whole.parent()) else {
            return Ok(());
        };
        let from = From::new(path, folder);
        let mut queue = VecDeque::from([root]);
        let mut met = HashSet::from([root]);
        while let Some(index) = queue.pop_front() {
            for target in self.targets(index) {
                let Some(part) = self.read_part(&from, target)? else {
                    continue;
                };
                if met.insert(part) {
                    queue.push_back(part);
                }
            }
        }
        Ok(())
    }

    /// Where the files stand that a file refers to.
    fn targets(&mut self, index: usize) -> Vec<PathBuf> {
        let Some(file) = self.files.get_mut(index) else {
            return Vec::new();
        };
        let name = names::slashed(file.whole.components());
        let source = Source::new(name, std::mem::take(&mut file.text));
        let referred = files_referred_to(&source);
        let found = referred.iter();
        let found = found.filter_map(|target| names::beside(&file.whole, &source.name, target));
        let found = found.collect();
        file.text = source.text;
        found
    }

    /// Reads a part, if it is there and may be read.
    fn read_part(&mut self, from: &From, whole: PathBuf) -> Result<Option<usize>, Error> {
        if let Some(known) = self.known.get(&whole) {
            return Ok(Some(*known));
        }
        let shared = names::shared(&whole, from.folder());
        let steps = whole.components().skip(shared);
        let is_hidden =
            |step: std::path::Component<'_>| step.as_os_str().to_string_lossy().starts_with('.');
        // What is not read counts, too, so that its folder is not said to be out of reach.
        if let Some(folder) = whole.parent().filter(|folder| folder.is_dir()) {
            self.bases.push(folder.to_owned());
        }
        if !is_document(&whole.to_string_lossy()) || steps.clone().any(is_hidden) {
            return Ok(None);
        }
        let path = from.shown(&whole);
        let Ok(about) = fs::metadata(&whole) else {
            // Whoever puts it there wants another client.
            if check_name(&path).is_ok() {
                self.watched.push(path);
            }
            return Ok(None);
        };
        check_name(&path)?;
        let target = fs::canonicalize(&whole).map_err(|error| unreadable(&path, &error))?;
        if target != whole {
            let area: PathBuf = whole.components().take(shared).collect();
            if !target.starts_with(&area) {
                return Err(link_outside(&path, &target));
            }
            self.follow(&path, &about)?;
        }
        self.read_file(&path, whole, true, &about).map(Some)
    }
}
