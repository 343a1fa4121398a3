//! Components that are nothing but references to each other in a circle: none of them means anything.

use std::collections::{HashMap, HashSet};

use super::super::grammar::SECTIONS;
use super::super::source::Source;
use super::super::tree::{Object, Value};
use super::missing::nothing;
use super::pointer::component_of;
use super::resolver::container;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::place::Place;

/// Cuts such circles: one of their members says nothing from then on.
pub(super) fn cut(tree: &mut Value, source: Option<&Source>, diagnostics: &mut Diagnostics) {
    let root = Place::root(source.map_or("", |source| source.name.as_str()));
    for (section, kind) in SECTIONS {
        let Some(members) = container(tree, &["components", section]) else {
            continue;
        };
        for name in circular(members, section) {
            let place = root.child("components").child(section).child(&name);
            diagnostics.push(Diagnostic::warning(
                Code::CIRCULAR_REFERENCE,
                &place,
                format!("`{name}` refers to nothing but itself"),
            ));
            members.insert(&name, nothing(kind));
        }
    }
}

/// One name of each circle, the first in document order.
fn circular(members: &Object, section: &str) -> Vec<String> {
    let next: HashMap<&str, String> = members
        .iter()
        .filter_map(|(name, value)| {
            let object = value.as_object()?;
            let (of, target) = component_of(object.str("$ref")?)?;
            (object.len() == 1 && of == section).then_some((name, target))
        })
        .collect();
    let mut settled: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for start in members.keys() {
        let mut path: Vec<&str> = Vec::new();
        let mut on_path: HashSet<&str> = HashSet::new();
        let mut name = start;
        while !settled.contains(name) {
            let Some((name_there, target)) = next.get_key_value(name) else {
                break;
            };
            if !on_path.insert(name_there) {
                found.push((*name_there).to_owned());
                break;
            }
            path.push(name_there);
            name = target;
        }
        settled.extend(path);
    }
    found
}
