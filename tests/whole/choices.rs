//! The JSON Schema of `tamis.toml`, for editors, says of every table and every list of words what the types say.
//!
//! In: `codegen/tamis.schema.json`. Out: for each table in it a choice with a key that does not exist, and for each list of
//! words one with a word that does not: what is read then names all that could stand there, which is what the schema lists.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// What no choice is called.
const NOTHING: &str = "no-such-thing";

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen/tamis.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// What could stand in the place of the thing that does not exist, by the complaint of the types.
fn allowed(choices: &Value) -> BTreeSet<String> {
    let error = serde_json::from_value::<tamis::Config>(choices.clone()).unwrap_err();
    let message = error.to_string();
    assert!(message.contains(NOTHING), "{choices}: {message}");
    let quoted = message.split('`').skip(1).step_by(2);
    quoted
        .filter(|name| *name != NOTHING)
        .map(str::to_owned)
        .collect()
}

struct Walk {
    schema: Value,
    tables: usize,
    words: usize,
}

impl Walk {
    /// Looks at a part of the schema. `wrap` makes choices of a value that stands there.
    fn look(&mut self, part: &Value, wrap: &dyn Fn(Value) -> Value) {
        if let Some(name) = part["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap();
            let target = self.schema["$defs"][name].clone();
            return self.look(&target, wrap);
        }
        for one in part["anyOf"].as_array().into_iter().flatten() {
            self.look(one, wrap);
        }
        if let Some(words) = part["enum"].as_array() {
            self.words += 1;
            let words: BTreeSet<_> = words
                .iter()
                .map(|word| word.as_str().unwrap().to_owned())
                .collect();
            assert_eq!(allowed(&wrap(json!(NOTHING))), words);
        }
        if let Some(items) = part.get("items") {
            self.look(items, &|value| wrap(json!([value])));
        }
        let Some(properties) = part["properties"].as_object() else {
            return;
        };
        let required: Vec<&str> = part["required"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|name| name.as_str().unwrap())
            .collect();
        if required.is_empty() {
            self.tables += 1;
            let names: BTreeSet<_> = properties.keys().cloned().collect();
            let value = if is_set(part) { json!(true) } else { json!(1) };
            assert_eq!(allowed(&wrap(json!({ NOTHING: value }))), names);
            assert_eq!(part["additionalProperties"], false, "{part}");
        }
        for (name, inner) in properties {
            self.look(inner, &|value| wrap(json!({ name: value })));
        }
    }
}

/// Whether all that a table holds is true or false.
fn is_set(part: &Value) -> bool {
    let mut all = part["properties"].as_object().into_iter().flatten();
    all.all(|(_, inner)| inner["type"] == "boolean")
}

#[test]
fn the_schema_lists_what_the_types_take() {
    let schema = schema();
    let mut walk = Walk {
        schema: schema.clone(),
        tables: 0,
        words: 0,
    };
    walk.look(&schema, &|value| value);
    // Else it looked at nothing.
    assert!(
        walk.tables >= 12 && walk.words >= 7,
        "{} {}",
        walk.tables,
        walk.words
    );
}

/// A value of each kind that the schema allows can be read.
#[test]
fn what_the_schema_allows_can_be_read() {
    let schema = schema();
    for (name, part) in schema["properties"].as_object().unwrap() {
        let value = value_of(&schema, part);
        let choices = json!({ name: value });
        let read = serde_json::from_value::<tamis::Config>(choices.clone());
        assert!(read.is_ok(), "{choices}: {}", read.unwrap_err());
    }
}

/// The largest value that a part of the schema allows: all members, one item.
fn value_of(schema: &Value, part: &Value) -> Value {
    if let Some(name) = part["$ref"].as_str() {
        return value_of(schema, &schema["$defs"][name.rsplit('/').next().unwrap()]);
    }
    if let Some(one) = part["anyOf"].as_array().and_then(|all| all.last()) {
        return value_of(schema, one);
    }
    if let Some(word) = part["enum"].as_array().and_then(|all| all.first()) {
        return word.clone();
    }
    if let Some(value) = part.get("const") {
        return value.clone();
    }
    let ty = part["type"].as_array().map_or(&part["type"], |all| &all[0]);
    match ty.as_str().unwrap() {
        "string" => json!("x"),
        "boolean" => json!(true),
        "integer" => json!(1),
        "array" => json!([value_of(schema, &part["items"])]),
        _ => match part["properties"].as_object() {
            Some(members) => members
                .iter()
                .map(|(name, inner)| (name.clone(), value_of(schema, inner)))
                .collect(),
            None if part.get("additionalProperties").is_none() => json!({}),
            None => json!({ "x": value_of(schema, &part["additionalProperties"]) }),
        },
    }
}
