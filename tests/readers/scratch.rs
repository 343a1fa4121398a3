//! Crates in the scratch folder: clients with both derives as a library, and a program that prints their requests.
//!
//! In: documents. Out: the requests of all operations with everything set. The crates are compiled with all warnings
//! denied, by the compiler and from the dependencies that built this test, so that nothing is fetched.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use syn::{ImplItem, Item};
use tamis::{Builder, Derives, Source};

use crate::document::Document;
use crate::program;
use crate::scratch_program;
use crate::source;

/// What one operation sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    pub(crate) client: String,
    pub(crate) method: String,
    /// As the document spells it.
    pub(crate) path: String,
    /// What could not be set, with the reason.
    pub(crate) left_out: Vec<String>,
    pub(crate) request: Request,
}

/// A request, or why there is none.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Request {
    /// It can be sent.
    Made {
        /// Path and query.
        target: String,
        headers: Vec<(String, String)>,
        body: Option<String>,
    },
    /// It cannot.
    Refused { problem: String },
}

/// A document for a crate.
#[derive(Debug)]
pub(crate) struct Subject {
    /// An identifier.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) builder: Builder,
}

/// The requests of all operations of the documents.
pub(crate) fn requests(package: &str, subjects: &[Subject]) -> Vec<Sent> {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = scratch.join(package);
    let source = folder.join("src");
    if source.exists() {
        fs::remove_dir_all(&source).unwrap();
    }
    let bin = source.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let mut library = String::from("//! Clients.\n#![deny(warnings, missing_docs)]\n");
    library += "/// What a golden document has instead of types of its own.\npub mod own;\n";
    let own = include_str!("../support/own.rs");
    fs::write(source.join("own.rs"), own).unwrap();
    let mut main = include_str!("program/support.rs").to_owned();
    let mut calls = String::new();
    for subject in subjects {
        let name = &subject.name;
        let document = Document::read(&subject.text).unwrap();
        let sources = [Source::new(format!("{name}.yaml"), subject.text.as_bytes())];
        let generated = subject
            .builder
            .clone()
            .derives(Derives::Both)
            .generate(&sources);
        let generated = generated.unwrap_or_else(|error| panic!("{name}: {error}"));
        generated.write_to(&source.join(name)).unwrap();
        let _ = writeln!(
            library,
            "/// `{name}`.\n#[path = \"{name}/api.rs\"]\npub mod {name};"
        );
        let (mut modules, tables) = source::read(generated.files()).unwrap();
        let files: BTreeMap<&str, &str> = generated.files().collect();
        if !files["api.rs"].contains("pub mod filters;") {
            // Nothing in it is for others.
            for module in &mut modules {
                module
                    .uses
                    .retain(|import| import != "use super :: filters ;");
            }
        }
        let client = program::Client {
            name,
            document: &document,
            modules: &modules,
            tables: &tables,
            credentials: &credentials(files["client.rs"]),
            vendor: &vendor(files.get("filters.rs").copied().unwrap_or_default()),
        };
        let text = program::write(&client);
        let allow = "#[allow(unused_variables, reason = \"there may be no operations\")]";
        let _ = writeln!(main, "{allow}\nmod {name} {{\n{text}}}");
        let _ = writeln!(calls, "    {name}::run(&mut out);");
    }
    let _ = writeln!(
        main,
        "fn main() {{\n    let mut out = Out::new();\n{calls}}}"
    );
    fs::write(source.join("lib.rs"), library).unwrap();
    fs::write(bin.join(format!("{package}.rs")), main).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest(package, workspace)).unwrap();
    scratch_program::run(&folder, &scratch.join("target-of-clients"), package, &[])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// Without the transport over reqwest: its TLS is most of what there is to compile, and no program sends anything.
fn manifest(package: &str, workspace: &Path) -> String {
    // A string of JSON is one of TOML, too.
    let runtime = Value::from(workspace.join("codegen/runtime").to_str().unwrap());
    format!(
        r#"[package]
name = "{package}"
version = "0.0.0"
edition = "2024"

[lib]
name = "clients"

[dependencies]
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
tamis-runtime = {{ path = {runtime}, default-features = false, features = ["chrono", "indexmap", "rust_decimal", "time"] }}
chrono = {{ version = "0.4", default-features = false, features = ["serde", "std"] }}
rust_decimal = {{ version = "1", default-features = false, features = ["serde", "std"] }}
time = {{ version = "0.3", default-features = false, features = ["std"] }}

[workspace]
"#
    )
}

/// The calls of a client's builder that set credentials: `.api_token_auth("secret")`.
fn credentials(client: &str) -> Vec<String> {
    let file: syn::File = syn::parse_str(client).unwrap();
    let items = file.items.iter().filter_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() => Some(&item.items),
        _ => None,
    });
    let functions = items.flatten().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(&function.sig),
        _ => None,
    });
    functions
        .filter_map(|signature| {
            let arguments = quote::ToTokens::to_token_stream(&signature.inputs).to_string();
            let secrets =
                arguments.matches("Secret").count() + arguments.matches("Credential").count();
            let count = signature.inputs.len().checked_sub(1)?;
            let values = vec!["\"secret\""; count].join(", ");
            (secrets > 0).then(|| format!(".{}({values})", signature.ident))
        })
        .collect()
}

/// The types of the server's own operators, by `NAME`.
fn vendor(filters: &str) -> BTreeMap<String, String> {
    let file: syn::File = syn::parse_str(filters).unwrap();
    let impls = file.items.iter().filter_map(|item| match item {
        Item::Impl(item) => Some(item),
        _ => None,
    });
    impls
        .filter_map(|item| {
            let syn::Type::Path(ty) = &*item.self_ty else {
                return None;
            };
            let name = item.items.iter().find_map(|item| match item {
                ImplItem::Const(name) if name.ident == "NAME" => source::literal(&name.expr),
                _ => None,
            })?;
            Some((name, ty.path.segments.last()?.ident.to_string()))
        })
        .collect()
}
