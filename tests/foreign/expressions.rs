//! Expressions that clients write for filters, read by the parsers that servers of these grammars use: `odata-query` for OData and
//! `@rsql/parser` for RSQL. (Those of the other grammars are crates: `tests/wire/grammars.rs`.)
//!
//! In: random texts, many of them syntax. Out: the fields, operators and values that a parser found, which must be those that were
//! asked for, and no others.

use std::fs;
use std::path::Path;
use std::process::Command;

use fastrand::Rng;
use golden_clients::filters_expression::operations::ListEvents;
use golden_clients::filters_expression_more::operations::ListParts;
use serde_json::{Value, json};
use tamis_runtime::{Encoder, Filter, Operation};

use crate::installed;
use crate::texts::text;

const CASES: usize = 2_000;

/// The expression of an operation.
fn expression<O: Operation>(operation: &O, parameter: &str) -> String {
    let mut request = Encoder::new(tamis_runtime::http::Method::GET, "http://h");
    operation.encode(&mut request);
    let request = request.finish().unwrap();
    let query = request.uri().query().unwrap();
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let [(name, value)] = pairs.as_slice() else {
        panic!("{pairs:?}");
    };
    assert_eq!(name, parameter);
    value.clone()
}

/// What a program of `tests/foreign/expressions/` makes of expressions: for each a list of `[field, operator, values…]`.
fn read(
    interpreter: &Path,
    script: &str,
    arguments: &[&Path],
    expressions: &[String],
) -> Vec<Value> {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{script}.json"));
    fs::write(&scratch, serde_json::to_string(expressions).unwrap()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/foreign/expressions")
        .join(script);
    let mut command = Command::new(interpreter);
    let output = command
        .arg(script)
        .arg(&scratch)
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn odata_reads_what_was_asked() {
    let python = installed::find("odata-query", "expressions/bin/python");
    let mut dice = Rng::with_seed(4);
    let (mut written, mut asked) = (Vec::new(), Vec::new());
    for _ in 0..CASES {
        let (one, two, size) = (text(&mut dice), text(&mut dice), dice.i64(..));
        let list = ListEvents::new()
            .size(size)
            .name(Filter::eq(one.as_str()))
            .name([one.as_str(), two.as_str()])
            .name(Filter::not_in([two.as_str(), one.as_str()]))
            .name(Filter::starts_with(two.as_str()) & Filter::not_null());
        written.push(expression(&list, "$filter"));
        asked.push(json!([
            ["name", "eq", one],
            ["name", "in", one, two],
            ["name", "ne", two],
            ["name", "ne", one],
            ["name", "startswith", two],
            ["name", "ne", null],
            ["size", "eq", size.to_string()],
        ]));
    }
    let found = read(&python, "odata.py", &[], &written);
    for ((asked, found), written) in asked.iter().zip(&found).zip(&written) {
        assert_eq!(asked, found, "{written}");
    }
    assert_eq!(found.len(), CASES);
}

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn rsql_reads_what_was_asked() {
    let modules = installed::find("@rsql/parser", "rsql/node_modules");
    let mut dice = Rng::with_seed(5);
    let (mut written, mut asked) = (Vec::new(), Vec::new());
    for _ in 0..CASES {
        let (one, two, price) = (text(&mut dice), text(&mut dice), dice.f64() - 0.5);
        let list = ListParts::new()
            .name([one.as_str(), two.as_str()])
            .name(Filter::ne(two.as_str()))
            .name(Filter::like(one.as_str()))
            .price(price..);
        written.push(expression(&list, "q"));
        asked.push(json!([
            ["name", "=in=", one, two],
            ["name", "!=", two],
            ["name", "=like=", one],
            ["price", "=ge=", price],
        ]));
    }
    let found = read(Path::new("node"), "rsql.js", &[&modules], &written);
    for ((asked, found), written) in asked.iter().zip(&found).zip(&written) {
        // A number is a text to that parser.
        let mut found = found.clone();
        let number = found[3][2].as_str().unwrap().parse::<f64>().unwrap();
        found[3][2] = json!(number);
        assert_eq!(*asked, found, "{written}");
    }
    assert_eq!(found.len(), CASES);
}
