//! All documents in a folder and below it.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use super::{Search, check_name, link_outside, shown, unreadable};
use crate::diagnostics::{Code, Diagnostic, Error};
use crate::document::{is_document, may_hold_document};

/// Folders below the documents' one deeper than this are a mistake (a link in a circle, say).
const MAX_FOLDER_DEPTH: usize = 32;

impl Search {
    /// Reads a folder that the user named.
    pub(super) fn read_named_folder(&mut self, path: &Path, whole: &Path) -> Result<(), Error> {
        let root = fs::canonicalize(path).map_err(|error| unreadable(path, &error))?;
        let before = self.files.len();
        if self.read_folder(path, whole, &root, 0)? || self.files.len() > before {
            return Ok(());
        }
        Err(Diagnostic::general(
            Code::NO_DOCUMENTS,
            format!("{} holds no document", shown(path)),
        )
        .help(
            "put an OpenAPI document (.yaml, .yml, .json) or a doc page that holds one (.md) there",
        )
        .into())
    }

    /// Reads a folder below `root`; tells whether it holds any file that counts.
    fn read_folder(
        &mut self,
        path: &Path,
        whole: &Path,
        root: &Path,
        depth: usize,
    ) -> Result<bool, Error> {
        if depth > MAX_FOLDER_DEPTH {
            let message = format!(
                "{} lies more than {MAX_FOLDER_DEPTH} folders deep",
                shown(path)
            );
            return Err(Diagnostic::general(Code::FOLDER_TOO_DEEP, message).into());
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
            let entry = entry.map_err(|error| unreadable(path, &error))?;
            let file = entry.file_name();
            if !file.to_string_lossy().starts_with('.') {
                entries.push((file, entry.path()));
            }
        }
        entries.sort();
        self.watched.push(path.to_owned());
        let mut holds_any = false;
        for (file, path) in entries {
            let Some(about) = self.look_at(&path, root)? else {
                continue;
            };
            let whole = whole.join(file);
            if about.is_dir() {
                check_name(&path)?;
                holds_any |= self.read_folder(&path, &whole, root, depth + 1)?;
            } else if is_document(&path.to_string_lossy()) {
                check_name(&path)?;
                holds_any |= self.read_entry(&path, whole, depth, &about)?;
            }
        }
        Ok(holds_any)
    }

    /// Reads a file of a folder, unless it is a page that is only there to be read by people.
    fn read_entry(
        &mut self,
        path: &Path,
        whole: PathBuf,
        depth: usize,
        about: &Metadata,
    ) -> Result<bool, Error> {
        let count = self.files.len();
        let index = self.read_file(path, whole, depth > 0, about)?;
        let is_new = self.files.len() > count;
        let is_empty = |text: &[u8]| !may_hold_document(&path.to_string_lossy(), text);
        if depth == 0
            && is_new
            && self
                .files
                .get(index)
                .is_some_and(|file| is_empty(&file.text))
        {
            // Still watched: it may get one.
            if let Some(file) = self.files.pop() {
                self.known.remove(&file.whole);
            }
            return Ok(false);
        }
        Ok(true)
    }

    /// What stands in a folder under a name; `None` for what is nobody's concern.
    fn look_at(&mut self, path: &Path, root: &Path) -> Result<Option<Metadata>, Error> {
        let about = fs::symlink_metadata(path).map_err(|error| unreadable(path, &error))?;
        if !about.is_symlink() {
            return Ok(Some(about));
        }
        let has_ending = is_document(&path.to_string_lossy());
        let may_matter = has_ending || path.extension().is_none();
        let (target, about) = match (fs::canonicalize(path), fs::metadata(path)) {
            (Ok(target), Ok(about)) => (target, about),
            (Err(error), _) | (_, Err(error)) if may_matter => {
                let message = format!("the link {} leads nowhere: {error}", shown(path));
                return Err(Diagnostic::general(Code::BROKEN_LINK, message)
                    .help("remove the link, or put the file there")
                    .into());
            }
            _ => return Ok(None),
        };
        if !about.is_dir() && !has_ending {
            return Ok(None);
        }
        if !target.starts_with(root) {
            return Err(link_outside(path, &target));
        }
        self.follow(path, &about)?;
        Ok(Some(about))
    }
}
