//! Documents and what they become, as [`Api`] prints it.
//!
//! Each file beside this one is a list of cases: a line that says what the case shows, the document, `----`, the IR and
//! the complaints; cases are divided by `====`. A document without `openapi:` is the `components.schemas` of one.
//! `UPDATE_CASES=1 cargo test -p tamis` writes what is there now; read the difference before you commit it.

mod hostile;

use std::fmt::Write;
use std::path::Path;

use super::*;
use crate::document::canonical;

/// What a document becomes, and what is said about it.
fn converted(document: &str) -> String {
    let mut diagnostics = Diagnostics::new();
    let model = canonical(document, &mut diagnostics);
    let api = convert(model, &Config::default(), &mut diagnostics);
    let mut text = api.to_string();
    for diagnostic in diagnostics.iter() {
        write!(text, "\n{diagnostic}\n").expect("writing to a string does not fail");
    }
    text.trim_end().to_owned()
}

fn case(document: &str) -> String {
    if document.contains("openapi:") {
        return converted(document);
    }
    let mut whole = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n".to_owned();
    whole.push_str("components:\n  schemas:\n");
    for line in document.lines() {
        writeln!(whole, "    {line}").expect("writing to a string does not fail");
    }
    let text = converted(&whole);
    text.trim_start_matches("api t 1").trim_start().to_owned()
}

fn cases(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/convert/tests");
    let path = path.join(name);
    let text = std::fs::read_to_string(&path).expect("the cases are there");
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut new = Vec::new();
    for block in text.trim().split("\n====\n") {
        let (source, expected) = block.split_once("\n----").unwrap_or((block, ""));
        let (title, document) = source.split_once('\n').expect("a title and a document");
        let found = case(document);
        if !update {
            let expected = expected.trim();
            assert_eq!(found, expected, "{name}: {title}\nit became:\n{found}\n");
        }
        new.push(format!("{source}\n----\n{found}"));
    }
    let new = new.join("\n====\n") + "\n";
    if update && new != text {
        std::fs::write(&path, new).expect("the cases can be written");
    }
}

macro_rules! cases {
    ($($name:ident)*) => {
        $(#[test] fn $name() { cases(concat!(stringify!($name), ".txt")); })*
    };
}

cases!(all_of bodies docs enums nullable objects operations paths scalars security unions webhooks);
