//! The build script of the root package: generates a client from every golden document, and from what the foreign
//! servers publish of themselves; and the types of the golden documents once more, with both derives.
//!
//! In: `tests/golden/*.yaml`, `tests/foreign/*/openapi.*`. Out: one folder each in `OUT_DIR`, and `goldens.rs` there,
//! which makes modules of them for `tests/support/goldens.rs`; in `OUT_DIR/truth` the types, for `tests/truth`; in
//! `OUT_DIR/paging` the client of all forms of pagination, and what follows them, for `tests/paging`. A document that gives no client becomes a compile error of that module, so that the tests that show the reports still run.

#[path = "../truth/branches.rs"]
mod branches;
#[path = "../truth/client.rs"]
#[allow(dead_code, reason = "the values are for the test itself")]
mod client;
#[path = "../paging/forms.rs"]
#[allow(dead_code, reason = "the values are for the server")]
mod forms;
#[path = "golden.rs"]
mod golden;
#[path = "../truth/instances.rs"]
#[allow(dead_code, reason = "the values are for the test itself")]
mod instances;
#[path = "../truth/values.rs"]
mod values;

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
    // Tests that need real documents are ignored without them, which cargo counts.
    println!("cargo::rustc-check-cfg=cfg(corpus)");
    println!("cargo::rerun-if-env-changed=TAMIS_CORPUS");
    if env::var_os("TAMIS_CORPUS").is_some() {
        println!("cargo::rustc-cfg=corpus");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    // So are those that need foreign servers, but where these must be there, the tests say that they are not.
    println!("cargo::rustc-check-cfg=cfg(foreign)");
    println!("cargo::rerun-if-env-changed=TAMIS_REQUIRE_FOREIGN");
    if env::var_os("TAMIS_REQUIRE_FOREIGN").is_some_and(|it| it == "1") || is_foreign_there(&out) {
        println!("cargo::rustc-cfg=foreign");
    }
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
    modules.push_str(&paging(&out)?);
    fs::write(out.join("goldens.rs"), modules)?;
    truth(&out.join("truth"))
}

/// Whether `tests/foreign/install` has run to its end for the target folder that holds `out`. When it does, it touches this
/// file: what is not there yet cannot be watched.
fn is_foreign_there(out: &Path) -> bool {
    let is_target = |folder: &&Path| folder.join("CACHEDIR.TAG").exists();
    let end = out.ancestors().find(is_target);
    let end = end.map(|target| target.join("foreign/installed"));
    let end = end.filter(|end| end.exists());
    if let Some(end) = &end {
        println!("cargo::rerun-if-changed={}", end.display());
    }
    end.is_some()
}

/// The client of the forms of pagination, and the calls that follow them.
fn paging(out: &Path) -> Result<String, Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=tests/paging");
    println!("cargo::rerun-if-env-changed=TAMIS_PAGING_FORMS");
    let forms = match env::var("TAMIS_PAGING_FORMS").as_deref() {
        Ok("all") => forms::lists::all(),
        _ => forms::lists::some(),
    };
    let document = serde_json::to_vec(&forms::lists::document(&forms))?;
    let sources = [Source::new("paging.json", document)];
    let shows = "Every form of pagination.";
    let module = module(out, "paging", shows, &tamis::configure(), &sources)?;
    let mut walks = format!("const FORMS: usize = {};\n\n", forms.len());
    walks.push_str("fn walks() -> Vec<Walk> {\n    vec![\n");
    for form in forms.iter().filter(|form| form.leads_on()) {
        let (name, arguments) = (&form.name, form.arguments());
        writeln!(
            walks,
            "        ({name:?}, |client| walk!(client.{name}({arguments}))),"
        )?;
    }
    walks.push_str("    ]\n}\n");
    fs::write(out.join("paging/walks.rs"), walks)?;
    Ok(module)
}

/// The types of every golden document with values, and the tables that decode and encode them.
fn truth(out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=tests/truth");
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let mut modules = String::new();
    let mut tables = String::new();
    for golden in golden::all() {
        let name = &golden.name;
        // Without a client there is a compile error above.
        let Ok(truth) = values::of(&golden) else {
            continue;
        };
        if truth.typed.is_empty() {
            continue;
        }
        let folder = out.join(name);
        fs::create_dir_all(&folder)?;
        for (path, text) in &truth.types {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap_or(&folder))?;
            fs::write(file, text)?;
        }
        fs::write(folder.join("table.rs"), truth.table)?;
        fs::write(folder.join("mod.rs"), "pub mod table;\npub mod types;\n")?;
        writeln!(modules, "#[path = \"{name}/mod.rs\"]\nmod {name};")?;
        writeln!(tables, "    ({name:?}, {name}::table::TABLE),")?;
    }
    let tables = format!("const TABLES: &[(&str, Table)] = &[\n{tables}];\n");
    fs::write(out.join("tables.rs"), modules + &tables)?;
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
