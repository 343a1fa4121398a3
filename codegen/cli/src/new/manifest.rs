//! The manifest of a crate.

use std::fs;
use std::path::{Component, Path, PathBuf};

use tamis::{Code, Diagnostic, Error};
use toml::Value;

use super::about::Crate;
use crate::outcome::slashes;

/// What stands in the manifest of a crate that this command made.
pub(super) const MARK: &str = "[package.metadata.tamis]";

/// The version of tamis: the runtime has the same.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where a crate finds the runtime.
pub(super) enum Runtime {
    /// Where published crates are.
    Published,
    /// In a folder, as the manifest has to spell it.
    Folder(String),
}

impl Runtime {
    /// The runtime in a folder. A relative path stays relative, though to the crate instead of to the user.
    pub(super) fn in_folder(path: &Path, out: &Path) -> Result<Self, Error> {
        let refuse = |why: &str| {
            let message = format!("{} {why}", slashes(path));
            Diagnostic::general(Code::NO_RUNTIME, message)
                .help("--runtime-path takes the folder of the crate tamis-runtime")
        };
        let manifest = fs::read_to_string(path.join("Cargo.toml"))
            .map_err(|error| refuse(&format!("holds no readable Cargo.toml: {error}")))?;
        let manifest: toml::Table = manifest
            .parse()
            .map_err(|_| refuse("holds a Cargo.toml that is not TOML"))?;
        let name = manifest
            .get("package")
            .and_then(|package| package.get("name"));
        if name.and_then(Value::as_str) != Some("tamis-runtime") {
            return Err(refuse("is not the crate tamis-runtime").into());
        }
        if path.is_absolute() {
            return Ok(Self::Folder(slashes(path)));
        }
        let (from, to) = match (whole(out), whole(path)) {
            (Ok(from), Ok(to)) => (from, to),
            (Err(error), _) | (_, Err(error)) => {
                return Err(refuse(&format!("cannot be resolved: {error}")).into());
            }
        };
        Ok(Self::Folder(slashes(&relative(&from, &to))))
    }
}

/// The path without links and dots, also of a folder that does not exist yet.
fn whole(path: &Path) -> std::io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut missing = Vec::new();
    let mut existing = path.as_path();
    loop {
        match (existing.canonicalize(), existing.parent()) {
            (Ok(mut whole), _) => {
                whole.extend(missing.iter().rev());
                return Ok(whole);
            }
            (Err(_), Some(parent)) => {
                // `..` has no file name; below something that does not exist it means nothing.
                missing.push(
                    existing
                        .file_name()
                        .map_or_else(|| "..".into(), ToOwned::to_owned),
                );
                existing = parent;
            }
            (Err(error), None) => return Err(error),
        }
    }
}

/// The way from one absolute folder to another.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let common = from
        .components()
        .zip(to.components())
        .take_while(|(left, right)| left == right)
        .count();
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    let down = to.components().skip(common);
    up.chain(down).collect()
}

/// Writes the manifest.
pub(super) fn write(about: &Crate<'_>, runtime: &Runtime) -> String {
    let name = quoted(&about.name);
    let description = quoted(&format!("Client for {}", super::readme::line(about.title)));
    let path = match runtime {
        Runtime::Published => String::new(),
        Runtime::Folder(path) => format!(", path = {}", quoted(path)),
    };
    let mut all = String::new();
    let mut tags = String::new();
    for feature in about.features.iter().map(|name| quoted(name)) {
        all.push_str(", ");
        all.push_str(&feature);
        tags.push_str(&feature);
        tags.push_str(" = []\n");
    }
    if !tags.is_empty() {
        tags.insert_str(0, "# The operations of a tag each.\n");
    }
    format!(
        r#"# Made by `tamis new`, and yours from now on: running it again leaves this file as it is.
[package]
name = {name}
version = "0.1.0"
edition = "2024"
rust-version = "1.89"
description = {description}
readme = "README.md"
# For crates.io:
# license = "MIT OR Apache-2.0"
# repository = "https://…"

{MARK}
version = "{VERSION}"

[features]
default = ["reqwest"{all}]
# The transport that a client uses unless it is given another one.
reqwest = ["tamis-runtime/reqwest"]
{tags}
[dependencies]
serde = {{ version = "1", features = ["derive"] }}
tamis-runtime = {{ version = "{VERSION}"{path}, default-features = false }}
"#
    )
}

/// A TOML string.
fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_folders() {
        for (from, to, way) in [
            ("/a/b", "/a/c/d", "../c/d"),
            ("/a", "/a/b", "b"),
            ("/a/b/c", "/x", "../../../x"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), Path::new(way));
        }
    }

    #[test]
    fn titles_cannot_break_out() {
        let about = Crate {
            name: "a".to_owned(),
            title: "x\"\n[dependencies]\nevil = \"1\" '''",
            version: "1",
            setup: &[],
            features: &[],
        };
        let manifest: toml::Table = write(&about, &Runtime::Published).parse().unwrap();
        let dependencies = manifest["dependencies"].as_table().unwrap();
        assert_eq!(
            dependencies.keys().collect::<Vec<_>>(),
            ["serde", "tamis-runtime"]
        );
        assert_eq!(
            manifest["package"]["description"].as_str(),
            Some("Client for x\" [dependencies] evil = \"1\" '''")
        );
    }
}
