//! Real documents, where `TAMIS_CORPUS` names a folder of them, and which of them are compiled and sent.
//!
//! In: the folder. Out: documents, chosen by rules that hold for any folder: the smallest, and among small ones those
//! with the most kinds of parameters.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::scratch::Subject;

/// Larger documents take too long to compile.
const SMALL: u64 = 200_000;

/// A real document.
#[derive(Debug)]
pub(crate) struct Real {
    pub(crate) path: PathBuf,
    /// Its file name.
    pub(crate) name: String,
    pub(crate) bytes: u64,
}

impl Real {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.path).unwrap()).into_owned()
    }

    pub(crate) fn subject(&self) -> Subject {
        let stem = self.name.split('.').next().unwrap_or_default();
        let name = stem.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
        Subject {
            name: format!("of_{}", name.to_ascii_lowercase()),
            text: self.text(),
            builder: tamis::configure(),
        }
    }
}

/// All documents by name; nothing without the variable.
pub(crate) fn all() -> Vec<Real> {
    let Some(folder) = env::var_os("TAMIS_CORPUS") else {
        return Vec::new();
    };
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut all: Vec<Real> = entries
        .filter(|path| path.is_file() && is_document(path))
        .map(|path| Real {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: fs::metadata(&path).unwrap().len(),
            path,
        })
        .collect();
    all.sort_by(|left, right| left.name.cmp(&right.name));
    all
}

/// A folder may say in a text what its documents are.
fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "yml" | "json"))
}

/// The smallest documents with operations.
pub(crate) fn smallest(count: usize) -> Vec<Real> {
    let mut all = all();
    all.sort_by_key(|real| real.bytes);
    let with_operations = |real: &Real| {
        !Document::read(&real.text())
            .unwrap()
            .operations()
            .is_empty()
    };
    all.into_iter()
        .filter(with_operations)
        .take(count)
        .collect()
}

/// The small documents with the most kinds of parameters and bodies, of those that need no other
/// files, and whose paths Prism can match.
pub(crate) fn richest(count: usize) -> Vec<Real> {
    let mut all: Vec<(usize, Real)> = all()
        .into_iter()
        .filter(|real| real.bytes <= SMALL)
        .map(|real| (Document::read(&real.text()).unwrap(), real))
        .filter(|(document, _)| document.is_complete() && has_plain_paths(document))
        .map(|(document, real)| (kinds(&document), real))
        .collect();
    all.sort_by_key(|(kinds, real)| (std::cmp::Reverse(*kinds), real.bytes));
    all.into_iter().take(count).map(|(_, real)| real).collect()
}

/// Whether all names in braces are words: Prism finds no path with others.
fn has_plain_paths(document: &Document) -> bool {
    let operations = document.operations();
    let mut names = operations
        .iter()
        .flat_map(|operation| operation.path.split('{').skip(1));
    names.all(|rest| {
        let name = rest.split('}').next().unwrap_or_default();
        name.chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
    })
}

/// How many kinds of parameters and bodies there are.
fn kinds(document: &Document) -> usize {
    let mut kinds = BTreeSet::new();
    for operation in document.operations() {
        for parameter in &operation.parameters {
            let schema = document.resolve(&parameter.schema);
            let ty = schema["type"].as_str().unwrap_or_default();
            let format = schema["format"].as_str().unwrap_or_default();
            kinds.insert(format!(
                "{} {} {} {ty} {format} {}",
                parameter.place,
                parameter.style,
                parameter.explode,
                parameter.media_type.is_some()
            ));
        }
        kinds.extend(operation.bodies.into_keys());
    }
    kinds.len()
}
