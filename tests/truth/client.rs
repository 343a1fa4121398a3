//! The types of a document as source, and which of them each of its instances is decoded into.
//!
//! In: a document. Out: the module of its types, generated with both derives; a table of functions, one for each type
//! that an instance has, that decode a text and encode what they got; and the instances with their positions in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;
use tamis::{Builder, Derives, SchemaType, Source};

use crate::instances::{self, Instance, Way, local};

/// A document with its instances and the source that decodes them.
#[derive(Debug)]
pub(crate) struct Truth {
    pub(crate) document: Value,
    /// The instances with a type, each with its position in the table.
    pub(crate) typed: Vec<(Instance, usize)>,
    /// The places without one, with the reason.
    pub(crate) others: Vec<(String, String)>,
    /// What the generator says that it could not keep; each message once.
    pub(crate) warnings: BTreeSet<String>,
    /// The files of the module of the types, by their paths.
    pub(crate) types: BTreeMap<String, String>,
    /// The table.
    pub(crate) table: String,
}

impl Truth {
    /// Generates the types of a document and finds its instances; `more` are some that do not stand in it.
    ///
    /// # Errors
    ///
    /// When there is no client of it, or it cannot be read as JSON or YAML.
    pub(crate) fn of(
        name: &str,
        text: &[u8],
        builder: Builder,
        more: Vec<Instance>,
    ) -> Result<Self, String> {
        let document = parse(text)?;
        let builder = builder.derives(Derives::Both);
        let sources = [Source::new(name, text)];
        let generated = builder
            .generate(&sources)
            .map_err(|error| error.to_string())?;
        let index = builder.index(&sources).map_err(|error| error.to_string())?;
        let by_place: BTreeMap<String, SchemaType> = index
            .into_iter()
            .map(|entry| (entry.place.pointer(), entry))
            .collect();
        let mut found = instances::find(&document);
        found.instances.extend(more);
        for instance in &mut found.instances {
            lift(&document, instance);
        }
        let mut others = found.others;
        let mut positions: BTreeMap<&String, usize> = BTreeMap::new();
        let mut rows = Vec::new();
        let mut typed = Vec::new();
        for instance in found.instances {
            let Some(found) = type_at(&document, &by_place, &instance.schema) else {
                let reason = format!("{} is not a type of its own", instance.schema);
                others.push((instance.place, reason));
                continue;
            };
            let ty = match (&found.sent, instance.way) {
                (Some(sent), Way::Sent) => sent,
                _ => &found.ty,
            };
            let position = *positions.entry(ty).or_insert_with(|| {
                rows.push(ty);
                rows.len() - 1
            });
            typed.push((instance, position));
        }
        let files = generated.files();
        let warnings = generated.warnings().iter();
        Ok(Self {
            warnings: warnings
                .map(|diagnostic| diagnostic.message.clone())
                .collect(),
            table: table(&rows),
            types: files
                .filter(|(path, _)| *path == "types.rs" || path.starts_with("types/"))
                .map(|(path, text)| (path.to_owned(), text.to_owned()))
                .collect(),
            document,
            typed,
            others,
        })
    }
}

/// A document as JSON.
///
/// # Errors
///
/// When it is neither JSON nor YAML.
pub(crate) fn parse(text: &[u8]) -> Result<Value, String> {
    match serde_json::from_slice(text) {
        Ok(document) => Ok(document),
        Err(_) => serde_yaml::from_slice(text).map_err(|error| error.to_string()),
    }
}

/// A member of `allOf` that only tells something about the whole has examples of the whole.
fn lift(document: &Value, instance: &mut Instance) {
    let shapes = |key: &String| {
        !key.starts_with("x-")
            && ![
                "default",
                "deprecated",
                "description",
                "example",
                "examples",
                "readOnly",
                "title",
                "writeOnly",
            ]
            .contains(&key.as_str())
    };
    while let Some((list, _)) = instance.schema.rsplit_once('/')
        && let Some(whole) = list.strip_suffix("/allOf")
        && let Some(Value::Object(member)) = document.pointer(&instance.schema)
        && !member.keys().any(shapes)
    {
        instance.schema = whole.to_owned();
    }
}

/// The type of the schema at a place, or of what it refers to.
fn type_at<'a>(
    document: &Value,
    index: &'a BTreeMap<String, SchemaType>,
    schema: &str,
) -> Option<&'a SchemaType> {
    let mut place = schema.to_owned();
    for _ in 0..16 {
        if let Some(found) = index.get(&place) {
            return Some(found);
        }
        let reference = document.pointer(&place)?.get("$ref")?.as_str()?;
        place = local(reference)?;
    }
    None
}

/// The source of the table of some types; it stands beside `types`, in a crate with the module `again`.
fn table(types: &[&String]) -> String {
    let mut text = String::from("pub(crate) const TABLE: crate::again::Table = &[\n");
    for ty in types {
        _ = writeln!(text, "    crate::again::again::<{ty}>,");
    }
    text.push_str("];\n");
    text
}
