//! Whether a field is called as in the document.

use crate::ir::Field;

/// Whether a reader sees from the name of a field what the member is called: the same, but for case and separators.
pub(super) fn is_wire_name(field: &Field, name: &str) -> bool {
    let letters = |name: &str| -> Vec<char> {
        let letters = name.chars().filter(|c| !matches!(c, '_' | '-'));
        letters.flat_map(char::to_lowercase).collect()
    };
    letters(name.strip_prefix("r#").unwrap_or(name)) == letters(&field.wire_name)
}
