//! A page of a thousand items: its text, and the types that a person writes for it.

#![allow(missing_docs, reason = "the fields are those of the document")]

use std::fmt::Write as _;

use tamis_runtime::{Uuid, jiff};

use crate::request::timestamp;

#[derive(Debug, serde::Deserialize)]
pub struct Page {
    pub next: Option<String>,
    pub previous: Option<String>,
    pub total_count: Option<i64>,
    pub results: Vec<Item>,
}

#[derive(Debug, serde::Deserialize)]
pub struct Item {
    pub entitlement: Inner,
    pub total_quantity: Option<f64>,
    pub total_quantity_used: Option<f64>,
    pub total_expired_entitlements: Option<f64>,
}

#[derive(Debug, serde::Deserialize)]
pub struct Inner {
    pub id: Uuid,
    pub name: String,
    pub description: Option<String>,
    pub entitlement_type: Option<Type>,
    pub units: Option<String>,
    pub is_active: Option<bool>,
    pub product_id: Option<Uuid>,
    pub created_at: Option<jiff::Timestamp>,
}

#[derive(Debug, PartialEq, serde::Deserialize)]
pub enum Type {
    Feature,
    Quantity,
    Credits,
}

/// The text of the page.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        r#"{"next":"V2VsbCBhcmV1IGN1cmlvdxM=","previous":null,"total_count":10000,"results":["#,
    );
    for number in 0..1_000_u128 {
        if number > 0 {
            page.push(',');
        }
        let kind = ["Feature", "Quantity", "Credits"][usize::try_from(number % 3).unwrap_or(0)];
        let _ = write!(
            page,
            r#"{{"entitlement":{{"id":"{}","name":"Entitlement {number}","description":"What it gives, in some words","entitlement_type":"{kind}","units":"seats","is_active":true,"product_id":"{}","created_at":"{}"}},"total_quantity":{number}.5,"total_quantity_used":{number},"total_expired_entitlements":0}}"#,
            Uuid::from_u128(number),
            Uuid::from_u128(number << 64),
            timestamp(i64::try_from(number).unwrap_or(0)),
        );
    }
    page.push_str("]}");
    page
}
