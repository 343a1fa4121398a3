//! Whatever the text is: a model or an error, no panic, no deep stack, no time that grows with the square of the size.

use super::super::*;

fn outcome(text: impl Into<Vec<u8>>) -> Result<Model, Error> {
    read(
        &[Source::new("t.yaml", text)],
        &Config::default(),
        &mut Diagnostics::new(),
    )
    .map(|read| read.model)
}

/// A document that has a bit of everything.
const RICH: &str = r"
openapi: 3.1.0
info: {title: T, version: '1', license: {name: L}}
servers: [{url: 'https://{host}', variables: {host: {default: a.test}}}]
security: [{key: []}]
tags: [{name: t}]
paths:
  /a/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: [integer, 'null']}}]
    get:
      operationId: getA
      parameters:
      - {name: q, in: query, style: deepObject, explode: true, schema: {$ref: '#/components/schemas/B'}}
      - {$ref: '#/components/parameters/P'}
      requestBody: {content: {multipart/form-data: {schema: {type: object}, encoding: {f: {contentType: a/b}}}}}
      responses:
        200: {description: D, headers: {X: {schema: {type: string}}}, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
        default: {$ref: '#/components/responses/R'}
webhooks: {w: {post: {requestBody: {content: {a/json: {schema: {type: string}}}}}}}
components:
  parameters: {P: {name: p, in: query, schema: {type: array, items: {enum: [a, b]}}, examples: {x: {value: 1}}}}
  responses: {R: {description: R}}
  securitySchemes: {key: {type: apiKey, in: header, name: k}, o: {type: oauth2, flows: {implicit: {authorizationUrl: x, scopes: {}}}}}
  schemas:
    A:
      type: object
      required: [a]
      properties:
        a: {anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}
        b: {type: [string, integer], minLength: 1, exclusiveMinimum: 0}
        c: {prefixItems: [{type: string}], items: false}
        d: {const: x}
        e: {patternProperties: {^x: {type: string}}, propertyNames: {pattern: a}}
    B: {oneOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {t: {const: b}}}], discriminator: {propertyName: t, mapping: {a: A}}}
    C: {$defs: {D: {type: string}}, items: {$ref: '#/$defs/D'}, examples: [[x]]}
";

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

#[test]
fn a_rich_document_is_read() {
    let model = outcome(RICH).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(model.operations().count(), 1);
    assert_eq!(&*model.webhooks["w"].operations[0].0, "POST");
}

#[test]
fn mutated_texts_do_not_panic() {
    const PIECES: [&str; 16] = [
        "[",
        "]",
        "{",
        "}",
        ": ",
        ", ",
        "'",
        "\n",
        "null",
        "true",
        "1",
        "-",
        "$ref",
        "#/components/schemas/A",
        "&a",
        "*a",
    ];
    let mut numbers = Numbers(1);
    let mut read = 0;
    for _ in 0..400 {
        let mut text = RICH.to_owned();
        for _ in 0..=numbers.below(3) {
            let at = numbers.below(text.len());
            let end = (at + numbers.below(6)).min(text.len());
            if text.is_char_boundary(at) && text.is_char_boundary(end) {
                text.replace_range(at..end, PIECES[numbers.below(PIECES.len())]);
            }
        }
        if outcome(text).is_ok() {
            read += 1;
        }
    }
    assert!(read > 20, "only {read} of the mutations can still be read");
}

/// Replaces, removes or swaps values anywhere: what YAML can say, but OpenAPI does not.
#[test]
fn mutated_trees_do_not_panic() {
    let value: serde_json::Value = serde_yaml::from_str::<serde_yaml::Value>(RICH)
        .map(|value| serde_json::to_value(value).expect("JSON"))
        .expect("YAML");
    let mut numbers = Numbers(7);
    let mut read = 0;
    for _ in 0..600 {
        let mut value = value.clone();
        for _ in 0..=numbers.below(3) {
            mutate(&mut value, &mut numbers, 0);
        }
        let mut diagnostics = Diagnostics::new();
        let sources = [Source::new("t.json", value.to_string())];
        let outcome = super::super::read(&sources, &Config::default(), &mut diagnostics);
        read += usize::from(outcome.is_ok());
        let mut diagnostics = diagnostics.into_vec();
        crate::source::locate(
            &mut diagnostics,
            &sources,
            &crate::config::Origin::default(),
        );
    }
    assert!(read > 300, "only {read} of the mutations can still be read");
}

fn mutate(value: &mut serde_json::Value, numbers: &mut Numbers, depth: usize) {
    use serde_json::{Value, json};
    let stop = numbers.below(9) == 0 && depth > 0;
    match value {
        Value::Object(members) if !stop && !members.is_empty() => {
            let index = numbers.below(members.len());
            let key = members.keys().nth(index).cloned().expect("a key");
            if numbers.below(12) == 0 {
                let removed = members.shift_remove(&key);
                if numbers.below(2) == 0 {
                    members.insert("$ref".to_owned(), removed.unwrap_or_default());
                }
                return;
            }
            mutate(
                members.get_mut(&key).expect("it is there"),
                numbers,
                depth + 1,
            );
        }
        Value::Array(items) if !stop && !items.is_empty() => {
            let index = numbers.below(items.len());
            mutate(&mut items[index], numbers, depth + 1);
        }
        other => {
            let values = [
                json!(null),
                json!(true),
                json!(-1.5),
                json!(1e300),
                json!("#/components/schemas/A"),
                json!("#/paths/~1a~1{id}/get"),
                json!("#/components"),
                json!("x.yaml#/y"),
                json!([]),
                json!([[], {}]),
                json!({}),
                json!({"$ref": "#/components/schemas/C/items"}),
                json!({"$ref": "#/paths/~1a~1{id}"}),
                json!({"$ref": "#"}),
                json!({"type": ["null", 1]}),
                json!({"type": "object", "properties": []}),
            ];
            *other = values[numbers.below(values.len())].clone();
        }
    }
}

#[test]
fn deep_documents_are_read_up_to_the_limit() {
    for wrap in [
        "{\"items\": ",
        "{\"anyOf\": [{\"type\": \"null\"}, ",
        "{\"type\": [\"object\", \"null\"], \"properties\": {\"a\": ",
    ] {
        let close = if wrap.contains("anyOf") {
            "]}".to_owned()
        } else {
            "}".repeat(wrap.matches('{').count())
        };
        let levels = 120 / close.len();
        let text = format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{}}, \"components\": {{\"schemas\": {{\"A\": {}{{}}{}}}}}}}",
            wrap.repeat(levels),
            close.repeat(levels)
        );
        outcome(text).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn wide_documents_take_time_that_grows_with_their_size() {
    use std::fmt::Write;
    // With anything quadratic in here this would take minutes.
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: T}\npaths:\n");
    for i in 0..20_000 {
        writeln!(
            text,
            "  /p{i}: {{get: {{parameters: [{{$ref: '#/components/parameters/X{i}'}}]}}}}"
        )
        .expect("a string");
    }
    text += "components:\n  schemas:\n";
    for i in 0..20_000 {
        writeln!(text, "    S{i}: {{properties: {{a: {{type: string, required: true}}, b: {{$ref: '#/components/schemas/S{i}/properties/a'}}}}}}").expect("a string");
    }
    let model = outcome(text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(model.schemas.components.len(), 40_000);
}

#[test]
fn long_strings_are_carried_along() {
    let text = format!(
        "openapi: 3.0.0\ninfo: {{title: T, version: '1', description: {}}}\npaths: {{}}\n",
        "x".repeat(10 << 20)
    );
    let model = outcome(text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        model.openapi.info.description.map(|text| text.len()),
        Some(10 << 20)
    );
}

#[test]
fn several_files_and_their_outcomes() {
    let codes = |sources: &[Source]| {
        let mut diagnostics = Diagnostics::new();
        match read(sources, &Config::default(), &mut diagnostics) {
            Ok(_) => diagnostics
                .iter()
                .map(|diagnostic| diagnostic.code.as_str())
                .collect::<Vec<_>>(),
            Err(error) => error
                .diagnostics()
                .iter()
                .map(|diagnostic| diagnostic.code.as_str())
                .collect(),
        }
    };
    let root = "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: 'p/a.yaml'}}\n";
    assert_eq!(codes(&[]), ["no-document"]);
    assert_eq!(codes(&[Source::new("a.yaml", "a: 1")]), ["no-document"]);
    assert_eq!(
        codes(&[Source::new("a.yaml", "swagger: '2.0'\ninfo: {}")]),
        ["swagger"]
    );
    assert_eq!(
        codes(&[Source::new("a.yaml", "openapi: 4.0.0")]),
        ["unknown-version"]
    );
    assert_eq!(
        codes(&[Source::new("a.yaml", "info: {}\npaths: {}")]),
        ["no-version"]
    );
    assert_eq!(
        codes(&[Source::new("a.yaml", root)]),
        ["dangling-reference"]
    );
    let broken = Source::fragment("p/a.yaml", "[");
    assert_eq!(
        codes(&[Source::new("a.yaml", root), broken]),
        ["syntax", "dangling-reference"]
    );
    let part = Source::fragment("p/a.yaml", "get: {responses: {}}");
    assert_eq!(codes(&[Source::new("a.yaml", root), part]), [""; 0]);
    let unread = Source::fragment("p/unread.yaml", "[");
    assert_eq!(
        codes(&[Source::new("a.yaml", "openapi: 3.1.0\ninfo: {}"), unread]),
        ["no-operations"]
    );
    let page = Source::new(
        "b.md",
        "```\nopenapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {/b: {get: {x: [}}}\n```\n",
    );
    assert_eq!(codes(&[page]), ["syntax"]);
}
