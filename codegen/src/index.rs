//! Which Rust type a schema became: for tools that work on the values of a document.
//!
//! In: the representation, the side tables, the names. Out: for each schema that is part of the client its place and the type.
//! Deliberately not here: schemas that are only a part of what a value must be (the members of `allOf`, two descriptions of
//! one member): what they make together is none of them.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::analysis::Facts;
use crate::emit;
use crate::ir::{Api, TypeRef};
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
}

/// The types of all schemas, in the order of their places.
pub(crate) fn index(
    api: &Api,
    facts: &Facts,
    names: &Names,
    runtime: &TokenStream,
) -> Vec<SchemaType> {
    let mut found: BTreeMap<String, (Place, &TypeRef)> = BTreeMap::new();
    for (place, ty) in &api.schemas {
        let key = place.to_string();
        found.entry(key).or_insert_with(|| (place.clone(), ty));
    }
    found
        .into_values()
        .map(|(place, ty)| SchemaType {
            place,
            ty: emit::type_path(api, facts, names, runtime, ty),
        })
        .collect()
}
