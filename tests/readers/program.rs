//! A program that builds every operation of a client with everything set, and prints the requests.
//!
//! In: a document, the source of its client, and the values that a schema admits. Out: the text of a module for
//! `scratch.rs`, in which each operation is a function. What is written there for the parts that all programs share is
//! `program/support.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::document::{Document, Operation, Parameter};
use crate::names;
use crate::sample;
use crate::source::{self, Call, Field, Module, Tables};

/// A client, and what its program is made of.
#[derive(Debug)]
pub(crate) struct Client<'c> {
    /// The module of the library that it is.
    pub(crate) name: &'c str,
    pub(crate) document: &'c Document,
    pub(crate) modules: &'c [Module],
    pub(crate) tables: &'c Tables,
    /// The calls of the builder that set credentials.
    pub(crate) credentials: &'c [String],
    /// The type of each operator of the server's own, by its name.
    pub(crate) vendor: &'c BTreeMap<String, String>,
}

/// The text of the module; operations that are not in the client are left out.
pub(crate) fn write(client: &Client<'_>) -> String {
    let root = format!("::clients::{}", client.name);
    let mut text = format!(
        "pub fn run(out: &mut crate::Out) {{\n    let client = {root}::Client::builder(){}\
         .base_url(\"http://h\")\
         .transport(::tamis_runtime::testing::respond(|_| ::std::default::Default::default())).build().expect(\"a client\");\n",
        client.credentials.concat()
    );
    let mut modules: BTreeMap<&str, String> = BTreeMap::new();
    for (index, operation) in client.document.operations().iter().enumerate() {
        let Some((module, emitted)) = names::find(client.modules, operation) else {
            continue;
        };
        let at = client
            .modules
            .iter()
            .position(|other| std::ptr::eq(other, module));
        let _ = writeln!(
            text,
            "    m{}::operation_{index}(&client, out);",
            at.unwrap_or(0)
        );
        let function = Function {
            client,
            root: &root,
            module,
            operation,
            emitted,
        };
        let functions = modules.entry(&module.file).or_default();
        function.write(index, functions);
    }
    text.push_str("}\n");
    for (at, module) in client.modules.iter().enumerate() {
        let Some(functions) = modules.get(module.file.as_str()) else {
            continue;
        };
        let _ = writeln!(
            text,
            "mod m{at} {{\n    #![allow(unused_imports, deprecated, reason = \"they are the module's\")]"
        );
        let _ = writeln!(text, "    use {root}::{}::*;", module.name);
        for import in &module.uses {
            let _ = writeln!(text, "    {}", rooted(import, &root));
        }
        let _ = writeln!(text, "{functions}}}");
    }
    text
}

/// Paths from the client's own modules, as another crate sees them.
fn rooted(text: &str, root: &str) -> String {
    let root = root.replace("::", " :: ");
    text.replace("super ::", &format!("{root} ::"))
}

struct Function<'f> {
    client: &'f Client<'f>,
    root: &'f str,
    module: &'f Module,
    operation: &'f Operation,
    emitted: &'f source::Operation,
}

impl Function<'_> {
    fn write(&self, index: usize, text: &mut String) {
        let (method, path) = (&self.operation.method, &self.operation.path);
        let root = self.root;
        let _ = writeln!(
            text,
            "pub fn operation_{index}(client: &{root}::Client, out: &mut crate::Out) {{\n    \
             out.begin({:?}, {method:?}, {path:?});",
            self.client.name
        );
        let mut arguments = Vec::new();
        for (at, field) in self.emitted.required.iter().enumerate() {
            let value = self.value(field, &rooted(&field.ty, root));
            let _ = writeln!(
                text,
                "    let ::core::option::Option::Some(a{at}) = {value} else {{ return out.skip(); }};"
            );
            arguments.push(format!("a{at}"));
        }
        let (module, name) = (&self.module.name, &self.emitted.name);
        let _ = writeln!(
            text,
            "    #[allow(unused_mut, reason = \"nothing may be optional\")]\n    let mut operation = {root}::{module}::{name}::new({});",
            arguments.join(", ")
        );
        for field in &self.emitted.optional {
            let of = |call: &&Call| call.field.as_ref() == Some(&field.name);
            match self.emitted.calls.iter().find(of) {
                Some(Call {
                    table: Some(table), ..
                }) => self.filter(field, table, text),
                _ => {
                    let value = self.value(field, &rooted(&field.ty, root));
                    let _ = writeln!(text, "    operation.{} = {value};", field.name);
                }
            }
        }
        let _ = writeln!(text, "    out.request(client.request(&operation));\n}}");
    }

    fn parameter(&self, place: &str, name: &str) -> Option<&Parameter> {
        let mut all = self.operation.parameters.iter();
        all.find(|parameter| {
            (parameter.place == place
                || (place == "query" && parameter.place == "querystring" && parameter.is_form()))
                && (parameter.name == name
                    || (place == "header" && parameter.name.eq_ignore_ascii_case(name)))
        })
    }

    /// An expression of type `Option<ty>`.
    fn value(&self, field: &Field, ty: &str) -> String {
        let of = |call: &&Call| call.field.as_ref() == Some(&field.name) && !is_body(call);
        let Some(call) = self.emitted.calls.iter().find(of) else {
            return self.body(field, ty);
        };
        let name = source::decoded(call.literal.as_deref().unwrap_or_default());
        let place = match call.method.as_str() {
            "segment" | "segment_with" | "segment_reserved" | "segment_with_reserved" | "path" => {
                "path"
            }
            "header" | "header_with" | "header_json" => "header",
            "cookie" | "cookie_with" | "cookie_json" => "cookie",
            method if method.starts_with("whole_query") => "querystring",
            _ => "query",
        };
        // Only the names of query parameters are encoded.
        let name = match place {
            "query" => name,
            _ => call.literal.clone().unwrap_or_default(),
        };
        let candidates = match self.parameter(place, &name) {
            Some(parameter) => sample::of_parameter(self.client.document, parameter),
            // In the path alone, and of a type that another operation tells.
            None => vec![Value::from(name.as_str()), Value::from(7)],
        };
        value(ty, &name, &candidates)
    }

    fn body(&self, field: &Field, ty: &str) -> String {
        let choices = self.emitted.calls.iter().filter(|call| is_body(call));
        let choices: Vec<&Call> = choices.collect();
        let Some(first) = choices.first() else {
            return format!("out.unknown::<{ty}>({:?})", field.name);
        };
        let media_type = match first.method.as_str() {
            "json" => "application/json",
            "form" | "form_with" => "application/x-www-form-urlencoded",
            "multipart" => "multipart/form-data",
            _ => first.literal.as_deref().unwrap_or_default(),
        };
        let bodies = &self.operation.bodies;
        let essence = |name: &str| {
            name.split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_lowercase()
        };
        let named = bodies
            .iter()
            .find(|(name, _)| essence(name) == essence(media_type));
        let schema = bodies.get(media_type).or(named.map(|(_, schema)| schema));
        let mut candidates = match schema {
            Some(schema) => sample::of_schema(self.client.document, schema, "text"),
            None => vec![Value::from("text")],
        };
        // Where anything goes, only an object has parts.
        if first.method.starts_with("multipart") || first.method.starts_with("form") {
            candidates.push(json!({"key": "text"}));
            candidates.sort_by_key(|candidate| !candidate.is_object());
        }
        // The schema may be that of one line.
        if first.method == "lines" {
            let lines = candidates
                .iter()
                .map(|line| json!([line]))
                .collect::<Vec<_>>();
            candidates.extend(lines);
        }
        let variants = self.module.contents.get(field.ty.as_str());
        match variants.and_then(|variants| variants.first()) {
            Some((variant, inner)) => {
                let content = content(&rooted(inner, self.root), &candidates);
                let module = &self.module.name;
                let root = self.root;
                format!("{content}.map({root}::{module}::{}::{variant})", field.ty)
            }
            None => content(ty, &candidates),
        }
    }

    fn filter(&self, field: &Field, table: &str, text: &mut String) {
        let (root, name) = (self.root, &field.name);
        let filter = rooted(&field.ty, root);
        let Some(element) = element(&filter) else {
            let _ = writeln!(text, "    out.lost({name:?});");
            return;
        };
        let operators = self.client.tables.get(table);
        let mut sent: Vec<&str> = Vec::new();
        for (operator, wire) in operators.into_iter().flatten() {
            // A list may travel under the name of the single value.
            if sent.contains(&wire.as_str()) {
                continue;
            }
            sent.push(wire);
            let vendor = self.client.vendor.get(operator);
            let call = match operator.as_str() {
                "eq" | "ne" | "gt" | "gte" | "lt" | "lte" => format!("{operator}(v)"),
                "between" => "between(v.clone(), v)".to_owned(),
                "in_" => "is_in([v])".to_owned(),
                "not_in" => "not_in([v])".to_owned(),
                "null" => "is_null()".to_owned(),
                "not_null" => "not_null()".to_owned(),
                "exists" => "exists()".to_owned(),
                "empty" => "is_empty()".to_owned(),
                text if text.starts_with("TextOp::") => {
                    format!("{}({wire:?})", constructor(&text["TextOp::".len()..]))
                }
                _ => match vendor {
                    Some(marker) => format!("with::<{root}::filters::{marker}>(v)"),
                    None => {
                        let _ = writeln!(text, "    out.lost({wire:?});");
                        continue;
                    }
                },
            };
            let add =
                format!("::tamis_runtime::Filter::add(&mut operation.{name}, <{filter}>::{call})");
            if call.contains('v') && (call.contains("(v") || call.contains("[v")) {
                let candidates = self.filter_values(wire, operators);
                let value = value(element, wire, &candidates);
                let _ = writeln!(
                    text,
                    "    if let ::core::option::Option::Some(v) = {value} {{ {add}; }}"
                );
            } else {
                let _ = writeln!(text, "    {add};");
            }
        }
    }

    /// Single values for an operator: those of its own parameter first.
    fn filter_values(&self, wire: &str, operators: Option<&Vec<(String, String)>>) -> Vec<Value> {
        let others = operators
            .into_iter()
            .flatten()
            .map(|(_, name)| name.as_str());
        let mut candidates = Vec::new();
        for name in std::iter::once(wire).chain(others) {
            // A property of a deepObject is no parameter of its own.
            let whole = name.split(['[', '.']).next().unwrap_or_default();
            let keys = name.get(whole.len()..).unwrap_or_default();
            let keys = keys.trim_matches(['[', ']', '.']);
            let found = self.parameter("query", name);
            let inside = found.is_none();
            let Some(parameter) = found.or_else(|| self.parameter("query", whole)) else {
                continue;
            };
            for value in sample::of_parameter(self.client.document, parameter) {
                match value {
                    Value::Array(items) => candidates.extend(items),
                    Value::Object(_) if inside => candidates.extend(innermost(value, keys)),
                    one => candidates.push(one),
                }
            }
        }
        candidates.push(Value::from("text"));
        candidates.push(Value::from(7));
        candidates.push(Value::from(true));
        candidates
    }
}

/// What stands in an object under `name][eq`; where the object has a plain value on the way there, that one.
fn innermost(object: Value, keys: &str) -> Option<Value> {
    let mut value = object;
    for key in keys.split("][") {
        match value {
            Value::Object(mut members) => value = members.remove(key)?,
            plain => return Some(plain),
        }
    }
    Some(value)
}

/// Whatever is none of these sets the body.
fn is_body(call: &Call) -> bool {
    let parameters = [
        "segment",
        "path",
        "query",
        "whole_query",
        "header",
        "cookie",
        "filter",
        "literal",
        "accept",
    ];
    !parameters
        .iter()
        .any(|begin| call.method.starts_with(begin))
}

/// An expression of type `Option<ty>`: the first candidate that is one.
fn value(ty: &str, name: &str, candidates: &[Value]) -> String {
    let candidates = Value::from(candidates.to_vec()).to_string();
    format!("out.value::<{ty}>({name:?}, {candidates:?})")
}

/// The same for a body, which may have no JSON form.
fn content(ty: &str, candidates: &[Value]) -> String {
    if ty == "Bytes" {
        return "::core::option::Option::Some(::tamis_runtime::Bytes::from_static(b\"text\"))"
            .to_owned();
    }
    value(ty, "body", candidates)
}

/// `T` of `Filter<T, S>`.
fn element(filter: &str) -> Option<&str> {
    let inside = filter.split_once('<')?.1.rsplit_once('>')?.0;
    let mut depth = 0;
    let end = inside.char_indices().find(|(_, letter)| {
        match letter {
            '<' | '(' => depth += 1,
            '>' | ')' => depth -= 1,
            _ => {}
        }
        *letter == ',' && depth == 0
    });
    inside
        .get(..end.map_or(inside.len(), |(at, _)| at))
        .map(str::trim)
}

/// The constructor of a text operator: `not_icontains` of `NotIContains`.
fn constructor(operator: &str) -> String {
    let mut name = String::new();
    let mut letters = operator.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
        // An `I` of its own belongs to the word behind it.
        let alone = letter == 'I' && letters.peek().is_some_and(char::is_ascii_uppercase);
        if alone && let Some(next) = letters.next() {
            name.push(next.to_ascii_lowercase());
        }
    }
    name
}
