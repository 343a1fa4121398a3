//! Takes out the components that nothing refers to any more.
//!
//! Used is what a reference of something used names, the schemas that a discriminator names, and those that are made of
//! a used one with a discriminator: a value of the one may be a value of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::super::resolve::unescape;
use super::super::tree::{Object, Value};
use super::components::section;
use super::operations::retain_operations;

/// A component: its section and its name.
type Key = (String, String);

pub(super) fn prune(root: &mut Object) {
    let mut queue = Vec::new();
    for key in ["paths", "webhooks"] {
        if let Some(value) = root.get(key) {
            references(value, &mut queue);
        }
    }
    let Some(Value::Object(components)) = root.get_mut("components") else {
        return;
    };
    let derived = derived(components);
    let mut used: BTreeSet<Key> = BTreeSet::new();
    while let Some(key) = queue.pop() {
        if !used.insert(key.clone()) {
            continue;
        }
        let (section, name) = &key;
        let component = components
            .get(section)
            .and_then(Value::as_object)
            .and_then(|members| members.get(name));
        if let Some(component) = component {
            references(component, &mut queue);
        }
        if section == "schemas" {
            queue.extend(derived.get(name).into_iter().flatten().cloned());
        }
    }
    for (section, members) in components.iter_mut() {
        if let Value::Object(members) = members
            // Schemes are named, not referred to; one that no operation asks for is a setter less to read.
            && section != "securitySchemes"
        {
            members.retain(|name, _| used.contains(&(section.to_owned(), name.to_owned())));
        }
    }
    prune_schemes(root);
}

/// Takes out the security schemes that no operation asks for.
fn prune_schemes(root: &mut Object) {
    let mut asked = BTreeSet::new();
    retain_operations(root, &mut |operation| {
        let alternatives = operation.object.get("security").and_then(Value::as_list);
        for requirement in alternatives.into_iter().flatten() {
            let names = requirement.as_object().into_iter().flat_map(Object::keys);
            asked.extend(names.map(str::to_owned));
        }
        true
    });
    if let Some(schemes) = section(root, "securitySchemes") {
        schemes.retain(|name, _| asked.contains(name));
    }
}

/// The schemas that are made, by `allOf`, of one with a discriminator: by the name of that one.
fn derived(components: &Object) -> BTreeMap<String, Vec<Key>> {
    let mut derived: BTreeMap<String, Vec<Key>> = BTreeMap::new();
    let Some(schemas) = components.get("schemas").and_then(Value::as_object) else {
        return derived;
    };
    for (name, schema) in schemas.iter() {
        let parts = schema.as_object().and_then(|object| object.get("allOf"));
        for part in parts.and_then(Value::as_list).into_iter().flatten() {
            let Some((_, parent)) = part.ref_target().and_then(component) else {
                continue;
            };
            let key = ("schemas".to_owned(), name.to_owned());
            derived.entry(parent).or_default().push(key);
        }
    }
    derived.retain(|parent, _| {
        let schema = schemas.get(parent).and_then(Value::as_object);
        schema.is_some_and(|schema| schema.contains("discriminator"))
    });
    derived
}

/// Every component that a value refers to.
fn references(value: &Value, found: &mut Vec<Key>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter() {
                match (key, value) {
                    ("$ref", Value::String(target)) => found.extend(component(target)),
                    ("mapping", Value::Object(targets)) => {
                        for (_, target) in targets.iter() {
                            let name = target.as_str().unwrap_or_default();
                            let by_name = || ("schemas".to_owned(), name.to_owned());
                            found.push(component(name).unwrap_or_else(by_name));
                        }
                    }
                    (_, value) => references(value, found),
                }
            }
        }
        Value::List(items) => {
            for item in items {
                references(item, found);
            }
        }
        _ => {}
    }
}

fn component(target: &str) -> Option<Key> {
    let (section, name) = target.strip_prefix("#/components/")?.split_once('/')?;
    Some((section.to_owned(), unescape(name)))
}
