//! A document, read without any help from the generator.
//!
//! In: YAML or JSON. Out: [`Operation`]s with their [`Parameter`]s and bodies, as the document declares them. Deliberately
//! not here: repairs. A document that needs them is read as it stands.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::yaml;

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Where a parameter can stand; the last one is the query as a whole.
const PLACES: [&str; 5] = ["path", "query", "header", "cookie", "querystring"];

/// Headers that OpenAPI takes from other places, whatever a parameter says.
const NOT_PARAMETERS: [&str; 2] = ["accept", "content-type"];

/// A document.
#[derive(Debug)]
pub(crate) struct Document {
    root: Value,
    /// Whether its configuration, or it itself, asks for lists as `name[]` or `name[0]`.
    pub(crate) has_lists_in_brackets: bool,
}

/// An operation of a document.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) method: String,
    /// As the document spells it.
    pub(crate) path: String,
    /// The path of the server, where the document names no host: it stands before the other.
    pub(crate) server: String,
    pub(crate) parameters: Vec<Parameter>,
    /// The schema of the body in each media type.
    pub(crate) bodies: BTreeMap<String, Value>,
}

/// A parameter of an operation.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// One of [`PLACES`].
    pub(crate) place: String,
    pub(crate) name: String,
    pub(crate) style: String,
    pub(crate) explode: bool,
    /// Its values are documents of this media type.
    pub(crate) media_type: Option<String>,
    pub(crate) schema: Value,
    /// The values that the document itself gives.
    pub(crate) examples: Vec<Value>,
}

impl Parameter {
    /// Whether its values are forms.
    pub(crate) fn is_form(&self) -> bool {
        self.media_type.as_deref() == Some("application/x-www-form-urlencoded")
    }
}

impl Operation {
    /// The path without what stands behind it in its key.
    pub(crate) fn sent_path(&self) -> &str {
        let end = self.path.find("{?").or_else(|| self.path.find(['?', '#']));
        end.and_then(|end| self.path.get(..end))
            .unwrap_or(&self.path)
    }

    /// Names and values of the query that stands in the key of the path, decoded.
    pub(crate) fn fixed_query(&self) -> Vec<(String, String)> {
        let (_, query) = self.path.split_once('?').unwrap_or_default();
        let query = query.split('#').next().unwrap_or_default();
        // `{?limit}` declares, and sends nothing.
        if self.path.contains("{?") {
            return Vec::new();
        }
        form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect()
    }
}

impl Document {
    /// Reads a document; the error is for people.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let root = match serde_json::from_str(text) {
            Ok(root) => root,
            Err(_) => yaml::read(text)?,
        };
        let asked = [
            "list: indexed",
            "list: brackets",
            r#""list": "indexed""#,
            r#""list": "brackets""#,
        ];
        Ok(Self {
            root,
            has_lists_in_brackets: asked.iter().any(|asked| text.contains(asked)),
        })
    }

    /// What a value is or refers to, in this document.
    pub(crate) fn resolve<'d>(&'d self, value: &'d Value) -> &'d Value {
        let mut value = value;
        // A circle of references means nothing.
        for _ in 0..32 {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return value;
            };
            let own = self.root.get("$self").and_then(Value::as_str);
            let target = own
                .and_then(|own| reference.strip_prefix(own))
                .unwrap_or(reference)
                .strip_prefix('#')
                .and_then(|pointer| self.root.pointer(&percent_decoded(pointer)));
            match target {
                Some(target) => value = target,
                None => return &Value::Null,
            }
        }
        &Value::Null
    }

    /// Whether all that it refers to stands in it.
    pub(crate) fn is_complete(&self) -> bool {
        self.has_all_of(&self.root)
    }

    fn has_all_of(&self, value: &Value) -> bool {
        match value {
            Value::Array(items) => items.iter().all(|item| self.has_all_of(item)),
            Value::Object(members) => {
                let is_found = !members.get("$ref").is_some_and(Value::is_string)
                    || !self.resolve(value).is_null();
                is_found && members.values().all(|member| self.has_all_of(member))
            }
            _ => true,
        }
    }

    /// The names of the API keys of all security schemes, by place: they are sent beside the parameters.
    pub(crate) fn credentials(&self) -> Vec<(String, String)> {
        let schemes = self.root.pointer("/components/securitySchemes");
        let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
        schemes
            .map(|(_, scheme)| self.resolve(scheme))
            .map(|scheme| (text(scheme, "in"), text(scheme, "name")))
            .collect()
    }

    /// All operations, in the order of the document.
    pub(crate) fn operations(&self) -> Vec<Operation> {
        let paths = self.root.get("paths").and_then(Value::as_object);
        let mut operations = Vec::new();
        for (path, item) in paths.into_iter().flatten() {
            let item = self.resolve(item);
            for method in METHODS {
                if let Some(operation) = item.get(method) {
                    operations.push(self.operation(method, path, item, operation));
                }
            }
            let more = item.get("additionalOperations").and_then(Value::as_object);
            for (method, operation) in more.into_iter().flatten() {
                operations.push(self.operation(method, path, item, operation));
            }
        }
        operations
    }

    fn operation(&self, method: &str, path: &str, item: &Value, operation: &Value) -> Operation {
        let mut parameters: Vec<Parameter> = Vec::new();
        // Those of the operation replace those of the path.
        for from in [item, operation] {
            let declared = from.get("parameters").and_then(Value::as_array);
            for parameter in declared.into_iter().flatten() {
                let Some(parameter) = self.parameter(self.resolve(parameter)) else {
                    continue;
                };
                parameters.retain(|other| {
                    (&other.place, &other.name) != (&parameter.place, &parameter.name)
                });
                parameters.push(parameter);
            }
        }
        if self.is_authorized(operation) {
            parameters.retain(|it| {
                it.place != "header" || !it.name.eq_ignore_ascii_case("authorization")
            });
        }
        let body = operation.get("requestBody").map(|body| self.resolve(body));
        let content = body.and_then(|body| body.get("content")?.as_object());
        let bodies = content.into_iter().flatten().map(|(media_type, content)| {
            let content = self.resolve(content);
            let schema = content.get("schema").or_else(|| content.get("itemSchema"));
            let mut schema = schema.cloned().unwrap_or_default();
            // An example of the body is one of its schema.
            if let (Some(example), Some(schema)) = (
                self.examples(content).into_iter().next(),
                schema.as_object_mut(),
            ) && !schema.contains_key("$ref")
            {
                schema.insert("example".to_owned(), example);
            }
            (media_type.clone(), schema)
        });
        Operation {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            server: self.server(item, operation),
            bodies: bodies.collect(),
            parameters,
        }
    }

    /// The path of the nearest server that names no host: who names another host than the document does, replaces it.
    fn server(&self, item: &Value, operation: &Value) -> String {
        let near = [operation, item, &self.root];
        let mut servers = near.into_iter().filter_map(|it| it.pointer("/servers/0"));
        servers.find_map(server_path).unwrap_or_default()
    }

    /// Whether a credential of the operation has the header `Authorization`: then no parameter has.
    fn is_authorized(&self, operation: &Value) -> bool {
        let ways = operation
            .get("security")
            .or_else(|| self.root.get("security"));
        let ways = ways.and_then(Value::as_array).into_iter().flatten();
        let mut names = ways.filter_map(Value::as_object).flat_map(Map::keys);
        let schemes = self.root.pointer("/components/securitySchemes");
        names.any(|name| {
            let scheme = schemes.and_then(|schemes| schemes.get(name));
            let scheme = scheme.map_or(&Value::Null, |scheme| self.resolve(scheme));
            match text(scheme, "type").as_str() {
                "apiKey" => {
                    text(scheme, "in") == "header"
                        && text(scheme, "name").eq_ignore_ascii_case("authorization")
                }
                "http" | "oauth2" | "openIdConnect" => true,
                _ => false,
            }
        })
    }

    fn parameter(&self, parameter: &Value) -> Option<Parameter> {
        let (place, name) = (text(parameter, "in"), text(parameter, "name"));
        // One without a name or a place cannot be sent.
        if name.is_empty() || !PLACES.contains(&place.as_str()) {
            return None;
        }
        let lower = name.to_ascii_lowercase();
        if place == "header" && NOT_PARAMETERS.contains(&lower.as_str()) {
            return None;
        }
        let content = parameter.get("content").and_then(Value::as_object);
        let content = content.and_then(|content| content.iter().next());
        let schema = content.map_or(parameter, |(_, content)| content);
        let schema = schema.get("schema");
        let style = match (text(parameter, "style"), place.as_str()) {
            (style, _) if !style.is_empty() => style,
            (_, "query" | "cookie") => "form".to_owned(),
            _ => "simple".to_owned(),
        };
        let explode = parameter.get("explode").and_then(Value::as_bool);
        Some(Parameter {
            explode: explode.unwrap_or(style == "form"),
            media_type: content.map(|(media_type, _)| media_type.clone()),
            schema: schema.cloned().unwrap_or_default(),
            examples: self.examples(parameter),
            place,
            name,
            style,
        })
    }

    fn examples(&self, of: &Value) -> Vec<Value> {
        let one = of.get("example").cloned();
        let named = of.get("examples").and_then(Value::as_object);
        let named = named.into_iter().flat_map(Map::values);
        let named = named.filter_map(|example| self.resolve(example).get("value").cloned());
        one.into_iter().chain(named).collect()
    }
}

/// The path of a server without a host, with the defaults of its variables, below the root of the host: that is where the
/// document is taken to stand.
fn server_path(server: &Value) -> Option<String> {
    let mut url = server.get("url")?.as_str()?.to_owned();
    let variables = server.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), variable.get("default")?.as_str()?);
    }
    let is_path = url.is_empty() || url.starts_with(['/', '.']);
    if !is_path || url.starts_with("//") || url.contains('{') {
        return None;
    }
    let mut path: Vec<&str> = Vec::new();
    for segment in url.split('/') {
        match segment {
            "" | "." => {}
            ".." => _ = path.pop(),
            segment => path.push(segment),
        }
    }
    Some(path.iter().flat_map(|segment| ["/", segment]).collect())
}

fn text(of: &Value, key: &str) -> String {
    let text = of.get(key).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

/// A pointer in a fragment is percent-encoded.
fn percent_decoded(pointer: &str) -> String {
    // `+` stays: a fragment is no form.
    let pointer = pointer.replace('+', "%2B");
    form_urlencoded::parse(format!("p={pointer}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}
