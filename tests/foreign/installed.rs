//! Where the foreign servers are installed.
//!
//! In: `target/foreign`, which `tests/foreign/install` fills. Out: paths. Tests that need them are ignored where the build
//! script of this package did not find them (`cfg(foreign)`).

use std::path::{Path, PathBuf};

/// `target/foreign`, beside the folder that cargo gives to tests.
pub(crate) fn folder() -> PathBuf {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    scratch.with_file_name("foreign")
}

/// The path below [`folder`].
///
/// # Panics
///
/// When it is not there.
pub(crate) fn find(what: &str, path: &str) -> PathBuf {
    let found = folder().join(path);
    assert!(
        found.exists(),
        "{what} is not installed: run tests/foreign/install"
    );
    found
}
