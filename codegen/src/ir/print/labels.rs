//! What types are called for people: a component by its name, another one by the way to it: `Pet.owner`.

use std::collections::HashMap;

use crate::ir::{Api, NameHint, Operation};

/// One label for each type; where two are the same, the later ones carry their number.
pub(super) fn labels(api: &Api) -> Vec<String> {
    let mut labels: Vec<String> = Vec::with_capacity(api.types.len());
    let mut seen = HashMap::new();
    for (index, ty) in api.types.iter().enumerate() {
        let mut label = match &ty.hint {
            NameHint::Component(name) => name.clone(),
            NameHint::Inside { parent, words } => {
                // A parent may come later than what stands in it: then its own words are all there is to say.
                let parent = labels.get(parent.index()).map_or("", String::as_str);
                join(parent, words)
            }
            NameHint::Sent { of } => {
                let of = labels.get(of.index()).map_or("", String::as_str);
                format!("{of} as sent")
            }
            NameHint::InOperation { operation, words } => {
                let operation = api.operations.get(operation.index());
                join(&operation.map(operation_label).unwrap_or_default(), words)
            }
            NameHint::Shared { component, words } => join(component, words),
        };
        let times = seen.entry(label.clone()).or_insert(0_usize);
        *times += 1;
        if *times > 1 {
            label = format!("{label}#{index}");
        }
        labels.push(label);
    }
    labels
}

fn operation_label(operation: &Operation) -> String {
    match &operation.id {
        Some(id) => id.clone(),
        None => format!("{} {}", operation.method.as_str(), operation.path),
    }
}

fn join(parent: &str, words: &[String]) -> String {
    let mut label = parent.to_owned();
    for word in words {
        label.push('.');
        label.push_str(word);
    }
    label
}
