//! Which operations change or delete what their filters select: without a condition, that is all there is.
//!
//! In: methods, paths and filters. Out: a mark for each operation. One whose path ends with a parameter changes the one thing
//! that this names, whatever its filters are.

use super::filters::Filters;
use crate::ir::{Api, Operation, OperationId, PathPiece};

/// Which operations change or delete what their filters select.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guards {
    by_filter: Vec<bool>,
}

impl Guards {
    /// Whether the operation changes or deletes what its filters select.
    #[must_use]
    pub(crate) fn changes_by_filter(&self, id: OperationId) -> bool {
        self.by_filter.get(id.index()).copied().unwrap_or_default()
    }
}

/// Looks at all operations.
pub(super) fn find(api: &Api, filters: &Filters) -> Guards {
    let by_filter = |(index, operation): (usize, &Operation)| {
        let changes = matches!(operation.method.as_str(), "DELETE" | "PATCH" | "PUT");
        let names_one = matches!(operation.pieces.last(), Some(PathPiece::Parameter(_)));
        let id = OperationId::from_index(index);
        changes && !names_one && !filters.operation(id).families.is_empty()
    };
    Guards {
        by_filter: api.operations.iter().enumerate().map(by_filter).collect(),
    }
}
