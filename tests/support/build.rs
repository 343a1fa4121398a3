//! The build script of the root package: generates a client from every golden document, and from what the foreign
//! servers publish of themselves.
//!
//! In: `tests/golden/*.yaml`, `tests/foreign/*/openapi.*`. Out: one folder each in `OUT_DIR`, and `goldens.rs` there,
//! which makes modules of them for `tests/support/goldens.rs`. A document that gives no client becomes a compile error
//! of that module, so that the tests that show the reports still run.

#[path = "golden.rs"]
mod golden;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tamis::{Builder, Source};

/// What foreign servers publish: the module, the document.
const FOREIGN: [(&str, &str); 2] = [
    ("django_app", "tests/foreign/django_app/openapi.yaml"),
    ("fastapi_app", "tests/foreign/fastapi_app/openapi.json"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=tests/golden");
    println!("cargo::rerun-if-changed=tests/support");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let mut modules = String::new();
    for golden in golden::all() {
        let (builder, sources) = (golden.builder(), golden.sources());
        let module = module(&out, &golden.name, &golden.shows, &builder, &sources)?;
        modules.push_str(&module);
    }
    for (name, document) in FOREIGN {
        println!("cargo::rerun-if-changed={document}");
        let sources = [Source::new(document, fs::read(document)?)];
        let shows = format!("`{document}`, as the server publishes it.");
        let module = module(&out, name, &shows, &tamis::configure(), &sources)?;
        modules.push_str(&module);
    }
    fs::write(out.join("goldens.rs"), modules)?;
    Ok(())
}

/// Writes the client into a folder of its own, and gives the declaration of its module.
fn module(
    out: &Path,
    name: &str,
    shows: &str,
    builder: &Builder,
    sources: &[Source],
) -> Result<String, Box<dyn std::error::Error>> {
    let mut module = String::new();
    match builder.generate(sources) {
        Ok(generated) => {
            let folder = out.join(name);
            // What an earlier run left there would not be noticed as missing.
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            generated.write_to(&folder)?;
            writeln!(
                module,
                "#[doc = {shows:?}]\n#[path = \"{name}/api.rs\"]\npub mod {name};"
            )?;
        }
        Err(error) => writeln!(module, "compile_error!({:?});", error.to_string())?,
    }
    Ok(module)
}
