//! Rows as JSON, in the shapes of the documents, with the spellings that real servers mix.
//!
//! In: rows. Out: `serde_json` values. A member without a value is `null` in most rows and absent in some.

use serde_json::{Value, json};
use uuid::Uuid;

use super::data::{self, Row};
use super::list::Page;

/// `EntitlementResponseSchema`.
pub(super) fn entitlement(row: &Row) -> Value {
    let mut entitlement = json!({
        "id": row.entitlement,
        "name": row.name,
        "description": row.description,
        "entitlement_type": row.entitlement_type,
        "units": row.units,
        "is_active": row.is_active,
        "product_id": row.product_id,
        "created_at": row.created_at.map(|micros| spell(micros, row.number)),
    });
    if let Some(members) = entitlement.as_object_mut()
        && row.number.is_multiple_of(3)
    {
        members.retain(|_, value| !value.is_null());
    }
    entitlement
}

/// `PaginatedResults[EntitlementCustomerSumResponseSchema]`.
pub(super) fn page(page: &Page<'_>) -> Value {
    let results: Vec<Value> = page
        .rows
        .iter()
        .map(|row| {
            json!({
                "entitlement": entitlement(row),
                "total_quantity": row.quantity,
                "total_quantity_used": row.quantity_used,
                "total_expired_entitlements": row.expired,
            })
        })
        .collect();
    json!({
        "next": page.next,
        "previous": page.previous,
        "total_count": page.total,
        "results": results,
    })
}

/// `TotalEntitlementCustomerResponseSchema`.
pub(super) fn total(row: &Row, customer: Uuid, start: Option<i64>, end: Option<i64>) -> Value {
    let seconds = row.active_from.map(|micros| micros.div_euclid(1_000_000));
    // Without dates everything counts; with one, only what says when it began.
    let counts = start.is_none_or(|start| seconds.is_some_and(|seconds| seconds >= start))
        && end.is_none_or(|end| seconds.is_some_and(|seconds| seconds < end));
    json!({
        "entitlement": row.entitlement,
        "customer": customer,
        "quantity": row.quantity.filter(|_| counts),
    })
}

/// An instant in one of three spellings: without offset, with `Z`, with `+05:30`.
fn spell(micros: i64, number: usize) -> String {
    const HALF_PAST_FIVE: i64 = (5 * 60 + 30) * data::MINUTE;
    if micros == data::NEVER {
        return "9999-12-31T23:59:59Z".to_owned();
    }
    match number % 4 {
        0 => format!("{}Z", data::civil(micros)),
        1 => format!("{}+05:30", data::civil(micros + HALF_PAST_FIVE)),
        _ => data::civil(micros).to_string(),
    }
}
