//! OpenAPI Overlays 1.0 and 1.1: changes to documents that stand in files of their own.
//!
//! In: the trees of the documents and of the overlays. Out: the same documents, changed, before anything in them is
//! understood. What an action adds knows that it stands in the overlay; what an action changed is remembered, so that a
//! report about it names the overlay ([`Diagnostics::changed`]). An action that matches nothing is an error: it has been
//! written for another version of the document.

mod action;
mod apply;
mod edit;
mod step;

use self::action::Action;
use self::apply::Target;
use super::tree::{Object, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::place::Place;

/// A document that overlays may change.
pub(crate) struct Document<'t> {
    pub(crate) name: &'t str,
    pub(crate) tree: &'t mut Value,
}

/// Applies an overlay to the documents that it is for.
pub(crate) fn apply(
    overlay: &Value,
    name: &str,
    documents: &mut [Document<'_>],
    diagnostics: &mut Diagnostics,
) {
    let place = Place::root(name);
    let Value::Object(overlay) = overlay else {
        return;
    };
    let Some(actions) = action::read(overlay, &place, diagnostics) else {
        return;
    };
    let Some(mut targets) = targets(overlay, name, documents, diagnostics) else {
        return;
    };
    for action in &actions {
        run(action, &mut targets, diagnostics);
    }
}

/// The documents that the overlay is for: those that `extends` names, or all.
fn targets<'d, 't>(
    overlay: &Object,
    name: &str,
    documents: &'d mut [Document<'t>],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Target<'d>>>
where
    't: 'd,
{
    let extends = overlay.str("extends");
    let wanted = extends.and_then(|reference| beside(name, reference));
    let found: Vec<_> = documents
        .iter_mut()
        .filter(|document| wanted.as_ref().is_none_or(|wanted| wanted == document.name))
        .map(|document| Target::new(document.name, document.tree))
        .collect();
    if found.is_empty() {
        let place = Place::root(name).child("extends");
        let reference = extends.unwrap_or_default();
        let message = format!("`{reference}` is none of the documents");
        diagnostics.push(
            Diagnostic::error(Code::OVERLAY_DOCUMENT, &place, message)
                .help("name a document relative to the overlay: `./pets.yaml`"),
        );
        return None;
    }
    Some(found)
}

/// The name of the document that a relative reference means; `None` for an address, which may be that of any document.
fn beside(overlay: &str, reference: &str) -> Option<String> {
    if reference.contains("://") {
        return None;
    }
    let mut parts: Vec<&str> = overlay.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn run(action: &Action<'_>, targets: &mut [Target<'_>], diagnostics: &mut Diagnostics) {
    let mut matched = 0;
    for target in targets {
        matched += target.run(action, diagnostics);
    }
    if matched == 0 {
        let message = format!("`{}` matches nothing", action.target);
        diagnostics.push(
            Diagnostic::error(
                Code::OVERLAY_NO_MATCH,
                &action.place.child("target"),
                message,
            )
            .help("the document may have changed since the overlay was written; what is not needed any more can go"),
        );
    }
}

#[cfg(test)]
mod tests;
