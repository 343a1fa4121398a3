//! Names of the headers of answers.
//!
//! In: the headers of all responses. Out: one constant for each header and type, however many responses have it.

use std::collections::{BTreeMap, HashSet};

use indexmap::IndexMap;

use super::case::{Case, Symbols, convert};
use super::known::{CLIENT, call};
use super::ledger::{Kind, Ledger};
use super::taken::Taken;
use super::types::TypeNames;
use crate::analysis::Facts;
use crate::analysis::replies::success;
use crate::ir::{Api, Header, Operation, ResponseId, TypeRef};

/// The headers of a client.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeaderNames {
    /// By wire name without case, and by type and form.
    names: IndexMap<(String, String), Named>,
}

/// A name, and the first header that has it.
#[derive(Clone, Debug)]
struct Named {
    name: String,
    response: ResponseId,
    header: usize,
}

impl HeaderNames {
    /// The name of a header.
    pub(crate) fn of(&self, facts: &Facts, header: &Header) -> Option<&str> {
        self.names
            .get(&key(facts, header))
            .map(|named| named.name.as_str())
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// All names, each with the first header that has it, sorted.
    pub(crate) fn iter<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = (&'a str, &'a Header)> {
        let mut all: Vec<_> = self
            .names
            .values()
            .filter_map(|named| {
                let response = api.response(named.response);
                Some((named.name.as_str(), response.headers.get(named.header)?))
            })
            .collect();
        all.sort_unstable_by_key(|(name, _)| *name);
        all.into_iter()
    }
}

/// What makes two headers the same.
fn key(facts: &Facts, header: &Header) -> (String, String) {
    let ty = type_words(facts, &header.ty);
    let form = format!("{} {:?} {ty}", header.explode, header.content);
    (header.wire_name.to_ascii_lowercase(), form)
}

/// A type in words, such that equal types are in the same ones.
fn type_words(facts: &Facts, ty: &TypeRef) -> String {
    let (word, inner) = match ty {
        TypeRef::Named(id) => {
            let id = facts.sharing.same_as(*id).unwrap_or(*id);
            return id.index().to_string();
        }
        TypeRef::List(inner) => ("list", inner),
        TypeRef::Set(inner) => ("set", inner),
        TypeRef::Map(inner) => ("map", inner),
        TypeRef::Nullable(inner) => ("nullable", inner),
        other => return format!("{other:?}"),
    };
    format!("{word} {}", type_words(facts, inner))
}

/// A type in words for a name.
fn described(facts: &Facts, types: &TypeNames, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => types
            .ty(facts.sharing.same_as(*id).unwrap_or(*id))
            .to_owned(),
        TypeRef::List(inner) | TypeRef::Set(inner) => {
            format!("{} list", described(facts, types, inner))
        }
        TypeRef::Map(inner) => format!("{} map", described(facts, types, inner)),
        TypeRef::Nullable(inner) => described(facts, types, inner),
        TypeRef::Scalar(scalar) => format!("{scalar:?}"),
        TypeRef::Tuple(_) => "tuple".to_owned(),
        TypeRef::Any | TypeRef::Param(_) => "json".to_owned(),
    }
}

/// Names all headers.
pub(super) fn name<'l>(
    api: &Api,
    facts: &Facts,
    types: &TypeNames,
    ledger: &'l Ledger<'l>,
) -> HeaderNames {
    let mut found: IndexMap<(String, String), (ResponseId, usize)> = IndexMap::new();
    for (index, response) in api.responses.iter().enumerate() {
        for (position, header) in response.headers.iter().enumerate() {
            let id = ResponseId::from_index(index);
            found.entry(key(facts, header)).or_insert((id, position));
        }
    }
    // Many operations may share a response: their names are only made for who wants to know them.
    let uses = if ledger.is_kept() {
        uses(api, facts)
    } else {
        BTreeMap::new()
    };
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (wire_name, _) in found.keys() {
        *kinds.entry(wire_name).or_default() += 1;
    }
    let mut scope = Taken::default().of(ledger, Kind::Headers, CLIENT);
    let mut names = IndexMap::new();
    for (key, (response, header)) in &found {
        let Header { wire_name, ty, .. } = &api.response(*response).headers[*header];
        let plain = convert(wire_name, Case::Static, Symbols::Separate);
        let of_type = convert(
            &described(facts, types, ty),
            Case::Static,
            Symbols::Separate,
        );
        let of_type = format!("{plain}_{of_type}");
        let several = kinds.get(key.0.as_str()).is_some_and(|kinds| *kinds > 1);
        let ladder = if several {
            vec![of_type]
        } else {
            vec![plain, of_type]
        };
        let uses = uses.get(key).map(Vec::as_slice).unwrap_or_default();
        let identity = format!("{} {}", key.0, key.1);
        let name = scope.take_for(uses, ladder, &identity, Case::Static);
        names.insert(
            key.clone(),
            Named {
                name,
                response: *response,
                header: *header,
            },
        );
    }
    HeaderNames { names }
}

/// In which responses of which operations each header stands.
fn uses(api: &Api, facts: &Facts) -> BTreeMap<(String, String), Vec<String>> {
    let mut uses: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for operation in &api.operations {
        let call = call(operation);
        for (status, response) in api.responses_of(operation) {
            for header in &response.headers {
                let key = key(facts, header);
                let of = format!("{call} {status} {}", key.0);
                uses.entry(key).or_default().push(of);
            }
        }
    }
    uses
}

/// The headers that a successful answer of an operation can have, each once.
pub(crate) fn of_success<'a>(
    api: &'a Api,
    facts: &Facts,
    operation: &Operation,
) -> Vec<&'a Header> {
    let is_success = success(operation);
    let successes = operation
        .responses
        .iter()
        .filter(|reply| is_success(reply.status));
    let (mut responses, mut headers) = (HashSet::new(), HashSet::new());
    successes
        .map(|reply| reply.response)
        .filter(|response| responses.insert(*response))
        .flat_map(|response| &api.response(response).headers)
        .filter(|header| headers.insert(key(facts, header)))
        .collect()
}
