//! One construct per document, and the client that comes of it.
//!
//! In: `tests/golden/*.yaml`. Out: a snapshot for each file that the construct shapes. The files that are alike for
//! all documents (`api.rs`, `client.rs`) have one only where a document's first lines ask for it (`# files: …`). That
//! all of them compile, the library of this package proves (`support/goldens.rs`).

#[path = "support/golden.rs"]
mod golden;

#[path = "support/snapshots.rs"]
mod snapshots;

use self::snapshots::Snapshots;

/// Longer snapshots are not read.
const MOST_LINES: usize = 360;

#[test]
fn clients() {
    let mut snapshots = Snapshots::new("golden");
    let mut long = Vec::new();
    for golden in golden::all() {
        let name = &golden.name;
        let generated = match golden.builder().generate(&golden.sources()) {
            Ok(generated) => generated,
            Err(error) => {
                snapshots.check(
                    &format!("{name}__failed"),
                    &golden.shows,
                    &error.to_string(),
                );
                continue;
            }
        };
        for (file, text) in generated.files() {
            if !golden.shapes(file, text) {
                continue;
            }
            if text.lines().count() > MOST_LINES {
                long.push(format!("{name}/{file}"));
            }
            snapshots.check(&format!("{name}__{file}"), &golden.shows, text);
        }
        let warnings: Vec<_> = generated
            .warnings()
            .iter()
            .map(ToString::to_string)
            .collect();
        if !warnings.is_empty() {
            snapshots.check(
                &format!("{name}__warnings"),
                &golden.shows,
                &warnings.join("\n\n"),
            );
        }
    }
    snapshots.finish();
    assert!(long.is_empty(), "more than {MOST_LINES} lines: {long:#?}");
}

#[test]
fn the_same_bytes_every_time() {
    for golden in golden::all() {
        let files = || -> Vec<(String, String)> {
            let generated = golden.builder().generate(&golden.sources());
            let generated = generated.unwrap_or_else(|error| panic!("{}: {error}", golden.name));
            let files = generated.files();
            files
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect()
        };
        assert_eq!(files(), files(), "{}", golden.name);
    }
}
