//! What does not compile, and what the compiler says of it.
//!
//! In: programs with mistakes. Out: the whole messages of a few (`ui/*.stderr`), which are those of one version of the
//! compiler: with another one that test fails, and `TRYBUILD=overwrite cargo test -p tamis-runtime --test ui` writes them anew.
//! For all operators, `ui/every/` says behind each line what is to be missed there, as every version of the compiler says it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]
// With other features the compiler lists other types where it lists some.
#![cfg(feature = "reqwest")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The compiler whose messages stand in `tests/ui/`.
const COMPILER: &str = "rustc 1.95.";

fn compiler() -> OsString {
    std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

#[test]
fn the_messages_can_be_read() {
    let version = Command::new(compiler()).arg("--version").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    assert!(
        version.starts_with(COMPILER),
        "the messages in tests/ui are those of {COMPILER}x, and this is {}: leave this test out \
         (`-- --skip the_messages_can_be_read`), or write them anew (TRYBUILD=overwrite) and change the version here",
        version.trim()
    );
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

#[test]
fn no_operator_is_taken_that_is_not_offered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/every");
    let mut constructors = Vec::new();
    for file in ["operator.rs", "test_of_text.rs"] {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).unwrap();
        let mut missed = BTreeMap::new();
        for (line, operator) in (1..).zip(text.lines().map(|line| line.split_once("//~ "))) {
            if let Some((code, operator)) = operator {
                let message =
                    format!("the server does not offer the operator `{operator}` for this field");
                missed.insert(line, vec![("E0277".to_owned(), message)]);
                let name = code.split("Filter::").nth(1).unwrap();
                constructors.push(name.split('(').next().unwrap().to_owned());
            }
        }
        assert_eq!(errors(&path), missed, "{file}");
    }
    constructors.sort();
    assert_eq!(constructors, defined());
}

/// The errors in a program, by line: code and message.
fn errors(program: &Path) -> BTreeMap<u64, Vec<(String, String)>> {
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("every");
    let library = library();
    let output = Command::new(compiler())
        .args(["--edition=2024", "--error-format=json", "--emit=metadata"])
        .arg("--out-dir")
        .arg(&out)
        .arg("-L")
        .arg(library.parent().unwrap())
        .arg("--extern")
        .arg(format!("tamis_runtime={}", library.display()))
        .arg(program)
        .output()
        .unwrap();
    let mut errors: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        let Some(code) = message["code"]["code"].as_str() else {
            continue;
        };
        if message["level"] == "error" {
            // With its path where the prelude has something of that name.
            let text = message["message"].as_str().unwrap();
            let text = text.replace("`tamis_runtime::op::", "`");
            let line = message["spans"][0]["line_start"].as_u64().unwrap();
            let error = (code.to_owned(), text);
            errors.entry(line).or_default().push(error);
        }
    }
    errors
}

/// The runtime as it was built for this test: the newest one beside it.
fn library() -> PathBuf {
    let this = std::env::current_exe().unwrap();
    let folder = fs::read_dir(this.parent().unwrap()).unwrap();
    let libraries = folder.map(|entry| entry.unwrap().path()).filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("libtamis_runtime-") && name.ends_with(".rlib")
    });
    let newest = libraries.max_by_key(|path| fs::metadata(path).unwrap().modified().unwrap());
    newest.expect("cargo builds the runtime beside its tests")
}

/// The constructors that need an operator, by the source: those of their own, and those of tests of text.
fn defined() -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/filter");
    let read = |file: &str| fs::read_to_string(source.join(file)).unwrap();
    let own = read("constructors.rs");
    let functions = own.split("    pub fn ").skip(1).filter(|function| {
        let bound = function.split_once("S: Offers<").map(|(_, bound)| bound);
        bound.is_some_and(|bound| !bound.starts_with("O>") && !bound.starts_with("op::"))
    });
    let mut names: Vec<String> = functions
        .map(|function| function.split(['(', '<']).next().unwrap().to_owned())
        .collect();
    let tests = read("op.rs");
    let tests = tests.lines().filter_map(|line| {
        let (operator, constructor) = line.trim().split_once(' ')?;
        let is_name = |text: &str| text.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
        let is_row = operator.starts_with(char::is_uppercase)
            && is_name(operator)
            && is_name(constructor)
            && constructor.starts_with(char::is_lowercase);
        is_row.then(|| constructor.to_owned())
    });
    names.extend(tests);
    names.sort();
    names
}
