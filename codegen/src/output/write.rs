//! How files reach a folder, so that a client is the old one or the new one at every moment.
//!
//! In: what each file is to be. All texts are written into a folder beside the root first; then each takes its place by
//! being renamed, which happens or does not. Where more than one has to, that folder holds a whole new client as well
//! (`whole.rs`), and two renames of the root are all that counts: to one that includes that client, and, when all files are
//! in their places, to the final one. Whoever is stopped leaves a root that declares the old files or the new ones, and the
//! next run removes the rest. A run waits until another one into the folder is done.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::record::Record;
use super::trouble::Trouble;
use super::{unfinished, whole};

/// What is to be done in a folder.
#[derive(Debug, Default)]
pub(super) struct Plan<'t> {
    pub(super) record: Option<Records>,
    pub(super) root: Option<Root<'t>>,
    /// The other files that change.
    pub(super) changed: Vec<File<'t>>,
    /// Files that go.
    pub(super) removed: Vec<PathBuf>,
}

/// The record of a folder.
#[derive(Debug)]
pub(super) struct Records {
    pub(super) path: PathBuf,
    /// For the time until all is done.
    pub(super) before: Record,
    /// For afterwards.
    pub(super) after: Record,
}

/// The file that declares the others.
#[derive(Debug)]
pub(super) struct Root<'t> {
    /// Its path in the folder.
    pub(super) name: &'t str,
    pub(super) file: File<'t>,
    /// Whether it is another one than before.
    pub(super) changes: bool,
    /// All that it declares, by paths from its own folder.
    pub(super) declared: Vec<(&'t str, &'t str)>,
}

/// A file as it is to be.
#[derive(Clone, Debug)]
pub(super) struct File<'t> {
    pub(super) path: PathBuf,
    pub(super) text: std::borrow::Cow<'t, str>,
}

/// Keeps other runs from a folder until it is dropped. Where a folder cannot be locked, each file is still whole.
#[expect(dead_code, reason = "the file is there to be held open")]
pub(super) struct Lock(Option<fs::File>);

impl Lock {
    /// Makes the folder, waits for whoever has it, and removes from it what was left behind by runs that were stopped.
    pub(super) fn take(folder: &Path) -> Result<Self, Trouble> {
        fs::create_dir_all(folder).map_err(Trouble::new("write", folder))?;
        let lock = fs::File::open(folder).ok();
        let lock = lock.filter(|folder| folder.lock().is_ok());
        if lock.is_some() {
            // Only who has the lock may know that they are over.
            unfinished::sweep(folder);
        }
        Ok(Self(lock))
    }
}

impl Plan<'_> {
    /// Does what is planned, by way of a folder in `beside`, where the root is. `step` is called before each change of the
    /// disk.
    pub(super) fn perform(mut self, beside: &Path, step: &mut dyn FnMut()) -> Result<(), Trouble> {
        let root_changes = self.root.as_ref().is_some_and(|root| root.changes);
        let changes = self.changed.len() + self.removed.len() + usize::from(root_changes);
        if changes == 0 && self.record.as_ref().is_none_or(Records::stand) {
            return Ok(());
        }
        let root = self.root.as_ref();
        let old_root = root.and_then(|root| fs::read(&root.file.path).ok());
        let mut folder = unfinished::folder(beside, step).map_err(Trouble::new("write", beside))?;

        // Nothing takes its place before all is written: a full disk changes nothing.
        let mut first = Vec::new();
        // One change needs no other client beside it, nor does a client that is not there yet.
        let switch = root.filter(|_| changes > 1 && old_root.is_some());
        if let Some(root) = switch {
            let text = root.write_all(folder.path(), step)?;
            if let Some(records) = &mut self.record {
                records.before.add(root.name, &text);
            }
            first.push((&root.file.path, ready(&folder, &text, step)?));
        }
        for file in &self.changed {
            first.push((&file.path, ready(&folder, &file.text, step)?));
        }
        let mut last = Vec::new();
        if let Some(root) = root.filter(|_| root_changes || switch.is_some()) {
            last.push((&root.file.path, ready(&folder, &root.file.text, step)?));
        }
        if let Some(records) = &self.record {
            let (before, after) = (records.before.text(), records.after.text());
            last.push((&records.path, ready(&folder, &after, step)?));
            if changes > 0 {
                put(ready(&folder, &before, step)?, &records.path, step)?;
            }
        }

        for (path, file) in first {
            put(file, path, step)?;
            // If the first one includes the folder, it stays until the root is another one again.
            folder.disable_cleanup(switch.is_some());
        }
        for path in &self.removed {
            step();
            fs::remove_file(path).map_err(Trouble::new("remove", path))?;
            // Folders go with the last file in them.
            let mut above = path.parent();
            while let Some(folder) = above.filter(|folder| fs::remove_dir(folder).is_ok()) {
                above = folder.parent();
            }
        }
        for (path, file) in last {
            put(file, path, step)?;
        }
        unfinished::remove(folder.path(), step);
        let old_root = old_root.unwrap_or_default();
        let old_root = String::from_utf8_lossy(&old_root);
        for folder in root
            .iter()
            .flat_map(|root| root.no_longer_included(&old_root))
        {
            unfinished::remove(&folder, step);
        }
        Ok(())
    }
}

impl Records {
    /// Whether there is nothing to note.
    fn stand(&self) -> bool {
        stands(&self.path, self.after.text().as_bytes())
    }
}

impl Root<'_> {
    /// Writes the client that the root declares into a folder. Returns the root that includes it from there.
    fn write_all(&self, folder: &Path, step: &mut dyn FnMut()) -> Result<String, Trouble> {
        let File { path, text } = &self.file;
        whole::write(folder, path, text, &self.declared, step)
    }

    /// The unfinished folders that another root in its place included, and it does not.
    fn no_longer_included(&self, old: &str) -> Vec<PathBuf> {
        let included = unfinished::included(&self.file.text);
        let unused = unfinished::included(old).into_iter();
        let unused = unused.filter(|name| !included.contains(name));
        unused
            .map(|name| self.file.path.with_file_name(name))
            .collect()
    }
}

/// Writes a file that has only to be renamed.
fn ready(folder: &TempDir, text: &str, step: &mut dyn FnMut()) -> Result<NamedTempFile, Trouble> {
    let folder = folder.path();
    unfinished::file(folder, text, step).map_err(Trouble::new("write", folder))
}

/// Renames a file to its place, unless it stands there already.
fn put(file: NamedTempFile, path: &Path, step: &mut dyn FnMut()) -> Result<(), Trouble> {
    if fs::read(file.path()).is_ok_and(|new| stands(path, &new)) {
        return Ok(());
    }
    let above = path.parent().unwrap_or(Path::new(""));
    step();
    fs::create_dir_all(above).map_err(Trouble::new("write", above))?;
    step();
    let persisted = match file.persist(path) {
        // A folder may be a link to another disk: the text is written once more, beside its place.
        Err(failed) if failed.error.kind() == io::ErrorKind::CrossesDevices => {
            let text = fs::read_to_string(failed.file.path());
            let copy = text.and_then(|text| unfinished::file(above, &text, step));
            copy.and_then(|copy| copy.persist(path).map_err(|failed| failed.error))
        }
        result => result.map_err(|failed| failed.error),
    };
    persisted.map(drop).map_err(Trouble::new("write", path))
}

fn stands(path: &Path, text: &[u8]) -> bool {
    fs::read(path).is_ok_and(|old| old == text)
}
