//! Constructors and setters of what is sent: what they take, and what is sent for it.

use golden_clients::constructors::operations::CreateOrder;
use golden_clients::constructors::types::{Line, Order, OrderPriority, OrderType};
use golden_clients::constructors::{Client, Maybe as _, MaybeNull, Timestamp};
use serde_json::{Value as Json, json};

use crate::body;

/// What is sent for an order.
fn sent(order: Order) -> Json {
    let client = Client::builder().base_url("http://h").build();
    let client = client.expect("the client needs nothing else");
    let request = client.request(&CreateOrder::new(order));
    let request = request.expect("the order can be sent");
    serde_json::from_str(body(&request)).expect("it is JSON")
}

fn order() -> Order {
    Order::new("me", 2.5, [Line::new("pen").count(3)], None)
}

/// What is always sent for it.
fn with(more: &Json) -> Json {
    let mut json = json!({
        "customer": "me",
        "total": 2.5,
        "lines": [{"article": "pen", "count": 3}],
        "parent": null,
    });
    let members = json.as_object_mut().expect("it is an object");
    members.extend(more.as_object().expect("it is an object").clone());
    json
}

#[test]
fn what_is_required_is_enough() {
    assert_eq!(sent(order()), with(&json!({})));
    let parent = Order::new("me".to_owned(), 1.0, Vec::new(), "p-1".to_owned());
    assert_eq!(
        sent(parent),
        json!({"customer": "me", "total": 1.0, "lines": [], "parent": "p-1"})
    );
}

#[test]
fn setters_take_what_converts() {
    let due: Timestamp = "2024-02-29T12:00:00Z".parse().expect("it is an instant");
    let full = order()
        .note("soon")
        .tags(["a", "b"])
        .labels([("color", "red")])
        .due(due.into_jiff())
        .priority("high")
        .copies(3)
        .scores((1..4).map(|score| score * 10))
        .set_default(true)
        .set_new(false)
        .r#type("plain")
        .before(order())
        .anything(json!(null));
    assert_eq!(full.priority, Some(OrderPriority::High));
    assert_eq!(
        sent(full),
        with(&json!({
            "note": "soon",
            "tags": ["a", "b"],
            "labels": {"color": "red"},
            "due": "2024-02-29T12:00:00Z",
            "priority": "high",
            "copies": 3,
            "scores": [10, 20, 30],
            "default": true,
            "new": false,
            "type": "plain",
            "before": with(&json!({})),
            "anything": null,
        }))
    );
    let list = order().r#type(vec!["a".to_owned()]);
    assert_eq!(list.r#type, Some(OrderType::from(vec!["a".to_owned()])));
    assert_eq!(sent(list), with(&json!({"type": ["a"]})));
}

#[test]
fn a_value_that_is_not_there_is_not_sent() {
    let order = |note: Option<&str>, copies| {
        order()
            .maybe(note, Order::note)
            .maybe(copies, Order::copies)
    };
    assert_eq!(sent(order(None, None)), with(&json!({})));
    assert_eq!(
        sent(order(Some("soon"), Some(2))),
        with(&json!({"note": "soon", "copies": 2}))
    );
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    let noted = |note: MaybeNull<String>| sent(order().note(note));
    assert_eq!(noted(MaybeNull::Absent), with(&json!({})));
    assert_eq!(noted(MaybeNull::Null), with(&json!({"note": null})));
    assert_eq!(noted("soon".into()), with(&json!({"note": "soon"})));
}

#[test]
fn members_are_fields_all_the_same() {
    let mut by_field = order();
    by_field.tags = Some(vec!["a".to_owned()]);
    let by_update = Order {
        tags: Some(vec!["a".to_owned()]),
        ..order()
    };
    assert_eq!(by_field, order().tags(["a"]));
    assert_eq!(by_update, order().tags(["a"]));
}

#[test]
fn who_uses_what_is_deprecated_is_warned() {
    #[expect(
        deprecated,
        reason = "this is what is tested; all else in this file does without"
    )]
    let old = order().old_note("then");
    assert_eq!(sent(old), with(&json!({"old_note": "then"})));
}
