//! What came back against what the data set holds, member by member.
//!
//! In: decoded items, and the rows that they must be. Out: nothing, or a panic that names the row.

use generated_client::Timestamp;
use generated_client::types::{
    EntitlementCustomerSumResponseSchema, EntitlementResponseSchema, EntitlementType,
};

use crate::cases::instant;
use crate::server::data::{NEVER, Row};

/// The items are these rows, in this order.
pub(crate) fn assert_rows(
    items: &[EntitlementCustomerSumResponseSchema],
    rows: &[&Row],
    context: &str,
) {
    assert_eq!(items.len(), rows.len(), "number of rows: {context}");
    for (item, row) in items.iter().zip(rows) {
        assert_entitlement(&item.entitlement, row, context);
        assert_eq!(item.total_quantity, row.quantity, "{row:?}: {context}");
        assert_eq!(
            item.total_quantity_used, row.quantity_used,
            "{row:?}: {context}"
        );
        assert_eq!(
            item.total_expired_entitlements, row.expired,
            "{row:?}: {context}"
        );
    }
}

/// The entitlement is that of the row.
pub(crate) fn assert_entitlement(item: &EntitlementResponseSchema, row: &Row, context: &str) {
    let context = format!("{row:?}: {context}");
    assert_eq!(item.id, row.entitlement, "{context}");
    assert_eq!(item.name, row.name, "{context}");
    assert_eq!(item.description, row.description, "{context}");
    let entitlement_type = item.entitlement_type.as_ref().map(EntitlementType::as_str);
    assert_eq!(entitlement_type, row.entitlement_type, "{context}");
    assert_eq!(item.units.as_deref(), row.units, "{context}");
    assert_eq!(item.is_active, row.is_active, "{context}");
    assert_eq!(item.product_id, row.product_id, "{context}");
    let created_at = row.created_at.map(|micros| match micros {
        NEVER => Timestamp::MAX,
        micros => instant(micros),
    });
    assert_eq!(item.created_at, created_at, "{context}");
}
