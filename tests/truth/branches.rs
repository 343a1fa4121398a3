//! Values of every branch of every union of a document, made from the schemas.
//!
//! In: a document as JSON. Out: for each member of each `oneOf` and `anyOf` that is an object, two instances of the union:
//! one with all members that the branch describes, one with those that it requires. Nothing of the generator is used.
//! Deliberately not here: unions of which no two members are objects, since a JSON type tells those apart.

use serde_json::{Map, Value, json};

use crate::instances::{Instance, Way, local};

/// What stands in the place of such an instance.
pub(crate) const MARK: &str = ": branch ";

/// How deep values are made; below, what may be left out is.
const DEEPEST: usize = 4;

/// The instances of all branches, in document order.
pub(crate) fn find(document: &Value) -> Vec<Instance> {
    let mut found = Vec::new();
    if let Some(schemas) = document.pointer("/components/schemas") {
        walk(document, schemas, "/components/schemas", &mut found);
    }
    found
}

fn walk(document: &Value, node: &Value, pointer: &str, found: &mut Vec<Instance>) {
    match node {
        Value::Object(members) => {
            for keyword in ["oneOf", "anyOf"] {
                if let Some(Value::Array(branches)) = members.get(keyword) {
                    of_union(document, members, branches, pointer, found);
                }
            }
            for (key, value) in members {
                // Values of the API are no schemas.
                if !["example", "examples", "default", "enum", "const"].contains(&key.as_str()) {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    walk(document, value, &format!("{pointer}/{key}"), found);
                }
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                walk(document, value, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn of_union(
    document: &Value,
    union: &Map<String, Value>,
    branches: &[Value],
    pointer: &str,
    found: &mut Vec<Instance>,
) {
    let objects = branches.iter().filter(|branch| {
        matches!(
            make(document, branch, DEEPEST, true),
            Some(Value::Object(_))
        )
    });
    if objects.count() < 2 {
        return;
    }
    for (index, branch) in branches.iter().enumerate() {
        for all in [true, false] {
            let Some(Value::Object(mut value)) = make(document, branch, DEEPEST, all) else {
                continue;
            };
            // What stands beside the choice holds for each branch.
            let mut beside = union.clone();
            beside.remove("oneOf");
            beside.remove("anyOf");
            if let Some(Value::Object(own)) = make(document, &Value::Object(beside), DEEPEST, all) {
                for (key, member) in own {
                    value.entry(key).or_insert(member);
                }
            }
            tag(document, union, branch, &mut value);
            let kind = if all { "all" } else { "required" };
            found.push(Instance {
                place: format!("{pointer}{MARK}{index}, {kind}"),
                schema: pointer.to_owned(),
                value: Value::Object(value),
                way: Way::Both,
            });
        }
    }
}

/// Says in a value which branch it is, where the document has a member for it.
fn tag(
    document: &Value,
    union: &Map<String, Value>,
    branch: &Value,
    value: &mut Map<String, Value>,
) {
    let Some(discriminator) = union.get("discriminator") else {
        return;
    };
    let Some(property) = discriminator.get("propertyName").and_then(Value::as_str) else {
        return;
    };
    let reference = branch
        .get("$ref")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let name = reference.rsplit('/').next().unwrap_or_default();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mut mapped = mapping.into_iter().flatten().filter(|(_, target)| {
        let target = target.as_str().unwrap_or_default();
        target == reference || target == name
    });
    let listed = listed_values(document, branch, property, DEEPEST).unwrap_or_default();
    let integer = value.get(property).is_some_and(Value::is_i64);
    let tag = match (mapped.next(), listed.first()) {
        (Some((tag, _)), _) => match tag.parse::<i64>() {
            Ok(number) if integer => json!(number),
            _ => json!(tag),
        },
        (None, Some(_)) if listed.contains(&json!(name)) => json!(name),
        (None, Some(only)) => only.clone(),
        (None, None) if !name.is_empty() => json!(name),
        (None, None) => return,
    };
    value.insert(property.to_owned(), tag);
}

/// The values that a member may have by all that lists some, wherever it stands in a branch; `None` where nothing does.
fn listed_values(
    document: &Value,
    schema: &Value,
    member: &str,
    depth: usize,
) -> Option<Vec<Value>> {
    let schema = follow(document, schema);
    let own = schema
        .get("properties")
        .and_then(|all| all.get(member))
        .and_then(|listed| {
            let listed = follow(document, listed);
            match (listed.get("const"), listed.get("enum")) {
                (Some(constant), _) => Some(vec![constant.clone()]),
                (None, Some(Value::Array(values))) => Some(values.clone()),
                _ => None,
            }
        });
    let parts = schema.get("allOf").and_then(Value::as_array);
    let parts = parts.filter(|_| depth > 0).into_iter().flatten();
    let of_parts = parts.filter_map(|part| listed_values(document, part, member, depth - 1));
    own.into_iter().chain(of_parts).reduce(|mut one, other| {
        one.retain(|value| other.contains(value));
        one
    })
}

fn follow<'a>(document: &'a Value, mut schema: &'a Value) -> &'a Value {
    for _ in 0..16 {
        let reference = schema.get("$ref").and_then(Value::as_str).and_then(local);
        match reference.and_then(|pointer| document.pointer(&pointer)) {
            Some(target) => schema = target,
            None => break,
        }
    }
    schema
}

/// A value of a schema: with all of its members, or with those that must be there; `None` where that is too deep.
fn make(document: &Value, schema: &Value, depth: usize, all: bool) -> Option<Value> {
    // What stands beside a reference is the narrower.
    for schema in [schema, follow(document, schema)] {
        if let Some(constant) = schema.get("const") {
            return Some(constant.clone());
        }
        if let Some(Value::Array(values)) = schema.get("enum") {
            return values.first().cloned();
        }
    }
    let schema = follow(document, schema);
    let depth = depth.checked_sub(1)?;
    let list = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    if schema.get("properties").is_some() || list("allOf").is_some() {
        return object(document, schema, depth, all);
    }
    if let Some(branches) = list("oneOf").or_else(|| list("anyOf")) {
        let mut made = branches.iter().filter_map(|branch| {
            let mut value = make(document, branch, depth, all)?;
            if let (Value::Object(value), Some(union)) = (&mut value, schema.as_object()) {
                tag(document, union, branch, value);
            }
            Some(value)
        });
        return made.find(|value| !value.is_null());
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().find(|kind| *kind != "null")?.as_str()?,
        Some(kind) => kind.as_str()?,
        None => return Some(json!("anything")),
    };
    Some(match kind {
        "string" => json!(match schema.get("format").and_then(Value::as_str) {
            Some("date-time") => "2024-02-03T04:05:06Z",
            Some("date") => "2024-02-03",
            Some("time") => "04:05:06Z",
            Some("duration") => "PT5M",
            Some("uuid") => "67e55044-10b1-426f-9247-bb680e5fe0c8",
            Some("ipv4") => "127.0.0.1",
            Some("ipv6") => "::1",
            Some("byte" | "base64") => "aGk=",
            _ => "text",
        }),
        "integer" => integer(schema),
        "number" => {
            let format = schema.get("format").and_then(Value::as_str);
            let is_integer = format.is_some_and(|format| format.contains("int"));
            let is_bounded = schema
                .get("minimum")
                .or(schema.get("exclusiveMinimum"))
                .is_some();
            if is_integer || is_bounded {
                integer(schema)
            } else {
                json!(1.5)
            }
        }
        "boolean" => json!(true),
        "array" => {
            if let Some(prefix) = list("prefixItems") {
                let items = prefix.iter().map(|item| make(document, item, depth, all));
                return items.collect::<Option<Vec<Value>>>().map(Value::from);
            }
            let least = schema.get("minItems").and_then(Value::as_u64);
            let least = least
                .and_then(|least| usize::try_from(least).ok())
                .unwrap_or(0);
            let item = schema
                .get("items")
                .and_then(|item| make(document, item, depth, all));
            match item {
                Some(item) if all || least > 0 => json!(vec![item; least.clamp(1, 3)]),
                None if least > 0 => return None,
                _ => json!([]),
            }
        }
        "null" => Value::Null,
        _ => return object(document, schema, depth, all),
    })
}

/// An integer that is not too small.
fn integer(schema: &Value) -> Value {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_i64);
    let above = bound("exclusiveMinimum").map(|bound| bound + 1);
    json!(bound("minimum").or(above).unwrap_or(1))
}

fn object(document: &Value, schema: &Value, depth: usize, all: bool) -> Option<Value> {
    let mut made = Map::new();
    for part in schema
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        match make(document, part, depth, all)? {
            Value::Object(part) => made.extend(part),
            // A scalar or a list in one part: that is what it is.
            other if part.get("type").is_some() || part.get("$ref").is_some() => {
                return Some(other);
            }
            _ => {}
        }
    }
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|it| it == name));
    let members = schema.get("properties").and_then(Value::as_object);
    for (name, member) in members.into_iter().flatten() {
        let write_only = member.get("writeOnly") == Some(&Value::Bool(true));
        if write_only || !(all || is_required(name)) {
            continue;
        }
        match make(document, member, depth, all) {
            Some(value) => _ = made.insert(name.clone(), value),
            None if is_required(name) => return None,
            None => {}
        }
    }
    // Each part was made by itself: where two list values for one member, it has one that both list.
    for (name, value) in &mut made {
        if let Some(listed) = listed_values(document, schema, name, depth)
            && !listed.contains(value)
        {
            value.clone_from(listed.first()?);
        }
    }
    Some(Value::Object(made))
}
