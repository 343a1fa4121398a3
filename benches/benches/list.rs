//! How long the work of this package takes.

#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tamis_benches::page::{Page, page};
use tamis_benches::request::{by_hand, list, url};
use tamis_benches::sample::Timestamp;
use tamis_benches::sample::entitlements::ListUniqueEntitlementsForCustomer;
use tamis_runtime::{Method, Operation, RawResponse, http};

fn encode(criterion: &mut Criterion) {
    let generated = list();
    let hand = by_hand();
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

fn decode(criterion: &mut Criterion) {
    let body = page();
    let response = RawResponse::from(http::Response::new(body.clone()));
    let generated = <ListUniqueEntitlementsForCustomer>::decode(&response).expect("it decodes");
    let plain: Page = serde_json::from_str(&body).expect("it decodes");
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
        bencher.iter(|| serde_json::from_slice::<Page>(black_box(response.body())));
    });
    group.finish();
}

criterion_group!(benches, encode, decode);
criterion_main!(benches);
