//! The names that leave the encoder, against those that the document declares.
//!
//! In: an operation of a document, and the request that its client made with everything set. Out: complaints. Where any
//! text would do for a parameter, its own name was sent, so that two that are exchanged are noticed, too.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::{Document, Operation, Parameter};
use crate::sample;
use crate::scratch::{Request, Sent};

/// Headers that say something of the request, and are no parameters.
const OWN_HEADERS: [&str; 3] = ["accept", "content-type", "cookie"];

/// What the runtime says of a parameter whose style has no form for its value.
const UNDEFINED: &str = "a list or an object inside another one cannot be written";

/// Compares a request with what the document declares.
pub(crate) fn compare(document: &Document, operation: &Operation, sent: &Sent) -> Vec<String> {
    let (target, headers) = match &sent.request {
        Request::Made {
            target, headers, ..
        } => (target, headers),
        // What OpenAPI defines no form for is refused rather than sent somehow.
        Request::Refused { problem } if problem.contains(UNDEFINED) => return Vec::new(),
        Request::Refused { problem } => {
            let mut complaints = sent.left_out.clone();
            complaints.push(format!("there is no request: {problem}"));
            return complaints;
        }
    };
    let mut complaints = sent.left_out.clone();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let Some(path) = path.strip_prefix(&operation.server) else {
        return vec![format!(
            "`{path}` does not begin with the server's path `{}`",
            operation.server
        )];
    };
    complaints.extend(in_path(document, operation, path));
    let mut whole = operation.parameters.iter();
    let whole = whole.find(|parameter| parameter.place == "querystring");
    if let Some(parameter) = whole {
        complaints.extend(as_whole(document, parameter, query));
    }
    let query = if whole.is_some() { "" } else { query };
    let query = form_urlencoded::parse(query.as_bytes()).into_owned();
    // A credential's, unless the document says that it is a parameter.
    let is_credential = |name: &str| {
        let mut declared = operation
            .parameters
            .iter()
            .filter(|it| it.place == "header");
        name == "authorization" && !declared.any(|it| it.name.eq_ignore_ascii_case(name))
    };
    let own = |name: &String| OWN_HEADERS.contains(&name.as_str()) || is_credential(name);
    let cookies = headers.iter().filter(|(name, _)| name == "cookie");
    let cookies = cookies.flat_map(|(_, value)| value.split("; "));
    let cookies = cookies.filter_map(|pair| pair.split_once('='));
    let cookies = cookies.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let headers = headers.iter().filter(|(name, _)| !own(name)).cloned();
    for (place, pairs) in [
        ("query", query.collect::<Vec<_>>()),
        ("header", headers.collect()),
        ("cookie", cookies.collect()),
    ] {
        in_pairs(document, operation, place, &pairs, &mut complaints);
    }
    complaints
}

/// A query that is one value.
fn as_whole(document: &Document, parameter: &Parameter, query: &str) -> Option<String> {
    let samples = sample::of_parameter(document, parameter);
    // `+` is no blank but in a form.
    let pair = format!("p={}", query.replace('+', "%2B"));
    let decoded = form_urlencoded::parse(pair.as_bytes())
        .next()?
        .1
        .into_owned();
    let is_sent = match parameter.media_type.as_deref() {
        _ if parameter.is_form() => {
            let sent: Vec<_> = form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect();
            samples.iter().any(|sample| pairs_of(sample) == sent)
        }
        Some("application/json") => {
            serde_json::from_str(&decoded).is_ok_and(|value: Value| samples.contains(&value))
        }
        _ => samples.contains(&Value::String(decoded)),
    };
    (!is_sent).then(|| format!("`{query}` is sent as the whole query"))
}

/// A flat object as a form.
fn pairs_of(object: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let members = object.as_object().into_iter().flatten();
    members
        .flat_map(|(name, value)| {
            let values = match value {
                Value::Array(items) => items.iter().map(text).collect(),
                one => vec![text(one)],
            };
            values.into_iter().map(|value| (name.clone(), value))
        })
        .collect()
}

fn in_pairs(
    document: &Document,
    operation: &Operation,
    place: &str,
    pairs: &[(String, String)],
    complaints: &mut Vec<String>,
) {
    let parameters = operation.parameters.iter();
    let renamed = |parameter: &&Parameter| {
        let braced = format!("{{{}}}", parameter.name);
        operation
            .fixed_query()
            .iter()
            .any(|(_, value)| *value == braced)
    };
    let parameters: Vec<&Parameter> = parameters
        .filter(|parameter| parameter.place == place && !renamed(parameter))
        .collect();
    for parameter in &parameters {
        let name = &parameter.name;
        let mut sent = pairs
            .iter()
            .filter(|(sent, _)| claims(document, parameter, sent));
        match sent.next() {
            None => complaints.push(format!("`{name}` in the {place} is not sent")),
            Some((_, value)) if is_exchanged(document, operation, parameter, value) => {
                complaints.push(format!("`{name}` in the {place} is sent as `{value}`"));
            }
            Some(_) => {}
        }
    }
    let fixed = match place {
        "query" => operation.fixed_query(),
        _ => Vec::new(),
    };
    for (name, value) in &fixed {
        let is_sent = pairs
            .iter()
            .any(|pair| pair == &(name.clone(), value.clone()));
        let is_declared = parameters.iter().any(|parameter| parameter.name == *name);
        if !value.starts_with('{') && !is_declared && !is_sent {
            complaints.push(format!("`{name}={value}` is not sent"));
        }
    }
    let credentials = document.credentials();
    for (sent, _) in pairs {
        let declared = parameters
            .iter()
            .any(|parameter| claims(document, parameter, sent))
            || fixed.iter().any(|(name, _)| name == sent);
        let is_credential = || {
            let mut keys = credentials.iter();
            keys.any(|(other, name)| other == place && name.eq_ignore_ascii_case(sent))
        };
        if !declared && !is_credential() {
            complaints.push(format!("`{sent}` in the {place} is not declared"));
        }
    }
}

/// Whether a name on the wire is one of a parameter.
fn claims(document: &Document, parameter: &Parameter, sent: &str) -> bool {
    let name = &parameter.name;
    if sent == name || (parameter.place == "header" && sent.eq_ignore_ascii_case(name)) {
        return true;
    }
    let behind = sent.strip_prefix(name.as_str()).unwrap_or_default();
    if document.has_lists_in_brackets && matches!(behind, "[]" | "[0]") {
        return true;
    }
    match parameter.style.as_str() {
        "deepObject" => behind.starts_with('['),
        // The members of an object stand beside the other parameters.
        "form" if parameter.explode && parameter.media_type.is_none() => {
            members(document, &parameter.schema, 0).contains(sent)
        }
        _ => false,
    }
}

/// The names of an object's members, as far as a sample has them.
fn members(document: &Document, schema: &Value, depth: usize) -> BTreeSet<String> {
    let schema = document.resolve(schema);
    let mut names = BTreeSet::new();
    if depth > 8 {
        return names;
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    names.extend(
        properties
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone()),
    );
    for key in ["allOf", "oneOf", "anyOf"] {
        let parts = schema.get(key).and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            names.extend(members(document, part, depth + 1));
        }
    }
    if schema.get("additionalProperties") != Some(&Value::Bool(false)) {
        names.insert("key".to_owned());
    }
    names
}

/// Whether a parameter that was given its own name has that of another.
fn is_exchanged(
    document: &Document,
    operation: &Operation,
    parameter: &Parameter,
    value: &str,
) -> bool {
    let samples = sample::of_parameter(document, parameter);
    let own_name = matches!(samples.as_slice(), [Value::String(only)] if *only == parameter.name);
    let mut others = operation.parameters.iter();
    own_name && value != parameter.name && others.any(|other| other.name == value)
}

/// The path: what is literal must stand there, and what is in braces must be replaced.
fn in_path(document: &Document, operation: &Operation, path: &str) -> Vec<String> {
    let template = operation.sent_path();
    // A path in one parameter has any number of segments.
    let holds_a_path = template.starts_with('{') || template.contains("+}");
    if holds_a_path {
        return Vec::new();
    }
    let (expected, found): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    if expected.len() != found.len() {
        return vec![format!("{path} has not the segments of {template}")];
    }
    let mut complaints = Vec::new();
    for (expected, found) in expected.iter().zip(found) {
        // `+` in a path is itself.
        let pair = format!("p={}", found.replace('+', "%2B"));
        let found = form_urlencoded::parse(pair.as_bytes()).next();
        let found = found
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default();
        let mut rest = found.as_str();
        for piece in expected.split_inclusive('}') {
            let parameter = piece.strip_suffix('}').and_then(|it| it.split_once('{'));
            let (literal, name) = match parameter {
                Some((literal, name)) => (literal, Some(name)),
                None => (piece, None),
            };
            let Some(behind) = rest.strip_prefix(literal) else {
                complaints.push(format!("`{found}` stands where `{expected}` is declared"));
                break;
            };
            rest = behind;
            let Some(name) = name else { continue };
            let own = operation.parameters.iter();
            let own = own.filter(|parameter| parameter.place == "path" && parameter.name == name);
            let samples = own.flat_map(|parameter| sample::of_parameter(document, parameter));
            let mut samples = samples.filter_map(|sample| sample.as_str().map(str::to_owned));
            rest = match samples.find(|sample| rest.starts_with(sample.as_str())) {
                Some(sample) => rest.get(sample.len()..).unwrap_or_default(),
                // A value of another kind: up to the next letter that is none of it.
                None => rest.trim_start_matches(|letter: char| {
                    letter.is_alphanumeric()
                        || ",;=-_:+[]{}\"\u{20}".contains(letter)
                        || (expected.ends_with('}') && !expected.contains("}."))
                }),
            };
        }
        if !rest.is_empty() && complaints.is_empty() {
            complaints.push(format!("`{found}` stands where `{expected}` is declared"));
        }
    }
    complaints
}
