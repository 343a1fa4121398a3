//! Whether the values of a schema are texts, so that a number among its `enum` or `default` is one, too.
//!
//! In: a schema, or a parameter or media type with one, in its document. Out: yes or no. References within the document are
//! followed; what another file says is not known while this one is read.

use super::super::super::tree::{Object, Value};

/// How many schemas within one another, or references behind one another, are followed.
const DEEPEST: usize = 16;

/// Whether all values are texts or lists of texts, `null` aside.
pub(super) fn is_of_texts(document: &Value, object: &Object) -> bool {
    Schemas { document }.are_texts(object, 0)
}

#[derive(Clone, Copy)]
struct Schemas<'a> {
    document: &'a Value,
}

impl<'d> Schemas<'d> {
    fn are_texts(self, object: &Object, depth: usize) -> bool {
        if depth > DEEPEST {
            return false;
        }
        let inner = |key: &str| {
            let inner = object.get(key).and_then(Value::as_object);
            inner.is_some_and(|inner| self.are_texts(inner, depth + 1))
        };
        match Type::of(object) {
            Type::Only("string") => true,
            Type::Only("array") => inner("items"),
            Type::Only(_) | Type::Several => false,
            Type::Unsaid => {
                self.is_reference_to_texts(object, depth)
                    || inner("schema")
                    || self.all_of(object, depth)
                    || self.one_of(object, "anyOf", depth)
                    || self.one_of(object, "oneOf", depth)
            }
        }
    }

    fn is_reference_to_texts(self, object: &Object, depth: usize) -> bool {
        let target = (object.get("$ref").and_then(Value::as_str))
            .and_then(|reference| reference.strip_prefix("#/"))
            .and_then(|pointer| self.at(pointer));
        target.is_some_and(|target| self.are_texts(target, depth + 1))
    }

    fn at(self, pointer: &str) -> Option<&'d Object> {
        let mut value = self.document;
        for part in pointer.split('/') {
            let part = part.replace("~1", "/").replace("~0", "~");
            value = value.as_object()?.get(&part)?;
        }
        value.as_object()
    }

    /// What holds for one of them, holds for all.
    fn all_of(self, object: &Object, depth: usize) -> bool {
        let mut parts = schemas(object, "allOf");
        parts.any(|part| part.is_some_and(|part| self.are_texts(part, depth + 1)))
    }

    fn one_of(self, object: &Object, key: &str, depth: usize) -> bool {
        let mut found = false;
        for schema in schemas(object, key) {
            match schema {
                Some(schema) if matches!(Type::of(schema), Type::Only("null")) => {}
                Some(schema) if self.are_texts(schema, depth + 1) => found = true,
                _ => return false,
            }
        }
        found
    }
}

fn schemas<'a>(object: &'a Object, key: &str) -> impl Iterator<Item = Option<&'a Object>> {
    let list = object.get(key).and_then(Value::as_list);
    list.into_iter().flatten().map(Value::as_object)
}

/// What `type` says, `null` beside another one aside.
enum Type<'a> {
    Unsaid,
    Only(&'a str),
    Several,
}

impl<'a> Type<'a> {
    fn of(object: &'a Object) -> Self {
        match object.get("type") {
            Some(Value::String(name)) => Self::Only(name),
            Some(Value::List(names)) => {
                let mut names = names.iter().filter(|name| name.as_str() != Some("null"));
                match (names.next().and_then(Value::as_str), names.next()) {
                    (Some(name), None) => Self::Only(name),
                    _ => Self::Several,
                }
            }
            _ => Self::Unsaid,
        }
    }
}
