//! Operation ids without what frameworks add to the name that somebody gave.
//!
//! In: the operations of one module. Out: for each the part of its id that a person chose, where no other operation of the
//! module would have the same.
//!
//! | id | where | short |
//! |---|---|---|
//! | `read_user_users__id__get` | FastAPI: the function, the path `/users/{id}` and the method | `read_user` |
//! | `users_partial_update`, `users/list-for-org` | all ids of the tag `users` begin with it | method `partial_update`, `list_for_org` |

use std::collections::{BTreeMap, BTreeSet};

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

/// The names of methods without the tag that they are called on, where the ids of all its operations begin with it; an
/// operation that has just the tag's name keeps it. `ids` are the short ones.
pub(super) fn methods(
    api: &Api,
    tag: &str,
    operations: &[OperationId],
    ids: &BTreeMap<OperationId, &str>,
) -> BTreeMap<OperationId, String> {
    let name = |text: &str| convert(text, Case::Value, Symbols::Separate);
    let tag = name(tag);
    let mut short = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for id in operations {
        let operation = api.operation(*id);
        let full = ids.get(id).copied().or(operation.id.as_deref());
        let Some(full) = full.map(name) else {
            return BTreeMap::new();
        };
        let rest = full.strip_prefix(&tag);
        let is_kept = match rest.map(|rest| rest.strip_prefix('_')) {
            // What begins with a digit is no name.
            Some(Some(rest)) if rest.starts_with(char::is_alphabetic) => {
                let is_new = seen.insert(rest.to_owned());
                short.insert(*id, rest.to_owned());
                is_new
            }
            Some(None) if full == tag => seen.insert(full),
            _ => false,
        };
        if !is_kept {
            return BTreeMap::new();
        }
    }
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
