//! Which objects OpenAPI has and where they stand in each other: the one table that every walk goes by.
//!
//! Only what a client is made of is in it. Callbacks and links say what others call; `not`, `if` and their like only
//! validate: no walk goes there.

use super::at::At;
use super::key;
use super::tree::{Object, Value};

/// A kind of OpenAPI object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Root,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Schema,
    Example,
    SecurityScheme,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Child {
    One(Kind),
    List(Kind),
    /// An object with keys of the document's choice.
    Map(Kind),
    /// The same, where keys that begin with `x-` are extensions.
    Patterned(Kind),
}

/// The sections of `components`, with what they hold.
pub(crate) const SECTIONS: [(&str, Kind); 7] = [
    ("schemas", Kind::Schema),
    ("responses", Kind::Response),
    ("parameters", Kind::Parameter),
    ("requestBodies", Kind::RequestBody),
    ("headers", Kind::Header),
    ("securitySchemes", Kind::SecurityScheme),
    ("examples", Kind::Example),
];

/// The methods of a path item, in the order of the specification.
pub(crate) const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Where a path item has the operations of other methods, each under its method as it is sent.
pub(crate) const ADDITIONAL: &str = "additionalOperations";

/// The operations of a path item: the keys of each, and itself. In the order of the specification.
pub(crate) fn operations(item: &mut Object) -> Vec<(Method<'_>, &mut Object)> {
    let mut found = Vec::new();
    for (key, value) in item.iter_mut() {
        let Value::Object(object) = value else {
            continue;
        };
        if METHODS.contains(&key) {
            found.push((Method::Listed(key), object));
        } else if key == ADDITIONAL {
            let others = object.iter_mut().filter_map(|(key, value)| match value {
                Value::Object(operation) => Some((Method::Additional(key), operation)),
                _ => None,
            });
            found.extend(others);
        }
    }
    found.sort_by_key(|(method, _)| match method {
        Method::Listed(key) => METHODS.iter().position(|known| known == key),
        Method::Additional(_) => Some(METHODS.len()),
    });
    found
}

/// Calls `visit` with every operation of a path item that stands at `at`.
pub(crate) fn for_each_operation(
    item: &mut Object,
    at: &At<'_>,
    visit: &mut dyn FnMut(&mut Object, &At<'_>),
) {
    let additional = at.key(ADDITIONAL);
    for (method, operation) in operations(item) {
        match method {
            Method::Listed(key) => visit(operation, &at.key(key)),
            Method::Additional(key) => visit(operation, &additional.key(key)),
        }
    }
}

/// Under which key a path item has an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method<'k> {
    /// A key of the specification, in small letters.
    Listed(&'k str),
    /// A key of `additionalOperations`.
    Additional(&'k str),
}

impl Method<'_> {
    /// As it is sent.
    pub(crate) fn sent(self) -> String {
        match self {
            Self::Listed(key) => key.to_ascii_uppercase(),
            Self::Additional(key) => key.to_owned(),
        }
    }
}

impl Kind {
    /// What the member `key` of such an object holds, if it holds objects.
    pub(crate) fn child(self, key: &str) -> Option<Child> {
        use Child::{List, Map, One, Patterned};
        Some(match (self, key) {
            (Self::Root, "paths") => Patterned(Self::PathItem),
            (Self::Root, "webhooks") => Map(Self::PathItem),
            (Self::Root, "components") => One(Self::Components),
            (Self::Components, section) => Map(Self::of_section(section)?),
            (Self::PathItem, method) if METHODS.contains(&method) => One(Self::Operation),
            (Self::PathItem, ADDITIONAL) => Map(Self::Operation),
            (Self::PathItem | Self::Operation, "parameters") => List(Self::Parameter),
            (Self::Operation, "requestBody") => One(Self::RequestBody),
            (Self::Operation, "responses") => Patterned(Self::Response),
            (Self::Parameter | Self::Header, "examples") => Map(Self::Example),
            (Self::Parameter | Self::Header | Self::RequestBody | Self::Response, "content") => {
                Map(Self::MediaType)
            }
            (Self::MediaType, "encoding") => Map(Self::Encoding),
            (Self::Response | Self::Encoding, "headers") => Map(Self::Header),
            (Self::Schema, "properties" | "patternProperties" | "dependentSchemas") => {
                Map(Self::Schema)
            }
            (Self::Schema, "allOf" | "anyOf" | "oneOf" | "prefixItems") => List(Self::Schema),
            (Self::Parameter | Self::Header | Self::MediaType, "schema")
            | (Self::MediaType, "itemSchema")
            | (
                Self::Schema,
                "items"
                | "additionalProperties"
                | "propertyNames"
                | "then"
                | "else"
                | "contentSchema",
            ) => One(Self::Schema),
            _ => return None,
        })
    }

    fn of_section(section: &str) -> Option<Self> {
        SECTIONS
            .iter()
            .find(|(name, _)| *name == section)
            .map(|(_, kind)| *kind)
    }

    /// The section of `components` where such objects have names.
    pub(crate) fn section(self) -> Option<&'static str> {
        SECTIONS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map(|(name, _)| *name)
    }

    /// What messages call it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Root => "document",
            Self::Components => "set of components",
            Self::PathItem => "path item",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::RequestBody => "request body",
            Self::Response => "response",
            Self::Header => "header",
            Self::MediaType => "media type",
            Self::Encoding => "encoding",
            Self::Schema => "schema",
            Self::Example => "example",
            Self::SecurityScheme => "security scheme",
        }
    }

    /// Whether the member only tells people something: two objects that differ in it mean the same.
    pub(crate) fn is_annotation(self, key: &str) -> bool {
        match key {
            "description"
            | "summary"
            | "example"
            | "examples"
            | "externalDocs"
            | super::tree::PLACE
            | key::EXAMPLES
            | key::FILTER_PLACES => true,
            "title" => self == Self::Schema,
            _ => false,
        }
    }
}

/// Calls `visit` with every object that stands directly in `object`, whatever the value there really is.
pub(crate) fn for_each_child(
    kind: Kind,
    object: &mut Object,
    at: &At<'_>,
    visit: &mut dyn FnMut(Kind, &mut Value, &At<'_>),
) {
    for (key, value) in object.iter_mut() {
        let Some(child) = kind.child(key) else {
            continue;
        };
        let at = at.key(key);
        match (child, value) {
            (Child::One(kind), Value::List(items)) if key == "items" => {
                // The tuples of older JSON Schema drafts.
                for (index, item) in items.iter_mut().enumerate() {
                    visit(kind, item, &at.item(index));
                }
            }
            (Child::One(kind), value) => visit(kind, value, &at),
            (Child::List(kind), Value::List(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    visit(kind, item, &at.item(index));
                }
            }
            (Child::Map(kind) | Child::Patterned(kind), Value::Object(members)) => {
                let patterned = matches!(child, Child::Patterned(_));
                for (key, member) in members.iter_mut() {
                    if !(patterned && key.starts_with("x-")) {
                        visit(kind, member, &at.key(key));
                    }
                }
            }
            _ => {}
        }
    }
}
