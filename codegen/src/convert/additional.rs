//! Operations of methods that OpenAPI 3.0 has no word for: `query`, and those of `additionalOperations`.

use std::collections::HashMap;

use openapiv3::PathItem;
use serde::Deserialize;

use crate::ir::Method;

/// The operations of methods that OpenAPI 3.0 has no word for, by the address of their path item.
#[derive(Default)]
pub(super) struct Additional(HashMap<usize, Vec<(Method, openapiv3::Operation)>>);

impl Additional {
    /// Reads them from the extension that they travel in.
    pub(super) fn read<'i>(items: impl Iterator<Item = &'i PathItem>) -> Self {
        let found = items.filter_map(|item| {
            let operations = item.extensions.get("x-tamis-operations")?.as_object()?;
            let operations = operations.iter().filter_map(|(method, operation)| {
                let operation = openapiv3::Operation::deserialize(operation).ok()?;
                Some((Method::from(method.as_str()), operation))
            });
            Some((std::ptr::from_ref(item) as usize, operations.collect()))
        });
        Self(found.collect())
    }

    /// All operations of a path item, in the order of the specification.
    pub(super) fn methods<'i>(
        &'i self,
        item: &'i PathItem,
    ) -> impl Iterator<Item = (Method, &'i openapiv3::Operation)> + use<'i> {
        let listed = [
            (Method::Get, &item.get),
            (Method::Put, &item.put),
            (Method::Post, &item.post),
            (Method::Delete, &item.delete),
            (Method::Options, &item.options),
            (Method::Head, &item.head),
            (Method::Patch, &item.patch),
            (Method::Trace, &item.trace),
        ];
        let listed = listed
            .into_iter()
            .filter_map(|(method, operation)| Some((method, operation.as_ref()?)));
        let others = self.0.get(&(std::ptr::from_ref(item) as usize));
        let others = others.into_iter().flatten();
        listed.chain(others.map(|(method, operation)| (method.clone(), operation)))
    }
}
