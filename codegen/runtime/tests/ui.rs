//! What does not compile, and the messages of the compiler.
//!
//! The messages are those of one version of the compiler; with another one they differ in details, and the test is
//! skipped. After a change, `TRYBUILD=overwrite cargo test -p tamis-runtime --test ui` writes them anew.

// With other features the compiler lists other types where it lists some.
#![cfg(feature = "reqwest")]

use std::process::Command;

/// The compiler whose messages stand in `tests/ui/`.
const COMPILER: &str = "rustc 1.95.";

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn an_operator_that_is_not_offered_does_not_compile() {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(compiler)
        .arg("--version")
        .output()
        .unwrap()
        .stdout;
    let version = String::from_utf8(version).unwrap();
    if !version.starts_with(COMPILER) {
        eprintln!(
            "skipped: the messages are those of {COMPILER}x, and this is {}",
            version.trim()
        );
        return;
    }
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
