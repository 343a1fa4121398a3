//! Names for components that the document did not name: what is referred to inside something else, or in another file.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::Kind;

/// The names that are taken.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeMap<Kind, BTreeSet<String>>);

impl Names {
    /// Takes a name; `false` if it is taken.
    pub(crate) fn add(&mut self, kind: Kind, name: &str) -> bool {
        self.0.entry(kind).or_default().insert(name.to_owned())
    }

    pub(crate) fn contains(&self, kind: Kind, name: &str) -> bool {
        self.0.get(&kind).is_some_and(|names| names.contains(name))
    }

    /// All names of a kind, sorted.
    pub(crate) fn of(&self, kind: Kind) -> Vec<&str> {
        let names = self.0.get(&kind);
        names.into_iter().flatten().map(String::as_str).collect()
    }

    /// A free name for what stands at `keys` of `file`.
    pub(crate) fn invent(&mut self, kind: Kind, file: &str, keys: &[String]) -> String {
        let stem = file.rsplit('/').next().unwrap_or(file);
        let stem = stem.split('.').next().unwrap_or(stem);
        let short = short(keys).unwrap_or_else(|| stem.to_owned());
        let long = format!("{stem}_{short}");
        let mut name = short.clone();
        let mut count = 1;
        while !self.add(kind, &name) {
            name = if count == 1 {
                long.clone()
            } else {
                format!("{short}_{count}")
            };
            count += 1;
        }
        name
    }
}

/// Keys that say nothing about what stands under them.
const FILLERS: [&str; 12] = [
    "components",
    "schemas",
    "parameters",
    "requestBodies",
    "headers",
    "responses",
    "properties",
    "content",
    "schema",
    "paths",
    "$defs",
    "definitions",
];

/// `[components, schemas, Pet, properties, tag]` → `Pet_tag`; `None` for a whole file.
fn short(keys: &[String]) -> Option<String> {
    // What has a name of its own needs no more.
    if let [.., section, name] = keys {
        let named = ["$defs", "definitions", "schemas"].contains(&section.as_str());
        if named && !name.is_empty() {
            return Some(name.clone());
        }
    }
    let words: Vec<String> = keys
        .iter()
        .filter(|key| !FILLERS.contains(&key.as_str()) && !key.contains("/json"))
        .map(|key| {
            let plain = key.replace(|c: char| !c.is_alphanumeric(), "_");
            plain.trim_matches('_').to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(names: &mut Names, keys: &[&str]) -> String {
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        names.invent(Kind::Schema, "specs/pets.v1.yaml", &keys)
    }

    #[test]
    fn names_come_from_the_place() {
        let mut names = Names::default();
        assert_eq!(
            name(
                &mut names,
                &["components", "schemas", "Pet", "properties", "tag"]
            ),
            "Pet_tag"
        );
        assert_eq!(
            name(
                &mut names,
                &[
                    "paths",
                    "/pets/{id}",
                    "get",
                    "responses",
                    "200",
                    "content",
                    "application/json",
                    "schema"
                ]
            ),
            "pets__id_get_200"
        );
        assert_eq!(name(&mut names, &["x", "$defs", "Tag"]), "Tag");
        assert_eq!(name(&mut names, &["y", "$defs", "Tag"]), "pets_Tag");
        assert_eq!(name(&mut names, &["z", "$defs", "Tag"]), "Tag_2");
        assert_eq!(name(&mut names, &[]), "pets");
    }
}
