//! What an overlay asks for: its actions, each with its place.

use serde_json_path::JsonPath;

use super::super::tree::{Object, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::place::Place;

/// One change, at all nodes that a path selects.
pub(super) struct Action<'o> {
    pub(super) place: Place,
    /// The path as it is written.
    pub(super) target: &'o str,
    pub(super) path: JsonPath,
    pub(super) change: Change<'o>,
}

/// What happens to a node.
pub(super) enum Change<'o> {
    Remove,
    /// This is merged into it.
    Update(&'o Value),
    /// The one node that this path selects is merged into it.
    Copy(JsonPath, &'o str),
}

/// Reads the actions; `None` where one cannot be understood.
pub(super) fn read<'o>(
    overlay: &'o Object,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Action<'o>>> {
    let version = overlay.get("overlay").and_then(Value::scalar_text);
    let version = version.unwrap_or_default();
    if !["1.0", "1.1"].iter().any(|known| {
        version
            .strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }) {
        let message =
            format!("`{version}` is no version of overlays that is understood; 1.0 and 1.1 are");
        diagnostics.push(Diagnostic::error(
            Code::OVERLAY_VERSION,
            &place.child("overlay"),
            message,
        ));
        return None;
    }
    let place = place.child("actions");
    let Some(actions) = overlay.get("actions").and_then(Value::as_list) else {
        diagnostics.push(Diagnostic::error(
            Code::OVERLAY_ACTION,
            &place,
            "an overlay has a list of `actions`",
        ));
        return None;
    };
    let mut all = Some(Vec::with_capacity(actions.len()));
    for (index, action) in actions.iter().enumerate() {
        match one(action, &place.item(index)) {
            Ok(action) => {
                if let Some(all) = &mut all {
                    all.push(action);
                }
            }
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                all = None;
            }
        }
    }
    all
}

fn one<'o>(action: &'o Value, place: &Place) -> Result<Action<'o>, Box<Diagnostic>> {
    let trouble = |place: &Place, message: &str| {
        Box::new(Diagnostic::error(Code::OVERLAY_ACTION, place, message))
    };
    let object = action
        .as_object()
        .ok_or_else(|| trouble(place, "an action is an object"))?;
    let path = |key: &str| -> Result<Option<(JsonPath, &'o str)>, Box<Diagnostic>> {
        let Some(value) = object.get(key) else {
            return Ok(None);
        };
        let place = place.child(key);
        let text = value
            .as_str()
            .ok_or_else(|| trouble(&place, "this is a JSONPath: a text that begins with `$`"))?;
        let path = JsonPath::parse(text).map_err(|error| {
            trouble(
                &place,
                &format!("`{text}` is no JSONPath (RFC 9535): {error}"),
            )
        })?;
        Ok(Some((path, text)))
    };
    let (target_path, target) =
        path("target")?.ok_or_else(|| trouble(place, "an action has a `target`"))?;
    let change = if object.is_true("remove") {
        Change::Remove
    } else if let Some(update) = object.get("update") {
        Change::Update(update)
    } else if let Some((path, text)) = path("copy")? {
        Change::Copy(path, text)
    } else {
        return Err(trouble(
            place,
            "an action has `update`, `copy` or `remove: true`",
        ));
    };
    Ok(Action {
        place: place.clone(),
        target,
        path: target_path,
        change,
    })
}
