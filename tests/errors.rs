//! Documents that give no client, or one with warnings: the whole text that a user sees is the snapshot.
//!
//! In: `tests/errors/<kind>/<case>`, a document or a folder of them, and documents that are too large to be kept, made in
//! `support/hostile.rs`. Out: one snapshot each.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/snapshots.rs"]
mod snapshots;

use std::fs;
use std::path::{Path, PathBuf};

use self::snapshots::Snapshots;

#[test]
fn diagnostics() {
    let mut snapshots = Snapshots::new("errors");
    for case in cases() {
        let found = tamis::find_documents(&[&case]).unwrap_or_else(|error| panic!("{error}"));
        let about = first_comment(&found.sources[0].text);
        snapshots.check(&name(&case), &about, &told(&found.sources).0);
    }
    for case in hostile::cases() {
        let (told, bytes) = told(&[case.source()]);
        assert!(told.len() < 5000, "{}: {} bytes", case.name, told.len());
        // Nobody gets a client of so many bytes because a text in the document has them, unless it is sent (and told) like that.
        let most = if case.is_sent { 120 << 20 } else { 1 << 20 };
        assert!(bytes < most, "{}: {bytes} bytes", case.name);
        snapshots.check(case.name, case.about, &told);
    }
    snapshots.finish();
}

/// What a user is told, and how many bytes the client has.
fn told(sources: &[tamis::Source]) -> (String, usize) {
    let generated = match tamis::configure().generate(sources) {
        Ok(generated) => generated,
        Err(error) => return (format!("No client.\n\n{error}"), 0),
    };
    let mut warnings: Vec<_> = generated
        .warnings()
        .iter()
        .map(ToString::to_string)
        .collect();
    if warnings.len() > READABLE {
        let digest = tamis::Digest::of(generated.warnings());
        warnings = digest.first.iter().map(ToString::to_string).collect();
        for (code, more) in &digest.more {
            warnings.push(format!("… and {more} more of the kind `{code}`"));
        }
    }
    let operations = generated.summary().operations;
    let told = format!(
        "A client. Operations: {operations}.\n\n{}",
        warnings.join("\n\n")
    );
    (told, generated.files().map(|(_, text)| text.len()).sum())
}

/// More warnings are shown as a build script shows them: the first of each kind.
const READABLE: usize = 12;

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
