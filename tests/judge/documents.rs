//! The documents of folders, and which of them are judged in a run.
//!
//! In: folders, separated as in `PATH`, and how much of them. Out: documents in an order that is the same for everybody.

use std::fs;
use std::path::{Path, PathBuf};

use tamis::Builder;

/// A document.
#[derive(Debug)]
pub(crate) struct Document {
    /// An identifier of its own.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) text: Vec<u8>,
    pub(crate) builder: Builder,
}

/// All documents of the folders; a name that is there twice is once from each.
pub(crate) fn all(folders: &str) -> Vec<Document> {
    let mut documents = Vec::new();
    for folder in std::env::split_paths(folders) {
        let mut paths: Vec<PathBuf> = if folder.is_dir() {
            let entries = fs::read_dir(&folder).unwrap();
            entries.map(|entry| entry.unwrap().path()).collect()
        } else {
            vec![folder]
        };
        paths.retain(|path| path.is_file() && is_document(path));
        paths.sort();
        documents.extend(paths.into_iter().map(|path| Document {
            name: name(&path),
            text: fs::read(&path).unwrap(),
            builder: tamis::configure(),
            path,
        }));
    }
    documents
}

/// A part of the documents, of at most so many bytes: another one for each number, and the same one for the same number.
pub(crate) fn part(mut documents: Vec<Document>, number: u64, bytes: usize) -> Vec<Document> {
    documents.sort_by_key(|document| spread(&document.name, number));
    let mut left = bytes;
    documents.retain(|document| {
        let is_taken = document.text.len() <= left;
        left -= if is_taken { document.text.len() } else { 0 };
        is_taken
    });
    documents
}

/// FNV-1a: short, and the same on every machine.
fn spread(name: &str, number: u64) -> u64 {
    let bytes = number.to_le_bytes().into_iter().chain(name.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "yml" | "json"))
}

fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = path.parent().and_then(Path::file_name);
    let is_golden = folder.is_some_and(|folder| folder == "golden");
    let stem = format!("{}{stem}", if is_golden { "golden_" } else { "" });
    let name = stem.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
    name.to_ascii_lowercase()
}
