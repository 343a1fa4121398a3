//! Objects: each way in which a member may be left out, what is not listed, how many there are, what is refused.

#![allow(missing_docs, reason = "what an object is for is not what is tested")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, from_str, from_value, json, to_string, to_value};
use tamis_runtime::object::Object;
use tamis_runtime::{Error, NoError, Reply, http, object, untagged};

object! {
    /// One member of each kind.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Each: Deserialize + Serialize {
        /// Always there, and not `null`.
        pub id: i64 = "id",
        pub born_at: Option<String> = "bornAt" as Optional,
        pub r#type: Option<String> = "type" as Nullable,
        pub owner: Option<Option<String>> = "@owner" as Present,
    }
}

object! {
    #[derive(Debug, PartialEq)]
    pub struct Kept: Deserialize + Serialize {
        pub id: i64 = "id",
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
        pub items: Vec<T> = "items",
        pub next: Option<Box<Page<T>>> = "next" as Optional,
    }
}

object! {
    #[derive(Debug, PartialEq)]
    pub struct OnlyReceived: Deserialize {
        pub id: i64 = "id",
    }
}

object! {
    pub struct OnlySent: Serialize {
        pub id: i64 = "id",
        pub name: Option<String> = "name" as Optional,
    }
}

object! {
    /// Seventy members: more than two tuples hold.
    #[derive(Debug, PartialEq)]
    pub struct Wide: Deserialize + Serialize {
        pub m0: Option<i64> = "m0" as Optional,
        pub m1: Option<i64> = "m1" as Optional,
        pub m2: Option<i64> = "m2" as Optional,
        pub m3: Option<i64> = "m3" as Optional,
        pub m4: Option<i64> = "m4" as Optional,
        pub m5: Option<i64> = "m5" as Optional,
        pub m6: Option<i64> = "m6" as Optional,
        pub m7: Option<i64> = "m7" as Optional,
        pub m8: Option<i64> = "m8" as Optional,
        pub m9: Option<i64> = "m9" as Optional,
        pub m10: Option<i64> = "m10" as Optional,
        pub m11: Option<i64> = "m11" as Optional,
        pub m12: Option<i64> = "m12" as Optional,
        pub m13: Option<i64> = "m13" as Optional,
        pub m14: Option<i64> = "m14" as Optional,
        pub m15: Option<i64> = "m15" as Optional,
        pub m16: Option<i64> = "m16" as Optional,
        pub m17: Option<i64> = "m17" as Optional,
        pub m18: Option<i64> = "m18" as Optional,
        pub m19: Option<i64> = "m19" as Optional,
        pub m20: Option<i64> = "m20" as Optional,
        pub m21: Option<i64> = "m21" as Optional,
        pub m22: Option<i64> = "m22" as Optional,
        pub m23: Option<i64> = "m23" as Optional,
        pub m24: Option<i64> = "m24" as Optional,
        pub m25: Option<i64> = "m25" as Optional,
        pub m26: Option<i64> = "m26" as Optional,
        pub m27: Option<i64> = "m27" as Optional,
        pub m28: Option<i64> = "m28" as Optional,
        pub m29: Option<i64> = "m29" as Optional,
        pub m30: Option<i64> = "m30" as Optional,
        pub m31: Option<i64> = "m31" as Optional,
        pub m32: Option<i64> = "m32" as Optional,
        pub m33: Option<i64> = "m33" as Optional,
        pub m34: Option<i64> = "m34" as Optional,
        pub m35: Option<i64> = "m35" as Optional,
        pub m36: Option<i64> = "m36" as Optional,
        pub m37: Option<i64> = "m37" as Optional,
        pub m38: Option<i64> = "m38" as Optional,
        pub m39: Option<i64> = "m39" as Optional,
        pub m40: Option<i64> = "m40" as Optional,
        pub m41: Option<i64> = "m41" as Optional,
        pub m42: Option<i64> = "m42" as Optional,
        pub m43: Option<i64> = "m43" as Optional,
        pub m44: Option<i64> = "m44" as Optional,
        pub m45: Option<i64> = "m45" as Optional,
        pub m46: Option<i64> = "m46" as Optional,
        pub m47: Option<i64> = "m47" as Optional,
        pub m48: Option<i64> = "m48" as Optional,
        pub m49: Option<i64> = "m49" as Optional,
        pub m50: Option<i64> = "m50" as Optional,
        pub m51: Option<i64> = "m51" as Optional,
        pub m52: Option<i64> = "m52" as Optional,
        pub m53: Option<i64> = "m53" as Optional,
        pub m54: Option<i64> = "m54" as Optional,
        pub m55: Option<i64> = "m55" as Optional,
        pub m56: Option<i64> = "m56" as Optional,
        pub m57: Option<i64> = "m57" as Optional,
        pub m58: Option<i64> = "m58" as Optional,
        pub m59: Option<i64> = "m59" as Optional,
        pub m60: Option<i64> = "m60" as Optional,
        pub m61: Option<i64> = "m61" as Optional,
        pub m62: Option<i64> = "m62" as Optional,
        pub m63: Option<i64> = "m63" as Optional,
        pub m64: Option<i64> = "m64" as Optional,
        pub m65: Option<i64> = "m65" as Optional,
        pub m66: Option<i64> = "m66" as Optional,
        pub m67: Option<i64> = "m67" as Optional,
        pub m68: Option<i64> = "m68" as Optional,
        pub last: i64 = "last",
    } and {
        pub additional_properties: BTreeMap<String, Json>,
    }
}

/// What comes in goes out again.
fn round_trip<T: Serialize + for<'de> Deserialize<'de>>(text: &str) -> T {
    let read: T = from_str(text).expect("it can be read");
    assert_eq!(to_string(&read).expect("it can be written"), text);
    read
}

/// What is said of a text that cannot be read, without its line and column.
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
        owner: None,
    };
    assert_eq!(round_trip::<Each>(r#"{"id":7,"type":null}"#), absent);

    let null = Each {
        owner: Some(None),
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
        owner: Some(Some("me".to_owned())),
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
        (7, Some("cat".to_owned()), Some(Some("me".to_owned())))
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
fn any_number_of_members_is_read_and_written() {
    let mut object = serde_json::Map::new();
    for index in 0..69 {
        object.insert(format!("m{index}"), json!(index));
    }
    object.insert("last".to_owned(), json!(69));
    object.insert("more".to_owned(), json!({"a": 1}));
    let value = Json::Object(object);
    let wide: Wide = from_value(value.clone()).expect("it can be read");
    assert_eq!(
        (wide.m0, wide.m31, wide.m32, wide.m63, wide.m64, wide.last),
        (Some(0), Some(31), Some(32), Some(63), Some(64), 69)
    );
    assert_eq!(to_value(&wide).expect("it can be written"), value);
    // From the last to the first.
    let mut text = String::from(r#"{"last":69"#);
    for index in (0..69).rev() {
        _ = write!(text, r#","m{index}":{index}"#);
    }
    text.push_str(r#","more":{"a":1}}"#);
    assert_eq!(from_str::<Wide>(&text).expect("it can be read"), wide);
    assert_eq!(Wide::MEMBERS.len(), 70);
    assert_eq!((Wide::MEMBERS[0], Wide::MEMBERS[69]), ("m0", "last"));
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
    let reply = |text: &'static str| Reply::from(http::Response::new(text));
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
        let error = reply(text)
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
