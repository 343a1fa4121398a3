//! Names that stay: things come and go in documents, and with the lock nothing else is called anything else.
//!
//! In: golden documents. Out: for each operation, schema, member, variant and parameter in them a document without it. The
//! client of that one is generated with the names of the whole one, and then the whole one with those of that: no name of
//! anything that is in both may change. Judged by the lock itself, and by the public items of the source.

#![allow(
    clippy::print_stdout,
    reason = "a reader of the log wants to know what was counted"
)]

mod items;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_yaml::Value;
use tamis::{Generated, NameConfig, NameLock, Source};

const DOCUMENTS: [&str; 5] = [
    "names_clashing",
    "names_hostile",
    "generic_brackets",
    "one_of_tags",
    "several_errors",
];

fn generate(document: &Value, lock: Option<&NameLock>) -> Option<Generated> {
    let text = serde_yaml::to_string(document).unwrap();
    let mut builder = tamis::configure().names(NameConfig::new().locked(true));
    if let Some(lock) = lock {
        builder = builder.name_lock(lock.clone());
    }
    builder.generate(&[Source::new("api.yaml", text)]).ok()
}

/// What can go: the keys that lead to it.
fn parts(document: &Value) -> Vec<Vec<Value>> {
    let mut parts = Vec::new();
    let key = |text: &str| Value::String(text.to_owned());
    let paths = document["paths"].as_mapping().into_iter().flatten();
    for (path, item) in paths {
        for (method, operation) in item.as_mapping().into_iter().flatten() {
            let way = vec![key("paths"), path.clone(), method.clone()];
            let parameters = operation["parameters"].as_sequence().map_or(0, Vec::len);
            for index in 0..parameters {
                let last = [key("parameters"), Value::from(index)];
                parts.push(way.iter().cloned().chain(last).collect());
            }
            parts.push(way);
        }
    }
    let schemas = document["components"]["schemas"].as_mapping();
    for (name, schema) in schemas.into_iter().flatten() {
        let way = vec![key("components"), key("schemas"), name.clone()];
        for (member, _) in schema["properties"].as_mapping().into_iter().flatten() {
            let last = [key("properties"), member.clone()];
            parts.push(way.iter().cloned().chain(last).collect());
        }
        for index in 0..schema["enum"].as_sequence().map_or(0, Vec::len) {
            let last = [key("enum"), Value::from(index)];
            parts.push(way.iter().cloned().chain(last).collect());
        }
        parts.push(way);
    }
    parts
}

fn without(document: &Value, part: &[Value]) -> Value {
    let mut document = document.clone();
    let (last, way) = part.split_last().unwrap();
    let mut at = &mut document;
    for key in way {
        at = at.get_mut(key).unwrap();
    }
    match at {
        Value::Mapping(members) => drop(members.shift_remove(last)),
        Value::Sequence(items) => {
            let index = usize::try_from(last.as_u64().unwrap()).unwrap();
            items.remove(index);
        }
        _ => unreachable!("a part stands in a container"),
    }
    document
}

/// Every name in a lock, by the table and the key.
fn names(lock: &NameLock) -> BTreeMap<(String, String), String> {
    let mut table = String::new();
    let mut names = BTreeMap::new();
    for line in lock.to_string().lines() {
        if line.starts_with('[') {
            line.clone_into(&mut table);
        } else if let Some((key, name)) = line.rsplit_once(" = ") {
            names.insert((table.clone(), key.to_owned()), name.to_owned());
        }
    }
    names
}

/// How many things are in both clients under different names.
fn renamed(before: &Generated, after: &Generated, told: &str) -> usize {
    let (before, after) = (names(before.lock().unwrap()), names(after.lock().unwrap()));
    let mut count = 0;
    for (key, name) in &before {
        if let Some(new) = after.get(key)
            && new != name
        {
            println!("{told}: {key:?} was {name} and is {new}");
            count += 1;
        }
    }
    count
}

/// Lets every part go and come; the names that change with the lock, and without it.
fn come_and_go(name: &str) -> (usize, usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.yaml"));
    let text = fs::read_to_string(path).unwrap();
    let mut document: Value = serde_yaml::from_str(&text).unwrap();
    document.apply_merge().unwrap();
    let whole = generate(&document, None).unwrap();
    let (mut with, mut free) = (0, 0);
    let parts = parts(&document);
    assert!(parts.len() > 5, "{name}");
    let mut clients = 0;
    for part in parts {
        let told = format!("{name} without {part:?}");
        let less = without(&document, &part);
        // What others refer to cannot go: a type in its place is another thing.
        let Some(gone) = generate(&less, whole.lock()) else {
            continue;
        };
        if gone.warnings().len() > whole.warnings().len() {
            continue;
        }
        clients += 1;
        with += renamed(&whole, &gone, &told);
        let new: Vec<_> = items::of(&gone)
            .difference(&items::of(&whole))
            .cloned()
            .collect();
        assert!(new.is_empty(), "{told}: {new:?}");
        let fresh = generate(&less, None).unwrap();
        free += renamed(&whole, &fresh, "free");
        // And it comes back, to a client that never had it.
        let back = generate(&document, fresh.lock()).unwrap();
        with += renamed(&fresh, &back, &told);
        let lost: Vec<_> = items::of(&fresh)
            .difference(&items::of(&back))
            .cloned()
            .collect();
        assert!(lost.is_empty(), "{told}, and back: {lost:?}");
    }
    assert!(clients > 3, "{name}");
    (with, free)
}

#[test]
fn nothing_is_renamed_with_the_lock() {
    let counts = DOCUMENTS.map(|name| (name, come_and_go(name)));
    let with: usize = counts.iter().map(|(_, (with, _))| with).sum();
    let free: usize = counts.iter().map(|(_, (_, free))| free).sum();
    println!("{counts:?}");
    assert_eq!(with, 0);
    // Else the test shows nothing.
    assert!(free > 0);
}
