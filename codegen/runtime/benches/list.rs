//! What generated code costs, against code written by hand for the same: making the request for a list with eight
//! filters, and decoding a page of a thousand items.
//!
//! The code by hand is what a careful person writes: one buffer, no intermediate strings, the same checks left out that
//! the types make unnecessary.

#![allow(missing_docs, reason = "criterion's macros make public items")]

#[rustfmt::skip]
#[path = "../tests/support/sample/api.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    reason = "the benchmark uses a part of what a crate would export"
)]
mod sample;

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use sample::entitlements::ListUniqueEntitlementsForCustomer;
use sample::{Filter, Timestamp, Uuid};
use tamis_runtime::{Encoder, Method, Operation, RawResponse, http, jiff};

const BASE: &str = "https://api.zenskar.com";

fn timestamp(second: i64) -> Timestamp {
    jiff::Timestamp::from_second(1_700_000_000 + second)
        .expect("it is in range")
        .into()
}

/// A request with eight filters, thirteen conditions and a list of four.
fn list() -> ListUniqueEntitlementsForCustomer {
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

/// The same, as a person writes it.
struct ByHand {
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

fn by_hand() -> ByHand {
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
    fn url(&self) -> String {
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

fn encode(criterion: &mut Criterion) {
    let generated = list();
    let hand = by_hand();
    let url = |list: &ListUniqueEntitlementsForCustomer| {
        let mut request = Encoder::new(Method::GET, BASE);
        list.encode(&mut request);
        request
    };
    assert_eq!(url(&generated).url(), hand.url());

    let mut group = criterion.benchmark_group("encode a list with 8 filters");
    group.bench_function("url, generated", |bencher| {
        bencher.iter(|| url(black_box(&generated)));
    });
    group.bench_function("url, by hand", |bencher| {
        bencher.iter(|| black_box(&hand).url());
    });
    group.bench_function("request, generated", |bencher| {
        bencher.iter(|| url(black_box(&generated)).finish());
    });
    group.bench_function("request, by hand", |bencher| {
        bencher.iter(|| {
            http::Request::builder()
                .method(Method::GET)
                .uri(black_box(&hand).url())
                .header(http::header::ACCEPT, "application/json")
                .body(())
        });
    });
    group.finish();
}

/// The types that a person writes for the same page.
mod plain {
    use tamis_runtime::{Uuid, jiff};

    #[derive(Debug, serde::Deserialize)]
    pub(super) struct Page {
        pub(super) next: Option<String>,
        pub(super) previous: Option<String>,
        pub(super) total_count: Option<i64>,
        pub(super) results: Vec<Item>,
    }

    #[derive(Debug, serde::Deserialize)]
    pub(super) struct Item {
        pub(super) entitlement: Inner,
        pub(super) total_quantity: Option<f64>,
        pub(super) total_quantity_used: Option<f64>,
        pub(super) total_expired_entitlements: Option<f64>,
    }

    #[derive(Debug, serde::Deserialize)]
    pub(super) struct Inner {
        pub(super) id: Uuid,
        pub(super) name: String,
        pub(super) description: Option<String>,
        pub(super) entitlement_type: Option<Type>,
        pub(super) units: Option<String>,
        pub(super) is_active: Option<bool>,
        pub(super) product_id: Option<Uuid>,
        pub(super) created_at: Option<jiff::Timestamp>,
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    pub(super) enum Type {
        Feature,
        Quantity,
        Credits,
    }
}

fn page() -> String {
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

fn decode(criterion: &mut Criterion) {
    let body = page();
    let response = RawResponse::from(http::Response::new(body.clone()));
    let generated = <ListUniqueEntitlementsForCustomer>::decode(&response).expect("it decodes");
    let plain: plain::Page = serde_json::from_str(&body).expect("it decodes");
    assert_eq!(generated.results.len(), plain.results.len());
    assert_eq!(
        (&generated.next, &generated.previous),
        (&plain.next, &plain.previous)
    );
    assert_eq!(generated.total_count, plain.total_count);
    for (generated, plain) in generated.results.iter().zip(&plain.results) {
        let (inner, plain_inner) = (&generated.entitlement, &plain.entitlement);
        assert_eq!(inner.id, plain_inner.id);
        assert_eq!(inner.name, plain_inner.name);
        assert_eq!(inner.description, plain_inner.description);
        assert_eq!(inner.units, plain_inner.units);
        assert_eq!(inner.is_active, plain_inner.is_active);
        assert_eq!(inner.product_id, plain_inner.product_id);
        assert_eq!(
            inner.created_at.map(Timestamp::into_jiff),
            plain_inner.created_at
        );
        let kind = plain_inner
            .entitlement_type
            .as_ref()
            .map(|kind| format!("{kind:?}"));
        assert_eq!(
            inner.entitlement_type.as_ref().map(ToString::to_string),
            kind
        );
        assert_eq!(generated.total_quantity, plain.total_quantity);
        assert_eq!(generated.total_quantity_used, plain.total_quantity_used);
        assert_eq!(
            generated.total_expired_entitlements,
            plain.total_expired_entitlements
        );
    }

    let mut group = criterion.benchmark_group("decode a page of 1,000");
    group.bench_function("generated", |bencher| {
        bencher.iter(|| <ListUniqueEntitlementsForCustomer>::decode(black_box(&response)));
    });
    group.bench_function("by hand", |bencher| {
        bencher.iter(|| serde_json::from_slice::<plain::Page>(black_box(response.body())));
    });
    group.finish();
}

criterion_group!(benches, encode, decode);
criterion_main!(benches);
