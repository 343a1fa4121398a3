//! Whether two objects mean the same, however they are told.

use super::super::grammar::{Child, Kind};
use super::super::key;
use super::super::tree::{Object, Value};

/// Where two objects of a kind begin to differ: the keys that lead there; `None` if they mean the same.
///
/// Descriptions, titles, examples and the vendors' extensions are not compared, nor is the order of members and of
/// the names in `required`.
pub(super) fn difference(kind: Kind, a: &Value, b: &Value) -> Option<Vec<String>> {
    let mut steps = Vec::new();
    (!same(Some(kind), a, b, &mut steps)).then(|| {
        steps.reverse();
        steps
    })
}

/// `kind` is `None` for plain data. On a difference the steps to it are left in `steps`, last first.
fn same(kind: Option<Kind>, a: &Value, b: &Value, steps: &mut Vec<String>) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => members(kind, a, b, steps),
        (Value::List(a), Value::List(b)) => list(kind, a, b, steps),
        (a, b) => a == b,
    }
}

fn list(kind: Option<Kind>, a: &[Value], b: &[Value], steps: &mut Vec<String>) -> bool {
    if a.len() != b.len() {
        return false;
    }
    for (index, (a, b)) in a.iter().zip(b).enumerate() {
        if !same(kind, a, b, steps) {
            steps.push(index.to_string());
            return false;
        }
    }
    true
}

fn members(kind: Option<Kind>, a: &Object, b: &Object, steps: &mut Vec<String>) -> bool {
    let matters = |key: &str| {
        kind.is_none_or(|kind| {
            !kind.is_annotation(key) && (!key.starts_with("x-") || key.starts_with(key::OWN))
        })
    };
    for (key, value) in a.iter().filter(|(key, _)| matters(key)) {
        let Some(other) = b.get(key) else {
            steps.push(key.to_owned());
            return false;
        };
        let child = kind.and_then(|kind| kind.child(key));
        let is_same = match child {
            Some(Child::Map(kind) | Child::Patterned(kind)) => map(kind, value, other, steps),
            Some(Child::One(kind) | Child::List(kind)) => same(Some(kind), value, other, steps),
            None if key == "required" && kind == Some(Kind::Schema) => as_sets(value, other),
            None => same(None, value, other, steps),
        };
        if !is_same {
            steps.push(key.to_owned());
            return false;
        }
    }
    let extra = b.keys().find(|key| matters(key) && !a.contains(key));
    if let Some(extra) = extra {
        steps.push(extra.to_owned());
    }
    extra.is_none()
}

/// Objects whose keys are the document's choice: all of them matter.
fn map(kind: Kind, a: &Value, b: &Value, steps: &mut Vec<String>) -> bool {
    let (Value::Object(a), Value::Object(b)) = (a, b) else {
        return a == b;
    };
    let mut sorted: Vec<(&str, &Value)> = b.iter().collect();
    sorted.sort_unstable_by_key(|(key, _)| *key);
    for (key, value) in a.iter() {
        let other = sorted
            .binary_search_by_key(&key, |(key, _)| *key)
            .ok()
            .and_then(|index| sorted.get(index));
        if !other.is_some_and(|(_, other)| same(Some(kind), value, other, steps)) {
            steps.push(key.to_owned());
            return false;
        }
    }
    if a.len() == b.len() {
        return true;
    }
    let extra = b.keys().find(|key| !a.contains(key));
    steps.extend(extra.map(str::to_owned));
    false
}

fn as_sets(a: &Value, b: &Value) -> bool {
    let (Value::List(a), Value::List(b)) = (a, b) else {
        return a == b;
    };
    let sorted = |list: &[Value]| {
        let mut names: Vec<String> = list.iter().filter_map(Value::scalar_text).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    sorted(a) == sorted(b)
}
