//! Documents that give no client, or one with warnings: the whole text that a user sees is the snapshot.
//!
//! In: `tests/errors/<kind>/<case>`, a document or a folder of them. Out: one snapshot each.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/snapshots.rs"]
mod snapshots;

use std::fs;
use std::path::{Path, PathBuf};

use self::snapshots::Snapshots;

#[test]
fn reports() {
    let mut snapshots = Snapshots::new("errors");
    for case in cases() {
        let found = tamis::find_documents(&case).unwrap_or_else(|error| panic!("{error}"));
        let told = match tamis::configure().generate(&found.sources) {
            Ok(generated) => {
                let warnings: Vec<_> = generated
                    .warnings()
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                let operations = generated.summary().operations;
                format!(
                    "A client. Operations: {operations}.\n\n{}",
                    warnings.join("\n\n")
                )
            }
            Err(error) => format!("No client.\n\n{error}"),
        };
        let about = first_comment(&found.sources[0].text);
        snapshots.check(&name(&case), &about, &told);
    }
    snapshots.finish();
}

/// Every case, by path.
fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut cases: Vec<_> = list(&root).iter().flat_map(|kind| list(kind)).collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// `load__duplicate_key`.
fn name(case: &Path) -> String {
    let kind = case.parent().and_then(Path::file_name).unwrap();
    let stem = case.file_stem().unwrap();
    format!("{}__{}", kind.to_str().unwrap(), stem.to_str().unwrap())
}

fn first_comment(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let first = text.lines().next().unwrap_or_default();
    first.strip_prefix("# ").unwrap_or_default().to_owned()
}
