//! The labelled operations, and documents made from them.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// An operation with what is a filter in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Labelled {
    /// The file's name without its ending.
    pub(crate) document: String,
    /// Its version of OpenAPI.
    pub(crate) openapi: String,
    /// Schemas of the document whose names say what made it.
    pub(crate) marks: Vec<String>,
    /// `GET /path`.
    pub(crate) operation: String,
    /// What it was drawn for.
    pub(crate) stratum: String,
    /// As in the document, without descriptions.
    pub(crate) parameters: Vec<Value>,
    pub(crate) families: Vec<Family>,
    /// What looks like a condition and is none, with the reason; a name may begin with `*`.
    #[serde(default)]
    pub(crate) plain: BTreeMap<String, String>,
    /// What descriptions add to the names, in words of ours.
    #[serde(default)]
    pub(crate) notes: BTreeMap<String, String>,
    /// Why the label is another one than at first.
    #[serde(default)]
    pub(crate) corrected: Option<String>,
}

/// Parameters that are one filter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Family {
    pub(crate) field: String,
    pub(crate) convention: Convention,
    /// `string`, `date-time`, `enum` …
    pub(crate) element: String,
    /// The operator of each, by its name on the wire: `gte`, or `eq/in` where either is right.
    pub(crate) members: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Convention {
    /// Found by itself.
    Strong,
    /// Found only where it is asked for.
    Weak,
}

impl fmt::Display for Labelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.document, self.operation)
    }
}

impl Labelled {
    /// The names of the query parameters.
    pub(crate) fn query_parameters(&self) -> impl Iterator<Item = &str> {
        (self.parameters.iter())
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().unwrap())
    }
}

/// All of them.
pub(crate) fn read() -> Vec<Labelled> {
    serde_yaml::from_str(include_str!("labelled.yaml")).unwrap()
}

/// The operations of each document. Some facts are those of a whole document.
pub(crate) fn by_document(labelled: &[Labelled]) -> Vec<Vec<&Labelled>> {
    let mut documents: BTreeMap<&str, Vec<&Labelled>> = BTreeMap::new();
    for each in labelled {
        documents.entry(&each.document).or_default().push(each);
    }
    documents.into_values().collect()
}

/// A document of some operations, which are of the same one.
pub(crate) fn document(operations: &[&Labelled]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for each in operations {
        let (method, path) = each.operation.split_once(' ').unwrap();
        let parameters: Vec<Value> = (each.parameters.iter())
            .map(|parameter| {
                let mut parameter = parameter.clone();
                if let Some(note) = each.notes.get(parameter["name"].as_str().unwrap()) {
                    parameter["description"] = json!(note);
                }
                parameter
            })
            .collect();
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method.to_lowercase()] = json!({
            "parameters": parameters,
            "responses": {"200": {"description": "Fine."}},
        });
    }
    let marks: Map<String, Value> = (operations.iter())
        .flat_map(|each| &each.marks)
        .map(|mark| (mark.clone(), json!({"type": "object"})))
        .collect();
    json!({
        "openapi": operations[0].openapi,
        "info": {"title": operations[0].document, "version": "1"},
        "paths": paths,
        "components": {"schemas": marks},
    })
}

/// Whether parameters are part of a filter, as a person sees it, in each operation that has one of them.
pub(crate) fn are_members(operations: &[&Labelled], names: &[String]) -> bool {
    let is_member = |each: &Labelled, name: &String| {
        let mut families = each.families.iter();
        families.any(|family| family.members.contains_key(name))
    };
    names.iter().all(|name| {
        let mut have = operations
            .iter()
            .filter(|each| each.query_parameters().any(|own| own == name));
        have.all(|each| is_member(each, name))
    })
}
