//! What stands in each file: a header, few lines, nothing undone, no exception without a reason, no folder of one machine.

use crate::{File, assert_none, files, sources};

/// A file of source with more lines holds a second concept.
const MOST_LINES: usize = 400;

/// Source as the generator writes it, kept for tests: it is included, and as long as it is.
const AS_GENERATED: &str = "codegen/runtime/tests/support/sample/";

#[test]
fn every_file_says_what_it_is() {
    let silent =
        |file: &File| !file.text.starts_with("//!") && !file.path.starts_with(AS_GENERATED);
    let places: Vec<_> = sources()
        .into_iter()
        .filter(silent)
        .map(|file| file.path)
        .collect();
    assert_none("begins without `//!`", &places);
}

#[test]
fn files_are_short() {
    let places: Vec<_> = sources()
        .into_iter()
        .map(|file| (file.text.lines().count(), file.path))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .filter(|(_, path)| !path.starts_with(AS_GENERATED))
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    assert_none("too many lines", &places);
}

#[test]
fn nothing_is_left_undone() {
    let words = ["todo!", "unimplemented!", "dbg!"];
    let mut places = Vec::new();
    for file in sources() {
        for (number, line) in file.code() {
            let in_a_string = line.contains('"');
            if !in_a_string && words.iter().any(|word| line.contains(word)) {
                places.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    assert_none("left undone", &places);
}

#[test]
fn every_exception_has_a_reason() {
    let mut places = Vec::new();
    for file in sources() {
        for start in ["[allow(", "[expect("] {
            for (index, _) in file.text.match_indices(start) {
                let attribute = &file.text[index..];
                let is_attribute = file.text[..index].ends_with(['#', '!']);
                let end = attribute.find(")]").unwrap_or(attribute.len());
                if is_attribute && !attribute[..end].contains("reason") {
                    let number = file.text[..index].matches('\n').count() + 1;
                    places.push(format!("{}:{number}", file.path));
                }
            }
        }
    }
    assert_none("an exception without a reason", &places);
}

#[test]
fn nothing_depends_on_where_it_was_written() {
    // Taken apart, so that this file does not break its own sentence.
    let folders = ["/ho|me/", "/ro|ot/", "/wo|rk/", "/Us|ers/", "/t|mp/"]
        .map(|folder| folder.replace('|', ""));
    let endings = [
        "rs", "toml", "md", "yaml", "yml", "json", "snap", "stderr", "lock",
    ];
    let mut places = Vec::new();
    for file in files(".", &endings) {
        for (index, line) in file.text.lines().enumerate() {
            let is_path = |folder: &String| {
                line.match_indices(folder.as_str()).any(|(start, _)| {
                    let before = line[..start].chars().next_back();
                    // `/Users/{id}` is a path of an API.
                    let is_template = line[start + folder.len()..].starts_with('{');
                    before.is_none_or(|before| " \"'`(=>:".contains(before)) && !is_template
                })
            };
            if folders.iter().any(is_path) {
                places.push(format!("{}:{}: {}", file.path, index + 1, line.trim()));
            }
        }
    }
    assert_none("an absolute path", &places);
}
