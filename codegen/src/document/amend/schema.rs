//! Corrections of schemas, by the way to them: `Task`, `Task.owner`, `Task.tags[]`.

use super::super::tree::{Object, Value};
use super::components::section;
use super::value;
use super::wanted::Wanted;
use crate::config::Correction;

/// Deeper than this no schema is addressed.
const DEEPEST: usize = 32;

/// Corrects the schemas that are wanted; the names of all there are.
pub(super) fn correct<'c>(
    root: &mut Object,
    correction: &'c Correction,
    wanted: &mut Wanted<'c>,
) -> Vec<String> {
    let mut walk = Walk {
        correction,
        wanted,
        names: Vec::new(),
    };
    for (name, schema) in section(root, "schemas")
        .into_iter()
        .flat_map(Object::iter_mut)
    {
        walk.schema(name, schema, 0);
    }
    walk.names
}

struct Walk<'c, 'w> {
    correction: &'c Correction,
    wanted: &'w mut Wanted<'c>,
    names: Vec<String>,
}

impl Walk<'_, '_> {
    /// A schema and what stands in it; whether the schema itself was meant.
    fn schema(&mut self, name: &str, schema: &mut Value, depth: usize) -> bool {
        if depth > DEEPEST {
            return false;
        }
        self.names.push(name.to_owned());
        self.inside(name, schema, depth);
        let is_meant = self.wanted.takes(name);
        if is_meant {
            value::value(schema, self.correction);
            if let Some(may) = self.correction.read_only_may_be_null {
                read_only(schema, may);
            }
        }
        is_meant
    }

    /// What stands in a schema; the members that were meant.
    fn inside(&mut self, name: &str, schema: &mut Value, depth: usize) -> Vec<String> {
        let mut meant = Vec::new();
        let Value::Object(object) = schema else {
            return meant;
        };
        if let Some(Value::Object(members)) = object.get_mut("properties") {
            for (member, value) in members.iter_mut() {
                if self.schema(&format!("{name}.{member}"), value, depth + 1) {
                    meant.push(member.to_owned());
                }
            }
        }
        let own = meant.len();
        if let Some(items) = object.get_mut("items") {
            self.schema(&format!("{name}[]"), items, depth + 1);
        }
        // The parts of a schema have no names of their own.
        for key in ["allOf", "anyOf", "oneOf"] {
            if let Some(Value::List(parts)) = object.get_mut(key) {
                for part in parts {
                    meant.extend(self.inside(name, part, depth + 1));
                }
            }
        }
        if let Some(is_required) = self.correction.required {
            for (index, member) in meant.iter().enumerate() {
                // Any part may list a member as required, whichever has it.
                if index < own || !is_required {
                    require(object, member, is_required);
                }
            }
        }
        meant
    }
}

/// Lists a member among the required ones, or no longer.
fn require(object: &mut Object, member: &str, is_required: bool) {
    let mut names = match object.remove("required") {
        Some(Value::List(names)) => names,
        _ => Vec::new(),
    };
    names.retain(|name| name.as_str() != Some(member));
    if is_required {
        names.push(Value::string(member));
    }
    if !names.is_empty() {
        object.insert("required", Value::List(names));
    }
}

/// Lets the members that only the server sets be `null`, or not.
fn read_only(schema: &mut Value, may_be_null: bool) {
    let Value::Object(object) = schema else {
        return;
    };
    if let Some(Value::Object(members)) = object.get_mut("properties") {
        for (_, member) in members.iter_mut() {
            if member
                .as_object()
                .is_some_and(|object| object.is_true("readOnly"))
            {
                value::change(member, |member| {
                    member.insert("nullable", Value::Bool(may_be_null));
                });
            }
        }
    }
    if let Some(Value::List(parts)) = object.get_mut("allOf") {
        for part in parts {
            read_only(part, may_be_null);
        }
    }
}
