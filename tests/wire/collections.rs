//! Sets, maps, times of another crate and integers in texts: chosen types hold what travels, and it travels as before.

use std::collections::{HashMap, HashSet};

use golden_clients::{types_hashed, types_in_order};
use serde_json::{Value, json};
use tamis_runtime::{AsText, IndexMap, IndexSet, OffsetDateTime};
use types_hashed::types::{Kind, Thing};

use crate::{body, line};

#[test]
fn values_without_an_order_come_and_go_whole() {
    let sent = json!({
        "id": "9007199254740993", "other": "-7", "tags": ["b", "a", "c"], "kinds": ["blue", "red", "green"],
        "weights": [1.5, 1.5], "at": "2024-02-29T12:00:00.5+01:00", "day": "2024-02-29",
        "labels": {"x": [2, 1], "y": []}, "more": "m", "other more": "n",
    });
    let thing: Thing = serde_json::from_value(sent.clone()).expect("as the test has it");
    assert_eq!(thing.id, AsText(9_007_199_254_740_993));
    assert_eq!(thing.other, Some(AsText(-7)));
    assert_eq!(
        thing.tags,
        HashSet::from(["a", "b", "c"].map(str::to_owned))
    );
    let kinds: &HashSet<Kind> = thing.kinds.as_value().expect("they are there");
    assert!(kinds.contains(&Kind::Red) && kinds.len() == 3, "{kinds:?}");
    assert_eq!(thing.weights, Some(vec![1.5, 1.5]));
    let at: time::OffsetDateTime = thing.at.expect("it is there").into();
    assert_eq!(
        (at.unix_timestamp(), at.nanosecond()),
        (1_709_204_400, 500_000_000)
    );
    assert_eq!(
        thing.day.map(|day| (day.year(), day.ordinal())),
        Some((2024, 60))
    );
    let labels: &HashMap<String, HashSet<i64>> = thing.labels.as_ref().expect("they are there");
    assert_eq!(labels["x"], HashSet::from([1, 2]));
    assert_eq!(thing.additional_properties["other more"], "n");

    let client = types_hashed::Client::builder()
        .base_url("http://h")
        .build()
        .expect("as the test has it");
    let add = types_hashed::operations::AddThing::new(thing);
    let request = client.request(&add).expect("as the test has it");
    let written: Value = serde_json::from_str(body(&request)).expect("it is JSON");
    assert_eq!(sorted(written), sorted(sent));
}

/// With the items of all lists in one order.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(sorted).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(members) => {
            let members = members.into_iter();
            Value::Object(members.map(|(name, value)| (name, sorted(value))).collect())
        }
        simple => simple,
    }
}

#[test]
fn in_the_query_as_the_document_says() {
    let time: OffsetDateTime = "2024-02-29T12:00:00Z".parse().expect("it is a time");
    let list = types_hashed::operations::ListThings::new()
        .id(AsText(9_007_199_254_740_993))
        .since(time)
        .day(time::Date::from_ordinal_date(2024, 60).expect("it is a day"))
        .kinds([Kind::Red, Kind::Blue, Kind::Red]);
    let client = types_hashed::Client::builder()
        .base_url("http://h")
        .build()
        .expect("as the test has it");
    assert_eq!(
        line(&client.request(&list).expect("as the test has it")),
        "GET /things?id=9007199254740993&since=2024-02-29T12:00:00Z&day=2024-02-29\
         &kinds=red&kinds=blue&kinds=red"
    );
}

#[test]
fn what_keeps_its_order_is_sent_byte_for_byte_as_it_came() {
    let text = r#"{"tags":["z","a","m"],"labels":{"q":"1","b":"2"},"y":3,"c":4}"#;
    let thing: types_in_order::types::Thing = serde_json::from_str(text).expect("it is one");
    assert_eq!(
        thing.tags,
        Some(IndexSet::from(["z", "a", "m"].map(str::to_owned)))
    );
    let labels: &IndexMap<String, String> = thing.labels.as_ref().expect("they are there");
    assert_eq!(labels.keys().collect::<Vec<_>>(), ["q", "b"]);
    let client = types_in_order::Client::builder()
        .base_url("http://h")
        .build()
        .expect("as the test has it");
    let put = types_in_order::operations::PutThing::new(thing);
    assert_eq!(
        body(&client.request(&put).expect("as the test has it")),
        text
    );
}
