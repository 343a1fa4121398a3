//! What is suggested, and what was recognised without it.

use serde::Serialize;

/// Lines for `tamis.toml`, and what was recognised without them. Printed, it is a part of such a file.
///
/// ```
/// let document = r#"{
///     "openapi": "3.1.0", "info": {"title": "Orders", "version": "1"},
///     "paths": {"/orders": {"get": {
///         "operationId": "listOrders",
///         "parameters": [
///             {"name": "created_after", "in": "query", "schema": {"type": "string", "format": "date-time"}},
///             {"name": "created_before", "in": "query", "schema": {"type": "string", "format": "date-time"}}
///         ],
///         "responses": {"204": {"description": "Done."}}
///     }}}
/// }"#;
/// let suggestions = tamis::configure().suggest(&[tamis::Source::new("orders.json", document)])?;
/// assert_eq!(
///     suggestions.suggestions[0].lines,
///     "[[filters.rules]]\nfields = [\"created\"]\nconventions = { word = true }\n"
/// );
/// # Ok::<(), tamis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suggestions {
    /// The rules, those of filters first.
    pub suggestions: Vec<Suggestion>,
    /// The operations in which nothing was recognised, although they take parameters that could say something.
    pub unrecognised: Vec<Unrecognised>,
    /// How much was recognised.
    pub totals: Totals,
}

/// A rule that could be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suggestion {
    /// What it is about: the parameters, or `pages`.
    pub what: Vec<String>,
    /// The operations, as the client calls them: `client.orders().list_orders()`.
    pub calls: Vec<String>,
    /// Why that is not recognised by itself.
    pub reason: String,
    /// The lines of `tamis.toml`.
    pub lines: String,
    /// What could be right instead, as choices of `tamis.toml` without a head.
    pub instead: Vec<String>,
}

/// An operation in which nothing was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unrecognised {
    /// `GET /orders`.
    pub operation: String,
    /// As the client calls it: `client.orders().list_orders()`.
    pub call: String,
    /// Why there is no filter.
    pub filters: String,
    /// Why it is not followed page by page.
    pub pages: String,
}

/// How much was recognised, without what is suggested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// The operations of the client.
    pub operations: usize,
    /// Those that take something in their query.
    pub with_parameters: usize,
    /// Those with a filter.
    pub with_filters: usize,
    /// The filters.
    pub filters: usize,
    /// The parameters that are part of a filter.
    pub in_filters: usize,
    /// The parameters of a query that are none.
    pub plain: usize,
    /// Those of them that look like a part of one.
    pub nearly: usize,
    /// The operations that are followed page by page.
    pub paginated: usize,
    /// Those that look as if they could be.
    pub nearly_paginated: usize,
}
