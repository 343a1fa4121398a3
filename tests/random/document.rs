//! Documents by chance: one seed, one document.
//!
//! In: a seed and the names. Out: a document as JSON. Each is one that somebody could have meant, with odd names: what
//! contradicts the specification is another test's affair (`codegen/fuzz`).

use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::names::Pool;
use crate::schemas::Maker;

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "patch", "head", "options", "trace",
];
const BODIES: &[&str] = &[
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "application/octet-stream",
    "application/xml",
    "application/x-ndjson",
    "image/png",
    "application/vnd.a+json",
];
const ANSWERS: &[&str] = &[
    "application/json",
    "text/plain",
    "application/octet-stream",
    "text/event-stream",
    "application/x-ndjson",
    "*/*",
    "application/problem+json",
];
const STATUSES: &[&str] = &[
    "200", "201", "202", "204", "206", "2XX", "303", "400", "404", "409", "418", "4XX", "500",
    "default",
];
const SUFFIXES: &[&str] = &[
    "__gte", "__lt", "__in", "__ne", "[gt]", "[lte]", ".like", "!", "_min", "_max", "__isnull",
    "__foo", "",
];
const PAGES: &[&str] = &[
    "page",
    "per_page",
    "cursor",
    "limit",
    "offset",
    "starting_after",
    "page_token",
];
const FACTS: &[&str] = &[
    "total",
    "total_pages",
    "next_cursor",
    "has_more",
    "next",
    "next_page_token",
    "data",
    "items",
    "results",
    "meta",
];

/// The document of a seed.
pub(crate) fn document(seed: u64, pool: &Pool) -> Value {
    let mut dice = Dice::new(seed);
    let is_3_1 = !dice.once_in(3);
    let count = dice.below(7) + 2;
    let mut components = pool.several(&mut dice, count);
    if dice.once_in(3) {
        let argument = components[0].clone();
        components.extend([
            format!("Page[{argument}]"),
            format!("Page[{}]", components[1 % components.len()]),
        ]);
    }
    let mut maker = Maker {
        dice,
        pool,
        components: components.clone(),
        is_3_1,
    };
    let mut schemas = Map::new();
    for name in components {
        let schema = if name.starts_with("Page[") {
            page(&mut maker)
        } else if maker.dice.once_in(3) {
            maker.schema(3)
        } else {
            maker.object(2)
        };
        schemas.insert(name, schema);
    }
    let mut schemes = Map::new();
    for name in maker.names(3) {
        let scheme = match maker.dice.below(4) {
            0 => json!({"type": "http", "scheme": "bearer"}),
            1 => json!({"type": "http", "scheme": "basic"}),
            2 => json!({"type": "http", "scheme": "digest"}),
            _ => {
                json!({"type": "apiKey", "in": maker.dice.pick(&["header", "query", "cookie"]), "name": "key"})
            }
        };
        schemes.insert(name, scheme);
    }
    let tags = maker.names(3);
    let mut paths = Map::new();
    for number in 0..=maker.dice.below(7) {
        let (path, item) = path_item(&mut maker, number, &tags, &schemes);
        paths.insert(path, item);
    }
    let title = maker.name();
    let mut document = json!({
        "openapi": if is_3_1 { "3.1.0" } else { "3.0.3" },
        "info": {"title": title, "version": "1", "description": title},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": schemes},
    });
    if maker.dice.once_in(3) {
        let variable: String = maker
            .name()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        let variables = json!({&*variable: {"default": "a", "enum": ["a", "b"]}});
        document["servers"] = json!([{"url": format!("https://{{{variable}}}.example.org/v1"), "variables": variables}]);
    } else {
        document["servers"] = json!([{"url": "https://example.org"}]);
    }
    document
}

/// A page of what stands in the list.
fn page(maker: &mut Maker<'_>) -> Value {
    let item = maker.reference();
    json!({"type": "object", "required": ["items"], "properties": {
        "items": {"type": "array", "items": item}, "total": {"type": "integer"}}})
}

/// Something that looks like a page.
fn paged(maker: &mut Maker<'_>) -> Value {
    let mut properties = Map::new();
    for fact in FACTS {
        if maker.dice.once_in(3) {
            let schema = match *fact {
                "data" | "items" | "results" => json!({"type": "array", "items": maker.schema(1)}),
                "meta" => {
                    json!({"type": "object", "properties": {"next_cursor": maker.schema(0), "total": maker.schema(0)}})
                }
                _ => maker.schema(0),
            };
            properties.insert((*fact).to_owned(), schema);
        }
    }
    json!({"type": "object", "properties": properties})
}

fn path_item(
    maker: &mut Maker<'_>,
    number: usize,
    tags: &[String],
    schemes: &Map<String, Value>,
) -> (String, Value) {
    let mut path = format!("/p{number}");
    let mut inside = Vec::new();
    for name in maker.names(2) {
        if name.contains(['/', '{', '}', '#', '?']) || name.trim().is_empty() {
            continue;
        }
        if maker.dice.once_in(2) {
            path = format!("{path}/{{{name}}}");
            let schema = maker.schema(0);
            inside.push(json!({"name": name, "in": "path", "required": true, "schema": schema}));
        } else {
            path = format!("{path}/{name}");
        }
    }
    let mut item = Map::new();
    for _ in 0..=maker.dice.below(2) {
        let method = *maker.dice.pick(METHODS);
        item.insert(
            method.to_owned(),
            operation(maker, method, &inside, tags, schemes),
        );
    }
    (path, Value::Object(item))
}

#[expect(clippy::too_many_lines, reason = "one object with all its members")]
fn operation(
    maker: &mut Maker<'_>,
    method: &str,
    inside: &[Value],
    tags: &[String],
    schemes: &Map<String, Value>,
) -> Value {
    let mut parameters = inside.to_vec();
    let mut add = |name: String, location: &str, mut rest: Value| {
        let taken = |it: &Value| {
            it["in"] == location
                && it["name"]
                    .as_str()
                    .is_some_and(|it| it.eq_ignore_ascii_case(&name))
        };
        if !parameters.iter().any(taken) && !name.is_empty() {
            rest["name"] = json!(name);
            rest["in"] = json!(location);
            parameters.push(rest);
        }
    };
    for name in maker.names(8) {
        let required = maker.dice.once_in(4);
        let deprecated = maker.dice.once_in(9);
        let schema = maker.schema(1);
        let mut rest = json!({"required": required, "deprecated": deprecated, "schema": schema});
        let location = match maker.dice.below(8) {
            0 if name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') =>
            {
                "header"
            }
            1 if name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') =>
            {
                "cookie"
            }
            2 => {
                rest["style"] = json!(maker.dice.pick(&[
                    "form",
                    "spaceDelimited",
                    "pipeDelimited",
                    "deepObject"
                ]));
                rest["explode"] = json!(maker.dice.once_in(2));
                "query"
            }
            3 => {
                rest = json!({"required": required, "content": {"application/json": {"schema": maker.schema(1)}}});
                "query"
            }
            _ => "query",
        };
        add(name.clone(), location, rest);
        if maker.dice.once_in(3) {
            let schema = maker.schema(0);
            for suffix in SUFFIXES {
                if maker.dice.once_in(2) {
                    add(
                        format!("{name}{suffix}"),
                        "query",
                        json!({"schema": schema}),
                    );
                }
            }
        }
    }
    if maker.dice.once_in(2) {
        for name in PAGES {
            if maker.dice.once_in(2) {
                let schema = if maker.dice.once_in(2) {
                    json!({"type": "integer", "default": 1})
                } else {
                    maker.schema(0)
                };
                add((*name).to_owned(), "query", json!({"schema": schema}));
            }
        }
    }
    let mut responses = Map::new();
    for _ in 0..=maker.dice.below(4) {
        let status = *maker.dice.pick(STATUSES);
        let response = response(maker);
        responses.insert(status.to_owned(), response);
    }
    let mut operation = json!({"parameters": parameters, "responses": responses});
    if !maker.dice.once_in(5) {
        operation["operationId"] = json!(maker.name());
    }
    if !maker.dice.once_in(3) {
        operation["tags"] = json!([maker.dice.pick(tags)]);
    }
    if maker.dice.once_in(8) {
        operation["deprecated"] = json!(true);
    }
    if maker.dice.once_in(3) {
        let names: Vec<&String> = schemes.keys().collect();
        if !names.is_empty() {
            operation["security"] = json!([{ maker.dice.pick(&names).as_str(): [] }]);
        }
    }
    if !matches!(method, "get" | "head" | "delete" | "trace" | "options") && !maker.dice.once_in(3)
    {
        let mut content = Map::new();
        for _ in 0..=maker.dice.below(3) {
            let kind = *maker.dice.pick(BODIES);
            let schema = if kind.contains("form") {
                maker.object(1)
            } else {
                maker.schema(2)
            };
            content.insert(kind.to_owned(), json!({"schema": schema}));
        }
        operation["requestBody"] = json!({"required": maker.dice.once_in(2), "content": content});
    }
    operation
}

fn response(maker: &mut Maker<'_>) -> Value {
    let description = maker.name();
    let mut response = json!({"description": description});
    if !maker.dice.once_in(4) {
        let mut content = Map::new();
        for _ in 0..=maker.dice.below(2) {
            let kind = if maker.dice.once_in(2) {
                "application/json"
            } else {
                *maker.dice.pick(ANSWERS)
            };
            let schema = if maker.dice.once_in(3) {
                paged(maker)
            } else {
                maker.schema(2)
            };
            content.insert(kind.to_owned(), json!({"schema": schema}));
        }
        response["content"] = json!(content);
    }
    if maker.dice.once_in(3) {
        let mut headers = Map::new();
        for name in maker.names(3) {
            if !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            {
                headers.insert(
                    name,
                    json!({"schema": maker.schema(1), "deprecated": maker.dice.once_in(4)}),
                );
            }
        }
        response["headers"] = json!(headers);
    }
    response
}
