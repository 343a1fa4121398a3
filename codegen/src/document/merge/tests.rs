//! Documents that agree, and documents that do not.

use super::*;
use crate::document::parse::{Syntax, parse};

fn merged(files: &[(&str, &str)]) -> (serde_json::Value, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let documents = files
        .iter()
        .map(|(name, yaml)| {
            let place = Place::root(name);
            let tree = parse(yaml, Syntax::Yaml, &At::Base(&place), &mut diagnostics);
            match tree.unwrap_or_else(|_| panic!("readable")) {
                Value::Object(root) => Document { root, place },
                _ => panic!("an object"),
            }
        })
        .collect();
    let (root, _) = merge(documents, &mut diagnostics).expect("documents");
    (Value::Object(root).into_json(), diagnostics.into_vec())
}

#[test]
fn what_means_the_same_is_one() {
    let (tree, diagnostics) = merged(&[
        (
            "a.yaml",
            "
components: {schemas: {P: {type: object, title: P, properties: {description: {type: string}, b: {}}, required: [a, b]}}}
paths: {/a: {get: {tags: [t]}}}
",
        ),
        (
            "b.yaml",
            "
components: {schemas: {P: {required: [b, a], description: D, properties: {b: {example: 1}, description: {type: string, title: X}}, type: object}, Q: {$ref: '#/components/schemas/P'}}}
paths: {/a: {parameters: [{name: p, in: query}], put: {}}, /b: {get: {}}}
",
        ),
    ]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(tree["components"]["schemas"]["P"]["title"], "P");
    assert_eq!(
        tree["components"]["schemas"]["P"]["x-tamis-place"],
        "a.yaml#/components/schemas/P"
    );
    assert_eq!(
        tree["components"]["schemas"]["Q"],
        serde_json::json!({"allOf": [{"$ref": "#/components/schemas/P"}], "x-tamis-place": "b.yaml#/components/schemas/Q"})
    );
    assert_eq!(
        tree["paths"]["/a"]["put"]["x-tamis-place"],
        "b.yaml#/paths/~1a/put"
    );
    assert_eq!(tree["paths"]["/a"]["put"]["parameters"][0]["name"], "p");
    assert!(tree["paths"]["/a"]["get"].get("parameters").is_none());
    assert!(tree["paths"]["/b"]["get"].is_object());
}

#[test]
fn what_differs_is_reported_with_both_places() {
    let (_, diagnostics) = merged(&[
        (
            "a.yaml",
            "
components: {schemas: {P: {properties: {description: {type: string}}}}}
paths: {/a: {get: {operationId: x}}}
",
        ),
        (
            "b.yaml",
            "
components: {schemas: {P: {properties: {description: {type: integer}}}}}
paths: {/a: {get: {operationId: y}}}
",
        ),
    ]);
    let texts: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "error[different-components]: the schema `P` is not the same in two documents: they differ at `properties/description/type`
  --> b.yaml #/components/schemas/P
  also a.yaml #/components/schemas/P: the other schema of that name
  help: rename one of the two in its document, or make them equal",
            "error[different-operations]: `GET /a` is not the same in two documents: they differ at `operationId`
  --> b.yaml #/paths/~1a/get
  also a.yaml #/paths/~1a/get: the other one
  help: remove one of the two from its document, or make them equal",
        ]
    );
}

#[test]
fn the_rest_of_the_documents() {
    let (tree, diagnostics) = merged(&[
        (
            "a.yaml",
            "
info: {title: A}
servers: [{url: https://a.test}]
tags: [{name: t, description: first}]
paths: {/a: {get: {operationId: x}}}
",
        ),
        (
            "b.yaml",
            "
info: {title: B}
servers: [{url: https://b.test}]
tags: [{name: t}, {name: u}]
paths: {/b: {get: {operationId: x}}}
",
        ),
    ]);
    let codes: Vec<&str> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    assert_eq!(
        codes,
        [
            "different-titles",
            "different-servers",
            "duplicate-operation-id"
        ]
    );
    assert_eq!(tree["info"]["title"], "A");
    // Nobody's credentials go to another document's host.
    assert!(tree.get("servers").is_none());
    assert!(tree["paths"]["/b"]["get"].get("operationId").is_none());
    assert_eq!(tree["tags"].as_array().map(Vec::len), Some(2));
    assert_eq!(tree["tags"][0]["description"], "first");
}
