//! What follows from the intermediate representation: one question per file, one side table each.
//!
//! In: an [`ir::Api`](crate::ir::Api) and the user's [`Config`]. Out: [`Facts`], tables keyed by the ids of the
//! representation. Deliberately not here: any change to the representation (nothing in this folder takes it by
//! `&mut`), OpenAPI's own words, and Rust's names.

pub(crate) mod bodies;
pub(crate) mod boxing;
mod canonical;
pub(crate) mod constants;
pub(crate) mod conversions;
pub(crate) mod derives;
pub(crate) mod filtered_items;
pub(crate) mod filters;
pub(crate) mod generics;
pub(crate) mod guards;
pub(crate) mod idempotency;
mod origin;
pub(crate) mod pagination;
mod parts;
pub(crate) mod replies;
pub(crate) mod sharing;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod unsendable;
pub(crate) mod usage;

pub(crate) use self::bodies::Bodies;
pub(crate) use self::boxing::Boxing;
pub(crate) use self::constants::Constants;
pub(crate) use self::conversions::Conversions;
pub(crate) use self::derives::DeriveTable;
pub(crate) use self::filtered_items::FilteredItems;
pub(crate) use self::filters::Filters;
pub(crate) use self::generics::Generics;
pub(crate) use self::guards::Guards;
pub(crate) use self::idempotency::Idempotency;
pub(crate) use self::pagination::Pagination;
pub(crate) use self::replies::Replies;
pub(crate) use self::sharing::Sharing;
pub(crate) use self::usage::Usage;

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::Api;

/// All that the analyses found out about one API.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// Which query parameters are the operators of one filter.
    pub filters: Filters,
    /// Which operations return a list page by page.
    pub pagination: Pagination,
    /// Which types are one generic type with different arguments.
    pub generics: Generics,
    /// Which types are sent, which are received.
    pub usage: Usage,
    /// Which fields and variants need a `Box`.
    pub boxing: Boxing,
    /// Which traits each type gets.
    pub derives: DeriveTable,
    /// What can be sent as the body of each operation.
    pub bodies: Bodies,
    /// What can come back from each operation.
    pub replies: Replies,
    /// Which nameless types are the same as an earlier one.
    pub sharing: Sharing,
    /// Which parameters have one value only.
    pub constants: Constants,
    /// Which operations change or delete what their filters select.
    pub guards: Guards,
    /// Which conditions the items of responses can be held against.
    pub filtered_items: FilteredItems,
    /// In which header each operation takes an idempotency key.
    pub idempotency: Idempotency,
    /// Which variants of unions can be made from their value alone.
    pub conversions: Conversions,
}

/// Answers all questions about an API.
///
/// Nothing that is found or not found here is a fault of the document; what was nearly recognised, and why it was not,
/// stands in the tables themselves. Reported are the user's choices that could not be followed, and what can never be sent.
#[must_use]
pub(crate) fn analyse(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Facts {
    let filters = filters::find(api, &config.filters, diagnostics);
    let replies = replies::sort(api);
    let generics = generics::recover(api, config);
    let pagination = pagination::find(api, config, &replies, &filters, &generics, diagnostics);
    let usage = usage::trace(api, &generics, &filters);
    let sharing = sharing::find(api, &usage, &generics);
    let bodies = bodies::choose(api, &generics, &sharing);
    unsendable::report(api, &filters, &bodies, &replies, diagnostics);
    let boxing = boxing::place(api, &generics, &sharing);
    let derives = derives::choose(api, config, &usage, &generics);
    let conversions = conversions::find(api, &generics, &sharing);
    Facts {
        conversions,
        guards: guards::find(api, &filters),
        filtered_items: filtered_items::find(api, &filters, &pagination, &replies),
        filters,
        pagination,
        generics,
        usage,
        boxing,
        derives,
        bodies,
        replies,
        sharing,
        constants: constants::find(api),
        idempotency: idempotency::find(api),
    }
}
