//! What would settle how an operation is paginated, where nearly everything is known: the rules that a user could write.
//!
//! In: what was found, and why it is not enough. Out: the reason, with a rule for each way in which it could be settled.

use super::inputs::Input;
use super::page::Page;
use super::parameters::Parameters;
use super::{MemberPath, NearMiss, Position};
use crate::ir::Api;
use crate::ir::paging::{Counted, PaginationRule};

/// The number of the first page is not known.
pub(super) fn first(reason: &str) -> NearMiss {
    NearMiss {
        reason: reason.to_owned(),
        rules: [1, 0]
            .map(|number| PaginationRule::default().first(number))
            .to_vec(),
    }
}

/// The list of items is not known: it may be any of those in the page.
pub(super) fn items(api: &Api, page: &Page<'_>, reason: &str) -> NearMiss {
    let ways = page.lists.iter().map(|list| list.path.display(api));
    NearMiss {
        reason: reason.to_owned(),
        rules: ways
            .map(|way| PaginationRule::default().items(way))
            .collect(),
    }
}

/// How the last page is known is not: it may be by the empty one behind it, if the parameter counts.
pub(super) fn end(
    api: &Api,
    parameters: &Parameters<'_>,
    items: &MemberPath,
    reason: &str,
) -> NearMiss {
    let named = |input: &Input<'_>| match input.position {
        Position::Parameter(_) => Some(input.shown.clone()),
        Position::Inside(..) | Position::Body(_) => None,
    };
    let rule = |counter: &Option<Input<'_>>, counted| {
        let rule = PaginationRule::default()
            .position(named(counter.as_ref()?)?)
            .count(counted)
            .items(items.display(api));
        Some(match parameters.limit.as_ref().and_then(named) {
            Some(size) => rule.size(size),
            None => rule,
        })
    };
    let by_items = rule(&parameters.offset, Counted::Items);
    let by_pages = rule(&parameters.page, Counted::Pages).map(|rule| rule.first(1));
    NearMiss {
        reason: reason.to_owned(),
        rules: by_items.into_iter().chain(by_pages).collect(),
    }
}
