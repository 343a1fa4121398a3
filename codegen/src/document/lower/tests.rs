//! What 3.1 says, in the words of 3.0: before and after.

use super::*;
use crate::document::key::IMPLIED;
use crate::document::parse::{Syntax, parse};

/// A schema after lowering, with the codes of the reports.
fn lowered(yaml: &str) -> (serde_json::Value, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::new();
    let place = Place::root("t");
    let value = parse(yaml, Syntax::Yaml, &At::Base(&place), &mut diagnostics);
    let mut value = value.unwrap_or_else(|_| panic!("readable: {yaml}"));
    let mut document = Object::default();
    let mut lower = Lower::new(&mut document, &mut diagnostics);
    lower.nulls.insert(reference("schemas", "Null"));
    lower.value(Kind::Schema, &mut value, &At::Base(&place));
    let codes = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    (value.into_json(), codes)
}

/// The same as compact JSON, without the marks of types that were left out: these have a test of their own.
fn schema(yaml: &str) -> (String, Vec<&'static str>) {
    fn unmark(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                members.remove(IMPLIED);
                members.values_mut().for_each(unmark);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(unmark),
            _ => {}
        }
    }
    let (mut value, codes) = lowered(yaml);
    unmark(&mut value);
    (value.to_string(), codes)
}

/// What follows from other keywords counts less than what is stated.
#[test]
fn types_that_were_left_out_are_marked() {
    for (yaml, of) in [
        ("{required: [a]}", "object"),
        ("{items: {}}", "array"),
        ("{minLength: 1}", "string"),
        ("{minimum: 1}", "number"),
        ("{enum: [a]}", "string"),
        ("{format: date}", "string"),
    ] {
        let (value, _) = lowered(yaml);
        assert_eq!(
            (&value["type"], &value[IMPLIED]),
            (&of.into(), &true.into()),
            "{yaml}"
        );
        let (value, _) = lowered(&format!("{{type: {of}, {}", &yaml[1..]));
        assert_eq!(
            (&value["type"], value.get(IMPLIED)),
            (&of.into(), None),
            "{yaml}"
        );
    }
}

/// Checks `before => after`, one a line, both in YAML.
fn check(table: &str) {
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let (before, after) = line.split_once(" => ").unwrap_or_else(|| panic!("{line}"));
        let (after, code) = after.split_once(" ! ").unwrap_or((after, ""));
        let place = Place::root("t");
        let expected = parse(
            after,
            Syntax::Yaml,
            &At::Base(&place),
            &mut Diagnostics::new(),
        );
        let expected = expected.unwrap_or_else(|_| panic!("{after}"));
        let (lowered, codes) = schema(before);
        assert_eq!(lowered, expected.into_json().to_string(), "{before}");
        assert_eq!(codes.join(" "), code, "{before}");
    }
}

#[test]
fn null_in_all_spellings() {
    check(
        "
{type: [string, 'null']} => {type: string, nullable: true}
{type: ['null', integer], minimum: 1} => {type: integer, minimum: 1, nullable: true}
{type: 'null'} => {enum: [null], nullable: true}
{type: ['null']} => {enum: [null], nullable: true}
{const: null} => {enum: [null], x-tamis-const: true, nullable: true}
{anyOf: [{type: string, format: uuid}, {type: 'null'}], title: T} => {title: T, type: string, format: uuid, nullable: true}
{oneOf: [{type: 'null'}, {type: integer, title: U}], title: T} => {title: T, type: integer, nullable: true}
{anyOf: [{$ref: '#/components/schemas/X'}, {type: 'null'}], default: a} => {default: a, allOf: [{$ref: '#/components/schemas/X'}], nullable: true}
{oneOf: [{$ref: '#/components/schemas/X'}, {enum: [null]}]} => {allOf: [{$ref: '#/components/schemas/X'}], nullable: true}
{oneOf: [{$ref: '#/components/schemas/X'}, {$ref: 'tamis:#/components/schemas/Null'}]} => {allOf: [{$ref: '#/components/schemas/X'}], nullable: true}
{oneOf: [{type: string}, {type: 'null'}, {type: integer}]} => {oneOf: [{type: string}, {type: integer}], nullable: true}
{anyOf: [{type: 'null'}]} => {enum: [null], nullable: true}
{anyOf: [{type: string, nullable: true}, {type: integer}]} => {anyOf: [{type: string}, {type: integer}], nullable: true}
{type: string, enum: [a, null]} => {type: string, enum: [a], nullable: true}
{type: [string, 'null'], enum: [a, b, null]} => {type: string, enum: [a, b], nullable: true}
{type: string, x-nullable: true} => {type: string, x-nullable: true, nullable: true}
{$ref: '#/components/schemas/X', nullable: true} => {nullable: true, allOf: [{$ref: '#/components/schemas/X'}]}
{anyOf: [{type: integer}, {type: 'null'}], minimum: 5} => {minimum: 5, type: integer, nullable: true}
{anyOf: [{type: integer, minimum: 1}, {type: 'null'}], minimum: 5} => {minimum: 5, allOf: [{type: integer, minimum: 1}], nullable: true}
",
    );
}

#[test]
fn several_types() {
    check(
        "
{type: [string]} => {type: string}
{type: [integer, number]} => {type: number}
{type: [string, integer], minLength: 1, maximum: 3, title: T} => {title: T, anyOf: [{type: string, minLength: 1}, {type: integer, maximum: 3}]}
{type: [string, integer, 'null']} => {nullable: true, anyOf: [{type: string}, {type: integer}]}
{type: [number, string], exclusiveMinimum: 0} => {anyOf: [{type: number, exclusiveMinimum: true, minimum: 0}, {type: string}]}
{type: [array, string], prefixItems: [{type: integer}]} => {anyOf: [{type: array, prefixItems: [{type: integer}], x-tamis-place: 't#'}, {type: string}]}
{type: [string, integer], contentEncoding: base64} => {anyOf: [{type: string, contentEncoding: base64}, {type: integer}]}
{type: [string, integer], enum: [a, b]} => {enum: [a, b], type: string}
{type: [string, integer], enum: [a, 1]} => {enum: [a, 1]}
{type: [string, integer, number, boolean, object, array]} => {}
{type: [string, number], format: date-time} => {anyOf: [{type: string, format: date-time}, {type: number}]}
{type: [array, string], items: {type: string}} => {anyOf: [{type: array, items: {type: string}, x-tamis-place: 't#'}, {type: string}]}
",
    );
}

#[test]
fn keywords_of_3_1() {
    check(
        "
{const: a} => {enum: [a], x-tamis-const: true, type: string}
{type: integer, exclusiveMinimum: 0} => {type: integer, exclusiveMinimum: true, minimum: 0}
{type: integer, minimum: 5, exclusiveMinimum: 0} => {type: integer, minimum: 5}
{type: integer, maximum: 9, exclusiveMaximum: 7.5} => {type: integer, maximum: 7.5, exclusiveMaximum: true}
{type: integer, minimum: 0, exclusiveMinimum: true} => {type: integer, minimum: 0, exclusiveMinimum: true}
{type: string, examples: [a, b, c]} => {type: string, examples: [a, b, c]}
{type: string, example: z, examples: [a]} => {type: string, example: z, examples: [a]}
{type: array, items: true} => {type: array, items: {}}
{type: array, items: false} => {type: array, items: {x-tamis-never: true}}
{type: object, additionalProperties: false} => {type: object, additionalProperties: false}
{prefixItems: [{type: string}, {type: integer}], items: false} => {prefixItems: [{type: string}, {type: integer}], items: {x-tamis-never: true}, type: array}
{type: array, items: [{type: string}]} => {type: array, prefixItems: [{type: string}]}
{type: string, contentEncoding: base64, contentMediaType: image/png} => {type: string, contentEncoding: base64, contentMediaType: image/png}
{patternProperties: {^a: true}} => {patternProperties: {^a: {}}, type: object}
{$ref: 'tamis:#/components/schemas/X', description: D} => {description: D, allOf: [{$ref: '#/components/schemas/X'}]}
{$ref: 'tamis:#/components/schemas/X'} => {$ref: '#/components/schemas/X'}
{type: string, not: {}, if: {}, then: {}, unevaluatedProperties: false, $comment: c} => {type: string}
{then: {properties: {a: {}}}} => {}
{if: {}, else: {required: [a]}} => {}
{if: {}, then: {anyOf: [{properties: {a: {}}}]}} => {} ! conditional-choice
",
    );
}

#[test]
fn types_left_out_and_keywords_of_others() {
    check(
        "
{properties: {a: {}}} => {properties: {a: {}}, type: object}
{items: {type: string}} => {items: {type: string}, type: array}
{enum: [a, b]} => {enum: [a, b], type: string}
{enum: [1, 2.5]} => {enum: [1, 2.5], type: number}
{enum: [1, a]} => {enum: [1, a]}
{format: date-time} => {format: date-time, type: string}
{description: D} => {description: D}
{type: string, minimum: 1, maxItems: 2} => {type: string}
{type: boolean, format: int32} => {type: boolean}
{type: string, properties: {a: {}}} => {type: string} ! foreign-keyword
{type: object, oneOf: [{$ref: '#/components/schemas/A'}]} => {oneOf: [{$ref: '#/components/schemas/A'}]}
{type: string, anyOf: [{pattern: x}, {enum: [a]}]} => {anyOf: [{pattern: x, type: string}, {enum: [a], type: string}]}
{type: object, properties: {a: {}}, anyOf: [{required: [a]}, {required: [b]}]} => {type: object, properties: {a: {}}}
{nullable: true, description: D} => {nullable: true, description: D}
",
    );
}

#[test]
fn slips() {
    check(
        "
{properties: {a: {type: string, required: true}, b: {required: false}}} => {properties: {a: {type: string}, b: {}}, required: [a], type: object} ! required-flag
{type: object, required: true} => {type: object}
{allOf: {type: string}} => {allOf: [{type: string, x-tamis-place: 't#/allOf'}]} ! not-a-list
{type: string, anyOf: []} => {type: string}
{type: String} => {type: string} ! unknown-type
{type: datetime} => {type: string, format: date-time} ! unknown-type
{type: any} => {} ! unknown-type
{type: string, enum: [1, true, a]} => {type: string, enum: ['1', 'true', a]}
{type: integer, enum: ['1', '2']} => {type: integer, enum: [1, 2]} ! enum-type
{type: boolean, enum: [yes]} => {enum: [yes], type: string} ! enum-type
{type: array, items: {type: string}, enum: [a, b]} => {type: array, items: {type: string, enum: [a, b]}} ! enum-of-list
{oneOf: [{type: string}], discriminator: kind} => {oneOf: [{type: string}], discriminator: {propertyName: kind}}
{oneOf: [{type: string}], discriminator: {}} => {oneOf: [{type: string}]} ! discriminator
",
    );
}

#[test]
fn what_moves_remembers_its_place() {
    check(
        "
{anyOf: [{type: object, properties: {a: {}}}, {type: 'null'}]} => {type: object, properties: {a: {}}, x-tamis-place: 't#/anyOf/0', nullable: true}
{anyOf: [{type: 'null'}, {type: string}, {items: {}}]} => {anyOf: [{type: string}, {items: {}, type: array, x-tamis-place: 't#/anyOf/2'}], nullable: true}
{$ref: '#/components/schemas/X', allOf: [{properties: {a: {}}}]} => {allOf: [{$ref: '#/components/schemas/X'}, {properties: {a: {}}, type: object, x-tamis-place: 't#/allOf/0'}]}
",
    );
}

/// A document after lowering, with the messages.
fn document(yaml: &str) -> (serde_json::Value, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    let place = Place::root("t");
    let value = parse(yaml, Syntax::Yaml, &At::Base(&place), &mut diagnostics);
    let mut value = value.unwrap_or_else(|_| panic!("readable: {yaml}"));
    lower(&mut value, "t", &mut diagnostics);
    let messages = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.to_string())
        .collect();
    (value.into_json(), messages)
}

#[test]
fn parameters_of_templates() {
    let (document, diagnostics) = document(
        "
paths:
  /a/{id}/{b_c}:
    parameters: [{name: id, in: path, schema: {}}]
    get: {parameters: [{name: bC, in: path, schema: {}}, {name: gone, in: path, schema: {}}]}
    put: {}
    post: {parameters: [{$ref: 'tamis:#/components/parameters/p'}]}
components: {parameters: {p: {name: bc, in: path, schema: {type: integer}}}}
",
    );
    let post = &document["paths"]["/a/{id}/{b_c}"]["post"]["parameters"];
    assert_eq!(post[0]["name"], "b_c");
    assert_eq!(post[0]["schema"]["type"], "integer");
    let codes = [
        "undeclared-parameter",
        "left-over-parameter",
        "undeclared-parameter",
        "undeclared-parameter",
    ];
    assert_eq!(diagnostics, codes);
    let item = &document["paths"]["/a/{id}/{b_c}"];
    assert_eq!(item["get"]["parameters"][0]["name"], "b_c");
    assert_eq!(item["get"]["parameters"].as_array().map(Vec::len), Some(1));
    assert_eq!(item["put"]["parameters"][0]["schema"]["type"], "string");
}

#[test]
fn keys_of_paths() {
    let (document, diagnostics) = document(
        "
paths:
  pets: {fetch: {responses: {}}}
  '/a?x=1&y={z}': {get: {parameters: [{name: z, in: path, schema: {type: integer}}]}}
  '/a#b': {get: {}}
  '/a{?c}': {get: {parameters: [{name: c, in: query, schema: {}}]}}
",
    );
    assert_eq!(diagnostics, ["path-key"; 4]);
    assert!(document["paths"]["/pets"].is_object());
    let item = &document["paths"]["/a?x=1&y={z}"];
    assert_eq!(item["x-tamis-path"], "/a");
    let parameters = &item["get"]["parameters"];
    assert_eq!(parameters[0]["name"], "y");
    assert_eq!(parameters[0]["in"], "query");
    assert_eq!(parameters[0]["schema"]["type"], "integer");
    assert_eq!(parameters.as_array().map(Vec::len), Some(1));
    assert_eq!(item["x-tamis-query"], serde_json::json!([["x", "1"]]));
    assert_eq!(document["paths"]["/a#b"]["x-tamis-path"], "/a");
}

#[test]
fn parameters_and_requirements() {
    let (document, diagnostics) = document(
        "
security: [{key: []}, {nope: []}]
components: {securitySchemes: {key: {}}}
paths:
  /a:
    servers: [{url: /v2}]
    get:
      parameters:
      - {name: a, in: query, type: string}
      - {name: a, in: query, schema: {}, style: simple, examples: {x: {value: 1}, y: {value: 2}}}
      - {name: b, in: body, schema: {type: object}}
      - {in: query}
    put: {security: []}
",
    );
    assert_eq!(
        diagnostics,
        [
            "body-parameter",
            "parameter",
            "schema-beside",
            "style",
            "duplicate-parameter",
            "unknown-security-scheme"
        ]
    );
    let get = &document["paths"]["/a"]["get"];
    assert_eq!(get["security"], serde_json::json!([{"key": []}]));
    assert_eq!(get["servers"][0]["url"], "/v2");
    let parameter = &get["parameters"][0];
    assert_eq!(parameter["example"], 1);
    assert_eq!(parameter["x-tamis-examples"], serde_json::json!([2]));
    assert_eq!(parameter["x-tamis-place"], "t#/paths/~1a/get/parameters/1");
    let body = &get["requestBody"]["content"]["application/json"];
    assert_eq!(body["schema"]["type"], "object");
    let put = &document["paths"]["/a"]["put"];
    assert_eq!(put["security"], serde_json::json!([]));
}
