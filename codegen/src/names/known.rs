//! What things are known by, whatever they are called in the client and whatever comes and goes beside them.

use crate::ir::{Api, NameHint, Operation, TypeDef};

/// What a namespace that is there once stands in.
pub(super) const CLIENT: &str = "client";

/// How what is named after a tag is told from what is named after an operation.
pub(super) const TAG: &str = "tag ";

/// How what is named after a generic type is told from a type.
pub(super) const GENERIC: &str = "generic ";

/// How a type as it is sent is told from the same as it is received.
pub(super) const SENT: &str = " as sent";

/// `GET /pets`.
pub(super) fn call(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// What a type is known by, whatever comes and goes beside it: the name of a component, or its place.
pub(super) fn key(api: &Api, def: &TypeDef) -> String {
    match &def.hint {
        NameHint::Component(name) => name.clone(),
        NameHint::Sent { of } => format!("{}{SENT}", key(api, api.ty(*of))),
        _ => format!("#{}", def.place.pointer()),
    }
}
