//! Servers of others, called by the clients that their own documents give: the document as the running server publishes it, the
//! choices in `tests/foreign/NAME/tamis.toml` and in an overlay beside it, and the calls in `tests/foreign/NAME/calls.rs`, each with what must come back.
//!
//! In: a server from the index of Python packages with an empty database. Out: how many requests the program sent; it ends at the first answer that is
//! not as it must be. Neither documents nor clients of them are kept here: both are the servers' own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tamis::{Config, Source};

use crate::installed;
use crate::process::Process;
use crate::raw;
use crate::scratch_program;

/// A running server and its folder.
struct Server {
    base_url: String,
    _process: Process,
}

impl Server {
    /// Starts `tests/foreign/NAME/app.py` on an empty folder.
    fn start(name: &str) -> Self {
        let python = installed::find(name, &format!("{name}/bin/python"));
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("home-of-{name}"));
        if home.exists() {
            fs::remove_dir_all(&home).unwrap();
        }
        fs::create_dir_all(&home).unwrap();
        let mut command = Command::new(python);
        // No byte code beside the source.
        let script = sources(name).join("app.py");
        command.arg("-B").arg(script).arg(&home);
        let mut process = Process::start(&mut command);
        let port: u16 = process.wait_for(|line| line.parse().ok());
        Self {
            base_url: format!("http://127.0.0.1:{port}"),
            _process: process,
        }
    }
}

fn sources(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/foreign")
        .join(name)
}

/// Generates, compiles and runs: how many calls were made.
fn calls(name: &str, server: &Server, document: &str) -> usize {
    let published = raw::get(&server.base_url, document, &[]);
    assert_eq!(published.status(), 200, "{published:?}");
    let choices = sources(name).join("tamis.toml");
    let choices = fs::read_to_string(choices).unwrap();
    let config = Config::from_toml("tamis.toml", &choices).unwrap();
    let mut documents = vec![Source::new("openapi.json", published.body)];
    let overlay = sources(name).join("corrections.overlay.yaml");
    if overlay.exists() {
        let text = fs::read(overlay).unwrap();
        documents.push(Source::new("corrections.overlay.yaml", text));
    }
    let generated = tamis::configure().config(config).generate(&documents);
    let generated = generated.unwrap_or_else(|error| panic!("{error}"));
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = scratch.join(format!("client-of-{name}"));
    let source = folder.join("src");
    if source.exists() {
        fs::remove_dir_all(&source).unwrap();
    }
    fs::create_dir_all(&source).unwrap();
    generated.write_to(&source).unwrap();
    for entry in fs::read_dir(sources(name)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let file = path.file_name().unwrap();
            let file = if file == "calls.rs" {
                "main.rs".as_ref()
            } else {
                file
            };
            fs::copy(&path, source.join(file)).unwrap();
        }
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::write(folder.join("Cargo.toml"), manifest(name, workspace)).unwrap();
    let target = scratch.join("target-of-published");
    let program = format!("calls-of-{name}");
    let printed = scratch_program::run(&folder, &target, &program, &[&server.base_url]);
    let count = printed.trim().strip_suffix(" calls").unwrap_or_default();
    count.parse().unwrap_or_else(|_| panic!("{printed}"))
}

fn manifest(name: &str, workspace: &Path) -> String {
    // A string of JSON is one of TOML, too.
    let runtime = Value::from(workspace.join("codegen/runtime").to_str().unwrap());
    format!(
        r#"[package]
name = "calls-of-{name}"
version = "0.0.0"
edition = "2024"

[workspace]

[lib]
name = "client"
path = "src/api.rs"

[dependencies]
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
tamis-runtime = {{ path = {runtime} }}
tokio = {{ version = "1", features = ["macros", "rt"] }}
"#
    )
}

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn prefect_answers_the_client_of_its_own_document() {
    let server = Server::start("prefect");
    let calls = calls("prefect", &server, "/openapi.json");
    assert!(calls >= 40, "{calls}");
}

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn optimade_answers_the_client_of_its_own_document() {
    let server = Server::start("optimade");
    let calls = calls("optimade", &server, "/v1/extensions/openapi.json");
    assert!(calls >= 40, "{calls}");
}

#[test]
#[ignore = "needs tests/foreign/install phoenix: 850 MB"]
fn phoenix_answers_the_client_of_its_own_document() {
    let server = Server::start("phoenix");
    let calls = calls("phoenix", &server, "/openapi.json");
    assert!(calls >= 40, "{calls}");
}
