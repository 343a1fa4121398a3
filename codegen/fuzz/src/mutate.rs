//! Changes a document as a tree, so that most of what comes out is still a document.
//!
//! In: JSON or YAML and a number. Out: other JSON: members removed, renamed, copied and swapped, values of other types, references to
//! anything, keywords around schemas, odd names, large numbers.

use serde_json::{Value, json};

/// Changes `data[..size]` in place; `None` where it is no JSON, or for a change.
pub(crate) fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> Option<usize> {
    let mut numbers = Numbers(u64::from(seed) | 1 << 40);
    if numbers.one_in(20) {
        return None;
    }
    let text = data.get(..size)?;
    let mut document: Value = serde_json::from_slice(text)
        .ok()
        .or_else(|| serde_json::to_value(serde_yaml::from_slice::<serde_yaml::Value>(text).ok()?).ok())?;
    for _ in 0..=numbers.below(4) {
        change(&mut document, &mut numbers);
    }
    let text = serde_json::to_vec(&document).ok()?;
    let target = data.get_mut(..max_size)?.get_mut(..text.len())?;
    target.copy_from_slice(&text);
    Some(text.len())
}

/// Numbers that look random and are the same each time.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).map_or(0, |number| number % limit.max(1))
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

/// Texts that break out of comments, literals, attributes and folders, or clash with what is there.
const NAMES: &[&str] = &[
    "", " ", "a\"b", "'", "*/", "/*", "*/ fn x() {} /*", "{}", "{0}", "#[test]", "#![x]", "\\", "\\\"", "\n//!", "\r", "\t",
    "\u{0}", "\u{7f}", "\u{202e}", "\u{feff}", "../../x", "..\\x", "/etc", "a/b", "C:", "con", "self", "Self", "crate",
    "super", "_", "__", "r#type", "type", "async", "String", "Option", "Vec", "Result", "Box", "Error", "Client", "Default",
    "new", "send", "items", "pages", "client", "body", "text", "1", "0a", "+1", "-1", "ä", "Ä", "日本", "e\u{301}", "ﬁ",
    "a-b", "a_b", "aB", "AB", "$ref", "~0~1", "%2F", "\"#", "\"##", "r\"", "```", "```rust", "<script>", "[a](b)", "&amp;",
    "id", "name", "kind", "created_at__gte", "created_at[gte]", "filter[x][y]", "cursor", "page", "limit", "offset",
    "next_cursor", "Page_Foo_", "Page[Foo]", "PaginatedFooList",
];

const TYPES: &[&str] = &["object", "array", "string", "integer", "number", "boolean", "null", "file", "any", ""];

const FORMATS: &[&str] = &[
    "int32", "int64", "uint64", "float", "double", "decimal", "date", "date-time", "time", "duration", "uuid", "byte",
    "binary", "uri", "email", "password", "int128", "int8", "x",
];

const KEYWORDS: &[&str] = &[
    "type", "format", "nullable", "enum", "const", "default", "properties", "required", "items", "prefixItems", "allOf",
    "oneOf", "anyOf", "not", "additionalProperties", "patternProperties", "propertyNames", "discriminator", "$ref", "title",
    "description", "example", "examples", "readOnly", "writeOnly", "deprecated", "minimum", "maximum", "pattern",
    "uniqueItems", "minItems", "maxItems", "in", "name", "style", "explode", "allowReserved", "schema", "content",
    "parameters", "requestBody", "responses", "headers", "callbacks", "links", "security", "servers", "tags", "operationId",
    "get", "post", "webhooks", "components", "schemas", "x-tamis-any", "encoding", "contentType", "mapping", "propertyName",
    "$defs", "$id", "$anchor", "if", "then", "else", "unevaluatedProperties", "dependentSchemas", "contentMediaType",
];

fn change(document: &mut Value, numbers: &mut Numbers) {
    let paths = paths(document);
    let at = numbers.pick(&paths);
    let other = numbers.pick(&paths);
    match numbers.below(14) {
        0 => remove(document, &at),
        1 => rename(document, &at, numbers),
        2 | 3 => {
            if let Some(copy) = document.pointer(&other).cloned() {
                put(document, &at, copy);
            }
        }
        4 => {
            if let (Some(here), Some(there)) = (document.pointer(&at).cloned(), document.pointer(&other).cloned()) {
                put(document, &at, there);
                put(document, &other, here);
            }
        }
        5 | 6 => put(document, &at, value(numbers)),
        7 => {
            let target = if numbers.one_in(2) { schema(&paths, numbers) } else { other };
            put(document, &at, json!({"$ref": format!("#{target}")}));
        }
        8 => insert(document, &at, numbers.pick(KEYWORDS), value(numbers)),
        9 => {
            let copy = document.pointer(&other).cloned().unwrap_or_default();
            insert(document, &at, numbers.pick(KEYWORDS), copy);
        }
        10 => wrap(document, &at, &schema(&paths, numbers), numbers),
        11 => insert(document, &at, numbers.pick(NAMES), value(numbers)),
        12 => put(document, "/openapi", json!(numbers.pick(&["3.0.3", "3.1.0", "3.1.1", "3.2.0", "2.0"]))),
        _ => put(document, &at, json!(numbers.pick(NAMES))),
    }
}

/// Where something stands, as JSON pointers.
fn paths(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    open.push((format!("{path}/{key}"), value));
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    open.push((format!("{path}/{index}"), value));
                }
            }
            _ => {}
        }
        found.push(path);
    }
    found
}

fn schema(paths: &[String], numbers: &mut Numbers) -> String {
    let schemas: Vec<_> = paths.iter().filter(|path| path.starts_with("/components/schemas/")).collect();
    if schemas.is_empty() {
        return "/components/schemas/A".to_owned();
    }
    schemas[numbers.below(schemas.len())].clone()
}

fn value(numbers: &mut Numbers) -> Value {
    match numbers.below(16) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(numbers.pick(&[0, -1, 1, i64::MAX, i64::MIN])),
        3 => json!(numbers.pick(&[0.5, -0.0, 1e300, 1e-300, 9.007e15])),
        4 => json!(u64::MAX),
        5 => json!([]),
        6 => json!({}),
        7 => json!([[], {}, null, 1, "a"]),
        8 => json!({"type": numbers.pick(TYPES), "format": numbers.pick(FORMATS)}),
        9 => json!({"type": [numbers.pick(TYPES), numbers.pick(TYPES)]}),
        10 => json!({"enum": [numbers.pick(NAMES), numbers.pick(NAMES), 1, null]}),
        11 => json!({"type": "array", "items": {"type": numbers.pick(TYPES)}}),
        12 => json!(numbers.pick(TYPES)),
        13 => json!(numbers.pick(FORMATS)),
        14 => json!([numbers.pick(NAMES), numbers.pick(NAMES)]),
        _ => json!(numbers.pick(NAMES)),
    }
}

/// Puts a schema into a keyword.
fn wrap(document: &mut Value, at: &str, other: &str, numbers: &mut Numbers) {
    let Some(inner) = document.pointer(at).cloned() else {
        return;
    };
    let other = json!({"$ref": format!("#{other}")});
    let wrapped = match numbers.below(10) {
        0 => json!({"allOf": [inner]}),
        1 => json!({"allOf": [inner, other]}),
        2 => json!({"oneOf": [inner, other]}),
        3 => json!({"anyOf": [inner, {"type": "null"}]}),
        4 => json!({"type": "array", "items": inner}),
        5 => json!({"type": "object", "additionalProperties": inner}),
        6 => json!({"type": "object", "required": ["a", "b"], "properties": {"a": inner, "b": other}}),
        7 => json!({"oneOf": [inner, other], "discriminator": {"propertyName": numbers.pick(NAMES)}}),
        8 => json!({"prefixItems": [inner, other]}),
        _ => json!({"not": inner}),
    };
    put(document, at, wrapped);
}

fn put(document: &mut Value, at: &str, value: Value) {
    if let Some(place) = document.pointer_mut(at)
        && !at.is_empty()
    {
        *place = value;
    }
}

fn insert(document: &mut Value, at: &str, key: &str, value: Value) {
    match document.pointer_mut(at) {
        Some(Value::Object(members)) => {
            members.insert(key.to_owned(), value);
        }
        Some(Value::Array(items)) => items.push(value),
        _ => {}
    }
}

fn remove(document: &mut Value, at: &str) {
    let Some((parent, key)) = at.rsplit_once('/') else {
        return;
    };
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            if let Ok(index) = key.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// Gives a member another name, in its place.
fn rename(document: &mut Value, at: &str, numbers: &mut Numbers) {
    let Some((parent, key)) = at.rsplit_once('/') else {
        return;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    if let Some(Value::Object(members)) = document.pointer_mut(parent) {
        let other = match numbers.below(3) {
            0 => numbers.pick(KEYWORDS).to_owned(),
            1 => format!("{key}{}", numbers.pick(NAMES)),
            _ => numbers.pick(NAMES).to_owned(),
        };
        let renamed = std::mem::take(members).into_iter().map(|(name, value)| {
            let name = if name == key { other.clone() } else { name };
            (name, value)
        });
        *members = renamed.collect();
    }
}
