//! A client and its program as a crate of one binary, built and handed out.
//!
//! In: a client. Out: the path of the program. The crate stands below cargo's folder for the files of tests, takes the
//! versions that this workspace has, and is one crate: what the program does not reach is never made into code. It is removed
//! with all that was built for it alone when it is no longer needed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::client::Client;
use crate::program;

/// A program, removed when it is dropped.
#[derive(Debug)]
pub(crate) struct Program {
    folder: PathBuf,
    name: String,
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("judge")
}

fn target() -> PathBuf {
    folder().join("target")
}

impl Program {
    /// Writes and builds the program of a client.
    ///
    /// # Errors
    ///
    /// What the compiler says.
    pub(crate) fn build(name: &str, client: &Client) -> Result<Self, String> {
        let folder = folder().join("crates").join(name);
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        let source = folder.join("src");
        for (path, text) in &client.files {
            put(&source.join("client").join(path), text);
        }
        put(&source.join("main.rs"), &program::write(client));
        put(
            &source.join("support.rs"),
            include_str!("program/support.rs"),
        );
        put(&folder.join("Cargo.toml"), &manifest(name, workspace));
        fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let program = Self {
            folder,
            name: name.to_owned(),
        };
        let built = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--quiet", "--message-format", "short"])
            .current_dir(&program.folder)
            .env("CARGO_TARGET_DIR", target())
            .output()
            .unwrap();
        if built.status.success() {
            return Ok(program);
        }
        let messages = String::from_utf8_lossy(&built.stderr).into_owned();
        let kept: Vec<&str> = messages.lines().take(20).collect();
        // Left where it is, to be looked at.
        std::mem::forget(program);
        Err(kept.join("\n"))
    }

    pub(crate) fn path(&self) -> PathBuf {
        target().join("debug").join(&self.name)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.folder);
        let debug = target().join("debug");
        for folder in [
            debug.clone(),
            debug.join("deps"),
            debug.join(".fingerprint"),
        ] {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let own = name == self.name
                    || name.starts_with(&format!("{}-", self.name))
                    || name == format!("{}.d", self.name);
                if !own {
                    continue;
                }
                _ = match entry.file_type() {
                    Ok(kind) if kind.is_dir() => fs::remove_dir_all(entry.path()),
                    _ => fs::remove_file(entry.path()),
                };
            }
        }
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Without the transport over reqwest: no program sends anything. Without what only debuggers and second builds need.
fn manifest(name: &str, workspace: &Path) -> String {
    // A string of JSON is one of TOML, too.
    let runtime = serde_json::Value::from(workspace.join("codegen/runtime").to_str().unwrap());
    format!(
        r#"[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
futures-core = "0.3"
serde = {{ version = "1", features = ["derive"] }}
serde_json = {{ version = "1", features = ["float_roundtrip", "preserve_order"] }}
tamis-runtime = {{ path = {runtime}, default-features = false }}

[profile.dev]
debug = false
incremental = false
overflow-checks = true

[workspace]
"#
    )
}
