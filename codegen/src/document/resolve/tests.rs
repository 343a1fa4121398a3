//! References that are followed, and references that lead nowhere.

use super::*;
use crate::document::parse::{Syntax, parse};

fn source(name: &str, text: &str) -> Source {
    Source::new(name, text)
}

/// The document after resolving, as JSON, and the reports.
fn resolved(files: &[(&str, &str)]) -> (serde_json::Value, Vec<String>) {
    let sources: Vec<Source> = files
        .iter()
        .map(|(name, text)| source(name, text))
        .collect();
    let mut diagnostics = Diagnostics::new();
    let place = Place::root(&sources[0].name);
    let tree = parse(
        files[0].1,
        Syntax::Yaml,
        &At::Base(&place),
        &mut diagnostics,
    );
    let tree = tree.unwrap_or_else(|_| panic!("readable"));
    let (tree, _) = resolve(
        tree,
        (&sources, &References::default()),
        0,
        &mut 0,
        &mut diagnostics,
    );
    let messages = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.clone())
        .collect();
    (tree.into_json(), messages)
}

fn at<'v>(value: &'v serde_json::Value, pointer: &str) -> &'v serde_json::Value {
    value
        .pointer(pointer)
        .unwrap_or_else(|| panic!("nothing at {pointer} of {value:#}"))
}

#[test]
fn components_stay_and_pointers_are_decoded() {
    let (tree, diagnostics) = resolved(&[(
        "a.yaml",
        "components:\n  schemas:\n    'A B': {}\n    B: {items: {$ref: '#/components/schemas/A%20B'}}\n",
    )]);
    assert_eq!(
        at(&tree, "/components/schemas/B/items/$ref"),
        "tamis:#/components/schemas/A B"
    );
    assert_eq!(diagnostics, [""; 0]);
}

#[test]
fn what_is_referred_to_inside_something_becomes_a_component() {
    let (tree, diagnostics) = resolved(&[(
        "a.yaml",
        "
components:
  schemas:
    A: {properties: {b: {type: string}}}
    C: {items: {$ref: '#/components/schemas/A/properties/b'}}
    D: {items: {$ref: '#/paths/~1x/get/responses/200/content/application~1json/schema'}}
paths:
  /x: {get: {responses: {200: {content: {application/json: {schema: {type: object}}}}}}}
",
    )]);
    assert_eq!(diagnostics, [""; 0]);
    let name = "tamis:#/components/schemas/A_b";
    assert_eq!(at(&tree, "/components/schemas/C/items/$ref"), name);
    assert_eq!(at(&tree, "/components/schemas/A/properties/b/$ref"), name);
    assert_eq!(at(&tree, "/components/schemas/A_b/type"), "string");
    assert_eq!(
        at(&tree, "/components/schemas/A_b/x-tamis-place"),
        "a.yaml#/components/schemas/A/properties/b"
    );
    assert_eq!(at(&tree, "/components/schemas/x_get_200/type"), "object");
}

#[test]
fn other_files_are_followed() {
    let (tree, diagnostics) = resolved(&[
        (
            "s/a.yaml",
            "
paths:
  /x: {$ref: paths/x.yaml}
  /y: {get: {$ref: 'paths/x.yaml#/get'}}
components:
  schemas:
    Pet: {$ref: './schemas/pet.yaml'}
",
        ),
        (
            "s/paths/x.yaml",
            "get: {responses: {200: {content: {a/json: {schema: {$ref: ../schemas/all.yaml#/Toy}}}}}}",
        ),
        (
            "s/schemas/pet.yaml",
            "properties: {toy: {$ref: 'all.yaml#/Toy'}, mate: {$ref: '#'}}",
        ),
        (
            "s/schemas/all.yaml",
            "Toy: {properties: {owner: {$ref: pet.yaml}}}",
        ),
    ]);
    assert_eq!(diagnostics, [""; 0]);
    assert_eq!(
        at(&tree, "/components/schemas/Pet/properties/toy/$ref"),
        "tamis:#/components/schemas/Toy"
    );
    assert_eq!(
        at(&tree, "/components/schemas/Pet/properties/mate/$ref"),
        "tamis:#/components/schemas/Pet"
    );
    assert_eq!(
        at(&tree, "/components/schemas/Toy/properties/owner/$ref"),
        "tamis:#/components/schemas/Pet"
    );
    assert_eq!(
        at(&tree, "/components/schemas/Toy/x-tamis-place"),
        "s/schemas/all.yaml#/Toy"
    );
    for path in ["/paths/~1x", "/paths/~1y"] {
        let schema = format!("{path}/get/responses/200/content/a~1json/schema/$ref");
        assert_eq!(at(&tree, &schema), "tamis:#/components/schemas/Toy");
    }
    assert_eq!(at(&tree, "/paths/~1x/x-tamis-place"), "s/paths/x.yaml#");
}

#[test]
fn definitions_are_found_in_the_schema_around() {
    let (tree, diagnostics) = resolved(&[(
        "a.yaml",
        "
components:
  schemas:
    A: {$defs: {X: {type: string}}, items: {$ref: '#/$defs/X'}}
    B: {$defs: {X: {type: integer}}, items: {$ref: '#/$defs/X'}}
    C: {$anchor: node, items: {$dynamicRef: '#node'}}
",
    )]);
    assert_eq!(diagnostics, [""; 0]);
    assert_eq!(at(&tree, "/components/schemas/X/type"), "string");
    assert_eq!(at(&tree, "/components/schemas/a_X/type"), "integer");
    assert_eq!(
        at(&tree, "/components/schemas/C/items/$ref"),
        "tamis:#/components/schemas/C"
    );
}

#[test]
fn what_leads_nowhere_is_reported() {
    let (tree, diagnostics) = resolved(&[(
        "a.yaml",
        "
paths:
  /x: {get: {parameters: [{$ref: '#/components/parameters/Nope'}]}}
components:
  schemas:
    Pet: {items: {$ref: '#/components/schemas/Pett'}}
    B: {items: {$ref: 'https://example.test/x.json'}}
    C: {items: {$ref: '../../etc/passwd'}}
    D: {items: {$ref: '#/components/schemas/Pet/properties/x'}}
    E: {items: {$ref: '#/paths/~1x/get'}}
    F: {items: {$ref: 'Pet'}}
    I: {items: {$ref: '#/components/responses/R'}}
    G: {$ref: '#/components/schemas/H'}
    H: {$ref: '#/components/schemas/G'}
  responses: {R: {content: {application/json: {schema: {type: string}}}}}
",
    )]);
    let expected = [
        "`#/components/parameters/Nope` leads nowhere: nothing is there",
        "`#/components/schemas/Pett` leads nowhere: nothing is there",
        "`https://example.test/x.json` leads nowhere: nothing is fetched over the network",
        "`../../etc/passwd` leads nowhere: it leaves the folder of the documents",
        "`Pet` is read as a reference to the component `Pet`",
        "`#/components/responses/R` is no schema; it is read as a reference to the schema in it",
        "`#/components/schemas/Pet/properties/x` leads nowhere: nothing is there",
        "`#/paths/~1x/get` leads nowhere: a schema is needed, that is a operation",
        "`G` refers to nothing but itself",
    ];
    assert_eq!(diagnostics.len(), expected.len(), "{diagnostics:#?}");
    for (diagnostic, expected) in diagnostics.iter().zip(expected) {
        assert!(diagnostic.ends_with(expected), "{diagnostic}");
    }
    assert_eq!(
        at(&tree, "/paths/~1x/get/parameters"),
        &serde_json::json!([])
    );
}

#[test]
fn containers_by_reference_cannot_grow_without_bounds() {
    let (_, diagnostics) = resolved(&[(
        "a.yaml",
        "components: {schemas: {A: {properties: {x: {properties: {$ref: '#/components/schemas/A/properties'}}}}}}",
    )]);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
}

#[test]
fn mappings_of_discriminators_are_references() {
    let (tree, diagnostics) = resolved(&[(
        "a.yaml",
        "
components:
  schemas:
    Pet: {discriminator: {propertyName: t, mapping: {cat: Cat, dog: '#/components/schemas/Dog'}}}
    Cat: {}
    Dog: {}
",
    )]);
    assert_eq!(diagnostics, [""; 0]);
    let mapping = at(&tree, "/components/schemas/Pet/discriminator/mapping");
    assert_eq!(mapping["cat"], "tamis:#/components/schemas/Cat");
    assert_eq!(mapping["dog"], "tamis:#/components/schemas/Dog");
}
