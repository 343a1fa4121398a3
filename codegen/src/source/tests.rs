//! Where a pointer leads, in YAML, in JSON and in a page.

use super::*;
use crate::diagnostics::Code;

/// The position of a pointer in a text.
fn position(name: &str, text: &str, pointer: &str) -> Option<(usize, usize)> {
    let place = Place::parse(&format!("{name}#{pointer}"));
    let mut diagnostics = [Diagnostic::warning(Code::STYLE, &place, "x")];
    locate(
        &mut diagnostics,
        &[Source::new(name, text)],
        &Origin::default(),
    );
    diagnostics[0].position
}

const YAML: &str = "\
openapi: &x 3.0.0
paths:
  /a/{b}:
    get:
      parameters:
        - name: x
        - {name: y, in: query}
  numbers: [10, [20, 30], {deep: x}]
  tagged: !own {inside: 1}
  200: é
  'quoted key': *x
  last: {a: 1, b: 2}
";

#[test]
fn yaml() {
    let at = |pointer| position("a.yaml", YAML, pointer);
    assert_eq!(at("/openapi"), Some((1, 1)));
    assert_eq!(at("/paths/~1a~1{b}/get"), Some((4, 5)));
    assert_eq!(at("/paths/~1a~1{b}/get/parameters/1/in"), Some((7, 21)));
    assert_eq!(at("/paths/numbers/0"), Some((8, 13)));
    assert_eq!(at("/paths/numbers/1"), Some((8, 18)));
    assert_eq!(at("/paths/numbers/1/1"), Some((8, 22)));
    assert_eq!(at("/paths/numbers/2"), Some((8, 28)));
    assert_eq!(at("/paths/~1a~1{b}/get/parameters/0"), Some((6, 11)));
    assert_eq!(at("/paths/~1a~1{b}/get/parameters/1"), Some((7, 12)));
    assert_eq!(at("/paths/numbers/2/deep"), Some((8, 28)));
    assert_eq!(at("/paths/tagged/inside"), Some((9, 17)));
    assert_eq!(at("/paths/200"), Some((10, 3)));
    assert_eq!(at("/paths/quoted key"), Some((11, 3)));
    assert_eq!(at("/paths/last/b"), Some((12, 16)));
}

/// What YAML 1.2 does not allow and its readers do.
#[test]
fn a_text_that_is_read_has_places() {
    let text = "a:\n  b: \"one\n line\n  more\"\n  c: [\n  1\n]\nd: {e: 1,\nf: 2}\n";
    let at = |pointer| position("a.yaml", text, pointer);
    assert_eq!(at("/a/b"), Some((2, 3)));
    assert_eq!(at("/a/c/0"), Some((6, 3)));
    assert_eq!(at("/d/f"), Some((9, 1)));
}

#[test]
fn json() {
    let text = "{\"a\": [1, {\"b\": \"}\"}, \"\\\"\"],\n \"é\\u0041\": {\"c\": null}, \"d\": 1}";
    let at = |pointer| position("a.json", text, pointer);
    assert_eq!(at("/a/1/b"), Some((1, 12)));
    assert_eq!(at("/a/2"), Some((1, 23)));
    assert_eq!(at("/éA/c"), Some((2, 14)));
    assert_eq!(at("/d"), Some((2, 26)));
}

#[test]
fn what_is_missing_stands_at_its_parent() {
    assert_eq!(
        position("a.yaml", YAML, "/paths/~1a~1{b}/put/x"),
        Some((3, 3))
    );
    assert_eq!(position("a.yaml", YAML, ""), None);
    assert_eq!(position("a.yaml", YAML, "/nope"), None);
}

#[test]
fn a_page_counts_its_own_lines() {
    let page = "# T\n\n  ```yaml\n  openapi: 3.0.0\n  info:\n    title: T\n  ```\n";
    assert_eq!(position("a.md", page, "/info/title"), Some((6, 5)));
}

#[test]
fn what_cannot_be_read_has_no_position() {
    assert_eq!(position("a.yaml", "a: [1\nb: }", "/b"), None);
    assert_eq!(position("a.yaml", "\u{0}", "/b"), None);
    assert_eq!(
        position("a.json", "{\"a\": [[[[", "/a/0/0/0/0"),
        Some((1, 10))
    );
    assert_eq!(position("a.md", "no block", "/b"), None);
    let deep = "[".repeat(100_000);
    assert_eq!(position("a.yaml", &deep, "/0/0/x"), None);
    assert_eq!(
        position("a.json", &("{\"a\":".repeat(100_000)), "/a/b"),
        Some((1, 2))
    );
}

#[test]
fn related_places_are_found_as_well() {
    let place = Place::parse("a.yaml#/paths");
    let other = Place::parse("b.yaml#/x");
    let mut diagnostics = [Diagnostic::error(Code::STYLE, &place, "m").related(&other, "there")];
    locate(
        &mut diagnostics,
        &[Source::new("a.yaml", YAML), Source::new("b.yaml", "\nx: 1")],
        &Origin::default(),
    );
    assert_eq!(
        diagnostics[0].to_string(),
        "error[style]: m\n  --> a.yaml:2:1 #/paths\n  also b.yaml:2:1 #/x: there"
    );
}

#[test]
fn toml() {
    let text = "\
strict = true
[include]
tags = ['a',
  'b']

[[corrections]]
schemas = ['A']
[[corrections]]
responses = { 200 = 'B', 4XX = 'C' }
filters.list = 'comma'
";
    let config = crate::Config::from_toml("t.toml", &text.replace("filters.list", "#"));
    let config = config.expect("choices");
    let at = |keys: &[&str]| {
        let mut diagnostics = [config.choice(keys).error(Code::CONFIG, "x")];
        locate(&mut diagnostics, &[], &config.origin);
        diagnostics[0].position
    };
    assert_eq!(at(&["strict"]), Some((1, 1)));
    assert_eq!(at(&["include"]), Some((2, 2)));
    assert_eq!(at(&["include", "tags", "1"]), Some((4, 3)));
    assert_eq!(at(&["corrections", "0", "schemas", "0"]), Some((7, 12)));
    assert_eq!(at(&["corrections", "1"]), Some((8, 1)));
    assert_eq!(at(&["corrections", "1", "responses", "4XX"]), Some((9, 26)));
    // What does not stand in the file was said by a call.
    assert_eq!(at(&["corrections", "2"]), None);
    assert_eq!(at(&["strict", "x"]), None);
}
