//! Operation ids without what frameworks add to the name that somebody gave.
//!
//! In: the operations of one module. Out: for each the part of its id that a person chose, where no other operation of the
//! module would have the same. FastAPI makes `read_user_users__id__get` of the function `read_user`, the path
//! `/users/{id}` and the method.

use std::collections::BTreeMap;

use super::case::{Case, Symbols, convert};
use crate::ir::{Api, Operation, OperationId};

/// The short ids of a module, by operation.
pub(super) fn ids<'a>(api: &'a Api, operations: &[OperationId]) -> BTreeMap<OperationId, &'a str> {
    let name = |text: &str| convert(text, Case::Value, Symbols::Separate);
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    let mut short = BTreeMap::new();
    for id in operations {
        let operation = api.operation(*id);
        let Some(full) = operation.id.as_deref() else {
            continue;
        };
        *wanted.entry(name(full)).or_default() += 1;
        if let Some(chosen) = without_path(operation, full) {
            *wanted.entry(name(chosen)).or_default() += 1;
            short.insert(*id, chosen);
        }
    }
    short.retain(|_, chosen| wanted[&name(chosen)] == 1);
    short
}

/// The id without the path and the method behind it.
fn without_path<'a>(operation: &Operation, id: &'a str) -> Option<&'a str> {
    let part = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let path: String = operation.path.chars().map(part).collect();
    let method = operation.method.as_str().to_lowercase();
    let chosen = id
        .strip_suffix(&method)?
        .strip_suffix('_')?
        .strip_suffix(path.as_str())?;
    chosen.contains(char::is_alphabetic).then_some(chosen)
}
