//! What files are called: by themselves, by each other, and by the user.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Where what the user named stands, whatever links led to its folder. It keeps its own name, even if it is a link.
pub(super) fn whole(path: &Path) -> io::Result<PathBuf> {
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(fs::canonicalize(or_here(parent))?.join(name)),
        _ => fs::canonicalize(path),
    }
}

fn or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

/// How many components two paths have in common at their beginning.
pub(super) fn shared(one: &Path, other: &Path) -> usize {
    let pairs = one.components().zip(other.components());
    pairs.take_while(|(one, other)| one == other).count()
}

/// How many components all folders have in common.
pub(super) fn common(folders: &[PathBuf]) -> usize {
    let Some(first) = folders.first() else {
        return 0;
    };
    let shared = folders.iter().map(|folder| shared(first, folder));
    shared.min().unwrap_or_default()
}

/// Components as the name of a source.
pub(super) fn slashed<'p>(components: impl Iterator<Item = Component<'p>>) -> String {
    let steps: Vec<_> = components
        .map(|step| match step {
            Component::RootDir => "".into(),
            step => step.as_os_str().to_string_lossy(),
        })
        .collect();
    steps.join("/")
}

/// Where a file stands whose name was found in another one; `None` if it would stand above all folders.
pub(super) fn beside(from: &Path, from_name: &str, name: &str) -> Option<PathBuf> {
    let shared = from_name.split('/').zip(name.split('/'));
    let shared = shared.take_while(|(one, other)| one == other).count();
    let mut path: PathBuf = from.components().take(shared).collect();
    path.extend(name.split('/').skip(shared));
    (shared > 0).then_some(path)
}

/// From where the user sees files.
pub(super) struct From {
    /// The folder of the file that was named, as the user calls it.
    given: PathBuf,
    /// The same folder, whatever way leads there.
    folder: PathBuf,
}

impl From {
    /// `path` is what the user called the file, `folder` is where it stands.
    pub(super) fn new(path: &Path, folder: &Path) -> Self {
        Self {
            given: path.parent().unwrap_or(Path::new("")).to_owned(),
            folder: folder.to_owned(),
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the user would call a file.
    pub(super) fn shown(&self, whole: &Path) -> PathBuf {
        let shared = shared(whole, &self.folder);
        let mut given = self.given.clone();
        let mut folder = self.folder.as_path();
        for _ in shared..self.folder.components().count() {
            let Some(above) = folder.parent() else { break };
            folder = above;
            // Above a link stands something else than what its name says.
            let is_plain = matches!(given.components().next_back(), Some(Component::Normal(_)))
                && given.parent().is_some_and(|above| {
                    fs::canonicalize(or_here(above)).is_ok_and(|real| real == folder)
                });
            if is_plain {
                given.pop();
            } else {
                given.push("..");
            }
        }
        given.extend(whole.components().skip(shared));
        given
    }
}
