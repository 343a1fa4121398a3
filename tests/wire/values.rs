//! Values: JSON into types and back.

use golden_clients as golden;
use serde_json::json;
use tamis_runtime::MaybeNull;
use tamis_runtime::Uuid;

#[test]
fn absent_null_and_a_value_are_three_things() {
    use golden::tri_state::types::ThingPatch;

    let mut patch = ThingPatch {
        version: 1,
        owner: None,
        name: None,
        note: MaybeNull::Absent,
        labels: MaybeNull::Absent,
        extra: None,
    };
    assert_eq!(json!(patch), json!({"version": 1, "owner": null}));
    patch.note = MaybeNull::Null;
    patch.labels = vec!["a".to_owned()].into();
    assert_eq!(
        json!(patch),
        json!({"version": 1, "owner": null, "note": null, "labels": ["a"]})
    );
}

#[test]
fn values_that_the_document_does_not_list_are_kept() {
    use golden::additional_properties::types::{Closed, Open, Typed};
    use golden::enum_open::types::EntitlementType;

    for (text, value) in [
        ("Feature", EntitlementType::Feature),
        ("not_listed_yet", EntitlementType::NotListedYet),
        ("New", EntitlementType::Unknown("New".to_owned())),
    ] {
        let json = json!(text);
        assert_eq!(
            serde_json::from_value::<EntitlementType>(json).unwrap(),
            value
        );
        assert_eq!(value.to_string(), text);
    }
    let open = json!({"id": 1, "more": [1, {"a": null}]});
    assert_eq!(
        json!(serde_json::from_value::<Open>(open.clone()).unwrap()),
        open
    );
    let typed = json!({"additional": 1, "x": Uuid::nil()});
    assert_eq!(
        json!(serde_json::from_value::<Typed>(typed.clone()).unwrap()),
        typed
    );
    let closed: Closed = serde_json::from_value(json!({"id": 1, "more": 2})).unwrap();
    assert_eq!(json!(closed), json!({"id": 1}));
}

#[test]
fn unions_take_the_variant_that_is_meant() {
    use golden::any_of::types::Value;
    use golden::one_of_mapped::types::Pet;
    use golden::string_or_integer::types::{ValidationError, ValidationErrorLocItem};

    let pet = |json| serde_json::from_value::<Pet>(json).unwrap();
    assert!(matches!(
        pet(json!({"lives": 9, "pet_type": "kitten"})),
        Pet::Cat(_)
    ));
    assert!(matches!(pet(json!({"pet_type": "dog"})), Pet::Dog(_)));
    assert!(matches!(
        pet(json!({"pet_type": "fish", "fins": 2})),
        Pet::Unknown(_)
    ));

    let value = |json| serde_json::from_value::<Value>(json).unwrap();
    assert!(matches!(value(json!({"x": 1, "y": 2})), Value::Point(_)));
    assert!(matches!(value(json!({"note": "n"})), Value::Anything(_)));
    assert!(matches!(value(json!(1)), Value::Integer(1)));
    assert!(matches!(value(json!(1.5)), Value::Number(_)));
    assert!(matches!(
        value(json!("2024-01-02T03:04:05Z")),
        Value::DateTime(_)
    ));
    assert!(matches!(value(json!("text")), Value::String(_)));
    assert!(matches!(value(json!(["a"])), Value::ListOfString(_)));

    let error = json!({"loc": ["body", 3], "msg": "m", "type": "t"});
    let error: ValidationError = serde_json::from_value(error).unwrap();
    assert_eq!(
        error.loc,
        [
            ValidationErrorLocItem::String("body".to_owned()),
            ValidationErrorLocItem::Integer(3)
        ]
    );
}

#[test]
fn a_missing_member_is_an_error_and_null_is_not() {
    use golden::nullable_any_of::types::Thing;

    let read = |json| serde_json::from_value::<Thing>(json);
    let thing = read(json!({"always": "a", "maybe": null, "list": [1, null]})).unwrap();
    assert_eq!(thing.maybe, None);
    assert_eq!(thing.list, Some(vec![Some(1.0), None]));
    let missing = read(json!({"always": "a"})).unwrap_err().to_string();
    assert!(missing.contains("maybe"), "{missing}");
    let null = read(json!({"always": null, "maybe": null}))
        .unwrap_err()
        .to_string();
    assert!(null.contains("null"), "{null}");
}

#[test]
fn types_that_hold_themselves_hold_values() {
    use golden::recursion::types::Tree;

    let tree = json!({
        "value": 1,
        "left": {"value": 2, "children": [{"value": 3}]},
        "right": null,
        "named": {"a": {"value": 4}},
        "ping": {"pong": {"ping": {}}},
    });
    let tree: Tree = serde_json::from_value(tree).unwrap();
    let left = tree.left.unwrap();
    assert_eq!(left.children.unwrap()[0].value, 3);
    assert_eq!(tree.named.unwrap()["a"].value, 4);
}
