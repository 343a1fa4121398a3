//! The text of documents reaches comments and literals of generated source, and nothing else: rustdoc finds no test in
//! them, and no character stands there that nobody sees.
//!
//! In: the golden documents, and documents with a hostile text in every position that takes one. Out: what rustdoc
//! itself lists, of a crate that has the comments of all these clients and one test of our own, so that an oracle that sees
//! nothing is noticed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::{Value, json};
use tamis::Source;

/// Texts that would run as tests, or show as something else than they are, if they were written as they are.
const TEXTS: &[&str] = &[
    "```\npanic!()\n```",
    "```rust\npanic!()\n```",
    "~~~\npanic!()",
    "x\n   ```text\n- t\n```\npanic!();\n//",
    "1. one\n\n       panic!();\n",
    "a\n\n    panic!();",
    "    panic!();",
    "a\n\n\tpanic!();",
    "> a\n>\n>     panic!();",
    "- a\n\n      ```\n      panic!()\n      ```",
    "a\r\r    panic!();\r\r```\rpanic!()\r```",
    "a\u{2028}\u{2028}```\u{2028}panic!()",
    "`` ` ``` a\n```\npanic!()\n```",
    "a ` b\n\n[x]: y\n\n    panic!()",
    "*/ fn main() { panic!() } /*",
    "\"] fn main() { panic!() } #[doc = \"",
    "</details>\n\n    panic!()",
    "<pre>\n\n```\npanic!()\n```\n</pre>",
    "[^1]: a\n\n        panic!()",
    "- [x]    panic!()",
    "1. [ ]    panic!()\n\n1. >",
    "|a|\n|-|\n|```|\n\n```\npanic!()",
    "\\\n```\npanic!()\n```",
    "a \u{202e} b \u{2066} c \u{feff} d \u{0} e \u{1b}[2J \u{200e} \u{200f} \u{61c} \u{200b}",
    "\u{1}[`std::process::abort`]\u{2}",
    "```text\n~~~\n```\n    panic!()",
    "```ignore-x86\npanic!()\n```\n```should_panic\npanic!()\n```\n```{.rust}\npanic!()\n```",
];

/// A document with this text in every position that takes one.
#[expect(clippy::too_many_lines, reason = "it is one document")]
fn document(text: &str) -> Value {
    let schema = |more: Value| {
        let mut schema = json!({
            "type": "string", "title": text, "description": text, "pattern": text, "default": text,
            "example": text, "format": text, "contentMediaType": text,
            "externalDocs": {"url": "https://example.com", "description": text},
        });
        for (key, value) in more.as_object().unwrap() {
            schema[key] = value.clone();
        }
        schema
    };
    let parameter = |name: &str, place: &str| {
        json!({
            "name": name, "in": place, "required": place == "path", "description": text, "example": text,
            "schema": schema(json!({})),
        })
    };
    let body = json!({
        "description": text,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}, text: {"schema": schema(json!({}))}},
    });
    json!({
        "openapi": "3.2.0",
        "$self": format!("https://example.com/{text}"),
        "info": {"title": text, "version": text, "description": text, "summary": text,
            "license": {"name": text}, "contact": {"name": text}},
        "servers": [
            {"url": format!("https://example.com/{text}"), "name": text, "description": text},
            {"url": "https://example.com/{v}", "name": "b", "description": text,
                "variables": {"v": {"default": text, "enum": [text, "w"], "description": text}}},
        ],
        "tags": [
            {"name": "a", "summary": text, "description": text, "parent": text, "kind": "nav"},
            {"name": text, "summary": text, "description": text, "kind": text},
            {"name": "b", "summary": text, "parent": "a", "kind": "nav"},
        ],
        "security": [{text: []}],
        "paths": {
            "/a/{id}": {
                "summary": text, "description": text,
                "post": {
                    "operationId": "a", "tags": ["a", text], "summary": text, "description": text,
                    "parameters": [
                        parameter("id", "path"), parameter(text, "query"), parameter("X-A", "header"),
                        parameter("age__gte", "query"), parameter("age__lte", "query"), parameter("age", "query"),
                        parameter(&format!("{text}__gte"), "query"), parameter(&format!("{text}__lte"), "query"),
                    ],
                    "requestBody": body,
                    "responses": {
                        "200": {"description": text, "headers": {"X-B": {"description": text, "schema": schema(json!({}))}, text: {"schema": {"type": "string"}}},
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}},
                        "404": {"description": text, "content": {"application/json": {"schema": schema(json!({}))}}},
                    },
                },
            },
            format!("/{text}"): {"get": {"operationId": text, "responses": {"204": {"summary": text, "description": text}}}},
            "/b": {
                "summary": text, "description": text,
                "query": {
                    "operationId": "search", "tags": ["b"], "summary": text, "description": text,
                    "parameters": [{"name": text, "in": "querystring", "description": text, "example": text,
                        "content": {"application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/A"}}}}],
                    "requestBody": {"description": text, "content": {"application/jsonl": {"itemSchema": schema(json!({}))}}},
                    "responses": {
                        "200": {"summary": text, "description": text, "content": {
                            "text/event-stream": {"description": text, "itemSchema": {"type": "object", "description": text,
                                "properties": {"data": schema(json!({})), "event": schema(json!({"enum": ["a", text], "pattern": null, "format": null}))}}},
                            "application/json": {"$ref": "#/components/mediaTypes/M"},
                        }},
                        "default": {"summary": text, "content": {text: {"itemSchema": schema(json!({}))}}},
                    },
                },
                "additionalOperations": {
                    "COPY": {"operationId": format!("copy {text}"), "tags": [text, "b"], "summary": text, "description": text, "deprecated": true,
                        "parameters": [
                            {"name": "whole", "in": "querystring", "description": text, "content": {"application/json": {"schema": schema(json!({}))}}},
                            {"name": text, "in": "cookie", "style": "cookie", "description": text, "schema": schema(json!({})),
                                "examples": {text: {"summary": text, "description": text, "dataValue": text, "serializedValue": text}}},
                        ],
                        "responses": {"204": {"summary": text, "description": text}}},
                },
            },
        },
        "webhooks": {text: {"post": {"operationId": "w", "summary": text, "description": text,
            "requestBody": {"description": text, "content": {"application/json": {"schema": schema(json!({}))}}},
            "responses": {"204": {"description": text}}}}},
        "components": {
            "mediaTypes": {"M": {"description": text, "schema": {"$ref": "#/components/schemas/A"}}},
            "schemas": {
                "A": {
                    "type": "object", "title": text, "description": text,
                    "properties": {
                        "one": schema(json!({})),
                        "list": schema(json!({"description": "1. one"})),
                        "grave": schema(json!({"description": "a ` b"})),
                        "none": schema(json!({"description": null, "title": null})),
                        text: schema(json!({})),
                        "kind": schema(json!({"enum": ["a", text], "pattern": null, "format": null})),
                        "pet": {"$ref": "#/components/schemas/Pet"},
                    },
                },
                text: {"type": "object", "properties": {"x": schema(json!({}))}},
                "Pet": {"description": text, "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                    "discriminator": {"propertyName": "kind", "mapping": {text: "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"}, "defaultMapping": "Dog"}},
                "Cat": {"type": "object", "description": text, "required": ["kind"], "properties": {"kind": {"type": "string"}}},
                "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
            },
            "securitySchemes": {
                text: {"type": "apiKey", "in": "header", "name": "X-Key", "description": text, "deprecated": true},
                "o": {"type": "oauth2", "description": text, "oauth2MetadataUrl": text, "flows": {"deviceAuthorization":
                    {"deviceAuthorizationUrl": text, "tokenUrl": text, "scopes": {text: text}}}},
            },
        },
    })
}

/// The comments in a stream of tokens, each with its lines.
fn comments(tokens: TokenStream, found: &mut Vec<Vec<String>>) {
    let mut comment = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '#') {
            tokens.next_if(|next| matches!(next, TokenTree::Punct(mark) if mark.as_char() == '!'));
            if let Some(TokenTree::Group(group)) = tokens.next_if(
                |next| matches!(next, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket),
            ) {
                if let Ok(attribute) = syn::parse2::<syn::MetaNameValue>(group.stream())
                    && attribute.path.is_ident("doc")
                    && let syn::Expr::Lit(literal) = attribute.value
                    && let syn::Lit::Str(line) = literal.lit
                {
                    comment.push(line.value());
                }
                continue;
            }
        }
        found.extend(Some(std::mem::take(&mut comment)).filter(|lines| !lines.is_empty()));
        if let TokenTree::Group(group) = token {
            comments(group.stream(), found);
        }
    }
    found.extend(Some(comment).filter(|lines| !lines.is_empty()));
}

/// What nobody should have to look for.
fn is_hidden(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[test]
fn no_text_of_a_document_becomes_a_test() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut documents: Vec<Vec<u8>> = fs::read_dir(golden)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| fs::read(path).unwrap())
        .collect();
    documents.extend(
        TEXTS
            .iter()
            .map(|text| document(text).to_string().into_bytes()),
    );
    let mut krate = String::new();
    let mut count = 0;
    for document in documents {
        let source = Source::new("document.yaml", document);
        let generated = tamis::configure().generate(&[source]);
        let generated = generated.unwrap_or_else(|error| panic!("{error}"));
        for (path, text) in generated.files() {
            assert_eq!(text.find(is_hidden), None, "{path}: {text:?}");
            let mut found = Vec::new();
            comments(text.parse().unwrap(), &mut found);
            for comment in found {
                for line in comment {
                    writeln!(krate, "///{line}").unwrap();
                }
                writeln!(krate, "pub struct C{count};").unwrap();
                count += 1;
            }
        }
    }
    assert!(count > 2000, "the comments are not found: {count}");
    krate.push_str("/// ```\n/// let _ = 1;\n/// ```\npub struct Own;\n");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("comments.rs");
    fs::write(&file, krate).unwrap();
    let rustdoc = Command::new("rustdoc")
        .args(["--test", "--edition", "2024"])
        .arg(&file)
        .args(["--test-args", "--list"])
        .output()
        .unwrap();
    let listed = String::from_utf8(rustdoc.stdout).unwrap();
    let tests: Vec<&str> = listed
        .lines()
        .filter(|line| line.ends_with(": test"))
        .collect();
    assert!(
        tests.len() == 1 && tests.iter().all(|test| test.contains(" - Own (line ")),
        "{listed}\n{}",
        String::from_utf8_lossy(&rustdoc.stderr)
    );
}
