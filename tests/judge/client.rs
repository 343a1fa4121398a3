//! A client as source, and what its operations are given.
//!
//! In: a document. Out: the generated files; for each operation its slots: what can be given to it, and as which parameter
//! or body that is sent. Read from the client's source, so that the document is never asked here.

use std::collections::BTreeMap;

use serde::Serialize;
use syn::{ImplItem, Item};
use tamis::{Builder, Derives, Source, UnknownMembers};

use crate::source::{self, Call, Module, Tables};

/// A client.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) files: Vec<(String, String)>,
    pub(crate) modules: Vec<Module>,
    pub(crate) operations: Vec<Operation>,
    /// The calls of the builder that set credentials.
    pub(crate) credentials: Vec<String>,
}

/// An operation.
#[derive(Debug, Serialize)]
pub(crate) struct Operation {
    pub(crate) method: String,
    /// As the document spells it.
    pub(crate) path: String,
    #[serde(skip)]
    pub(crate) module: usize,
    #[serde(skip)]
    pub(crate) name: String,
    pub(crate) slots: Vec<Slot>,
}

/// Something that an operation can be given.
#[derive(Debug, Serialize)]
pub(crate) struct Slot {
    /// Where it is sent: `query`, `path`, `header`, `cookie`, `body`.
    pub(crate) place: &'static str,
    /// The wire name; the media type of a body.
    pub(crate) name: String,
    pub(crate) required: bool,
    /// The operator, where it is a condition of a filter.
    pub(crate) operator: Option<String>,
    #[serde(skip)]
    pub(crate) field: String,
    pub(crate) ty: String,
    /// The body's type and its variant, where that is a choice.
    #[serde(skip)]
    pub(crate) variant: Option<(String, String)>,
    /// The constructor of the condition, with `v` for the value.
    #[serde(skip)]
    pub(crate) condition: Option<String>,
}

impl Client {
    /// The client of a document.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub(crate) fn of(name: &str, text: &[u8], builder: Builder) -> Result<Self, String> {
        let builder = builder
            .derives(Derives::Both)
            .unknown_members(UnknownMembers::Keep);
        let generated = builder
            .generate(&[Source::new(name, text)])
            .map_err(|error| error.to_string())?;
        let files: BTreeMap<&str, &str> = generated.files().collect();
        let (modules, tables) = source::read(generated.files()).map_err(|e| e.to_string())?;
        // A long module has several files.
        let filters = files
            .iter()
            .filter(|(path, _)| **path == "filters.rs" || path.starts_with("filters/"));
        let vendor = filters.flat_map(|(_, text)| vendor(text)).collect();
        let mut operations = Vec::new();
        for (index, module) in modules.iter().enumerate() {
            for operation in &module.operations {
                let reader = Reader {
                    module,
                    operation,
                    tables: &tables,
                    vendor: &vendor,
                };
                operations.push(Operation {
                    method: operation.method.clone(),
                    path: operation.path.clone(),
                    module: index,
                    name: operation.name.clone(),
                    slots: reader.slots(),
                });
            }
        }
        Ok(Self {
            credentials: credentials(files.get("client.rs").copied().unwrap_or_default()),
            files: (files.iter())
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
            modules,
            operations,
        })
    }
}

struct Reader<'r> {
    module: &'r Module,
    operation: &'r source::Operation,
    tables: &'r Tables,
    vendor: &'r BTreeMap<String, String>,
}

impl Reader<'_> {
    fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        let fields = (self.operation.required.iter().map(|field| (field, true)))
            .chain(self.operation.optional.iter().map(|field| (field, false)));
        for (field, required) in fields {
            self.of_field(field, required, &mut slots);
        }
        slots
    }

    fn of_field(&self, field: &source::Field, required: bool, slots: &mut Vec<Slot>) {
        let slot = |place, name: &str| Slot {
            place,
            name: name.to_owned(),
            required,
            operator: None,
            field: field.name.clone(),
            ty: field.ty.clone(),
            variant: None,
            condition: None,
        };
        let calls: Vec<&Call> = (self.operation.calls.iter())
            .filter(|call| call.field.as_ref() == Some(&field.name))
            .collect();
        if let Some(table) = calls.iter().find_map(|call| call.table.as_ref()) {
            for (operator, wire) in self.tables.get(table).into_iter().flatten() {
                slots.push(Slot {
                    operator: Some(operator.clone()),
                    condition: self.condition(operator, wire),
                    ..slot("query", wire)
                });
            }
            return;
        }
        if let Some(call) = calls.iter().find(|call| !is_body(call)) {
            let literal = call.literal.as_deref().unwrap_or_default();
            let (place, name) = match place(&call.method) {
                // Only the names of query parameters are encoded.
                "query" => ("query", source::decoded(literal)),
                place => (place, literal.to_owned()),
            };
            slots.push(slot(place, &name));
            return;
        }
        let bodies: Vec<&Call> = (self.operation.calls.iter())
            .filter(|call| is_body(call))
            .collect();
        match self.module.contents.get(field.ty.as_str()) {
            Some(variants) => {
                for (index, (variant, ty)) in variants.iter().enumerate() {
                    let name = bodies.get(index).map_or("", |call| media_type(call));
                    slots.push(Slot {
                        variant: Some((field.ty.clone(), variant.clone())),
                        ty: ty.clone(),
                        ..slot("body", name)
                    });
                }
            }
            None => {
                let name = bodies.first().map_or("", |call| media_type(call));
                slots.push(slot("body", name));
            }
        }
    }

    /// What makes a condition of a value `v`.
    fn condition(&self, operator: &str, wire: &str) -> Option<String> {
        Some(match operator {
            "eq" | "ne" | "gt" | "gte" | "lt" | "lte" => format!("{operator}(v)"),
            "in_" => "is_in(v)".to_owned(),
            "not_in" => "not_in(v)".to_owned(),
            "between" => "between(v.0, v.1)".to_owned(),
            "null" => "is_null()".to_owned(),
            "not_null" => "not_null()".to_owned(),
            "exists" => "exists()".to_owned(),
            "empty" => "is_empty()".to_owned(),
            text if text.starts_with("TextOp::") => {
                format!("{}(v)", constructor(&text["TextOp::".len()..]))
            }
            _ => {
                _ = wire;
                let marker = self.vendor.get(operator)?;
                format!("with::<$root::filters::{marker}>(v)")
            }
        })
    }
}

fn place(method: &str) -> &'static str {
    match method {
        _ if method.starts_with("segment") || method == "path" => "path",
        _ if method.starts_with("header") => "header",
        _ if method.starts_with("cookie") => "cookie",
        _ => "query",
    }
}

fn media_type(call: &Call) -> &str {
    match call.method.as_str() {
        "json" => "application/json",
        "form" | "form_with" => "application/x-www-form-urlencoded",
        "multipart" => "multipart/form-data",
        _ => call.literal.as_deref().unwrap_or_default(),
    }
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

/// The calls of a client's builder that set credentials: `.api_token_auth("secret")`.
fn credentials(client: &str) -> Vec<String> {
    let Ok(file) = syn::parse_str::<syn::File>(client) else {
        return Vec::new();
    };
    let items = file.items.iter().filter_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() && is_builder(&item.self_ty) => Some(&item.items),
        _ => None,
    });
    let functions = items.flatten().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(&function.sig),
        _ => None,
    });
    functions
        .filter_map(|signature| {
            let arguments = quote::ToTokens::to_token_stream(&signature.inputs).to_string();
            let is_secret = arguments.contains("Secret") || arguments.contains("Credential");
            // What is asked for at another address is nothing that an operation sends.
            let is_asked_for = arguments.contains("client_secret");
            let count = signature.inputs.len().checked_sub(1)?;
            let values = vec!["\"secret\""; count].join(", ");
            (is_secret && !is_asked_for).then(|| format!(".{}({values})", signature.ident))
        })
        .collect()
}

/// The client itself has functions of the document's names.
fn is_builder(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(ty) if ty.path.is_ident("ClientBuilder"))
}

/// The types of the server's own operators, by `NAME`.
fn vendor(filters: &str) -> BTreeMap<String, String> {
    let Ok(file) = syn::parse_str::<syn::File>(filters) else {
        return BTreeMap::new();
    };
    let impls = file.items.iter().filter_map(|item| match item {
        Item::Impl(item) => Some(item),
        _ => None,
    });
    impls
        .filter_map(|item| {
            let syn::Type::Path(ty) = &*item.self_ty else {
                return None;
            };
            let name = item.items.iter().find_map(|item| match item {
                ImplItem::Const(name) if name.ident == "NAME" => source::literal(&name.expr),
                _ => None,
            })?;
            Some((name, ty.path.segments.last()?.ident.to_string()))
        })
        .collect()
}
