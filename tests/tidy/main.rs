//! Checks the sentences of ARCHITECTURE.md that a machine can check, against the text of the source.
//!
//! In: every file of the repository that is written by people. Out: for each sentence, the places that break it.
//! Each test here is named in ARCHITECTURE.md beside its sentence.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod bare;
mod circles;
mod interface;
#[path = "../support/snapshots.rs"]
mod snapshots;
mod text;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A golden document with more lines shows a second construct.
const MOST_GOLDEN_LINES: usize = 40;

/// The rooms of the generator, each with the rooms that it may look into.
const ROOMS: &[(&str, &[&str])] = &[
    ("document", &[]),
    ("ir", &[]),
    ("convert", &["ir", "document"]),
    ("analysis", &["ir"]),
    ("names", &["ir", "analysis"]),
    ("emit", &["ir", "analysis", "names"]),
];

/// A file, by its path from the root of the repository.
struct File {
    path: String,
    text: String,
}

impl File {
    /// The lines of code, with their numbers: no comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.split(" // ").next().unwrap_or_default()))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The same without the tests at the end of the file.
    fn product_code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code()
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }

    fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.starts_with("tests/")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the repository with one of these endings.
fn files(below: &str, endings: &[&str]) -> Vec<File> {
    let mut paths = Vec::new();
    collect(&root().join(below), &mut paths);
    paths.sort();
    let wanted = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| endings.contains(&ending))
    };
    paths
        .into_iter()
        .filter(wanted)
        .map(|path| File {
            // Some documents are meant to be unreadable.
            text: String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned(),
            path: shown(&path),
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
    {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if ["target", ".git", "node_modules", ".venv"].contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, paths);
        } else {
            paths.push(path);
        }
    }
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

#[track_caller]
fn assert_none(what: &str, places: &[String]) {
    assert!(places.is_empty(), "{what}:\n  {}", places.join("\n  "));
}

/// The lines of the generator in which one of `words` stands, outside `allowed` folders and files.
fn named_outside(words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut places = Vec::new();
    for file in files("codegen/src", &["rs"]) {
        let path = file.path.trim_start_matches("codegen/src/");
        if file.is_test() || allowed.iter().any(|allowed| path.starts_with(allowed)) {
            continue;
        }
        for (number, line) in file.product_code() {
            if words.iter().any(|word| has_word(line, word)) {
                places.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    places
}

/// Whether `word` stands in the line by itself.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        !(before.is_some_and(is_part) || word.ends_with(is_part) && after.is_some_and(is_part))
    })
}

#[test]
fn openapiv3_is_named_in_document_and_convert_only() {
    let places = named_outside(&["openapiv3"], &["document/", "convert/"]);
    assert_none("knows OpenAPI's model", &places);
}

#[test]
fn quote_is_named_in_emit_only() {
    let places = named_outside(&["quote!", "quote::"], &["emit/", "format", "config.rs"]);
    assert_none("writes Rust", &places);
    let places = named_outside(&["syn::", "prettyplease"], &["format", "config.rs"]);
    assert_none("reads Rust", &places);
}

#[test]
fn disk_environment_and_printing_are_in_builder_and_output_only() {
    let words = [
        "fs::",
        "std::env",
        "env::",
        "println!",
        "print!",
        "eprintln!",
        "Command",
    ];
    assert_none(
        "touches the world",
        &named_outside(&words, &["builder.rs", "builder/", "output.rs", "output/"]),
    );
}

/// A security scheme that is called like a setter of the builder gets another name: its setter would be defined twice.
#[test]
fn names_of_setters_are_reserved() {
    let reserved = fs::read_to_string(root().join("codegen/src/names/reserved.rs")).unwrap();
    let (_, reserved) = reserved.split_once("BUILDER_METHODS").unwrap();
    let mut setters = BTreeSet::new();
    for (folder, name) in [
        ("codegen/runtime/src/client", "settings.rs"),
        ("codegen/src/emit", "client.rs"),
        ("codegen/src/emit", "servers.rs"),
    ] {
        let file = files(folder, &["rs"])
            .into_iter()
            .find(|file| file.path.ends_with(&format!("/{name}")))
            .unwrap();
        // Only what consumes the builder; parameters may stand on the next line.
        let text: String = file.code().map(|(_, line)| line.trim()).collect();
        for (_, rest) in text
            .match_indices("pub fn ")
            .map(|(at, _)| text.split_at(at))
        {
            let (head, parameters) = rest["pub fn ".len()..].split_once('(').unwrap();
            let name = head.split('<').next().unwrap();
            let is_setter = parameters.starts_with("mut self") || parameters.starts_with("self");
            if is_setter && !name.starts_with(['#', '$']) {
                setters.insert(name.to_owned());
            }
        }
    }
    let known = [
        "base_url",
        "build",
        "server",
        "timeout",
        "traced_parameters",
    ];
    assert!(
        known.iter().all(|name| setters.contains(*name)),
        "{setters:?}"
    );
    setters.retain(|name| !reserved.contains(&format!("\"{name}\"")));
    let places: Vec<String> = setters.into_iter().collect();
    assert_none("is missing in names/reserved.rs", &places);
}

#[test]
fn rooms_are_entered_one_way() {
    let mut places = Vec::new();
    for (room, open) in ROOMS {
        for file in files(&format!("codegen/src/{room}"), &["rs"]) {
            for (number, line) in file.product_code() {
                for (other, _) in ROOMS {
                    let path = format!("crate::{other}::");
                    let is_entered =
                        line.contains(&path) || line.contains(&format!("crate::{other};"));
                    if other != room && !open.contains(other) && is_entered && !file.is_test() {
                        places.push(format!("{}:{number}: {}", file.path, line.trim()));
                    }
                }
            }
        }
    }
    assert_none("enters a room that it must not know", &places);
}

#[test]
fn ir_knows_nothing() {
    let mut places = Vec::new();
    for file in files("codegen/src/ir", &["rs"]) {
        for (number, line) in file.product_code() {
            let mut paths = line
                .match_indices("crate::")
                .map(|(start, _)| &line[start + 7..]);
            if paths.any(|path| !path.starts_with("place::") && !path.starts_with("ir::")) {
                places.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    assert_none("the representation refers to something else", &places);
}

#[test]
fn analyses_change_nothing() {
    let mut places = Vec::new();
    for file in files("codegen/src/analysis", &["rs"]) {
        for (number, line) in file.product_code() {
            if ["&mut Api", "&mut ir::Api", "&mut crate::ir::Api"]
                .iter()
                .any(|ty| has_word(line, ty))
            {
                places.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    assert_none("an analysis changes the representation", &places);
}

/// Every source file that people wrote.
fn sources() -> Vec<File> {
    let mut sources = files("codegen", &["rs"]);
    sources.extend(files("generated-client", &["rs"]));
    sources.extend(files("tests", &["rs"]));
    sources.push(File {
        path: "build.rs".to_owned(),
        text: fs::read_to_string(root().join("build.rs")).unwrap(),
    });
    sources
}

#[test]
fn golden_documents_are_short_and_say_what_they_show() {
    let mut places = Vec::new();
    for file in files("tests/golden", &["yaml"]) {
        let first = file.text.lines().next().unwrap_or_default();
        if !(first.starts_with("# ") && first.ends_with('.')) {
            places.push(format!("{}: the first line is no sentence", file.path));
        }
        let lines = file.text.lines().count();
        if lines > MOST_GOLDEN_LINES {
            places.push(format!("{}: {lines} lines", file.path));
        }
    }
    assert_none("not a golden document", &places);
}

#[test]
fn every_snapshot_belongs_to_a_test() {
    let start = "Snapshots::new(\"";
    let prefixes: BTreeSet<String> = files("tests", &["rs"])
        .iter()
        .flat_map(|file| {
            let uses = file
                .text
                .match_indices(start)
                .map(|(index, _)| index + start.len());
            uses.map(|index| {
                format!(
                    "{}__",
                    file.text[index..].split('"').next().unwrap_or_default()
                )
            })
            .collect::<Vec<_>>()
        })
        .collect();
    let mut paths = Vec::new();
    collect(&root().join("tests/snapshots"), &mut paths);
    let strays: Vec<_> = paths
        .iter()
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            let is_owned = prefixes.iter().any(|prefix| name.starts_with(prefix));
            !is_owned || !name.ends_with(".snap")
        })
        .map(|path| shown(path))
        .collect();
    // Whether each test still has a use for each of its own, the tests see for themselves.
    assert_none("a stray snapshot", &strays);
}

#[test]
fn the_documents_keep_up_with_the_source() {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let (architecture, readme) = (read("ARCHITECTURE.md"), read("README.md"));
    let mut places = Vec::new();
    for entry in fs::read_dir(root().join("codegen/src")).unwrap() {
        let entry = entry.unwrap();
        let mut name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            name.push('/');
        }
        if !architecture.contains(&format!("`{name}`")) {
            places.push(format!("ARCHITECTURE.md does not name codegen/src/{name}"));
        }
    }
    for file in files("tests", &["rs"])
        .iter()
        .filter(|file| file.path.starts_with("tests/tidy/"))
    {
        for line in file.text.lines().filter(|line| line.starts_with("fn ")) {
            let name = line[3..].split('(').next().unwrap_or_default();
            let is_test = file.text.contains(&format!("#[test]\nfn {name}("));
            if is_test && !architecture.contains(&format!("`{name}`")) {
                places.push(format!("ARCHITECTURE.md does not name the test {name}"));
            }
        }
    }
    let builder = read("codegen/src/builder.rs");
    for setter in builder
        .lines()
        .filter_map(|line| line.strip_prefix("    pub fn "))
    {
        let name = setter.split(['(', '<']).next().unwrap_or_default();
        let is_setter = setter.contains("(self,") || setter.contains("mut self");
        if is_setter && !readme.contains(&format!("`{name}")) {
            places.push(format!("README.md does not name the option {name}"));
        }
    }
    assert_none("the documents are behind", &places);
}
