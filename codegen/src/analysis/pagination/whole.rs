//! Does a page, or the header `Link`, carry the whole address of the next one (rule 7 of `find.rs`)?
//!
//! In: the operation and its page. Out: how, with what tells it in words. Only where no parameter is known to ask for a page:
//! the address is called as it is, by the runtime, on the same server and with the same credentials.

use super::link::documents_link;
use super::page::{Fact, Page};
use super::said::is_address;
use super::{PagingKind, words};
use crate::ir::{Api, Method, Operation};

/// The address of the next page is called.
pub(super) fn by_whole_address(
    api: &Api,
    operation: &Operation,
    page: &Page<'_>,
) -> Option<(PagingKind, String)> {
    // An address has no body, and what it leads to must only read.
    if operation.method != Method::Get || operation.body.is_some() {
        return None;
    }
    let is_link = |fact: &Fact<'_>| {
        fact.is_text() && (fact.inside == "links" || is_address(&fact.field.docs))
    };
    let next = page
        .fact(words::NEXT_ADDRESS, Fact::is_text)
        .or_else(|| page.fact(words::NEXT_MAYBE_ADDRESS, is_link));
    if let Some(next) = next {
        let told = format!(
            "`{}` is the address of the next page",
            next.path.display(api)
        );
        let next = Some(next.path.clone());
        return Some((PagingKind::WholeAddress { next }, told));
    }
    documents_link(api, operation).then(|| {
        let told = "the header `Link` has the address of the next page".to_owned();
        (PagingKind::WholeAddress { next: None }, told)
    })
}
