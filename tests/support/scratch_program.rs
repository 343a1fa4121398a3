//! A program of a crate in the scratch folder, built and run.
//!
//! In: the folder of the crate, with its sources and its manifest. Out: what the program prints. It is compiled from the dependencies
//! that built this test, so that nothing is fetched.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds the crate in `folder` into `target`, and runs its program.
///
/// # Panics
///
/// When it does not compile, or ends with an error.
pub(crate) fn run(folder: &Path, target: &Path, program: &str, arguments: &[&str]) -> String {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The versions that this workspace is built with are on the disk already.
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let built = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        // What runs once needs no information for debuggers.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{program}: {messages}");
    let ended = Command::new(target.join("debug").join(program))
        .args(arguments)
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{program}: {messages}");
    String::from_utf8(ended.stdout).unwrap()
}
