//! Which Rust type a schema became: for tools that work on the values of a document.
//!
//! In: the representation, the side tables, the names. Out: for each schema that is part of the client its place and the type.
//! Deliberately not here: schemas that are only a part of what a value must be (the members of `allOf`, two descriptions of
//! one member): what they make together is none of them; and parameters that a filter stands for.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::analysis::Facts;
use crate::document::Source;
use crate::emit;
use crate::ir::{Api, Schema, TypeRef};
use crate::names::Names;
use crate::place::Place;

/// A schema and the type that stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemaType {
    /// Where the schema stands.
    pub place: Place,
    /// The type, as it is written in a module beside `types`: `::std::vec::Vec<super::types::Pet>`.
    pub ty: String,
    /// The type as it is sent, where it is another one: members that only responses have are not in it.
    pub sent: Option<String>,
}

/// The types of all schemas, in the order of their places.
pub(crate) fn index(
    api: &Api,
    facts: &Facts,
    names: &Names,
    runtime: &TokenStream,
    sources: &[Source],
) -> Vec<SchemaType> {
    // Where there is just one document, places in it may leave out which.
    let first = sources.first().map_or("", |source| source.name.as_str());
    let full = |place: &Place| match place.source() {
        "" => Place::parse(&format!("{first}{place}")),
        _ => place.clone(),
    };
    let mut found: BTreeMap<String, &Schema> = BTreeMap::new();
    for schema in api.schemas.iter().filter(|schema| is_kept(facts, schema)) {
        found
            .entry(full(&schema.place).to_string())
            .or_insert(schema);
    }
    let path = |ty: &TypeRef| emit::type_path(api, facts, names, runtime, ty);
    found
        .into_values()
        .map(|schema| SchemaType {
            place: full(&schema.place),
            ty: path(&schema.ty),
            sent: schema.sent.as_ref().map(path),
        })
        .collect()
}

/// Whether the client has all types that a schema speaks of.
fn is_kept(facts: &Facts, schema: &Schema) -> bool {
    let mut kept = true;
    for ty in std::iter::once(&schema.ty).chain(&schema.sent) {
        ty.for_each_named(&mut |id| kept &= facts.usage.is_kept(id));
    }
    kept
}
