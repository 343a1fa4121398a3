//! The features of the client's crate: one for each tag, where they are asked for.

use super::operations::Module;

/// Gives each module of a tag a feature of its name. Cargo and `tamis new` have features of their own.
pub(super) fn name(modules: &mut [Module]) {
    for module in modules.iter_mut().filter(|module| module.tag.is_some()) {
        let name = &module.ident;
        module.feature = Some(match name.as_str() {
            "default" | "reqwest" => format!("{name}_operations"),
            _ => name.clone(),
        });
    }
}
