//! Documents that nobody writes by accident: nothing may panic, overflow the stack or make more than the document holds.

use serde_json::Value;

use super::*;
use crate::document::canonical_json;
use crate::ir::{NameHint, TypeDef, TypeKind, TypeRef};

fn api(document: &Value) -> (Api, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let model = canonical_json(document, &mut diagnostics);
    let api = convert(model, &Config::default(), &mut diagnostics);
    (api, diagnostics)
}

fn document(schemas: impl IntoIterator<Item = (String, Value)>) -> Value {
    let schemas: serde_json::Map<String, Value> = schemas.into_iter().collect();
    serde_json::json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    })
}

/// `count` schemas, each made from its number.
fn chain(count: usize, schema: impl Fn(usize) -> Value) -> Value {
    document((0..count).map(|index| (format!("S{index}"), schema(index))))
}

fn reference(index: usize) -> Value {
    serde_json::json!({"$ref": format!("#/components/schemas/S{index}")})
}

#[test]
fn schemas_nested_as_deep_as_the_parsers_allow() {
    for wrap in [
        |inner: Value| serde_json::json!({"type": "array", "items": inner}),
        |inner: Value| serde_json::json!({"type": "object", "properties": {"a": inner}}),
        |inner: Value| serde_json::json!({"allOf": [inner, {"properties": {"b": {"type": "string"}}}]}),
        |inner: Value| serde_json::json!({"anyOf": [inner, {"type": "string", "nullable": true}]}),
        |inner: Value| serde_json::json!({"additionalProperties": inner}),
    ] {
        let mut schema = serde_json::json!({"type": "integer"});
        for _ in 0..130 {
            schema = wrap(schema);
        }
        let (api, _) = api(&document([("S".to_owned(), schema)]));
        assert!(!api.types.is_empty());
        assert!(!api.to_string().is_empty());
    }
}

#[test]
fn long_chains_of_references_end() {
    let last = 5_000;
    let plain = |index: usize| {
        if index == last {
            serde_json::json!({"type": "string"})
        } else {
            reference(index + 1)
        }
    };
    let (api, _) = api(&chain(last + 1, plain));
    assert_eq!(api.types.len(), last + 1);
}

#[test]
fn long_circles_are_cut_once() {
    let count = 5_000;
    let (api, diagnostics) = api(&chain(count, |index| reference((index + 1) % count)));
    let any = |ty: &&TypeDef| matches!(ty.kind, TypeKind::Alias(TypeRef::Any));
    assert_eq!(api.types.iter().filter(any).count(), 1);
    assert_eq!(diagnostics.iter().count(), 1);
}

#[test]
fn long_chains_of_parents_make_no_more_than_the_document_holds() {
    let count = 1_000;
    let (api, diagnostics) = api(&chain(count, |index| {
        let own = serde_json::json!({"properties": {format!("p{index}"): {"type": "string"}}});
        serde_json::json!({"allOf": [own, reference(index + 1)]})
    }));
    assert!(api.tally.degraded.len() > 700);
    assert!(
        diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == "degraded")
    );
}

#[test]
fn choices_are_not_multiplied_without_end() {
    let choice = |index: usize| {
        serde_json::json!({"oneOf": [
            {"properties": {format!("a{index}"): {"type": "string"}}},
            {"properties": {format!("b{index}"): {"type": "string"}}},
        ]})
    };
    let all: Vec<Value> = (0..40).map(choice).collect();
    let schema = serde_json::json!({"allOf": all});
    let (api, _) = api(&document([("S".to_owned(), schema)]));
    assert!(!api.tally.degraded.is_empty());
}

#[test]
fn unions_that_are_put_together_level_by_level_are_bounded() {
    let last = 12;
    let schema = |index: usize| {
        if index >= last {
            return serde_json::json!({"properties": {format!("p{index}"): {"type": "string"}}});
        }
        serde_json::json!({"anyOf": [
            reference(index + 1),
            {"type": "array", "items": reference(index + 1)},
            {"allOf": [reference(index + 1), reference(index + 2)]},
        ]})
    };
    // Without a bound, each level has six times as many types as the next one: some hundred million.
    let (api, _) = api(&chain(last + 2, schema));
    assert!(api.types.len() < 10_000, "{}", api.types.len());
    assert!(!api.tally.degraded.is_empty());
}

#[test]
fn every_schema_of_a_family_of_families_is_bounded() {
    let (api, _) = api(&chain(300, |index| {
        serde_json::json!({
            "allOf": [reference(index + 1)],
            "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind"},
        })
    }));
    assert_eq!(
        api.types
            .iter()
            .filter(|ty| matches!(ty.hint, NameHint::Component(_)))
            .count(),
        300
    );
}

#[test]
fn unions_of_unions_in_a_circle_end() {
    let count = 500;
    let (api, _) = api(&chain(count, |index| {
        serde_json::json!({"oneOf": [
            reference((index + 1) % count), reference((index + 7) % count), {"type": "integer"},
        ]})
    }));
    assert!(!api.to_string().is_empty());
}

#[test]
fn many_members_and_variants_are_read_in_one_go() {
    let properties: serde_json::Map<String, Value> = (0..20_000)
        .map(|index| {
            (
                format!("p{index}"),
                serde_json::json!({"type": "string", "enum": ["a"]}),
            )
        })
        .collect();
    let variants: Vec<Value> = (0..5_000)
        .map(|index| serde_json::json!({"type": "object", "required": ["k"], "properties": {"k": {"type": "string", "enum": [format!("{index}")]}}}))
        .collect();
    let (api, _) = api(&document([
        (
            "Object".to_owned(),
            serde_json::json!({"type": "object", "properties": properties}),
        ),
        ("Union".to_owned(), serde_json::json!({"oneOf": variants})),
    ]));
    let TypeKind::Union(union) = &api.types[1].kind else {
        panic!("a union")
    };
    assert_eq!(union.variants.len(), 5_000);
    assert_eq!(
        union.tagging,
        crate::ir::Tagging::Internal {
            property: "k".to_owned(),
            integer: false,
        }
    );
}
