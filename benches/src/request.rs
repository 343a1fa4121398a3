//! The request for a list with eight filters: by the client, and by hand.

#![allow(missing_docs, reason = "the fields are those of the document")]

use std::fmt::Write as _;

use tamis_runtime::{Encoder, Method, Operation, jiff};

use crate::sample::entitlements::ListUniqueEntitlementsForCustomer;
use crate::sample::{Filter, Timestamp, Uuid};

/// Where requests go.
pub const BASE: &str = "https://api.zenskar.com";

/// An instant of the page and of the conditions.
///
/// # Panics
///
/// When it is beyond what an instant can be.
#[must_use]
pub fn timestamp(second: i64) -> Timestamp {
    jiff::Timestamp::from_second(1_700_000_000 + second)
        .expect("it is in range")
        .into()
}

/// A request with eight filters, thirteen conditions and a list of four.
pub fn list() -> ListUniqueEntitlementsForCustomer {
    ListUniqueEntitlementsForCustomer::new(Uuid::from_u128(1))
        .limit(50)
        .search("annual & monthly")
        .id([2, 3, 4, 5].map(Uuid::from_u128))
        .entitlement(Uuid::from_u128(6))
        .customer(Filter::not_null())
        .contract_id([Uuid::from_u128(7)])
        .created_at(timestamp(0)..timestamp(86_400))
        .active_from(timestamp(5)..)
        .quantity(Filter::gt(10.0) & Filter::lte(990.5) & Filter::ne(12.5))
        .quantity_used(0.0..=100.25)
}

/// The URL of the request that the client makes.
#[must_use]
pub fn url(list: &ListUniqueEntitlementsForCustomer) -> Encoder {
    let mut request = Encoder::new(Method::GET, BASE);
    list.encode(&mut request);
    request
}

/// The same, as a person writes it.
#[derive(Debug)]
pub struct ByHand {
    customer_id: Uuid,
    limit: Option<i64>,
    search: Option<String>,
    id_in: Option<Vec<Uuid>>,
    entitlement: Option<Uuid>,
    customer_is_null: Option<bool>,
    contract_id_in: Option<Vec<Uuid>>,
    created_at_gte: Option<jiff::Timestamp>,
    created_at_lt: Option<jiff::Timestamp>,
    active_from_gte: Option<jiff::Timestamp>,
    quantity_gt: Option<f64>,
    quantity_lte: Option<f64>,
    quantity_neq: Option<f64>,
    quantity_used_gte: Option<f64>,
    quantity_used_lte: Option<f64>,
}

#[must_use]
pub fn by_hand() -> ByHand {
    ByHand {
        customer_id: Uuid::from_u128(1),
        limit: Some(50),
        search: Some("annual & monthly".to_owned()),
        id_in: Some([2, 3, 4, 5].map(Uuid::from_u128).to_vec()),
        entitlement: Some(Uuid::from_u128(6)),
        customer_is_null: Some(false),
        contract_id_in: Some(vec![Uuid::from_u128(7)]),
        created_at_gte: Some(timestamp(0).into_jiff()),
        created_at_lt: Some(timestamp(86_400).into_jiff()),
        active_from_gte: Some(timestamp(5).into_jiff()),
        quantity_gt: Some(10.0),
        quantity_lte: Some(990.5),
        quantity_neq: Some(12.5),
        quantity_used_gte: Some(0.0),
        quantity_used_lte: Some(100.25),
    }
}

fn push_escaped(url: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

impl ByHand {
    #[must_use]
    pub fn url(&self) -> String {
        fn next(url: &mut String, separator: &mut char, name: &str) {
            url.push(*separator);
            *separator = '&';
            url.push_str(name);
        }
        fn uuid(url: &mut String, value: Uuid) {
            url.push_str(value.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
        }
        fn uuids(url: &mut String, values: &[Uuid]) {
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    url.push(',');
                }
                uuid(url, *value);
            }
        }
        let mut url = String::with_capacity(BASE.len() + 512);
        let mut separator = '?';
        url.push_str(BASE);
        url.push_str("/entitlements/customer/unique/");
        uuid(&mut url, self.customer_id);
        if let Some(value) = self.limit {
            next(&mut url, &mut separator, "limit=");
            let _ = write!(url, "{value}");
        }
        if let Some(value) = &self.search {
            next(&mut url, &mut separator, "search=");
            push_escaped(&mut url, value);
        }
        if let Some(values) = &self.id_in {
            next(&mut url, &mut separator, "id__in=");
            uuids(&mut url, values);
        }
        if let Some(value) = self.entitlement {
            next(&mut url, &mut separator, "entitlement=");
            uuid(&mut url, value);
        }
        if let Some(value) = self.customer_is_null {
            next(&mut url, &mut separator, "customer__isnull=");
            url.push_str(if value { "true" } else { "false" });
        }
        if let Some(values) = &self.contract_id_in {
            next(&mut url, &mut separator, "contract_id__in=");
            uuids(&mut url, values);
        }
        for (name, value) in [
            ("created_at__gte=", self.created_at_gte),
            ("created_at__lt=", self.created_at_lt),
            ("active_from__gte=", self.active_from_gte),
        ] {
            if let Some(value) = value {
                next(&mut url, &mut separator, name);
                let _ = write!(url, "{value}");
            }
        }
        for (name, value) in [
            ("quantity__gt=", self.quantity_gt),
            ("quantity__lte=", self.quantity_lte),
            ("quantity__neq=", self.quantity_neq),
            ("quantity_used__gte=", self.quantity_used_gte),
            ("quantity_used__lte=", self.quantity_used_lte),
        ] {
            if let Some(value) = value {
                next(&mut url, &mut separator, name);
                let _ = write!(url, "{value}");
            }
        }
        url
    }
}
