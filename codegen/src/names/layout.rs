//! Which file each type and each operation is written to.
//!
//! In: names, and what there is. Out: [`Layout`], a side table. A short module is one file. A long one is a file for each
//! component or resource: what begins with the same word stands together, and where that is still too long, what begins with
//! the same two words, and so on. Files are private: their module exports all of them, so that a path in a program never
//! says which file something is in.
//!
//! Something's file depends on its own name or address, and on whether its module is long. Adding an operation moves no
//! type.

mod size;

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, Symbols, convert};
use super::operations::MODULES;
use super::types::TypeNames;
use super::{FilterField, FilterFields, Module, keyword};
use crate::analysis::Facts;
use crate::ir::{Api, NameHint, OperationId, PathPiece, TypeId};

/// A file may have about so many lines before it is divided.
const LONG: usize = 1_500;

/// The files of all modules.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The files of the module of types.
    pub(crate) types: Division<TypeId>,
    /// The files of the module of filter fields.
    pub(crate) filters: Division<FilterField>,
    /// The files of each module of operations.
    pub(crate) operations: Vec<Division<OperationId>>,
}

/// What stands in each of a module's files.
#[derive(Clone, Debug)]
pub(crate) struct Division<T> {
    /// What stands in the module's own file.
    pub(crate) own: Vec<T>,
    /// The other files: the name of each, and what stands in it.
    pub(crate) parts: Vec<(String, Vec<T>)>,
}

impl<T> Division<T> {
    /// All that the module exports, whichever file it stands in.
    pub(crate) fn all(&self) -> impl Iterator<Item = &T> {
        let parts = self.parts.iter().flat_map(|(_, items)| items);
        self.own.iter().chain(parts)
    }
}

/// Divides all modules.
pub(super) fn divide(
    api: &Api,
    facts: &Facts,
    types: &TypeNames,
    filters: &FilterFields,
    modules: &[Module],
) -> Layout {
    let mut module_of = vec![None; api.operations.len()];
    for module in modules {
        for id in &module.operations {
            module_of[id.index()] = Some(module);
        }
    }
    let in_types = reading_order(api)
        .into_iter()
        .filter(|id| {
            facts.usage.is_kept(*id)
                && facts.generics.replaced_by(*id).is_none()
                && !facts.sharing.is_inside_alias(api, *id)
        })
        .map(|id| Item {
            words: words_of_type(api, types, &module_of, id),
            lines: size::of_type(api, id),
            id,
        })
        .collect();
    let operations = modules.iter().map(|module| {
        let items = module.operations.iter().map(|id| Item {
            words: words_of_operation(api, module, *id),
            lines: size::of_operation(api, *id),
            id: *id,
        });
        division(items.collect(), "operations")
    });
    let fields = filters.sorted().into_iter().map(|field| Item {
        words: in_ascii(field.0.to_lowercase().split('_')),
        lines: size::of_filter(facts.filters.operation(field.1).family(field.2)),
        id: field,
    });
    Layout {
        types: division(in_types, "types"),
        filters: division(fields.collect(), "filters"),
        operations: operations.collect(),
    }
}

/// Something with the words that say where it belongs.
struct Item<T> {
    id: T,
    words: Vec<String>,
    lines: usize,
}

fn division<T>(items: Vec<Item<T>>, suffix: &str) -> Division<T> {
    let lines: usize = items.iter().map(|item| item.lines).sum();
    let mut own = Vec::new();
    let mut parts = BTreeMap::new();
    if lines <= LONG {
        own = items.into_iter().map(|item| item.id).collect();
    } else {
        share_out(items, 1, &mut own, &mut parts);
    }
    let mut taken = BTreeSet::new();
    let parts = parts
        .into_iter()
        .map(|(words, ids)| (file_name(&words, suffix, &mut taken), ids))
        .collect();
    Division { own, parts }
}

/// Puts together what begins with the same words.
fn share_out<T>(
    items: Vec<Item<T>>,
    depth: usize,
    own: &mut Vec<T>,
    parts: &mut BTreeMap<Vec<String>, Vec<T>>,
) {
    let mut groups: BTreeMap<Vec<String>, Vec<Item<T>>> = BTreeMap::new();
    for item in items {
        let words = item.words.iter().take(depth).cloned().collect();
        groups.entry(words).or_default().push(item);
    }
    for (words, group) in groups {
        let lines: usize = group.iter().map(|item| item.lines).sum();
        let goes_on = group.iter().any(|item| item.words.len() > depth);
        if lines > LONG && goes_on {
            share_out(group, depth + 1, own, parts);
            continue;
        }
        let ids = group.into_iter().map(|item| item.id);
        if words.is_empty() {
            own.extend(ids);
        } else {
            parts.entry(words).or_default().extend(ids);
        }
    }
}

/// The name of a file and of its module: it shadows no module of the client.
fn file_name(words: &[String], suffix: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = convert(&words.join(" "), Case::Value, Symbols::Separate);
    if keyword::is_keyword(&name) || MODULES.contains(&name.as_str()) {
        name = format!("{name}_{suffix}");
    }
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    name
}

/// All types, each followed by the nameless ones that stand in it.
fn reading_order(api: &Api) -> Vec<TypeId> {
    let mut inside: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut outermost = Vec::new();
    for id in api.type_ids() {
        match &api.ty(id).hint {
            NameHint::Inside { parent, .. } | NameHint::Sent { of: parent } => {
                inside.entry(*parent).or_default().push(id);
            }
            _ => outermost.push(id),
        }
    }
    let mut order = Vec::with_capacity(api.types.len());
    let mut waiting: Vec<TypeId> = outermost.into_iter().rev().collect();
    while let Some(id) = waiting.pop() {
        order.push(id);
        waiting.extend(inside.remove(&id).unwrap_or_default().into_iter().rev());
    }
    order
}

/// The words of a component's name; a type that stands in another one belongs to that, and one that stands in an operation
/// to the operation's module.
fn words_of_type(
    api: &Api,
    types: &TypeNames,
    module_of: &[Option<&Module>],
    id: TypeId,
) -> Vec<String> {
    let mut id = id;
    loop {
        match &api.ty(id).hint {
            NameHint::Inside { parent, .. } | NameHint::Sent { of: parent } => id = *parent,
            NameHint::InOperation { operation, .. } => {
                let Some(module) = module_of[operation.index()] else {
                    return Vec::new();
                };
                let path = words_of_operation(api, module, *operation);
                let words = [&module.ident].into_iter().chain(&path);
                return in_ascii(words.map(String::as_str));
            }
            NameHint::Component(_) | NameHint::Shared { .. } => {
                let name = convert(types.ty(id), Case::Value, Symbols::Separate);
                return in_ascii(name.split('_'));
            }
        }
    }
}

/// The fixed segments of an operation's path, from where the path is the module's own.
fn words_of_operation(api: &Api, module: &Module, id: OperationId) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for piece in &api.operation(id).pieces {
        let PathPiece::Literal(text) = piece else {
            continue;
        };
        for segment in text.split('/').filter(|segment| !segment.is_empty()) {
            let word = convert(segment, Case::Value, Symbols::Separate);
            if word == module.ident {
                words.clear();
            } else if !says_nothing(segment) {
                words.push(word);
            }
        }
    }
    in_ascii(words.iter().map(String::as_str))
}

/// Whether a segment stands before the resources of an API: `api`, `v1`, `2010-04-01`.
fn says_nothing(segment: &str) -> bool {
    let version = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    segment.eq_ignore_ascii_case("api") || version.starts_with(|c: char| c.is_ascii_digit())
}

/// rustc looks for files only under names in ASCII.
fn in_ascii<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    words
        .take_while(|word| word.is_ascii() && !word.is_empty())
        .map(str::to_owned)
        .collect()
}
