//! In which header an operation takes an idempotency key: a text by which the server sees that two requests are one.
//!
//! In: the header parameters. Out: the header of each operation that has another one than `Idempotency-Key`, which is what
//! clients send otherwise. It goes by the name: `X-Idempotency-Key`, `x-idempotence-id`, `x-acme-idempotency`.

use crate::ir::{Api, Location, Operation, OperationId};

/// The header that is usual (draft-ietf-httpapi-idempotency-key-header).
const USUAL: &str = "idempotency-key";

/// The part that all names of such headers have in common.
const MARK: &str = "idempoten";

/// In which header each operation takes an idempotency key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Idempotency {
    headers: Vec<Option<String>>,
}

impl Idempotency {
    /// The header, as the document spells it; `None` where it is the usual one, or none is documented.
    #[must_use]
    pub(crate) fn header(&self, id: OperationId) -> Option<&str> {
        self.headers.get(id.index())?.as_deref()
    }
}

/// Looks at all operations.
pub(super) fn find(api: &Api) -> Idempotency {
    Idempotency {
        headers: api.operations.iter().map(header).collect(),
    }
}

fn header(operation: &Operation) -> Option<String> {
    let mut names = operation
        .parameters_in(Location::Header)
        .map(|(_, parameter)| &parameter.wire_name)
        .filter(|name| name.to_ascii_lowercase().contains(MARK));
    let first = names.next()?;
    let is_usual = |name: &String| name.eq_ignore_ascii_case(USUAL);
    (!is_usual(first) && !names.any(is_usual)).then(|| first.clone())
}
