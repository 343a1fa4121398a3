//! Following a JSON pointer through a tree, looking through what resolving has already moved.

use super::super::tree::Value;

/// What a resolved reference begins with. The scheme tells it from one that has yet to be resolved, whatever file
/// that one stands in.
pub(crate) const RESOLVED: &str = "tamis:#/components/";

/// What a pointer found.
pub(crate) enum Lookup<'v> {
    Here(&'v mut Value),
    /// On its way it met something that is a component now: go on there.
    Moved {
        component: (String, String),
        rest: Vec<String>,
    },
    Nothing,
}

/// The value behind `keys`.
pub(crate) fn find<'v>(tree: &'v mut Value, keys: &[String]) -> Lookup<'v> {
    let mut value = tree;
    for (index, key) in keys.iter().enumerate() {
        // A reference may have siblings, and these are where they were.
        let beside = matches!(value, Value::Object(object) if object.contains(key));
        if !beside && let Some(component) = moved(value) {
            return Lookup::Moved {
                component,
                rest: keys.get(index..).unwrap_or_default().to_vec(),
            };
        }
        let next = match value {
            Value::Object(object) => object.get_mut(key),
            Value::List(items) => key
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get_mut(index)),
            _ => None,
        };
        match next {
            Some(next) => value = next,
            None => return Lookup::Nothing,
        }
    }
    Lookup::Here(value)
}

/// The component that stands in for a value, if it was moved.
fn moved(value: &Value) -> Option<(String, String)> {
    component_of(value.ref_target()?)
}

/// Section and name of a resolved reference.
pub(crate) fn component_of(reference: &str) -> Option<(String, String)> {
    let (section, name) = reference.strip_prefix(RESOLVED)?.split_once('/')?;
    Some((section.to_owned(), unescape(name)))
}

pub(crate) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

pub(crate) fn unescape(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}
