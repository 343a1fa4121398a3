//! The list operation: which rows, in which order, and which page of them.
//!
//! In: rows and query. Out: the page's rows with the cursors around them, or the complaints of a 422.

use std::cmp::Ordering;

use serde_json::json;

use super::data::Row;
use super::filter::Filters;
use super::query::{Complaints, Query};

/// The number of rows on a page, when the request does not say.
const DEFAULT_LIMIT: i64 = 10;

/// The largest number of rows that a page may have.
const LARGEST_LIMIT: i64 = 1_000;

/// A page of a list.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) rows: Vec<&'a Row>,
    pub(super) total: usize,
    pub(super) next: Option<String>,
    pub(super) previous: Option<String>,
}

/// Makes the page that the query asks for.
pub(super) fn page<'a>(rows: &'a [Row], query: &Query) -> Result<Page<'a>, Complaints> {
    let mut complaints = Complaints::default();
    let filters = Filters::read(query, &mut complaints);
    let order = order(query, &mut complaints);
    let limit = limit(query, &mut complaints);
    let offset = offset(query, &mut complaints);
    if !complaints.is_empty() {
        return Err(complaints);
    }

    let search = query.text("search").unwrap_or_default().to_lowercase();
    let mut found: Vec<&Row> = rows
        .iter()
        .filter(|row| filters.admit(row) && row.name.to_lowercase().contains(&search))
        .collect();
    if let Some(Order {
        compare,
        descending,
    }) = order
    {
        // Stable: equal rows stay in the data set's order, in both directions.
        found.sort_by(|a, b| {
            if descending {
                compare(b, a)
            } else {
                compare(a, b)
            }
        });
    }

    let total = found.len();
    Ok(Page {
        rows: found.into_iter().skip(offset).take(limit).collect(),
        total,
        next: (offset + limit < total).then(|| cursor(offset + limit)),
        previous: (offset > 0).then(|| cursor(offset.saturating_sub(limit))),
    })
}

/// The cursor of the page that begins with the row of that number. It is full of what must be encoded in a URL.
pub(crate) fn cursor(offset: usize) -> String {
    format!("p/{offset:x}+&c==")
}

fn offset(query: &Query, complaints: &mut Complaints) -> usize {
    let Some(text) = query.text("cursor") else {
        return 0;
    };
    let offset = text
        .strip_prefix("p/")
        .and_then(|rest| rest.strip_suffix("+&c=="))
        .and_then(|digits| usize::from_str_radix(digits, 16).ok());
    if offset.is_none() {
        complaints.say(
            "value_error",
            "Value error, the cursor is not one of ours",
            &json!(["query", "cursor"]),
            text,
        );
    }
    offset.unwrap_or_default()
}

fn limit(query: &Query, complaints: &mut Complaints) -> usize {
    let limit = query.value("limit", complaints).unwrap_or(DEFAULT_LIMIT);
    let mut refuse = |kind, message| {
        let input = query.text("limit").unwrap_or_default();
        complaints.say(kind, message, &json!(["query", "limit"]), input);
    };
    if limit < 1 {
        refuse(
            "greater_than_equal",
            "Input should be greater than or equal to 1",
        );
    } else if limit > LARGEST_LIMIT {
        refuse(
            "less_than_equal",
            "Input should be less than or equal to 1000",
        );
    }
    usize::try_from(limit).unwrap_or_default()
}

/// The order of a list.
struct Order {
    compare: fn(&Row, &Row) -> Ordering,
    descending: bool,
}

/// The order that the query asks for. Rows without a value come first, or last when it is descending.
fn order(query: &Query, complaints: &mut Complaints) -> Option<Order> {
    let descending = match query.text("sort_type") {
        None | Some("asc") => false,
        Some("desc") => true,
        Some(other) => {
            let message = "Input should be 'asc' or 'desc'";
            complaints.say("enum", message, &json!(["query", "sort_type"]), other);
            return None;
        }
    };
    let key = query.text("sort_key")?;
    let compare: fn(&Row, &Row) -> Ordering = match key {
        "id" => |a, b| a.id.cmp(&b.id),
        "entitlement" => |a, b| a.entitlement.cmp(&b.entitlement),
        "customer" => |a, b| a.customer.cmp(&b.customer),
        "contract_id" => |a, b| a.contract_id.cmp(&b.contract_id),
        "created_at" => |a, b| a.created_at.cmp(&b.created_at),
        "active_from" => |a, b| a.active_from.cmp(&b.active_from),
        "quantity" => |a, b| floats(a.quantity, b.quantity),
        "quantity_used" => |a, b| floats(a.quantity_used, b.quantity_used),
        "name" => |a, b| a.name.cmp(&b.name),
        other => {
            let message = "Value error, there is no such column";
            complaints.say("value_error", message, &json!(["query", "sort_key"]), other);
            return None;
        }
    };
    Some(Order {
        compare,
        descending,
    })
}

fn floats(a: Option<f64>, b: Option<f64>) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}
