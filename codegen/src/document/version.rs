//! What a file is: an OpenAPI document of a version that is understood, another document, or a part of one.

use super::tree::{Object, Value};
use crate::diagnostics::{Code, Diagnostic};
use crate::place::Place;

/// What a file is.
pub(crate) enum Role {
    /// A document of its own.
    Root,
    /// Changes to documents.
    Overlay,
    /// Something that documents refer to.
    Fragment,
}

/// Tells the role of a file; an error when it is a document that is not understood.
pub(crate) fn role(root: &Value, place: &Place) -> Result<Role, Box<Diagnostic>> {
    let Value::Object(root) = root else {
        return Ok(Role::Fragment);
    };
    if let Some(version) = root.get("openapi") {
        return openapi(version, place);
    }
    if root.contains("overlay") && root.contains("actions") {
        return Ok(Role::Overlay);
    }
    if root.contains("swagger") && (root.contains("paths") || root.contains("info")) {
        return Err(Diagnostic::error(
            Code::SWAGGER,
            &place.child("swagger"),
            "this is a Swagger 2.0 document; OpenAPI 3.0, 3.1 and 3.2 are understood",
        )
        .help("convert it first, for example with `npx swagger2openapi`")
        .into());
    }
    if looks_like_a_document(root) {
        return Err(Diagnostic::error(
            Code::NO_VERSION,
            place,
            "the document does not say which version of OpenAPI it is written in",
        )
        .help("add `openapi: 3.0.3` or `openapi: 3.1.0` at its top")
        .into());
    }
    Ok(Role::Fragment)
}

fn looks_like_a_document(root: &Object) -> bool {
    root.contains("info") && (root.contains("paths") || root.contains("webhooks"))
}

fn openapi(version: &Value, place: &Place) -> Result<Role, Box<Diagnostic>> {
    let text = version.scalar_text().unwrap_or_default();
    let text = text.trim();
    let is = |minor: &str| {
        text == minor
            || text
                .strip_prefix(minor)
                .is_some_and(|rest| rest.starts_with('.') || rest.starts_with('-'))
    };
    if is("3.0") || is("3.1") || is("3.2") {
        return Ok(Role::Root);
    }
    let message = format!("`{text}` is no version that is understood; 3.0, 3.1 and 3.2 are");
    let place = place.child("openapi");
    Err(Diagnostic::error(Code::UNKNOWN_VERSION, &place, message).into())
}
