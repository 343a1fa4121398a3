//! A crate of many clients, checked by the compiler.
//!
//! In: a number for the crate, and the clients. Out: what the compiler says against them. The crate stands below cargo's
//! folder for the files of tests, and takes the versions that this workspace has.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use tamis::Generated;

/// Checks the clients as modules of one crate. Errors only: what lints have against odd names is the affair of a document.
///
/// # Panics
///
/// When files cannot be written or cargo is not there.
pub(crate) fn check(clients: &[(u64, Generated)]) -> Result<(), String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random");
    let source = folder.join("src");
    if source.exists() {
        fs::remove_dir_all(&source).expect("the old clients can be removed");
    }
    fs::create_dir_all(&source).expect("a folder can be made");
    let mut root = String::from("#![allow(warnings, reason = \"names are odd\")]\n");
    for (seed, client) in clients {
        let module = source.join(format!("m{seed}"));
        client.write_to(&module).expect("a client can be written");
        _ = writeln!(root, "#[path = \"m{seed}/api.rs\"]\npub mod m{seed};");
    }
    fs::write(source.join("lib.rs"), root).expect("a file can be written");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let runtime = workspace.join("codegen/runtime");
    let manifest = format!(
        "[package]\nname = \"random-clients\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         tamis-runtime = {{ path = \"{}\", default-features = false }}\n\n\
         [profile.dev]\nincremental = false\n\n[workspace]\n",
        runtime.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("a file can be written");
    let lock = fs::read_to_string(workspace.join("Cargo.lock")).expect("the workspace is locked");
    fs::write(folder.join("Cargo.lock"), lock).expect("a file can be written");
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--quiet",
            "--color=never",
            "--manifest-path",
        ])
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(folder.join("target"))
        .output()
        .expect("cargo is there");
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
