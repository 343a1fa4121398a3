//! The user's choices of types, as the representation has them.
//!
//! In: the representation as the documents want it, and the options. Out: components that are a type of the user's, enums that
//! are closed, and what types have besides. Names in vain are reported.

use std::collections::BTreeMap;

use crate::config::{Choice, Config};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, NameHint, Operation, Scalar, TypeId, TypeKind, TypeRef};
use crate::pattern::matches;

/// The formats for which a type of the runtime stands, which another one can replace wherever it is.
const REPLACED: [(&str, Scalar); 7] = [
    ("date", Scalar::Date),
    ("date-time", Scalar::DateTime),
    ("duration", Scalar::Duration),
    ("ipv4", Scalar::Ipv4),
    ("ipv6", Scalar::Ipv6),
    ("time", Scalar::Time),
    ("uuid", Scalar::Uuid),
];

/// The types of formats that are not what they usually are.
pub(super) fn formats(config: &Config) -> BTreeMap<String, Scalar> {
    let own = |path: &String| {
        config
            .types
            .own
            .values()
            .chain(config.types.formats.values())
            .position(|own| own == path)
    };
    let mut formats = BTreeMap::new();
    for (name, path) in &config.types.formats {
        let is_replaced = REPLACED.iter().any(|(known, _)| known == name);
        match own(path) {
            _ if path == "text" => drop(formats.insert(name.clone(), Scalar::String)),
            Some(own) if !is_replaced => drop(formats.insert(name.clone(), Scalar::Own(own))),
            _ => {}
        }
    }
    formats
}

/// Makes the types what the user chose.
pub(super) fn choose(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let types = &config.types;
    let paths = types.own.values().chain(types.formats.values());
    let own = (0..).map(Scalar::Own).zip(paths.cloned());
    let replaced = REPLACED.iter().filter_map(|(name, scalar)| {
        let path = types.formats.get(*name).filter(|path| *path != "text")?;
        Some((*scalar, path.clone()))
    });
    api.own_types = own.chain(replaced).collect();
    if types.own.is_empty() && types.closed_enums.is_empty() && types.attributes.is_empty() {
        return;
    }
    let choice = config.choice(&["types"]);
    let addresses: Vec<String> = api.type_ids().map(|id| address(api, id)).collect();
    let components: Vec<String> = api.type_ids().filter_map(|id| component(api, id)).collect();
    for (index, name) in types.own.keys().enumerate() {
        let mut is_found = false;
        for def in &mut api.types {
            if matches!(&def.hint, NameHint::Component(component) if component == name) {
                def.kind = TypeKind::Alias(TypeRef::Scalar(Scalar::Own(index)));
                is_found = true;
            }
        }
        if !is_found {
            let known: Vec<&str> = components.iter().map(String::as_str).collect();
            let choice = choice.member("own").member(name);
            diagnostics.push(choice.no_match(name, "schema", &known));
        }
    }
    let is_enum = |api: &Api, index: usize| match &api.types[index].kind {
        TypeKind::Enum(list) => list.variants.len() > 1,
        _ => false,
    };
    let enums = choice.member("closed_enums");
    for (position, pattern) in types.closed_enums.iter().enumerate() {
        let meant = |index: usize| is_enum(api, index) && is_meant(pattern, &addresses[index]);
        let found: Vec<usize> = (0..addresses.len()).filter(|index| meant(*index)).collect();
        in_vain(
            &found,
            &enums.item(position),
            pattern,
            "enum",
            &addresses,
            diagnostics,
        );
        for index in found {
            if let TypeKind::Enum(list) = &mut api.types[index].kind {
                list.open = false;
            }
        }
    }
    for (position, added) in types.attributes.iter().enumerate() {
        let names = choice.member("attributes").item(position).member("types");
        for (index, pattern) in added.types.iter().enumerate() {
            let meant = |index: &usize| is_meant(pattern, &addresses[*index]);
            let found: Vec<usize> = (0..addresses.len()).filter(meant).collect();
            in_vain(
                &found,
                &names.item(index),
                pattern,
                "type",
                &addresses,
                diagnostics,
            );
            for index in found {
                let besides = &mut api.types[index].besides;
                let new = |all: &[String], one: &&String| !all.contains(one);
                let derives = added
                    .derives
                    .iter()
                    .filter(|one| new(&besides.derives, one));
                let derives: Vec<_> = derives.cloned().collect();
                besides.derives.extend(derives);
                besides.attributes.extend(added.attributes.iter().cloned());
            }
        }
    }
}

/// Whether a pattern means a type, or the component that it stands in.
fn is_meant(pattern: &str, address: &str) -> bool {
    let outer = address.split('.').next().unwrap_or_default();
    matches(pattern, address) || matches(pattern, outer)
}

fn in_vain(
    found: &[usize],
    choice: &Choice,
    name: &str,
    what: &str,
    addresses: &[String],
    diagnostics: &mut Diagnostics,
) {
    if found.is_empty() {
        let known: Vec<&str> = addresses.iter().map(String::as_str).collect();
        diagnostics.push(choice.no_match(name, what, &known));
    }
}

fn component(api: &Api, id: TypeId) -> Option<String> {
    match &api.ty(id).hint {
        NameHint::Component(name) => Some(name.clone()),
        _ => None,
    }
}

/// How a user calls a type: `Task`, `Task.owner`.
fn address(api: &Api, id: TypeId) -> String {
    let mut words: Vec<&str> = Vec::new();
    let nothing = Vec::new();
    let mut at = id;
    // A type stands in another one; the way out is never longer than there are types.
    for _ in 0..=api.types.len() {
        let (outer, own) = match &api.ty(at).hint {
            NameHint::Inside { parent, words } => {
                at = *parent;
                (None, words)
            }
            NameHint::Sent { of } => {
                at = *of;
                continue;
            }
            NameHint::Component(name) => (Some(name.clone()), &nothing),
            NameHint::Shared { component, words } => (Some(component.clone()), words),
            NameHint::InOperation { operation, words } => {
                let Operation {
                    id, method, path, ..
                } = api.operation(*operation);
                let call = || format!("{} {path}", method.as_str());
                (Some(id.clone().unwrap_or_else(call)), words)
            }
        };
        words.splice(0..0, own.iter().map(String::as_str));
        if let Some(outer) = outer {
            let words = words.iter().map(|word| format!(".{word}"));
            return outer + &words.collect::<String>();
        }
    }
    String::new()
}
