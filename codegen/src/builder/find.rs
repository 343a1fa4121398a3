//! Documents on the disk: a file, or what stands in a folder and below it.
//!
//! In: a path that the user gave. Out: the documents' bytes, and what cargo has to watch. A folder may come from
//! somebody else, so nothing in it is trusted: what is no regular file is never opened, no link leads out of it, and no
//! name reaches cargo that would be more than a name there.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::Found;
use crate::document::Source;
use crate::error::{Error, Report};
use crate::visible::{is_visible, spelt_out};

/// Folders below the documents' one deeper than this are a mistake (a link in a circle, say).
const MAX_FOLDER_DEPTH: usize = 32;

/// So many links are followed: a few can make more ways than any disk holds files.
const MAX_LINKS: usize = 2000;

/// So many bytes are read by way of links, for the same reason.
const MAX_LINKED_BYTES: u64 = 256 << 20;

/// Reads a document, or every YAML, JSON and Markdown file in a folder and below it.
///
/// A folder's links may lead to what is below the folder, and nowhere else.
///
/// # Errors
///
/// When the path does not exist or something cannot be read, and when there is no document at all; when a document is no
/// regular file or has a name with control characters, and when a link leads out of the folder or to nothing.
pub fn find_documents(path: &Path) -> Result<Found, Error> {
    let name = path
        .file_name()
        .map_or_else(|| ".".into(), |name| name.to_string_lossy().into_owned());
    check_name(path)?;
    let about = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    let mut search = Search {
        root: PathBuf::new(),
        links: 0,
        linked_bytes: 0,
        found: Found {
            sources: Vec::new(),
            watched: Vec::new(),
        },
    };
    if !about.is_dir() {
        search.read_file(path, name, 0, &about)?;
        return Ok(search.found);
    }
    search.root = fs::canonicalize(path).map_err(|error| unreadable(path, &error))?;
    search.read_folder(path, &name, 0)?;
    if search.found.sources.is_empty() {
        return Err(
            Report::general("no-documents", format!("{} holds no document", shown(path)))
                .help("put an OpenAPI document (.yaml, .yml, .json) or a doc page that holds one (.md) there")
                .into(),
        );
    }
    Ok(search.found)
}

struct Search {
    /// The folder that was named, without links.
    root: PathBuf,
    links: usize,
    linked_bytes: u64,
    found: Found,
}

impl Search {
    fn read_folder(&mut self, path: &Path, name: &str, depth: usize) -> Result<(), Error> {
        if depth > MAX_FOLDER_DEPTH {
            let message = format!(
                "{} lies more than {MAX_FOLDER_DEPTH} folders deep",
                shown(path)
            );
            return Err(Report::general("folder-too-deep", message).into());
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
            let entry = entry.map_err(|error| unreadable(path, &error))?;
            let file = entry.file_name().to_string_lossy().into_owned();
            if !file.starts_with('.') {
                entries.push((file, entry.path()));
            }
        }
        entries.sort();
        self.found.watched.push(path.to_owned());
        for (file, path) in entries {
            let Some(about) = self.look_at(&path)? else {
                continue;
            };
            let name = format!("{name}/{file}");
            if about.is_dir() {
                check_name(&path)?;
                self.read_folder(&path, &name, depth + 1)?;
            } else if is_document(&path) {
                check_name(&path)?;
                self.read_file(&path, name, depth, &about)?;
            }
        }
        Ok(())
    }

    /// What stands in a folder under a name; `None` for what is nobody's concern.
    fn look_at(&mut self, path: &Path) -> Result<Option<Metadata>, Error> {
        let about = fs::symlink_metadata(path).map_err(|error| unreadable(path, &error))?;
        if !about.is_symlink() {
            return Ok(Some(about));
        }
        let may_matter = is_document(path) || path.extension().is_none();
        let (target, about) = match (fs::canonicalize(path), fs::metadata(path)) {
            (Ok(target), Ok(about)) => (target, about),
            (Err(error), _) | (_, Err(error)) if may_matter => {
                let message = format!("the link {} leads nowhere: {error}", shown(path));
                return Err(Report::general("broken-link", message)
                    .help("remove the link, or put the file there")
                    .into());
            }
            _ => return Ok(None),
        };
        if !about.is_dir() && !is_document(path) {
            return Ok(None);
        }
        if !target.starts_with(&self.root) {
            let message = format!(
                "the link {} leads out of the folder, to {}",
                shown(path),
                shown(&target)
            );
            return Err(Report::general("link-outside", message)
                .help("put what it leads to into the folder, or name it instead of the folder")
                .into());
        }
        self.links += 1;
        if about.is_file() {
            self.linked_bytes = self.linked_bytes.saturating_add(about.len());
        }
        if self.links > MAX_LINKS || self.linked_bytes > MAX_LINKED_BYTES {
            return Err(too_many(path));
        }
        Ok(Some(about))
    }

    fn read_file(
        &mut self,
        path: &Path,
        name: String,
        depth: usize,
        about: &Metadata,
    ) -> Result<(), Error> {
        // Opening a pipe would wait for somebody to write into it; a device may never end.
        if !about.is_file() {
            let message = format!("{} is not a regular file", shown(path));
            return Err(Report::general("not-a-file", message)
                .help("a document is read from a file, not from a pipe, a socket or a device")
                .into());
        }
        let text = fs::read(path).map_err(|error| unreadable(path, &error))?;
        self.found.watched.push(path.to_owned());
        self.found.sources.push(if depth == 0 {
            Source::new(name, text)
        } else {
            Source::fragment(name, text)
        });
        Ok(())
    }
}

/// Refuses names that would be more than a name: cargo reads directives line by line.
fn check_name(path: &Path) -> Result<(), Error> {
    if path.to_string_lossy().chars().all(is_visible) {
        return Ok(());
    }
    let message = format!(
        "the name {} has a character that cannot be seen",
        shown(path)
    );
    Err(Report::general("file-name", message)
        .help("rename it: control characters, line breaks and marks of direction have no place in a path")
        .into())
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["yaml", "yml", "json", "md", "mdx"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

fn too_many(path: &Path) -> Error {
    let message = format!(
        "links lead to the same again and again, here {}",
        shown(path)
    );
    Report::general("too-many-links", message)
        .help("give the documents a folder of their own, with fewer links")
        .into()
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Report::general(
        "cannot-read",
        format!("cannot read {}: {error}", shown(path)),
    )
    .into()
}

/// A path as messages show it: `\n` is two characters, so that it stays one line.
fn shown(path: &Path) -> String {
    spelt_out(&path.to_string_lossy()).replace('\n', "\\n")
}
