//! The build script of the root package: generates a client from every golden document.
//!
//! In: `tests/golden/*.yaml`. Out: one folder each in `OUT_DIR`, and `goldens.rs` there, which makes modules of them
//! for `tests/support/goldens.rs`. A document that gives no client becomes a compile error of that module, so that the
//! tests that show the reports still run.

#[path = "golden.rs"]
mod golden;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=tests/golden");
    println!("cargo::rerun-if-changed=tests/support");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let mut modules = String::new();
    for golden in golden::all() {
        let name = &golden.name;
        let shows = &golden.shows;
        match golden.builder().generate(&golden.sources()) {
            Ok(generated) => {
                let folder = out.join(name);
                // What an earlier run left there would not be noticed as missing.
                if folder.exists() {
                    fs::remove_dir_all(&folder)?;
                }
                generated.write_to(&folder)?;
                writeln!(
                    modules,
                    "#[doc = {shows:?}]\n#[path = \"{name}/api.rs\"]\npub mod {name};"
                )?;
            }
            Err(error) => writeln!(modules, "compile_error!({:?});", error.to_string())?,
        }
    }
    fs::write(out.join("goldens.rs"), modules)?;
    Ok(())
}
