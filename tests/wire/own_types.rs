//! Types of the user's own: values travel as the document says, whatever they are in Rust.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use golden_clients::own::Money;
use golden_clients::types_chosen::Client;
use golden_clients::types_chosen::operations::{AddOrder, ListOrders};
use golden_clients::types_chosen::types::{Order, State};
use rust_decimal::Decimal;
use serde_json::json;
use tamis_runtime::{Filter, Operation, RawResponse, http};

use crate::{body, line};

fn client() -> Client {
    Client::builder()
        .base_url("http://h")
        .build()
        .expect("as the test has it")
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("as the test has it")
}

#[test]
fn in_the_query() {
    let start = instant("2024-02-29T12:00:00.5Z");
    let list = ListOrders::new()
        .changed(Filter::gte(start) & Filter::lt(instant("2024-03-01T00:00:00Z")))
        .since(start)
        .least("1.10".parse::<Decimal>().expect("as the test has it"));
    let expected = "GET /orders?changed__gte=2024-02-29T12:00:00.500Z&changed__lt=2024-03-01T00:00:00Z\
                    &since=2024-02-29T12:00:00.500Z&least=1.10";
    assert_eq!(
        line(&client().request(&list).expect("as the test has it")),
        expected
    );
}

#[test]
fn in_bodies_and_back() {
    let sent = json!({
        "id": "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "total": {"amount": "12.50"},
        "weight": "0.10",
        "changed": "2024-02-29T12:00:00Z",
        "due": "not a date, and kept as it is",
        "state": "done",
        "marks": ["a", "b"],
    });
    let order: Order = serde_json::from_value(sent.clone()).expect("as the test has it");
    assert_eq!(order.total, Money { amount: 1250 });
    assert_eq!(order.weight, Some(Decimal::new(10, 2)));
    assert_eq!(order.changed, instant("2024-02-29T12:00:00Z"));
    assert_eq!(order.state, State::Done);
    let request = client()
        .request(&AddOrder::new(order.clone()))
        .expect("as the test has it");
    let written: serde_json::Value =
        serde_json::from_str(body(&request)).expect("as the test has it");
    assert_eq!(written, sent);
    assert_eq!(
        order.marks,
        Some(BTreeSet::from(["b".to_owned(), "a".to_owned()]))
    );
    // `Hash` was asked for.
    assert_eq!(std::collections::HashSet::from([order.state]).len(), 1);
}

#[test]
fn a_closed_enum_takes_what_is_listed_only() {
    let answer = |state: &str| {
        let order = json!([{
            "id": "67e55044-10b1-426f-9247-bb680e5fe0c8", "total": {"amount": "0.01"},
            "changed": "2024-02-29T12:00:00Z", "state": state,
        }]);
        let answer = http::Response::builder().header("content-type", "application/json");
        let answer = answer
            .body(tamis_runtime::Bytes::from(order.to_string()))
            .expect("as the test has it");
        <ListOrders>::decode(&RawResponse::from(answer))
    };
    assert_eq!(
        answer("open").expect("as the test has it")[0].state,
        State::Open
    );
    assert!(answer("lost").unwrap_err().to_string().contains("lost"));
}
