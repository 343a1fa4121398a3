//! Objects: each way in which a member may be left out, what is not listed, how many there are, what is refused.

#![allow(missing_docs, reason = "what an object is for is not what is tested")]

mod many;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, from_str, from_value, json, to_string, to_value};
use tamis_runtime::object::Object;
use tamis_runtime::{Error, MaybeNull, NoError, RawResponse, http, object, untagged};

use self::many::Wide;

object! {
    /// One member of each kind.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Each: Deserialize + Serialize {
        /// Always there, and not `null`.
        required id: i64 = "id",
        optional born_at: String as into = "bornAt",
        nullable r#type: String = "type",
        maybe_null owner: String = "@owner",
    }
}

object! {
    #[derive(Debug, PartialEq)]
    pub struct Kept: Deserialize + Serialize {
        required id: i64 = "id",
    } and {
        /// What else is in the object.
        pub additional_properties: BTreeMap<String, bool>,
    }
}

object! {
    #[derive(Debug, Default, PartialEq)]
    pub struct Nothing: Deserialize + Serialize {}
}

object! {
    #[derive(Debug, PartialEq)]
    pub struct Page<T>: Deserialize + Serialize {
        required items: Vec<T> as list<T> = "items",
        optional next: Box<Page<T>> as into = "next",
    }
}

object! {
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Records<T>: Deserialize + Serialize {
        maybe_null records: Vec<T> = "records",
    }
}

object! {
    #[derive(Debug, PartialEq)]
    pub struct OnlyReceived: Deserialize {
        required id: i64 = "id",
    }
}

object! {
    #[derive(Debug, PartialEq)]
    pub struct OnlySentAndReceived: Deserialize + Serialize {
        required id: i64 = "id",
    }
}

object! {
    pub struct OnlySent: Serialize {
        required id: i64 = "id",
        optional name: String as into = "name",
    }
}

/// What comes in goes out again.
fn round_trip<T: Serialize + for<'de> Deserialize<'de>>(text: &str) -> T {
    let read: T = from_str(text).expect("it can be read");
    assert_eq!(to_string(&read).expect("it can be written"), text);
    read
}

/// The message for a text that cannot be read, without its line and column.
fn refused<T: std::fmt::Debug + for<'de> Deserialize<'de>>(text: &str) -> String {
    let error = from_str::<T>(text).expect_err("it cannot be read");
    let message = error.to_string();
    message
        .split(" at line")
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn each_member_is_left_out_in_its_own_way() {
    let absent = Each {
        id: 7,
        born_at: None,
        r#type: None,
        owner: MaybeNull::Absent,
    };
    assert_eq!(round_trip::<Each>(r#"{"id":7,"type":null}"#), absent);

    let null = Each {
        owner: MaybeNull::Null,
        ..absent.clone()
    };
    assert_eq!(
        round_trip::<Each>(r#"{"id":7,"type":null,"@owner":null}"#),
        null
    );

    let all = Each {
        id: 7,
        born_at: Some("now".to_owned()),
        r#type: Some("cat".to_owned()),
        owner: "me".into(),
    };
    assert_eq!(
        round_trip::<Each>(r#"{"id":7,"bornAt":"now","type":"cat","@owner":"me"}"#),
        all
    );

    // `null` is absent where the document does not tell them apart, and is not sent back.
    let read: Each = from_str(r#"{"id":7,"bornAt":null,"type":null}"#).expect("it can be read");
    assert_eq!(read, absent);
}

#[test]
fn what_must_be_there_is_missed() {
    assert_eq!(refused::<Each>(r#"{"type":null}"#), "missing field `id`");
    assert_eq!(refused::<Each>(r#"{"id":1}"#), "missing field `type`");
    assert_eq!(
        refused::<Each>(r#"{"id":null,"type":null}"#),
        "invalid type: null, expected i64"
    );
    assert_eq!(refused::<Wide>("{}"), "missing field `last`");
}

#[test]
fn a_member_that_is_there_twice_is_refused() {
    assert_eq!(
        refused::<Each>(r#"{"id":1,"type":null,"id":1}"#),
        "duplicate field `id`"
    );
    assert_eq!(
        refused::<Each>(r#"{"id":1,"@owner":null,"@owner":null,"type":null}"#),
        "duplicate field `@owner`"
    );
    assert_eq!(
        refused::<Wide>(r#"{"m68":1,"last":2,"m68":1}"#),
        "duplicate field `m68`"
    );
}

#[test]
fn only_an_object_is_an_object() {
    for (text, found) in [
        (r"[7,null]", "sequence"),
        ("7", "integer `7`"),
        (r#""id""#, r#"string "id""#),
        ("null", "null"),
        ("true", "boolean `true`"),
    ] {
        let expected = format!("invalid type: {found}, expected struct Each");
        assert_eq!(refused::<Each>(text), expected);
        let value: Json = from_str(text).expect("it is JSON");
        assert_eq!(
            from_value::<Each>(value)
                .expect_err("no object")
                .to_string(),
            expected
        );
    }
}

#[test]
fn the_order_does_not_matter_and_what_is_not_listed_is_skipped() {
    let read: Each = from_str(r#"{"x":[{"id":1}],"@owner":"me","type":"cat","id":7,"y":{}}"#)
        .expect("it can be read");
    assert_eq!(
        (read.id, read.r#type, read.owner),
        (7, Some("cat".to_owned()), "me".into())
    );
    assert_eq!(round_trip::<Nothing>("{}"), Nothing {});
    assert_eq!(
        from_str::<Nothing>(r#"{"x":1}"#).expect("it can be read"),
        Nothing {}
    );
    // The name of a field is not the name of its member.
    assert_eq!(
        refused::<Each>(r#"{"id":1,"r#type":null}"#),
        "missing field `type`"
    );
}

#[test]
fn what_is_not_listed_can_be_kept() {
    let kept: Kept = from_str(r#"{"tame":true,"id":7,"big":false}"#).expect("it can be read");
    assert_eq!(kept.id, 7);
    let rest: Vec<(&str, bool)> = kept
        .additional_properties
        .iter()
        .map(|(name, it)| (name.as_str(), *it))
        .collect();
    assert_eq!(rest, [("big", false), ("tame", true)]);
    assert_eq!(
        to_string(&kept).expect("it can be written"),
        r#"{"id":7,"big":false,"tame":true}"#
    );
    assert_eq!(
        refused::<Kept>(r#"{"id":7,"tame":"yes"}"#),
        "invalid type: string \"yes\", expected a boolean"
    );
    // As of any map, the last counts.
    let twice: Kept = from_str(r#"{"id":7,"tame":true,"tame":false}"#).expect("it can be read");
    assert_eq!(twice.additional_properties.get("tame"), Some(&false));
}

#[test]
fn generic_and_recursive_types_are_objects_too() {
    let page: Page<Kept> = round_trip(r#"{"items":[{"id":1,"tame":true}],"next":{"items":[]}}"#);
    assert_eq!(page.items[0].id, 1);
    // An argument that may be `null` makes no member that may be missing.
    assert_eq!(refused::<Page<Option<i64>>>("{}"), "missing field `items`");
    assert_eq!(
        round_trip::<Page<Option<i64>>>(r#"{"items":[null,1]}"#).items,
        [None, Some(1)]
    );
}

#[test]
fn the_three_states_ask_nothing_of_the_argument_of_a_generic_type() {
    let records: Records<OnlySentAndReceived> = round_trip("{}");
    assert_eq!(
        records,
        Records {
            records: MaybeNull::Absent
        }
    );
    round_trip::<Records<OnlySentAndReceived>>(r#"{"records":null}"#);
    round_trip::<Records<OnlySentAndReceived>>(r#"{"records":[{"id":1}]}"#);
}

#[test]
fn one_direction_alone_is_possible() {
    assert_eq!(
        from_str::<OnlyReceived>(r#"{"id":7}"#).expect("it can be read"),
        OnlyReceived { id: 7 }
    );
    let sent = OnlySent { id: 7, name: None };
    assert_eq!(to_string(&sent).expect("it can be written"), r#"{"id":7}"#);
}

#[test]
fn an_error_names_the_place() {
    let response = |text: &'static str| RawResponse::from(http::Response::new(text));
    for (text, message) in [
        (
            r#"{"items":[],"next":{"items":[{"id":"x"}]}}"#,
            "$.next.items[0].id: invalid type: string \"x\", expected i64",
        ),
        (
            r#"{"items":[{"id":1},{}]}"#,
            "$.items[1].id: missing field `id`",
        ),
        (
            r#"{"items":[{"id":1,"big":0}]}"#,
            "$.items[0].big: invalid type: integer `0`, expected a boolean",
        ),
    ] {
        let error = response(text)
            .json::<Page<Kept>, NoError>()
            .expect_err("it cannot be read");
        let Error::Decode(..) = &error else {
            panic!("{error:?}")
        };
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[derive(Debug, PartialEq)]
enum Pet {
    Short(OnlyReceived),
    Each(Each),
    Kept(Kept),
}

untagged!(Pet { Short, Each, Kept });

#[test]
fn a_union_takes_the_object_that_leaves_out_the_least() {
    let variant = |text: &str| match from_str::<Pet>(text).expect("it can be read") {
        Pet::Short(_) => "short",
        Pet::Each(_) => "each",
        Pet::Kept(_) => "kept",
    };
    assert_eq!(variant(r#"{"id":1}"#), "short");
    assert_eq!(variant(r#"{"id":1,"type":"cat"}"#), "each");
    // What is kept weighs less than what is left out.
    assert_eq!(variant(r#"{"id":1,"tame":true}"#), "kept");
}
