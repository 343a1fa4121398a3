//! Where the foreign servers are installed, if they are.
//!
//! In: `target/foreign`, which `tests/foreign/install` fills. Out: paths, or a line that says what is skipped.

use std::io::Write;
use std::path::{Path, PathBuf};

/// `target/foreign`, beside the folder that cargo gives to tests.
pub(crate) fn folder() -> PathBuf {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    scratch.with_file_name("foreign")
}

/// The path below [`folder`], if it is there.
///
/// # Panics
///
/// When it is not, and `TAMIS_REQUIRE_FOREIGN` says that it must be.
pub(crate) fn find(what: &str, path: &str) -> Option<PathBuf> {
    let found = folder().join(path);
    if found.exists() {
        return Some(found);
    }
    let required = std::env::var_os("TAMIS_REQUIRE_FOREIGN").is_some_and(|value| value == "1");
    assert!(
        !required,
        "{what} is not installed: run tests/foreign/install"
    );
    // Past the test harness, which swallows what passing tests print.
    let _ = writeln!(
        std::io::stderr(),
        "skipped: {what} is not installed (tests/foreign/install installs it)"
    );
    None
}
