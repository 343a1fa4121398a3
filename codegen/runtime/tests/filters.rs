//! Filters on the wire: each form of writing one, each operator, and what is refused.

mod support;

use std::ops::Bound;

use support::query;
use support::sample::entitlements::ListUniqueEntitlementsForCustomer;
use support::sample::{Filter, Timestamp, Uuid};
use tamis_runtime::{
    EmptyList, Encoder, FilterField, Identity, ListStyle, Method, Ordered, ParameterProblem,
    RequestError, TextOp, Value, VendorOp, jiff, op, profile,
};

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

/// The query of one field's conditions.
fn wire<T: Value, S>(field: &'static FilterField, filter: &Filter<T, S>) -> Result<String, String> {
    let mut request = Encoder::new(Method::GET, "http://x");
    request.filter(field, Some(filter));
    let url = request.url().to_owned();
    request.finish().map_err(|error| error.to_string())?;
    Ok(url
        .trim_start_matches("http://x")
        .trim_start_matches('?')
        .to_owned())
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

static NAME: FilterField = FilterField {
    eq: Some("name%5B%24eq%5D"),
    in_: Some("name%5B%24in%5D"),
    text: &[
        (TextOp::IContains, "name__ic"),
        (TextOp::NotRegex, "name__nregex"),
    ],
    empty: Some("name__empty"),
    exists: Some("name__exists"),
    not_in: Some("name__n"),
    between: Some("name__range"),
    vendor: &[("near", "name__near"), ("overlap", "name__overlap")],
    ..FilterField::NONE
};

enum Near {}
impl VendorOp for Near {
    const NAME: &'static str = "near";
}
enum Overlap {}
impl VendorOp for Overlap {
    const NAME: &'static str = "overlap";
}

profile! {
    /// Everything that `NAME` has, and `ne`, which it has not.
    Rich: op::Eq, op::Ne, op::In, op::NotIn, op::Between, op::Empty, op::Exists, op::IContains, op::NotRegex, Near,
        Overlap;
}

#[test]
fn the_operators_of_other_conventions() {
    for (filter, expected) in [
        (
            Filter::<String, Rich>::from("R&D, 50%"),
            "name%5B%24eq%5D=R%26D%2C%2050%25",
        ),
        (Filter::from(&"a".to_owned()), "name%5B%24eq%5D=a"),
        (Filter::from(["a", "b c"]), "name%5B%24in%5D=a,b%20c"),
        (Filter::icontains("x+y"), "name__ic=x%2By"),
        (Filter::not_regex("^a|b$"), "name__nregex=%5Ea%7Cb%24"),
        (Filter::is_empty(), "name__empty=true"),
        (Filter::not_empty(), "name__empty=false"),
        (Filter::exists(), "name__exists=true"),
        (Filter::not_exists(), "name__exists=false"),
        (Filter::not_in(["a"]), "name__n=a"),
        (Filter::between("a", "f"), "name__range=a,f"),
        (Filter::with::<Near>("Delhi"), "name__near=Delhi"),
        (
            Filter::with_list::<Overlap, _>(["a", "b"]),
            "name__overlap=a,b",
        ),
    ] {
        assert_eq!(wire(&NAME, &filter).unwrap(), expected);
    }
}

#[test]
fn what_a_server_would_misread_is_refused() {
    for (filter, message) in [
        (
            Filter::<String, Rich>::from(["a", "x,y"]),
            "parameter `name[$in]`: the item \"x,y\" contains ',', where the server would split it in two",
        ),
        (
            Filter::from(["a", ""]),
            "parameter `name[$in]`: an item of the list is empty",
        ),
        (
            Filter::ne("a"),
            "parameter `name[$eq]`: the server does not offer the operator of a condition",
        ),
    ] {
        assert_eq!(wire(&NAME, &filter).unwrap_err(), message);
    }
    let empty: Vec<String> = Vec::new();
    let mut request = Encoder::new(Method::GET, "http://x");
    request.filter(&NAME, Some(&Filter::<String, Rich>::from(empty)));
    let Err(RequestError::Parameter { name, problem, .. }) = request.finish() else {
        panic!("it was not refused")
    };
    assert_eq!(
        (name.as_str(), problem),
        ("name[$in]", ParameterProblem::EmptyList)
    );
}

#[test]
fn lists_are_written_as_the_server_reads_them() {
    const fn field(list: ListStyle) -> FilterField {
        FilterField {
            in_: Some("f"),
            list,
            empty_list: EmptyList::Sent,
            ..FilterField::NONE
        }
    }
    static COMMA: FilterField = field(ListStyle::Comma);
    static ESCAPED: FilterField = field(ListStyle::Escaped);
    static SPACE: FilterField = field(ListStyle::Space);
    static PIPE: FilterField = field(ListStyle::Pipe);
    static REPEATED: FilterField = field(ListStyle::Repeated);
    static BRACKETS: FilterField = field(ListStyle::Brackets);
    static INDEXED: FilterField = field(ListStyle::Indexed);
    static QUOTED: FilterField = field(ListStyle::Quoted);

    let plain = Filter::<String, Identity>::from(["a", "b&"]);
    let comma = Filter::<String, Identity>::from(["a,\"b\"", "c"]);
    for (field, expected, with_comma) in [
        (&COMMA, "f=a,b%26", None),
        (&ESCAPED, "f=a,b%26", Some("f=a%2C%22b%22,c")),
        (&SPACE, "f=a%20b%26", Some("f=a%2C%22b%22%20c")),
        (&PIPE, "f=a%7Cb%26", Some("f=a%2C%22b%22%7Cc")),
        (&REPEATED, "f=a&f=b%26", Some("f=a%2C%22b%22&f=c")),
        (
            &BRACKETS,
            "f%5B%5D=a&f%5B%5D=b%26",
            Some("f%5B%5D=a%2C%22b%22&f%5B%5D=c"),
        ),
        (
            &INDEXED,
            "f%5B0%5D=a&f%5B1%5D=b%26",
            Some("f%5B0%5D=a%2C%22b%22&f%5B1%5D=c"),
        ),
        (
            &QUOTED,
            "f=%22a%22,%22b%26%22",
            Some("f=%22a%2C%5C%22b%5C%22%22,%22c%22"),
        ),
    ] {
        assert_eq!(wire(field, &plain).unwrap(), expected);
        assert_eq!(wire(field, &comma).ok().as_deref(), with_comma);
        assert_eq!(
            wire(field, &Filter::<String, Identity>::is_in([""; 0])).unwrap(),
            "f="
        );
    }
}

#[test]
fn null_tests_have_their_polarity() {
    static EXISTS: FilterField = FilterField {
        null: Some("f__exists"),
        null_values: ("false", "true"),
        ..FilterField::NONE
    };
    static NOT_NULL: FilterField = FilterField {
        not_null: Some("f__notnull"),
        ..FilterField::NONE
    };
    static PAIR: FilterField = FilterField {
        null: Some("f_null"),
        not_null: Some("f_nnull"),
        null_values: ("1", "0"),
        ..FilterField::NONE
    };
    let (null, not_null) = (Filter::<i64>::is_null(), Filter::<i64>::not_null());
    assert_eq!(wire(&EXISTS, &null).unwrap(), "f__exists=false");
    assert_eq!(wire(&EXISTS, &not_null).unwrap(), "f__exists=true");
    assert_eq!(wire(&NOT_NULL, &null).unwrap(), "f__notnull=false");
    assert_eq!(wire(&NOT_NULL, &not_null).unwrap(), "f__notnull=true");
    assert_eq!(wire(&PAIR, &null).unwrap(), "f_null=1");
    assert_eq!(wire(&PAIR, &not_null).unwrap(), "f_nnull=1");
}

#[test]
fn operators_that_share_a_parameter_are_not_sent_together() {
    // NetBox: a list is the base parameter, repeated; a second value would widen the list, not narrow it.
    static BASE: FilterField = FilterField {
        eq: Some("name"),
        in_: Some("name"),
        list: ListStyle::Repeated,
        ..FilterField::NONE
    };
    let both = Filter::<String, Identity>::from("a").and(["b", "c"]);
    assert!(wire(&BASE, &both).unwrap_err().contains("set twice"));
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
fn a_filter_is_small() {
    assert!(
        size_of::<Filter<f64, Ordered>>() <= 48,
        "{}",
        size_of::<Filter<f64, Ordered>>()
    );
}
