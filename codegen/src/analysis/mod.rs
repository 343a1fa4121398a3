//! What follows from the intermediate representation: one question per file, one side table each.
//!
//! In: an [`ir::Api`](crate::ir::Api) and the user's [`Config`]. Out: [`Facts`], tables keyed by the ids of the
//! representation. Deliberately not here: any change to the representation (nothing in this folder takes it by
//! `&mut`), OpenAPI's own words, and Rust's names.

pub mod bodies;
pub mod boxing;
mod canonical;
pub mod constants;
pub mod conversions;
pub mod derives;
pub mod filters;
pub mod generics;
pub mod guards;
pub mod idempotency;
pub mod pagination;
mod parts;
pub mod replies;
pub mod sharing;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod unsendable;
pub mod usage;

pub use self::bodies::Bodies;
pub use self::boxing::Boxing;
pub use self::constants::Constants;
pub use self::conversions::Conversions;
pub use self::derives::Derives;
pub use self::filters::Filters;
pub use self::generics::Generics;
pub use self::guards::Guards;
pub use self::idempotency::Idempotency;
pub use self::pagination::Pagination;
pub use self::replies::Replies;
pub use self::sharing::Sharing;
pub use self::usage::Usage;

use crate::config::Config;
use crate::error::Reports;
use crate::ir::Api;

/// All that the analyses found out about one API.
#[derive(Clone, Debug, Default)]
pub struct Facts {
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
    pub derives: Derives,
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
pub fn analyse(api: &Api, config: &Config, reports: &mut Reports) -> Facts {
    let filters = filters::find(api, &config.filters, reports);
    let replies = replies::sort(api);
    let pagination = pagination::find(api, config, &replies, &filters, reports);
    let generics = generics::recover(api, config);
    let usage = usage::trace(api, &generics, &filters);
    let sharing = sharing::find(api, &usage, &generics);
    let bodies = bodies::choose(api, &generics, &sharing);
    unsendable::report(api, &filters, &bodies, &replies, reports);
    let boxing = boxing::place(api, &generics, &sharing);
    let derives = derives::choose(api, config, &usage, &generics);
    let conversions = conversions::find(api, &generics, &sharing);
    Facts {
        conversions,
        guards: guards::find(api, &filters),
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
