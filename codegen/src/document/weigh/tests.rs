//! What operations share: accepted where it is little, an error with a place where it is much, whatever is shared.

#![allow(
    clippy::print_stdout,
    clippy::too_many_lines,
    reason = "a table of documents; a reader of the log wants to know how much is used"
)]

use serde_json::{Value, json};

use super::super::read;
use super::super::source::Source;
use crate::config::Config;
use crate::diagnostics::Diagnostics;

/// A document in which so many operations share something of this size, one for each kind of thing that is shared.
fn documents(operations: usize, size: usize) -> Vec<(&'static str, Value)> {
    let many = |each: &dyn Fn(usize) -> (String, Value)| -> Value {
        (0..size)
            .map(each)
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let ok = json!({"200": {"description": "d"}});
    let parameter =
        |n: usize| json!({"name": format!("q{n}"), "in": "query", "schema": {"type": "string"}});
    let text = "x".repeat(size * 20);
    let whole = |more: Value| {
        let mut document =
            json!({"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "paths": {}});
        for (key, value) in more.as_object().expect("an object") {
            document[key] = value.clone();
        }
        document
    };
    // Each operation under a path of its own.
    let apart = |operation: Value, components: Value| {
        let paths = (0..operations).map(|n| (format!("/p{n}"), json!({"get": operation})));
        let paths: serde_json::Map<_, _> = paths.collect();
        whole(json!({"paths": paths, "components": components}))
    };
    // All of them under one path.
    let together = |item: Value| {
        let mut item = item;
        let operation = json!({"responses": ok});
        let additional = (0..operations).map(|n| (format!("M{n}"), operation.clone()));
        let additional: serde_json::Map<_, _> = additional.collect();
        item["additionalOperations"] = additional.into();
        whole(json!({"paths": {"/a": item}}))
    };
    let reference = |section: &str| json!({"$ref": format!("#/components/{section}/x")});
    let values: Value = (0..size).collect();
    let example = json!({"value": values});
    let header = json!({"description": text, "schema": {"type": "string"}});
    let mut found = vec![
        (
            "parameters of a path item",
            together(json!({"parameters": (0..size).map(parameter).collect::<Value>()})),
        ),
        (
            "description of a path item",
            together(json!({"description": text})),
        ),
        ("summary of a path item", together(json!({"summary": text}))),
        (
            "servers of a path item",
            together(
                json!({"servers": (0..size).map(|n| json!({"url": format!("/{n}")})).collect::<Value>()}),
            ),
        ),
        (
            "a named parameter",
            apart(
                json!({"parameters": [reference("parameters")], "responses": ok}),
                json!({"parameters": {"x": {"name": "q", "in": "query", "description": text, "schema": {}}}}),
            ),
        ),
        (
            "the example of a schema of a named parameter",
            apart(
                json!({"parameters": [reference("parameters")], "responses": ok}),
                json!({"parameters": {"x": {"name": "q", "in": "query", "schema": {"type": "string", "example": text}}}}),
            ),
        ),
        (
            "a parameter by two names",
            apart(
                json!({"parameters": [{"$ref": "#/components/parameters/y~1z"}], "responses": ok}),
                json!({"parameters": {"y/z": {"$ref": "#/components/parameters/x"},
                    "x": {"name": "q", "in": "query", "description": text, "schema": {}}}}),
            ),
        ),
        (
            "a parameter that the path calls otherwise",
            apart(
                json!({"parameters": [reference("parameters")], "responses": ok}),
                json!({"parameters": {"x": {"name": "q", "in": "path", "required": true, "schema": {"enum": values}}}}),
            ),
        ),
        (
            "a named example",
            apart(
                json!({"parameters": [{"name": "q", "in": "query", "schema": {"type": "string"},
                    "examples": {"a": reference("examples")}}], "responses": ok}),
                json!({"examples": {"x": example}}),
            ),
        ),
        (
            "a named body",
            apart(
                json!({"requestBody": reference("requestBodies"), "responses": ok}),
                json!({"requestBodies": {"x": {"content": many(&|n| (format!("application/x{n}+json"), json!({"schema": {}})))}}}),
            ),
        ),
        (
            "a named response with headers",
            apart(
                json!({"responses": {"200": reference("responses")}}),
                json!({"responses": {"x": {"description": "d", "headers": many(&|n| (format!("X-{n}"), json!({"schema": {}})))}}}),
            ),
        ),
        (
            "a named response with media types",
            apart(
                json!({"responses": {"200": reference("responses")}}),
                json!({"responses": {"x": {"description": "d", "content": many(&|n| (format!("application/x{n}+json"), json!({"schema": {}})))}}}),
            ),
        ),
        (
            "a named header",
            apart(
                json!({"responses": {"200": {"description": "d", "headers": {"X": reference("headers")}}}}),
                json!({"headers": {"x": header}}),
            ),
        ),
    ];
    let mut secured = apart(
        json!({"responses": ok}),
        json!({"securitySchemes": many(&|n| (format!("s{n}"), json!({"type": "apiKey", "in": "header", "name": format!("X{n}")})))}),
    );
    secured["security"] = json!([many(&|n| (format!("s{n}"), json!([])))]);
    found.push(("requirements of the document", secured));
    found
}

/// The code and the place of the error of a document; `None` if there is none.
fn refused(document: &Value) -> Option<(String, String)> {
    let source = Source::new("a.json", document.to_string());
    let read = read(&[source], &Config::default(), &mut Diagnostics::new());
    let error = read.err()?;
    let first = error
        .diagnostics()
        .first()
        .expect("an error says something")
        .clone();
    let place = first.place.map(|place| place.to_string());
    Some((first.code.as_str().to_owned(), place.unwrap_or_default()))
}

#[test]
fn what_operations_share_is_bounded_whatever_it_is() {
    let much = documents(400, 2000);
    assert_eq!(much.len(), 14);
    for (what, document) in much {
        let (code, place) = refused(&document).unwrap_or_else(|| panic!("{what} is not refused"));
        assert_eq!(code, "too-large", "{what}");
        assert!(place.starts_with("a.json#/paths/~1"), "{what}: {place}");
    }
    // Much that few share, and little that many do, is what documents are made of.
    for (operations, size) in [(1, 2000), (400, 10)] {
        for (what, document) in documents(operations, size) {
            assert_eq!(
                refused(&document),
                None,
                "{what}, {operations} times {size}"
            );
        }
    }
}

#[test]
fn the_error_stands_where_it_becomes_too_much() {
    let operation = json!({"parameters": [{"$ref": "#/components/parameters/x"}], "responses": {}});
    let mut document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "components": {"parameters": {"x": {"name": "q", "in": "query", "description": "x".repeat(3_000_000), "schema": {}}}},
    });
    // One weighs 30,005; allowed are 50,000 and half of the bytes: some 51 of them.
    for (count, beyond) in [(51, None), (55, Some("a.json#/paths/~1p51/get"))] {
        let paths = (0..count).map(|n| (format!("/p{n}"), json!({"get": operation})));
        document["paths"] = paths.collect::<serde_json::Map<_, _>>().into();
        let place = refused(&document).map(|(_, place)| place);
        assert_eq!(place.as_deref(), beyond);
    }
}

/// With a folder of published documents: how much of what is allowed each uses.
#[test]
#[ignore = "needs real documents: TAMIS_CORPUS"]
fn published_documents_are_far_from_the_bound() {
    let folder = std::env::var_os("TAMIS_CORPUS").expect("TAMIS_CORPUS names a folder");
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let sources = [Source::new(
            &*name,
            std::fs::read(&path).expect("a readable file"),
        )];
        let mut diagnostics = Diagnostics::new();
        let Some(tree) = super::super::load::load(&sources[0], &mut diagnostics) else {
            continue;
        };
        let (mut tree, _) = super::super::resolve::resolve(
            tree,
            (&sources, &super::super::references::References::default()),
            0,
            &mut 0,
            &mut diagnostics,
        );
        let mut allowance = super::Allowance::of(&sources);
        let all = allowance.0;
        let place = crate::place::Place::root(&name);
        let at = super::At::Base(&place);
        assert!(allowance.admits(&mut tree, &at, &mut diagnostics), "{name}");
        let used = all - allowance.0;
        println!("{used} of {all} ({}%): {name}", used * 100 / all);
        assert!(used < all / 3, "{name} uses {used} of {all}");
    }
}
