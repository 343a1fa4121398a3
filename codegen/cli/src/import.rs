//! `tamis import`: documents out of documentation pages, all of them or none.
//!
//! In: pages. Out: one document each, byte for byte what the page holds. Which part of a page is the document, the
//! library knows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tamis::{Code, Diagnostic, Diagnostics, Error, FileState, Files, Place};

use crate::args::Import;
use crate::excerpt::Texts;
use crate::outcome::{Failure, Outcome, say, slashes};

/// Runs the command.
pub(crate) fn run(args: &Import) -> Result<Outcome, Failure> {
    let mut texts = Texts::default();
    let mut diagnostics = Diagnostics::new();
    let mut documents: BTreeMap<String, (String, String)> = BTreeMap::new();
    for page in &args.pages {
        let shown = slashes(page);
        match cut(page, &shown, &mut texts) {
            Ok(document) => {
                let name = file_name(page, &document);
                match documents.get(&name) {
                    Some((other, _)) => diagnostics.push(same_name(&shown, other, &name)),
                    None => {
                        documents.insert(name, (shown, document));
                    }
                }
            }
            Err(error) => {
                for diagnostic in error.diagnostics() {
                    diagnostics.push(diagnostic.clone());
                }
            }
        }
    }
    let mut files = Files::new(&args.out, "");
    for (name, (page, document)) in &documents {
        files.add_once(name, document);
        if !args.force && files.state(name)? == FileState::Foreign {
            diagnostics.push(
                Diagnostic::error(
                    Code::FILE_EXISTS,
                    &Place::root(page),
                    format!("{} exists and is different", files.shown(name)),
                )
                .help("give --force to overwrite it"),
            );
        }
    }
    diagnostics
        .propagate()
        .map_err(|error| Failure { error, texts })?;
    for name in documents.keys() {
        let done = match files.state(name)? {
            FileState::Same => "unchanged",
            _ => "written",
        };
        say(format_args!("{} {done}", files.shown(name)))?;
    }
    files.write()?;
    Ok(Outcome::Done)
}

fn cut(page: &Path, shown: &str, texts: &mut Texts) -> Result<String, Error> {
    let bytes = fs::read(page).map_err(|error| {
        Diagnostic::general(Code::CANNOT_READ, format!("cannot read {shown}: {error}"))
    })?;
    texts.add(shown, shown, &bytes);
    let text = String::from_utf8(bytes).map_err(|error| {
        let message = format!("the page is not UTF-8: {}", error.utf8_error());
        Diagnostic::error(Code::NOT_UTF_8, &Place::root(shown), message)
    })?;
    tamis::import_page(shown, &text)
}

/// The page's name with the ending of what it holds.
fn file_name(page: &Path, document: &str) -> String {
    let stem = page.file_stem().map_or_else(
        || "document".into(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    let ending = if document.trim_start().starts_with('{') {
        "json"
    } else {
        "yaml"
    };
    format!("{stem}.{ending}")
}

fn same_name(page: &str, other: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::SAME_NAME,
        &Place::root(page),
        format!("the document of this page and that of {other} would both be {name}"),
    )
    .help("rename one of the pages, or import it into another folder")
}
