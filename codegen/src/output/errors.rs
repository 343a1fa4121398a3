//! What is wrong with the documents, as source: errors of the compiler, which reach an editor.
//!
//! In: reports. Out: the root of a client that does not compile and says why. What was last generated stands behind that,
//! so that an editor still knows the names in it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::folder::ROOT;
use super::record::MARK;
use super::write::{File, Lock, Plan, Root};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::Digest;

/// Writes reports into the root of the client in a folder.
pub(crate) fn write_errors(
    folder: &Path,
    diagnostics: &[Diagnostic],
) -> Result<(), crate::diagnostics::Error> {
    let path = folder.join(ROOT);
    let lock = Lock::take(folder)?;
    let old = fs::read_to_string(&path).unwrap_or_default();
    let old = old.find(MARK).and_then(|start| old.get(start..));
    let text = source(diagnostics) + old.unwrap_or_default();
    let root = Root {
        name: ROOT,
        changes: fs::read(&path).map_or(true, |before| before != text.as_bytes()),
        file: File {
            path,
            text: text.into(),
        },
        declared: Vec::new(),
    };
    let plan = Plan {
        root: Some(root),
        ..Plan::default()
    };
    plan.perform(folder, &mut || ())
        .map_err(crate::diagnostics::Error::from)?;
    drop(lock);
    Ok(())
}

/// The reports as source, the first ones of each kind.
fn source(diagnostics: &[Diagnostic]) -> String {
    let digest = Digest::of(diagnostics);
    let mut text =
        "// The documents are wrong. What is said below of them is all that is new here.\n"
            .to_owned();
    let first = digest.first.iter().map(|diagnostic| worded(diagnostic));
    let more = digest
        .more
        .iter()
        .map(|(code, more)| format!("… and {more} more of the kind `{code}`"));
    for message in first.chain(more) {
        let _ = writeln!(text, "compile_error!({message:?});");
    }
    text
}

/// A report with its place in front: lists of problems show the first line.
fn worded(diagnostic: &Diagnostic) -> String {
    let mut head = diagnostic.message.clone();
    if let (Some(place), Some((line, column))) = (&diagnostic.place, diagnostic.position) {
        head = format!("{}:{line}:{column}: {head}", place.source());
    }
    let whole = diagnostic.to_string();
    let rest = whole.split_once('\n').map(|(_, rest)| rest);
    match rest {
        Some(rest) => format!("{head} [{}]\n{rest}", diagnostic.code),
        None => format!("{head} [{}]", diagnostic.code),
    }
}
