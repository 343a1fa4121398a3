//! A rule of the configuration, of either kind.

use crate::ir::filters::FilterRule;
use crate::ir::paging::PaginationRule;

/// A rule of either kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rule {
    Filter(FilterRule),
    Pages(PaginationRule),
}
