//! Deep values: whatever a server sends or a user makes, on the stack that threads have, it is a value or an error.
//!
//! Built without optimization, as these tests are, a level takes most.

use std::thread;

use golden_clients::deep_values::types::{Charge, ChargeObject, Customer, CustomerObject};
use serde::Deserialize as _;
use serde_json::{Value, json};

/// What threads of tokio and of the standard library have.
const STACK: usize = 2 << 20;

/// For what the tests themselves make of deep values.
const LARGE: usize = 256 << 20;

/// How a charge stands in a charge: the members around it, and how many levels of JSON that are.
type Way = (&'static str, fn(Value) -> Value, usize);

const WAYS: [Way; 5] = [
    ("in unions", in_union, 2),
    ("in lists of unions", in_list, 4),
    ("in tagged unions", in_card, 2),
    ("in unions in tagged unions", in_bank, 3),
    ("in maps", in_map, 2),
];

fn in_union(charge: Value) -> Value {
    let id = [("id", json!("cus")), ("object", json!("customer"))];
    let customer = object(id.into_iter().chain([("latest_charge", charge)]));
    object([("customer", customer)])
}

fn in_list(charge: Value) -> Value {
    let id = [("id", json!("re")), ("object", json!("refund"))];
    let refund = object(id.into_iter().chain([("charge", charge)]));
    let data = Value::Array(vec![refund]);
    object([(
        "refunds",
        object([("has_more", json!(false)), ("data", data)]),
    )])
}

fn in_card(charge: Value) -> Value {
    object([(
        "method",
        object([("kind", json!("card")), ("first", charge)]),
    )])
}

fn in_bank(charge: Value) -> Value {
    let Value::Object(mut members) = in_union(charge) else {
        panic!("an object")
    };
    members.insert("kind".to_owned(), json!("bank"));
    object([("method", Value::Object(members))])
}

fn in_map(charge: Value) -> Value {
    object([("related", object([("one", charge)]))])
}

/// An object of values that are not copied: a copy of a deep one would take the stack that is measured.
fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let members = members.into_iter();
    Value::Object(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// A charge with charges in it, so that the value has just so many levels or a few less.
fn deep(way: fn(Value) -> Value, levels: usize, step: usize) -> Value {
    let charge = |more: Value| {
        let Value::Object(mut members) = more else {
            panic!("an object")
        };
        members.insert("id".to_owned(), json!("ch"));
        members.insert("object".to_owned(), json!("charge"));
        members.insert("amount".to_owned(), json!(7));
        members.insert("shipping".to_owned(), json!({"name": "N", "tags": []}));
        Value::Object(members)
    };
    let mut value = charge(object([]));
    for _ in 0..(levels - 3) / step {
        value = charge(way(value));
    }
    value
}

/// Runs something on a thread with so much stack.
fn on_a_stack<T: Send>(bytes: usize, run: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(bytes);
        thread
            .spawn_scoped(scope, run)
            .expect("a thread can be started")
            .join()
            .expect("it does not panic")
    })
}

#[test]
fn a_value_with_as_many_levels_as_json_may_have_is_read_copied_compared_shown_and_written() {
    for (name, way, step) in WAYS {
        let value = deep(way, 127, step);
        let text = value.to_string();
        on_a_stack(STACK, || {
            let charge: Charge =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let copy = charge.clone();
            assert_eq!(charge, copy, "{name}");
            let written: Value =
                serde_json::from_str(&serde_json::to_string(&copy).unwrap()).unwrap();
            assert_eq!(written, value, "{name}");
            assert!(format!("{charge:?}").len() > text.len(), "{name}");
        });
    }
}

#[test]
fn a_deeper_text_is_an_error() {
    for (name, way, step) in WAYS {
        let error = on_a_stack(LARGE, || {
            let text = deep(way, 400, step).to_string();
            on_a_stack(STACK, || serde_json::from_str::<Charge>(&text).unwrap_err())
        });
        assert!(
            error.to_string().contains("recursion limit"),
            "{name}: {error}"
        );
    }
}

/// Values that were made in memory have no limit of their own. (Those of unions are read as a whole first, by `serde_json`.)
#[test]
fn a_deeper_value_is_an_error() {
    let error = on_a_stack(LARGE, || {
        let value = deep(in_map, 3000, 2);
        on_a_stack(STACK, || Charge::deserialize(&value).unwrap_err())
    });
    assert!(error.to_string().contains("nested too deeply"), "{error}");
}

#[test]
fn a_deeper_value_of_a_users_cannot_be_written() {
    let error = on_a_stack(STACK, || {
        let mut charge = Charge::new("ch", ChargeObject::Charge, 7);
        for _ in 0..1000 {
            let customer = Customer::new("cus", CustomerObject::Customer).latest_charge(charge);
            charge = Charge::new("ch", ChargeObject::Charge, 7).customer(customer);
        }
        serde_json::to_string(&charge).unwrap_err().to_string()
    });
    assert!(error.contains("nested too deeply"), "{error}");
}
