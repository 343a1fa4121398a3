//! The client of `specs/`, file by file: what a person reviews when a document changes.
//!
//! In: the documents in `specs/`. Out: a snapshot of each generated file, and what a change of a document does to them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "specs/additions.rs"]
mod additions;
#[path = "support/snapshots.rs"]
mod snapshots;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tamis::{Generated, Source};

use self::snapshots::Snapshots;

fn documents() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    tamis::find_documents(&[folder]).unwrap().sources
}

fn generate(documents: &[Source]) -> Generated {
    let generated = tamis::configure().generate(documents);
    generated.unwrap_or_else(|error| panic!("{error}"))
}

/// The documents with one replacement in the one that is called `name`.
fn changed(name: &str, from: &str, to: &str) -> Vec<Source> {
    let mut documents = documents();
    let document = documents
        .iter_mut()
        .find(|document| document.name == name)
        .unwrap();
    let text = String::from_utf8(document.text.clone()).unwrap();
    assert_eq!(
        text.matches(from).count(),
        1,
        "`{from}` stands once in {name}"
    );
    document.text = text.replace(from, to).into_bytes();
    documents
}

/// The lines that are gone and the lines that are new, file by file.
fn difference(before: &Generated, after: &Generated) -> String {
    let before: BTreeMap<_, _> = before.files().collect();
    let after: BTreeMap<_, _> = after.files().collect();
    assert!(before.keys().eq(after.keys()), "the same files");
    let mut lines = Vec::new();
    for (name, old) in before {
        let diff = similar::TextDiff::from_lines(old, after[name]);
        for change in diff.iter_all_changes() {
            let sign = match change.tag() {
                similar::ChangeTag::Equal => continue,
                similar::ChangeTag::Delete => '-',
                similar::ChangeTag::Insert => '+',
            };
            lines.push(format!("{name}: {sign} {}", change.value().trim()));
        }
    }
    lines.join("\n")
}

#[test]
fn client() {
    let mut snapshots = Snapshots::new("specs");
    let generated = generate(&documents());
    for (file, text) in generated.files() {
        snapshots.check(file, "The client of specs/.", text);
    }
    assert!(
        generated.warnings().is_empty(),
        "{:#?}",
        generated.warnings()
    );
    snapshots.finish();
}

/// The tests and the examples of the runtime go through a client that is kept beside them, since its package does not know
/// the generator. Where snapshots are written anew, it is, too.
#[test]
fn the_sample_of_the_runtime_is_this_client() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen/runtime/tests/support/sample");
    let generated = generate(&documents());
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        generated.write_to(&folder).unwrap();
    }
    let kept: BTreeMap<_, _> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    let written: BTreeMap<_, _> = generated
        .files()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    assert!(kept.keys().eq(written.keys()), "{:?}", kept.keys());
    for (name, text) in written {
        assert_eq!(
            kept[&name], text,
            "{name} has changed: run this test once with INSTA_UPDATE=always"
        );
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (first, second) = (generate(&documents()), generate(&documents()));
    assert!(first.files().eq(second.files()));
}

#[test]
fn a_changed_description_changes_its_lines_and_no_others() {
    let after = changed(
        "specs/get-entitlement.yaml",
        "description: Get entitlement details by its unique identifier",
        "description: Get entitlement details by its unique name",
    );
    let difference = difference(&generate(&documents()), &generate(&after));
    // It is told where the operation is begun, and at the operation itself.
    let start = "entitlements.rs: - /// Get entitlement details by its unique identifier\n\
                 entitlements.rs: + /// Get entitlement details by its unique name\n";
    let table = "entitlements.rs: - /// Get entitlement details by its unique identifier: `GET /entitlements/{entitlement_id}`\n\
                 entitlements.rs: + /// Get entitlement details by its unique name: `GET /entitlements/{entitlement_id}`";
    assert_eq!(difference, format!("{start}{table}"));
}

#[test]
fn a_changed_copy_of_a_shared_component_is_reported_with_both_places() {
    let after = changed(
        "specs/get-entitlement.yaml",
        "            $ref: '#/components/schemas/ValidationError'\n          type: array\n          title: Detail",
        "            type: string\n          type: array\n          title: Detail",
    );
    let error = tamis::configure().generate(&after).unwrap_err();
    let mut snapshots = Snapshots::new("merge");
    snapshots.check(
        "changed_copy",
        "One of three copies of a component differs.",
        &error.to_string(),
    );
    snapshots.finish();
}

#[test]
fn another_document_needs_nothing_else() {
    let mut more = documents();
    let text = "\
openapi: 3.1.0
info: {title: zenskar, version: 2.0.0}
servers: [{url: 'https://api.zenskar.com'}]
paths:
  /plans:
    get:
      tags: [Plans]
      operationId: list-plans
      responses: {'204': {description: None.}}
";
    more.push(Source::new("specs/list-plans.yaml", text));
    let (before, after) = (generate(&documents()), generate(&more));
    let names: Vec<_> = after.files().map(|(name, _)| name.to_owned()).collect();
    assert!(names.contains(&"plans.rs".to_owned()), "{names:?}");
    for unchanged in ["types.rs", "entitlements.rs"] {
        let find = |generated: &Generated| {
            let mut files = generated.files();
            files
                .find(|(name, _)| *name == unchanged)
                .map(|(_, text)| text.to_owned())
        };
        assert_eq!(find(&before), find(&after), "{unchanged}");
    }
}
