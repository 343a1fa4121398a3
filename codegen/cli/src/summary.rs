//! What was generated, in one line for people and in JSON for tools.

use serde::Serialize;
use tamis::Generated;

#[derive(Serialize)]
struct Json<'g> {
    operations: usize,
    skipped: Vec<Lost<'g>>,
    warnings: usize,
    types: usize,
    generics: usize,
    paginated_operations: usize,
    filter_families: usize,
    parameters_collapsed: usize,
    typed_places: usize,
    degraded: Vec<Lost<'g>>,
}

/// Something in a document that the client does not have, or not as it is.
#[derive(Serialize)]
struct Lost<'g> {
    pointer: &'g str,
    reason: &'g str,
}

/// The summary for tools: one object on one line.
pub(crate) fn json(generated: &Generated) -> String {
    let summary = generated.summary();
    let json = Json {
        operations: summary.operations,
        skipped: lost(&summary.skipped),
        warnings: generated.warnings().len(),
        types: summary.types,
        generics: summary.generics,
        paginated_operations: summary.paginated_operations,
        filter_families: summary.filter_families,
        parameters_collapsed: summary.parameters_collapsed,
        typed_places: summary.typed_places,
        degraded: lost(&summary.degraded),
    };
    serde_json::to_string(&json).expect("numbers and texts are always JSON")
}

fn lost(places: &[(String, String)]) -> Vec<Lost<'_>> {
    places
        .iter()
        .map(|(pointer, reason)| Lost { pointer, reason })
        .collect()
}

/// The summary for people.
pub(crate) fn line(what: &str, generated: &Generated) -> String {
    let summary = generated.summary();
    let mut parts = vec![
        count(summary.operations, "operation"),
        count(summary.types, "type"),
    ];
    if summary.filter_families > 0 {
        parts.push(format!(
            "{} in place of {}",
            count(summary.filter_families, "filter"),
            count(summary.parameters_collapsed, "parameter"),
        ));
    }
    if summary.paginated_operations > 0 {
        parts.push(format!("{} paginated", summary.paginated_operations));
    }
    if !summary.skipped.is_empty() {
        parts.push(format!("{} left out", summary.skipped.len()));
    }
    format!("{what}: {}", parts.join(", "))
}

fn count(number: usize, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}
