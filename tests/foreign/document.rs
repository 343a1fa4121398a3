//! The document that FastAPI publishes of itself, put through Tamis; the client must compile.
//!
//! In: `/openapi.json` of the running application. Out: a crate in the scratch folder, checked by cargo.

use std::path::Path;
use std::process::Command;

use tamis::Source;

use crate::fastapi::Application;
use crate::raw;
use crate::server::data;

#[test]
fn the_document_of_the_application_gives_a_client_that_compiles() {
    let Some(application) = Application::start("document", &data::rows()[..1]) else {
        return;
    };
    let document = raw::get(&application.base_url, "/openapi.json", &[]);
    assert_eq!(document.status(), 200, "{document:?}");
    let source = Source::new("openapi.json", document.body);
    let generated = tamis::configure()
        .generate(&[source])
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(
        generated.warnings().is_empty(),
        "{:?}",
        generated.warnings()
    );
    let summary = generated.summary();
    assert_eq!(summary.operations, 3);
    assert_eq!(summary.filter_families, 8);
    assert_eq!(summary.parameters_collapsed, 44);
    assert_eq!(summary.paginated_operations, 1);
    assert_eq!(summary.generics, 1);

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("client-of-fastapi");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = folder.join("src");
    std::fs::create_dir_all(&source).unwrap();
    generated.write_to(&source).unwrap();
    std::fs::write(folder.join("Cargo.toml"), manifest(workspace)).unwrap();
    std::fs::write(source.join("lib.rs"), LIBRARY).unwrap();
    // The versions that this workspace is built with are on the disk already.
    std::fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(&folder)
        .env(
            "CARGO_TARGET_DIR",
            folder.with_file_name("target-of-clients"),
        )
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{messages}");
}

const LIBRARY: &str = r#"//! The client of an application that documents itself.
#![deny(warnings, missing_docs)]
include!("api.rs");
"#;

/// Without the transport over reqwest: its TLS is most of what there is to compile, and the client does not name it.
fn manifest(workspace: &Path) -> String {
    let runtime = workspace.join("codegen/runtime");
    // A string of JSON is one of TOML, too.
    let runtime = serde_json::Value::from(runtime.to_str().unwrap());
    format!(
        r#"[package]
name = "client-of-fastapi"
version = "0.0.0"
edition = "2024"

[dependencies]
serde = {{ version = "1", features = ["derive"] }}
tamis-runtime = {{ path = {runtime}, default-features = false }}

[workspace]
"#
    )
}
