//! A walk over the operations of the document.

use super::super::grammar::{ADDITIONAL, METHODS, Method};
use super::super::tree::{Object, Value};
use super::wanted::Wanted;

/// An operation of the document.
pub(super) struct Operation<'t> {
    /// `GET /path`.
    pub(super) call: String,
    pub(super) id: Option<String>,
    pub(super) object: &'t mut Object,
}

impl Operation<'_> {
    /// Whether one of the names means this operation.
    pub(super) fn is_among(&self, wanted: &mut Wanted<'_>) -> bool {
        // Both are asked, so that each name that means it counts as found.
        let by_call = wanted.takes(&self.call);
        let by_id = self.id.as_ref().is_some_and(|id| wanted.takes(id));
        by_call || by_id
    }
}

/// Calls `visit` with every operation, those of webhooks included; takes out those for which it says no.
pub(super) fn retain_operations(root: &mut Object, visit: &mut dyn FnMut(Operation<'_>) -> bool) {
    for container in ["paths", "webhooks"] {
        let Some(Value::Object(items)) = root.get_mut(container) else {
            continue;
        };
        items.retain(|path, item| {
            let Value::Object(item) = item else {
                return true;
            };
            let mut any = false;
            let mut ask = |method: Method<'_>, value: &mut Value| {
                let Value::Object(object) = value else {
                    return true;
                };
                let keep = visit(Operation {
                    call: format!("{} {path}", method.sent()),
                    id: object.get("operationId").and_then(Value::scalar_text),
                    object,
                });
                any |= keep;
                keep
            };
            item.retain(|key, value| match value {
                Value::Object(others) if key == ADDITIONAL => {
                    others.retain(|key, value| ask(Method::Additional(key), value));
                    true
                }
                value if METHODS.contains(&key) => ask(Method::Listed(key), value),
                _ => true,
            });
            any
        });
    }
}

/// The names of all operations, for suggestions.
pub(super) fn operation_names(root: &mut Object) -> Vec<String> {
    let mut names = Vec::new();
    retain_operations(root, &mut |operation| {
        names.extend(operation.id);
        names.push(operation.call);
        true
    });
    names
}
