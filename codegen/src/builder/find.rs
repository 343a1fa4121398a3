//! Documents on the disk: files with what they refer to, and what stands in folders.
//!
//! In: paths that the user gave. Out: the documents' bytes under names from which their references lead to one another,
//! and what cargo has to watch. What is read may come from somebody else, so nothing in it is trusted: what is no regular
//! file is never opened, no link leads out of the folder that it stands in, and no name reaches cargo that would be more
//! than a name there.
//!
//! `folder.rs` lists folders, `refer.rs` follows references, `given.rs` reads what stands for addresses, `names.rs` names what
//! was read.

mod folder;
mod given;
mod names;
mod refer;

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Error};
use crate::document::Source;
use crate::visible::{is_visible, spelt_out};

/// So many links are followed: a few can make more ways than any disk holds files.
const MAX_LINKS: usize = 2000;

/// So many bytes are read by way of links, for the same reason.
const MAX_LINKED_BYTES: u64 = 256 << 20;

/// So many bytes are read altogether: reading them takes a multiple of them in memory, and no API for people has a third.
const MAX_BYTES: u64 = 128 << 20;

/// The documents at some paths, and what to watch for changes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Found {
    /// The documents, in the order of the paths, those of a folder sorted. Their names begin with the folder that holds them
    /// all: `specs/pets.yaml` for the folder `specs`, `pets.yaml` for the file.
    pub sources: Vec<Source>,
    /// Where each source stands, seen from where the paths are seen from: for messages.
    pub paths: Vec<PathBuf>,
    /// Every file that was read or looked for, and every folder that was listed.
    pub watched: Vec<PathBuf>,
}

/// Reads documents: files, each with all that it refers to, and all YAML, JSON and Markdown files in folders and below
/// them. Pages in Markdown that stand in a folder and hold no document are passed over.
///
/// A file that was named may refer to files beside, below and above it, if they are regular files with the ending of a
/// document and neither they nor the folders on the way to them have a name that begins with a dot. What is read for that
/// is a part of the document, even if it is one itself. In a folder, references and links lead to what is below the folder,
/// and nowhere else.
///
/// # Errors
///
/// When a path does not exist or something cannot be read, and when there is no document at all; when a document is no
/// regular file or has a name with control characters, and when a link leads out of its folder or to nothing; when the files
/// are larger than any documents are.
pub fn find_documents<P: AsRef<Path>>(paths: &[P]) -> Result<Found, Error> {
    let mut search = Search::default();
    for path in paths {
        let path = path.as_ref();
        check_name(path)?;
        let about = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        let whole = names::whole(path).map_err(|error| unreadable(path, &error))?;
        if about.is_dir() {
            let own = path.file_name().and(whole.parent());
            search.bases.push(own.unwrap_or(&whole).to_owned());
            search.read_named_folder(path, &whole)?;
        } else {
            search.bases.extend(whole.parent().map(Path::to_owned));
            let index = search.read_file(path, whole, false, &about)?;
            search.read_parts(path, index)?;
        }
    }
    Ok(search.finish())
}

/// What was read so far.
#[derive(Default)]
struct Search {
    files: Vec<File>,
    /// The files by where they stand.
    known: HashMap<PathBuf, usize>,
    /// The folders from which the sources may be named, all of them together.
    bases: Vec<PathBuf>,
    watched: Vec<PathBuf>,
    links: usize,
    linked_bytes: u64,
    bytes: u64,
}

struct File {
    /// Where it stands, whatever way leads there.
    whole: PathBuf,
    /// The same as the user would say it.
    shown: PathBuf,
    text: Vec<u8>,
    /// Whether only others' references make it part of an API.
    is_part: bool,
}

impl Search {
    /// Reads a file, once; tells which one it is.
    fn read_file(
        &mut self,
        path: &Path,
        whole: PathBuf,
        is_part: bool,
        about: &Metadata,
    ) -> Result<usize, Error> {
        if let Some(known) = self.known.get(&whole) {
            if let Some(file) = self.files.get_mut(*known) {
                file.is_part &= is_part;
            }
            return Ok(*known);
        }
        // Opening a pipe would wait for somebody to write into it; a device may never end.
        if !about.is_file() {
            let message = format!("{} is not a regular file", shown(path));
            return Err(Diagnostic::general(Code::NOT_A_FILE, message)
                .help("a document is read from a file, not from a pipe, a socket or a device")
                .into());
        }
        let text = self.read(path, about)?;
        self.watched.push(path.to_owned());
        let index = self.files.len();
        self.known.insert(whole.clone(), index);
        self.files.push(File {
            whole,
            shown: path.to_owned(),
            text,
            is_part,
        });
        Ok(index)
    }

    /// The bytes of a file, if there is room for them.
    fn read(&mut self, path: &Path, about: &Metadata) -> Result<Vec<u8>, Error> {
        let left = MAX_BYTES - self.bytes;
        let mut text = Vec::new();
        if about.len() <= left {
            // It may have grown since it was looked at, and some files of a system do not tell how long they are.
            let file = fs::File::open(path).map_err(|error| unreadable(path, &error))?;
            let read = file.take(left + 1).read_to_end(&mut text);
            read.map_err(|error| unreadable(path, &error))?;
        }
        let read = u64::try_from(text.len()).unwrap_or(u64::MAX);
        if about.len() > left || read > left {
            let most = MAX_BYTES >> 20;
            let message = format!(
                "with {} the documents are more than {most} MiB",
                shown(path)
            );
            return Err(Diagnostic::general(Code::TOO_LARGE, message)
                .help("is it the right file? A large API can be split into several crates")
                .into());
        }
        self.bytes += read;
        Ok(text)
    }

    /// Counts a link that is followed.
    fn follow(&mut self, path: &Path, about: &Metadata) -> Result<(), Error> {
        self.links += 1;
        if about.is_file() {
            self.linked_bytes = self.linked_bytes.saturating_add(about.len());
        }
        if self.links > MAX_LINKS || self.linked_bytes > MAX_LINKED_BYTES {
            let message = format!(
                "links lead to the same again and again, here {}",
                shown(path)
            );
            return Err(Diagnostic::general(Code::TOO_MANY_LINKS, message)
                .help("give the documents a folder of their own, with fewer links")
                .into());
        }
        Ok(())
    }

    fn finish(self) -> Found {
        let base = names::common(&self.bases);
        let mut found = Found {
            sources: Vec::with_capacity(self.files.len()),
            paths: Vec::with_capacity(self.files.len()),
            watched: self.watched,
        };
        for file in self.files {
            let name = names::slashed(file.whole.components().skip(base));
            let above = file.whole.components().take(base);
            let above = above.map(|step| names::slashed(std::iter::once(step)));
            let above = above.collect();
            let source = if file.is_part {
                Source::fragment(name, file.text)
            } else {
                Source::new(name, file.text)
            };
            found.sources.push(Source { above, ..source });
            found.paths.push(file.shown);
        }
        found
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
    Err(Diagnostic::general(Code::FILE_NAME, message)
        .help("rename it: control characters, line breaks and marks of direction have no place in a path")
        .into())
}

fn link_outside(path: &Path, target: &Path) -> Error {
    let message = format!(
        "the link {} leads out of the folder, to {}",
        shown(path),
        shown(target)
    );
    Diagnostic::general(Code::LINK_OUTSIDE, message)
        .help("put what it leads to into the folder, or name it instead of the folder")
        .into()
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Diagnostic::general(
        Code::CANNOT_READ,
        format!("cannot read {}: {error}", shown(path)),
    )
    .into()
}

/// A path as messages show it: `\n` is two characters, so that it stays one line.
fn shown(path: &Path) -> String {
    spelt_out(&path.to_string_lossy()).replace('\n', "\\n")
}
