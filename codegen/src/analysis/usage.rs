//! Which types are sent, and which are received?
//!
//! In: the operations. Out: [`Usage`]: for each type the directions in which a value of it can travel. Deliberately not
//! here: which derives follow from it; `derives.rs` decides that.

use crate::ir::{Api, TypeId};

/// In which directions the types of an API travel.
#[derive(Clone, Debug, Default)]
pub struct Usage(Vec<Use>);

impl Usage {
    /// The directions in which a type travels.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub fn of(&self, id: TypeId) -> Use {
        self.0[id.index()]
    }
}

/// The directions in which a type travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// In parameters: in the path, the query, a header or a cookie.
    pub parameter: bool,
    /// In bodies of requests.
    pub request: bool,
    /// In bodies or headers of responses.
    pub response: bool,
}

impl Use {
    /// Whether no operation speaks of it.
    #[must_use]
    pub fn is_unused(self) -> bool {
        self == Self::default()
    }

    /// Whether it is sent, in a parameter or in a body.
    #[must_use]
    pub fn is_sent(self) -> bool {
        self.parameter || self.request
    }
}

/// Traces all types from the operations.
pub(super) fn trace(api: &Api) -> Usage {
    Usage(vec![Use::default(); api.types.len()])
}
