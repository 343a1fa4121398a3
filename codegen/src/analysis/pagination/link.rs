//! Does the header `Link` of a response lead to the next page (rule 6 of `find.rs`)?
//!
//! In: the parameters, and the headers of the successful responses. Out: how, with what tells it in words. As with an address
//! in the page, what is taken from it is the value of the one parameter: the address itself is never called.

use super::inputs::Input;
use super::page::{bare, is_position};
use super::parameters::Parameters;
use super::{PagingKind, Position};
use crate::ir::{Api, Docs, Operation, ParameterId, TypeRef};

/// A parameter takes its value from the address of the next page in `Link`.
pub(super) fn by_link(
    api: &Api,
    operation: &Operation,
    parameters: &Parameters<'_>,
) -> Option<(PagingKind, String)> {
    let is_documented = documents_link(api, operation);
    let takes = |input: &Input<'_>| {
        matches!(bare(api, input.ty), TypeRef::Scalar(scalar) if is_position(*scalar))
            && (is_documented || speaks_of_link(input.docs))
    };
    let inputs = parameters.cursors.iter();
    let inputs = inputs.chain(&parameters.page).chain(&parameters.offset);
    // An address has no body.
    let candidates: Vec<(ParameterId, &Input<'_>)> = inputs
        .filter(|input| takes(input))
        .filter_map(|input| match input.position {
            Position::Parameter(id) => Some((id, input)),
            Position::Inside(..) | Position::Body(_) => None,
        })
        .collect();
    // One whose own description speaks of the header comes first.
    let (id, input) = candidates
        .iter()
        .find(|(_, input)| speaks_of_link(input.docs))
        .or_else(|| candidates.first())?;
    let told = format!(
        "{} takes its value from the address of the next page in the header `Link`",
        input.told()
    );
    let kind = PagingKind::Header {
        parameter: *id,
        header: "Link".to_owned(),
    };
    Some((kind, told))
}

/// Whether a successful response documents a header `Link` with the next page in it.
pub(super) fn documents_link(api: &Api, operation: &Operation) -> bool {
    let responses = api.responses_of(operation);
    let successes = responses.filter(|(status, _)| status.is_success());
    successes
        .flat_map(|(_, response)| &response.headers)
        .any(|header| {
            let texts = header.docs.description.iter().chain(&header.docs.examples);
            let text: Vec<String> = texts.map(|text| text.to_lowercase()).collect();
            let says = |word: &str| text.iter().any(|text| text.contains(word));
            header.wire_name.eq_ignore_ascii_case("link") && (says("next") || says("paginat"))
        })
}

/// Whether a parameter is said to come from the header.
pub(super) fn speaks_of_link(docs: &Docs) -> bool {
    let text = docs.description.as_deref().unwrap_or_default();
    let text = text.to_lowercase();
    text.find("link")
        .is_some_and(|at| text.split_at(at).1.contains("header"))
}
