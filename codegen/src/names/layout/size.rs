//! How many lines of source something takes, about: whether a file is too long has to be known before it is written.

use crate::analysis::filters::FilterFamily;
use crate::ir::{Api, Docs, OperationId, TypeId, TypeKind};

/// The lines of a type.
pub(super) fn of_type(api: &Api, id: TypeId) -> usize {
    let def = api.ty(id);
    let inner: usize = match &def.kind {
        TypeKind::Object(object) => object.fields.iter().map(|it| 1 + of_docs(&it.docs)).sum(),
        TypeKind::Enum(values) => values.variants.iter().map(|it| 1 + of_docs(&it.docs)).sum(),
        TypeKind::Union(union) => union.variants.iter().map(|it| 3 + of_docs(&it.docs)).sum(),
        TypeKind::Alias(_) => 0,
    };
    5 + of_docs(&def.docs) + inner
}

/// The lines of an operation, and of the method that makes it.
pub(super) fn of_operation(api: &Api, id: OperationId) -> usize {
    let operation = api.operation(id);
    let parameters = operation.parameters.iter();
    let parameters: usize = parameters.map(|it| 3 + of_docs(&it.docs)).sum();
    45 + 2 * of_docs(&operation.docs) + parameters
}

/// The lines of a filter field.
pub(super) fn of_filter(family: &FilterFamily) -> usize {
    let expression = if family.expression.is_some() { 6 } else { 0 };
    4 + family.members.len() + expression
}

fn of_docs(docs: &Docs) -> usize {
    let texts = [&docs.title, &docs.summary, &docs.description];
    texts
        .into_iter()
        .flatten()
        .map(|text| 1 + text.lines().count())
        .sum()
}
