//! A program that decodes and encodes: a small crate, built and run.
//!
//! In: modules with their types and tables, and the texts to be decoded. Out: for each what came back. The crate stands
//! below cargo's folder for the files of tests, and takes the versions that this workspace has.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A module of the program.
#[derive(Debug)]
pub(crate) struct Module<'a> {
    pub(crate) types: &'a BTreeMap<String, String>,
    pub(crate) table: &'a str,
}

/// A text, and which entry of which module's table it is for.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) module: usize,
    pub(crate) entry: usize,
    pub(crate) text: String,
}

/// Builds a program of the modules, `together` of them in a crate, and gives it the tasks.
///
/// # Panics
///
/// When it does not compile, or does not answer every task.
pub(crate) fn run(
    name: &str,
    together: usize,
    modules: &[Module<'_>],
    tasks: &[Task],
) -> Vec<Result<String, String>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("truth");
    let program = write(&folder.join(name), name, together, modules);
    let target = folder.join("target");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet", "--manifest-path"])
        .arg(program.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()
        .expect("cargo is there");
    assert!(built.success(), "the types of {name} do not compile");
    let mut input = String::new();
    for task in tasks {
        let line = serde_json::json!([task.module, task.entry, task.text]);
        _ = writeln!(input, "{line}");
    }
    let mut child = Command::new(target.join("debug").join(name))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program is there");
    let mut stdin = child.stdin.take().expect("it was asked for");
    // From a thread of its own: the program answers before it has read everything.
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the program ends");
    writer
        .join()
        .expect("writing does not panic")
        .expect("the program reads");
    assert!(output.status.success(), "the program of {name} fails");
    let answers: Vec<Result<String, String>> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| match serde_json::from_slice(line) {
            Ok((true, text)) => Ok(text),
            Ok((false, text)) => Err(text),
            Err(error) => panic!("{name} answers something else: {error}"),
        })
        .collect();
    assert_eq!(answers.len(), tasks.len(), "answers of {name}");
    answers
}

fn write(folder: &Path, name: &str, together: usize, modules: &[Module<'_>]) -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let runtime = workspace.join("codegen/runtime");
    let runtime = runtime.to_str().expect("the path is text");
    let needs = format!(
        "serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"preserve_order\"] }}\n\
         tamis-runtime = {{ path = {runtime:?}, default-features = false }}\n",
    );
    let mut parts = String::new();
    let mut tables = String::new();
    for (number, modules) in modules.chunks(together).enumerate() {
        // Never the name of another program's crate: they share the target folder.
        let part = format!("{name}_{number}");
        _ = writeln!(parts, "{part} = {{ path = {part:?} }}");
        let folder = folder.join(&part);
        put(&folder.join("Cargo.toml"), &manifest(&part, &needs));
        let mut root = format!("{ALLOW}mod again;\n");
        for (position, module) in modules.iter().enumerate() {
            for (path, text) in module.types {
                put(&folder.join(format!("src/m{position}/{path}")), text);
            }
            put(
                &folder.join(format!("src/m{position}/table.rs")),
                module.table,
            );
            _ = writeln!(
                root,
                "pub mod m{position} {{ mod table; pub mod types; pub const TABLE: crate::again::Table = table::TABLE; }}"
            );
            _ = writeln!(tables, "        {part}::m{position}::TABLE,");
        }
        put(&folder.join("src/lib.rs"), &root);
        put(&folder.join("src/again.rs"), include_str!("again.rs"));
    }
    let root = format!(
        "{}\n[profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n",
        manifest(name, &format!("serde_json = \"1\"\n{parts}"))
    );
    put(&folder.join("Cargo.toml"), &root);
    let lock = fs::read_to_string(workspace.join("Cargo.lock")).expect("the workspace is locked");
    fs::write(folder.join("Cargo.lock"), lock).expect("a file can be written");
    let main = format!(
        "mod answers;\n\nfn main() -> Result<(), Box<dyn std::error::Error>> {{\n    answers::give(&[\n{tables}    ])\n}}\n"
    );
    put(&folder.join("src/answers.rs"), include_str!("answers.rs"));
    put(&folder.join("src/main.rs"), &main);
    folder.to_owned()
}

/// What generated types may do here.
const ALLOW: &str =
    "#![allow(dead_code, deprecated, reason = \"not every type is an example of something\")]\n";

fn manifest(name: &str, needs: &str) -> String {
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{needs}"
    )
}

/// Writes a file where it differs, so that cargo builds only what changed.
fn put(path: &Path, text: &str) {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return;
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("a folder can be made");
    }
    fs::write(path, text).expect("a file can be written");
}
