//! Texts that are read, and texts that are refused.

use super::*;

fn tree(text: &str) -> (Value, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    let place = Place::root("t.yaml");
    let value = parse(text, Syntax::Unknown, &At::Base(&place), &mut diagnostics)
        .unwrap_or_else(|problem| panic!("{}", problem.message));
    let diagnostics = diagnostics.iter().map(|r| r.message.clone()).collect();
    (value, diagnostics)
}

fn json_of(text: &str) -> String {
    tree(text).0.into_json().to_string()
}

fn refused(name: &str, bytes: &[u8]) -> (&'static str, Option<(usize, usize)>) {
    let problem = read(name, bytes, &mut Diagnostics::new())
        .err()
        .unwrap_or_else(|| panic!("{name} is readable"));
    (problem.code.as_str(), problem.position)
}

#[test]
fn keys_are_text_and_keep_their_order() {
    assert_eq!(
        json_of("z: 1\n200: a\non: b\n1.10: c\ntrue: d\na: 2\n"),
        r#"{"z":1,"200":"a","on":"b","1.10":"c","true":"d","a":2}"#
    );
}

#[test]
fn scalars_are_those_of_yaml_1_2() {
    assert_eq!(
        json_of("[no, on, 0777, 1_000, ~, null, true, 0x10, 1.5, '5', !!str 5]"),
        r#"["no","on","0777","1_000",null,null,true,16,1.5,"5","5"]"#
    );
}

#[test]
fn the_version_of_the_api_is_text() {
    assert_eq!(
        json_of("info:\n  version: 1.10\n"),
        r#"{"info":{"version":"1.10"}}"#
    );
}

#[test]
fn wide_integers_keep_their_digits() {
    for text in [
        "[18446744073709551615, 340282366920938463463374607431768211455, -9223372036854775809]",
        "{\"a\": \"99999999999999999999\", \"b\": 99999999999999999999}",
    ] {
        let (value, _) = tree(text);
        let items: Vec<&Value> = match &value {
            Value::List(items) => items.iter().collect(),
            Value::Object(object) => object.iter().map(|(_, value)| value).collect(),
            _ => Vec::new(),
        };
        for item in items {
            let digits = item.scalar_text().expect("a scalar");
            assert!(text.contains(&digits), "{digits}");
        }
    }
}

#[test]
fn the_last_of_two_keys_counts_and_is_reported() {
    let (value, diagnostics) = tree("a: 1\nb: 2\na: 3\n");
    assert_eq!(value.into_json().to_string(), r#"{"a":3,"b":2}"#);
    assert_eq!(
        diagnostics,
        ["`a` stands here more than once, with different values"]
    );
    let (_, diagnostics) = tree(r#"{"x": {"a": 1, "a": 1}}"#);
    assert_eq!(diagnostics, [""; 0]);
    let many: Vec<String> = (0..100).map(|i| format!("k{}: {i}", i % 99)).collect();
    assert_eq!(tree(&many.join("\n")).1.len(), 1);
}

#[test]
fn merge_keys_are_applied() {
    assert_eq!(
        json_of("b: &b {x: 1, y: 2}\nc: &c {y: 3, z: 4}\na:\n  <<: [*b, *c]\n  x: 0\n"),
        r#"{"b":{"x":1,"y":2},"c":{"y":3,"z":4},"a":{"x":0,"y":2,"z":4}}"#
    );
    // JSON has none.
    assert_eq!(json_of(r#"{"<<": {"a": 1}}"#), r#"{"<<":{"a":1}}"#);
}

#[test]
fn tags_are_consumed() {
    let (value, diagnostics) = tree("a: !include x.yaml\nb: !m {c: !n [1]}\n");
    assert_eq!(
        value.into_json().to_string(),
        r#"{"a":"x.yaml","b":{"c":[1]}}"#
    );
    assert_eq!(diagnostics.len(), 3);
}

#[test]
fn hostile_texts_are_refused_with_a_place() {
    assert_eq!(refused("a.yaml", b""), ("empty", None));
    assert_eq!(
        refused("a.yaml", b"a: 1\nb: \xff\n"),
        ("not-utf-8", Some((2, 4)))
    );
    assert_eq!(
        refused("a.yaml", b"a: 1\nb\0: 2"),
        ("not-text", Some((2, 2)))
    );
    assert_eq!(
        refused("a.json", b"<!DOCTYPE html>"),
        ("not-a-document", None)
    );
    assert_eq!(
        refused("a.yaml", b"a: 1\n---\nb: 2\n").0,
        "several-documents"
    );
    assert_eq!(refused("a.yaml", b"a: [1\nb: 2\n").0, "syntax");
    assert_eq!(
        refused("a.json", b"{\"a\": 1,\n \"b\" 2}"),
        ("syntax", Some((2, 6)))
    );
    assert_eq!(refused("a.yaml", b"\xff\xfea\0").0, "not-utf-8");
    assert_eq!(refused("a.yaml", b"? [a, b]\n: 1\n").0, "syntax");
}

#[test]
fn messages_do_not_repeat_positions() {
    let problem = read("a.yaml", b"a: [1\nb: 2\n", &mut Diagnostics::new()).err();
    let message = problem.map(|problem| problem.message).unwrap_or_default();
    assert_eq!(
        message,
        "not valid YAML: did not find expected ',' or ']', while parsing a flow sequence"
    );
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_text() {
    let value = read("a.yaml", b"\xef\xbb\xbfa: 1", &mut Diagnostics::new());
    let value = value.map(|value| value.into_json().to_string());
    assert_eq!(value.ok().as_deref(), Some(r#"{"a":1}"#));
}

#[test]
fn depth_is_bounded() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}"), ("- ", "")] {
        let middle = if close.is_empty() { "x" } else { "1" };
        let text = open.repeat(100_000) + middle + &close.repeat(100_000);
        assert_eq!(refused("a.yaml", text.as_bytes()).0, "too-deep", "{open}");
    }
    let lines: Vec<String> = (0..1_000).map(|i| " ".repeat(i) + "a:").collect();
    assert_eq!(refused("a.yaml", lines.join("\n").as_bytes()).0, "too-deep");
}

#[test]
fn aliases_do_not_explode() {
    let mut bomb = vec!["a0: &a0 [x, x, x, x, x, x, x, x, x]".to_owned()];
    for i in 1..12 {
        let aliases = vec![format!("*a{}", i - 1); 9].join(", ");
        bomb.push(format!("a{i}: &a{i} [{aliases}]"));
    }
    assert_eq!(refused("a.yaml", bomb.join("\n").as_bytes()).0, "too-large");
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(1 << 20),
        "*a, ".repeat(50_000)
    );
    assert_eq!(refused("a.yaml", long.as_bytes()).0, "too-large");
    assert_eq!(refused("a.yaml", b"a: &a [*a]\n").0, "too-deep");
}

#[test]
fn depth_does_not_cost_time_where_it_looks_harmless() {
    // Few brackets, but each costs something at each of many tokens; and a scalar that not every parser takes.
    let many = "a,".repeat(150_000);
    for begin in ["", "x: y: z\n", "a: !<!x> b\n", "%\n"] {
        let text = format!("{begin}{}{many}", "[".repeat(9_000));
        let (code, _) = refused("a.yaml", text.as_bytes());
        assert!(["too-deep", "syntax"].contains(&code), "{begin}: {code}");
    }
}

#[test]
fn texts_stay_as_they_are_written() {
    const SCALARS: [&str; 12] = [
        "1.10", "1e3", "0x10", "0o17", "True", "+1", ".5", "1.", "-0", "12", "true", "1.5",
    ];
    // In each position, `_` is the scalar.
    let places = [
        ("{type: string, enum: [a, _]}", "/enum/1"),
        ("{enum: [_], type: string}", "/enum/0"),
        ("{type: [string, 'null'], const: _}", "/const"),
        ("{type: string, default: _}", "/default"),
        (
            "{type: array, items: {type: string}, default: [_, b]}",
            "/default/0",
        ),
        (
            "{type: array, items: {type: string}, example: [_]}",
            "/example/0",
        ),
        (
            "{name: q, in: query, schema: {type: string}, example: _}",
            "/example",
        ),
        ("{name: _, in: query}", "/name"),
        ("{title: _}", "/title"),
        ("{operationId: _, tags: [x, _]}", "/operationId"),
        ("{operationId: _, tags: [x, _]}", "/tags/1"),
        ("{required: [_]}", "/required/0"),
        ("{tags: [{name: _}]}", "/tags/0/name"),
        (
            "{variables: {v: {default: _, enum: [_]}}}",
            "/variables/v/default",
        ),
        (
            "{variables: {v: {default: _, enum: [_]}}}",
            "/variables/v/enum/0",
        ),
        (
            "{properties: {enum: {type: string, enum: [_]}}}",
            "/properties/enum/enum/0",
        ),
        ("{properties: {name: {title: _}}}", "/properties/name/title"),
        ("{a: &a {type: string, enum: [_]}, b: *a}", "/b/enum/0"),
        (
            "{a: &a {enum: [_]}, b: {<<: *a, type: string}}",
            "/b/enum/0",
        ),
        (
            "{a: &a {enum: [_]}, b: {<<: [{title: t}, *a], type: string}}",
            "/b/enum/0",
        ),
        (
            "{a: {type: string, enum: [_]}, \"a\": {type: string, enum: [_]}}",
            "/a/enum/0",
        ),
        ("{a: {title: x}, \"a\": {title: _}}", "/a/title"),
        ("!t {type: string, enum: [!u _]}", "/enum/0"),
        ("{type: string, enum: [\n _ , # c\n b]}", "/enum/0"),
        ("# x: y\ntype: string\nenum:\n- _\n- b", "/enum/0"),
        // Beside a reference, and what stands for one.
        (
            "{a: {type: string}, b: {$ref: '#/a', default: _}}",
            "/b/default",
        ),
        (
            "{a: {type: string}, b: {$ref: '#/a', enum: [x, _]}}",
            "/b/enum/1",
        ),
        (
            "{a: {type: string}, b: {$ref: '#/a'}, c: {$ref: '#/b', example: _}}",
            "/c/example",
        ),
        (
            "{'a/b~': {type: string}, b: {$ref: '#/a~1b~0', const: _}}",
            "/b/const",
        ),
        (
            "{a: {type: string}, b: {type: array, items: {$ref: '#/a'}, default: [_]}}",
            "/b/default/0",
        ),
        (
            "{a: {type: string}, b: {schema: {$ref: '#/a'}, example: _}}",
            "/b/example",
        ),
        (
            "{a: {type: string}, b: {allOf: [{$ref: '#/a'}], default: _}}",
            "/b/default",
        ),
        (
            "{a: {type: string}, b: {anyOf: [{$ref: '#/a'}, {type: 'null'}], default: _}}",
            "/b/default",
        ),
    ];
    for scalar in SCALARS {
        for (place, pointer) in places {
            let text = place.replace('_', scalar);
            let read = json_of(&text);
            let value: serde_json::Value = serde_json::from_str(&read).expect("JSON");
            let found = value.pointer(pointer).and_then(serde_json::Value::as_str);
            assert_eq!(found, Some(scalar), "{text} is read as {read}");
        }
    }
}

#[test]
fn what_is_a_number_stays_one() {
    for place in [
        "{type: number, enum: [1.10]}",
        "{enum: [1.10]}",
        "{type: object, example: {name: 1.10, title: 1.10}}",
        "{type: string, minLength: 0x10}",
        "{type: [string, number], default: 1.10}",
        "{properties: {a: {type: string}, title: {default: 1.10}}}",
        "{x-name: {name: 1.10}}",
        "{name: q, required: True, schema: {type: number}, example: 1.10}",
        "{default: {tags: [1.10]}}",
        "{a: {type: number}, b: {$ref: '#/a', default: 1.10}}",
        "{a: {$ref: '#/b'}, b: {$ref: '#/a', default: 1.10}}",
        "{b: {$ref: '#/c', default: 1.10}}",
        "{b: {anyOf: [{type: string}, {type: number}], default: 1.10}}",
        "{a: {type: string}, b: {type: number, allOf: [{$ref: '#/a'}], default: 1.10}}",
    ] {
        let read = json_of(place);
        for text in ["\"1.10\"", "\"0x10\"", "\"True\""] {
            assert!(!read.contains(text), "{place} is read as {read}");
        }
    }
}
