//! The headers of a response, as the docs of its operation list them.

use super::finish::linked;
use crate::emit::cx::Cx;
use crate::emit::scope::Scope;
use crate::ir::Operation;
use crate::visible::inline_code;

/// Which headers a successful answer has, as documentation of its operation.
pub(super) fn list(cx: Cx<'_>, scope: &Scope, operation: &Operation) -> Option<String> {
    let headers = crate::names::headers_of_success(cx.api, cx.facts, operation);
    let names: Vec<String> = headers
        .into_iter()
        .filter_map(|header| {
            let name = cx.names.headers.of(cx.facts, header)?;
            let text = inline_code(&header.wire_name);
            Some(linked(
                &text,
                &format!("{}::headers::{name}", scope.above()),
            ))
        })
        .collect();
    (!names.is_empty()).then(|| {
        format!(
            "Headers of the answer, by `with_response()`: {}.",
            names.join(", ")
        )
    })
}
