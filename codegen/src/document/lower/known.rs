//! What all rewrites share: what is known of the document as a whole, and small questions about schemas.

use std::collections::{HashMap, HashSet};

use super::super::at::At;
use super::super::grammar::Kind;
use super::super::resolve::{RESOLVED, escape};
use super::super::tree::{Object, PLACE, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// A walk, with what it must know of the document as a whole.
pub(super) struct Lower<'r> {
    pub(super) diagnostics: &'r mut Diagnostics,
    /// The references to schemas that only allow `null`.
    pub(super) nulls: HashSet<String>,
    /// The named parameters, by the references to them: where they are sent and their names.
    pub(super) parameters: HashMap<String, (String, String)>,
    /// Those of them that are sent in the path, whole.
    pub(super) path_parameters: HashMap<String, Value>,
    /// The values of named examples, by the references to them.
    pub(super) examples: HashMap<String, Value>,
    /// The keywords that were said to be left out.
    pub(super) left_out: Vec<&'static str>,
}

impl Lower<'_> {
    pub(super) fn warn(&mut self, code: Code, at: &At<'_>, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::warning(code, &at.place(), message));
    }

    /// Takes out what a client does not act on, and says so where it stands for the first time.
    pub(super) fn leave_out(&mut self, object: &mut Object, keyword: &'static str, at: &At<'_>) {
        let Some(value) = object.remove(keyword) else {
            return;
        };
        let is_empty = value.is_null() || value.as_object().is_some_and(Object::is_empty);
        if is_empty || self.left_out.contains(&keyword) {
            return;
        }
        self.left_out.push(keyword);
        let what = match keyword {
            "callbacks" => {
                "the client has no part in `callbacks`: the types of their payloads are left out, here and elsewhere"
            }
            _ => "the client does not act on `links`: they are left out, here and elsewhere",
        };
        self.warn(Code::LEFT_OUT, &at.key(keyword), what);
    }
}

/// A reference to a component, as resolving writes it.
pub(super) fn reference(section: &str, name: &str) -> String {
    format!("{RESOLVED}{section}/{}", escape(name))
}

/// Whether other schemas stand in a schema: then its place matters when it is moved.
pub(super) fn has_schemas(object: &Object) -> bool {
    object
        .iter()
        .any(|(key, value)| Kind::Schema.child(key).is_some() && !matches!(value, Value::Bool(_)))
}

/// Remembers where a schema stood that is about to be moved, if anything stands in it.
pub(super) fn remember(value: &mut Value, at: &At<'_>) {
    if let Value::Object(object) = value
        && has_schemas(object)
    {
        object.set_place(at);
    }
}

/// Whether a schema is a reference and nothing else.
pub(super) fn is_reference(value: &Value) -> bool {
    value.as_object().is_some_and(|object| {
        object.contains("$ref") && object.keys().all(|key| key == "$ref" || key == PLACE)
    })
}
