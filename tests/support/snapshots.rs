//! Snapshots by name: all of a test are looked at before it fails, and strays are found.
//!
//! In: names and texts. Out: `tests/snapshots/<name>.snap`, by insta.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

/// The snapshots of one test.
pub(crate) struct Snapshots {
    prefix: &'static str,
    seen: BTreeSet<String>,
    failed: Vec<String>,
}

impl Snapshots {
    /// Snapshots whose names begin with `prefix` and two underscores.
    pub(crate) fn new(prefix: &'static str) -> Self {
        Self {
            prefix,
            seen: BTreeSet::new(),
            failed: Vec::new(),
        }
    }

    /// Compares a text with its snapshot; `about` is for the person who reviews it.
    pub(crate) fn check(&mut self, name: &str, about: &str, text: &str) {
        let name = format!("{}__{name}", self.prefix);
        assert!(
            self.seen.insert(name.clone()),
            "two snapshots are called {name}"
        );
        let mut settings = insta::Settings::new();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_snapshot_path("../snapshots");
        settings.set_omit_expression(true);
        settings.set_description(about);
        let compared = panic::catch_unwind(AssertUnwindSafe(|| {
            settings.bind(|| insta::assert_snapshot!(name.as_str(), text));
        }));
        if compared.is_err() {
            self.failed.push(name);
        }
    }

    /// Fails if a snapshot differed, or if there is one that nothing was compared with.
    #[track_caller]
    pub(crate) fn finish(self) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
        let start = format!("{}__", self.prefix);
        let there: BTreeSet<String> = fs::read_dir(folder)
            .expect("tests/snapshots is there")
            .filter_map(|entry| {
                entry
                    .expect("it can be listed")
                    .file_name()
                    .into_string()
                    .ok()
            })
            .filter_map(|file| file.strip_suffix(".snap").map(str::to_owned))
            .filter(|name| name.starts_with(&start))
            .collect();
        let strays: Vec<_> = there.difference(&self.seen).collect();
        assert!(
            strays.is_empty(),
            "stray snapshots, to be deleted: {strays:#?}"
        );
        assert!(
            self.failed.is_empty(),
            "these snapshots differ (`cargo insta review` shows how): {:#?}",
            self.failed
        );
    }
}
