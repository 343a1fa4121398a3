//! Filters of a generated client: each form of writing one, each operator under its name, and how conditions add up.

use std::ops::Bound;

use crate::support::query;
use crate::support::sample::entitlements::ListUniqueEntitlementsForCustomer;
use crate::support::sample::{Filter, Timestamp, Uuid};
use tamis_runtime::{Ordered, jiff};

type List = ListUniqueEntitlementsForCustomer;

fn list() -> List {
    List::new(Uuid::nil())
}

fn day(day: i8) -> Timestamp {
    jiff::civil::date(2024, 3, day)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .expect("it is a day")
        .into()
}

#[test]
fn every_form_of_a_condition() {
    let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let ids = "00000000-0000-0000-0000-000000000001,00000000-0000-0000-0000-000000000002";
    let bounds = (Bound::Excluded(1.0), Bound::Included(9.0));
    let both = vec![a, b];
    for (call, expected) in [
        (list().created_at(day(1)), "created_at=2024-03-01T00:00:00Z"),
        (
            list().created_at(day(1)..day(8)),
            "created_at__gte=2024-03-01T00:00:00Z&created_at__lt=2024-03-08T00:00:00Z",
        ),
        (
            list().created_at(day(1)..=day(8)),
            "created_at__gte=2024-03-01T00:00:00Z&created_at__lte=2024-03-08T00:00:00Z",
        ),
        (
            list().created_at(day(1)..),
            "created_at__gte=2024-03-01T00:00:00Z",
        ),
        (
            list().created_at(..day(1)),
            "created_at__lt=2024-03-01T00:00:00Z",
        ),
        (
            list().created_at(..=day(1)),
            "created_at__lte=2024-03-01T00:00:00Z",
        ),
        // jiff's own timestamps, in the same forms.
        (
            list().created_at(day(1).into_jiff()),
            "created_at=2024-03-01T00:00:00Z",
        ),
        (
            list().created_at(day(1).into_jiff()..=day(2).into_jiff()),
            "created_at__gte=2024-03-01T00:00:00Z&created_at__lte=2024-03-02T00:00:00Z",
        ),
        (
            list().created_at([day(1).into_jiff()]),
            "created_at__in=2024-03-01T00:00:00Z",
        ),
        (
            list().created_at(Filter::gt(day(1).into_jiff())),
            "created_at__gt=2024-03-01T00:00:00Z",
        ),
        (list().quantity(10.0), "quantity=10"),
        (list().quantity(10), "quantity=10"),
        (list().quantity(1..10), "quantity__gte=1&quantity__lt=10"),
        (list().quantity(Filter::eq(1.5)), "quantity=1.5"),
        (list().quantity(Filter::ne(1.5)), "quantity__neq=1.5"),
        (list().quantity(Filter::gt(1.5)), "quantity__gt=1.5"),
        (list().quantity(Filter::gte(1.5)), "quantity__gte=1.5"),
        (list().quantity(Filter::lt(1.5)), "quantity__lt=1.5"),
        (list().quantity(Filter::lte(1.5)), "quantity__lte=1.5"),
        (
            list().quantity(Filter::is_in([1.5, 2.5])),
            "quantity__in=1.5,2.5",
        ),
        (
            list().quantity(Filter::try_from(bounds).unwrap()),
            "quantity__gt=1&quantity__lte=9",
        ),
        (list().id(a), "id=00000000-0000-0000-0000-000000000001"),
        (list().id([a, b]), &format!("id__in={ids}")),
        (list().id(vec![a, b]), &format!("id__in={ids}")),
        (list().id(both.as_slice()), &format!("id__in={ids}")),
        (list().id(&both), &format!("id__in={ids}")),
        (list().id(Filter::is_null()), "id__isnull=true"),
        (list().id(Filter::not_null()), "id__isnull=false"),
    ] {
        assert_eq!(query(&call).unwrap(), expected);
    }
    let unbounded = Filter::<f64>::try_from((Bound::Unbounded, Bound::Unbounded));
    assert_eq!(
        unbounded.unwrap_err().to_string(),
        "a range that is open at both ends is no condition"
    );
}

#[test]
fn every_operator_of_every_field_has_its_name() {
    let id = Uuid::from_u128(1);
    macro_rules! identities {
        ($($field:ident)*) => {$({
            let name = stringify!($field);
            for (filter, suffix) in [
                (Filter::eq(id), "=00000000-0000-0000-0000-000000000001"),
                (Filter::is_in([id]), "__in=00000000-0000-0000-0000-000000000001"),
                (Filter::is_null(), "__isnull=true"),
            ] {
                assert_eq!(query(&list().$field(filter)).unwrap(), format!("{name}{suffix}"));
            }
        })*};
    }
    macro_rules! ordered {
        ($value:expr, $text:literal: $($field:ident)*) => {$({
            let name = stringify!($field);
            for (filter, suffix) in [
                (Filter::eq($value), concat!("=", $text)),
                (Filter::ne($value), concat!("__neq=", $text)),
                (Filter::gt($value), concat!("__gt=", $text)),
                (Filter::gte($value), concat!("__gte=", $text)),
                (Filter::lt($value), concat!("__lt=", $text)),
                (Filter::lte($value), concat!("__lte=", $text)),
                (Filter::is_in([$value]), concat!("__in=", $text)),
                (Filter::not_null(), "__isnull=false"),
            ] {
                assert_eq!(query(&list().$field(filter)).unwrap(), format!("{name}{suffix}"));
            }
        })*};
    }
    identities!(id entitlement customer contract_id);
    ordered!(2.5, "2.5": quantity quantity_used);
    ordered!(day(2), "2024-03-02T00:00:00Z": created_at active_from);
}

#[test]
fn conditions_add_up_and_none_is_replaced() {
    for (call, expected) in [
        (
            list().quantity(Filter::gt(1.0) & Filter::gte(2.0)),
            "quantity__gt=1&quantity__gte=2",
        ),
        (
            list().quantity(1.0..).quantity(..9.0),
            "quantity__gte=1&quantity__lt=9",
        ),
        (
            list().quantity(Filter::ne(5.0).and(1.0..9.0)),
            "quantity__neq=5&quantity__gte=1&quantity__lt=9",
        ),
        (
            list()
                .quantity(Filter::lt(9.0).and(Filter::lte(8.0)))
                .quantity([1.0, 2.0])
                .quantity(1.0),
            "quantity__lt=9&quantity__lte=8&quantity__in=1,2&quantity=1",
        ),
    ] {
        assert_eq!(query(&call).unwrap(), expected);
    }
    for (call, parameter) in [
        (list().quantity(1.0..).quantity(2.0..3.0), "quantity__gte"),
        (list().quantity(1.0).quantity(1.0), "quantity"),
        (list().quantity([1.0]).quantity([2.0]), "quantity__in"),
        (
            list().quantity(Filter::is_null() & Filter::not_null()),
            "quantity__isnull",
        ),
        (list().quantity(..1.0).quantity(2.0..3.0), "quantity__lt"),
    ] {
        assert_eq!(
            query(&call).unwrap_err(),
            format!(
                "parameter `{parameter}`: it is set twice, and a server keeps one value of a parameter"
            )
        );
    }
}

#[test]
fn a_filter_can_be_taken_apart() {
    let filter: Filter<f64> = Filter::gt(1.0).and(..9.0).and([1.0, 2.0]);
    let texts: Vec<String> = filter
        .conditions()
        .iter()
        .map(|condition| match condition {
            Filter::Range { from, to, .. } => format!("{from:?} to {to:?}"),
            Filter::In { values, .. } => format!("one of {values:?}"),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        texts,
        [
            "Excluded(1.0) to Unbounded",
            "Unbounded to Excluded(9.0)",
            "one of [1.0, 2.0]"
        ]
    );
}

#[test]
fn a_filter_that_was_changed_in_place_is_not_dropped() {
    let mut open: Filter<f64> = (1.0..9.0).into();
    if let Filter::Range { from, to, .. } = &mut open {
        (*from, *to) = (Bound::Unbounded, Bound::Unbounded);
    }
    let mut empty: Filter<f64> = Filter::gt(1.0) & Filter::lt(9.0);
    let mut nested = empty.clone();
    if let Filter::All { filters, .. } = &mut empty {
        filters.clear();
    }
    if let Filter::All { filters, .. } = &mut nested {
        filters.push(Filter::gt(2.0) & Filter::ne(3.0));
    }
    for changed in [open, empty, nested] {
        assert_eq!(
            query(&list().quantity(changed)).unwrap_err(),
            "parameter `quantity`: the filter was changed into one without a condition that can be sent"
        );
    }
}

#[test]
fn a_filter_is_small() {
    assert!(
        size_of::<Filter<f64, Ordered>>() <= 48,
        "{}",
        size_of::<Filter<f64, Ordered>>()
    );
}
