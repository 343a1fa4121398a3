//! What OpenAPI 3.2 says of tags.

use super::super::key;
use super::super::tree::{Object, Value};

/// Summary, parent and kind of tags, in words that 3.0 has not.
///
/// ```yaml
/// {name: a, summary: A, parent: b, kind: badge}
/// # → {name: a, x-tamis-summary: A, x-tamis-parent: b, x-tamis-kind: badge}
/// ```
pub(super) fn kinds(root: &mut Object) {
    let Some(Value::List(tags)) = root.get_mut("tags") else {
        return;
    };
    for tag in tags {
        if let Value::Object(tag) = tag {
            tag.rename("summary", key::SUMMARY);
            tag.rename("parent", key::PARENT);
            tag.rename("kind", key::KIND);
        }
    }
}
