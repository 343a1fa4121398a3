//! The components of the document, and references to them.

use super::super::resolve::unescape;
use super::super::tree::{Object, Value};

/// The members of a section of the components.
pub(super) fn section<'t>(root: &'t mut Object, name: &str) -> Option<&'t mut Object> {
    root.get_mut("components")?
        .as_object_mut()?
        .get_mut(name)?
        .as_object_mut()
}

/// What a reference to a component of this section means.
pub(super) fn target<'s>(value: &Value, section: &'s Object) -> Option<&'s Value> {
    let name = value.ref_target()?.rsplit('/').next()?;
    section.get(&unescape(name))
}
