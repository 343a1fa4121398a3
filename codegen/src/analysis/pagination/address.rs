//! Does a page carry the address of the next one (rule 5 of `find.rs`)?
//!
//! In: the parameters and the page. Out: how, with what tells it in words. The address itself is never called: it may lead
//! to another server, which must not see credentials. What is taken from it is the value of the one parameter that can
//! only come from there.

use super::page::{Fact, Page, bare};
use super::parameters::Parameters;
use super::said::is_address;
use super::{PagingKind, Position, words};
use crate::ir::{Api, Scalar, TypeRef};

/// A parameter takes what stands in an address.
pub(super) fn by_address(
    api: &Api,
    parameters: &Parameters<'_>,
    page: &Page<'_>,
) -> Option<(PagingKind, String)> {
    // An address has no body.
    let (parameter, asking) = parameters.cursors.iter().find_map(|input| {
        let Position::Parameter(parameter) = input.position else {
            return None;
        };
        let is_token = words::OPAQUE.contains(&input.name.as_str())
            && *bare(api, input.ty) == TypeRef::Scalar(Scalar::String);
        is_token.then_some((parameter, input))
    })?;
    let is_link = |fact: &Fact<'_>| fact.is_text() && is_address(&fact.field.docs);
    let next = page
        .fact(words::NEXT_ADDRESS, Fact::is_text)
        .or_else(|| page.fact(words::NEXT_MAYBE_ADDRESS, is_link))?;
    let told = format!(
        "`{}` takes its value from the address `{}` of the page before",
        asking.shown,
        next.path.display(api)
    );
    let kind = PagingKind::Address {
        parameter,
        next: next.path.clone(),
    };
    Some((kind, told))
}
