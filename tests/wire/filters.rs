//! Filters: under which name each operator leaves, and how lists and tests for null are written.

use golden_clients as golden;
use tamis_runtime::{Date, Filter, Timestamp};

fn date(text: &str) -> Date {
    text.parse().expect("it is a date")
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("it is a time")
}

#[test]
fn operators_lists_and_null_tests_as_configured() {
    use golden::filters_configured::filters::Within;
    use golden::filters_configured::things::ListThings;

    let all = ListThings::new()
        .started(date("2024-01-01")..=date("2024-02-01"))
        .size([1, 2])
        .size(Filter::between(3, 4))
        .size(Filter::with::<Within>(5))
        .size_n(6)
        .sold_at(Filter::is_null())
        .owner(Filter::not_null());
    assert_eq!(
        query!(filters_configured, all),
        [
            "Started%3E=2024-01-01",
            "Started%3C=2024-02-01",
            "size__in%5B%5D=1",
            "size__in%5B%5D=2",
            "size__range=3,4",
            "size__within=5",
            "size__n=6",
            "sold_at__isnull=1",
            "owner__exists=true",
        ]
    );
    let opposite = ListThings::new()
        .sold_at(Filter::not_null())
        .owner(Filter::is_null());
    assert_eq!(
        query!(filters_configured, opposite),
        ["sold_at__isnull=0", "owner__exists=false"]
    );
}

#[test]
fn members_as_declared_by_the_document() {
    use golden::filters_declared::filters::NearOperator;
    use golden::filters_declared::things::ListThings;

    let all = ListThings::new(9.5)
        .created_at(Filter::gt(time("2024-01-01T00:00:00Z")))
        .created_at(..=time("2024-02-01T00:00:00Z"))
        .price_gte(1.5)
        .price(..2.5)
        .state(["a", "b c"])
        .kind(Filter::not_in(["x", "y"]))
        .place(Filter::with::<NearOperator>("Delhi"));
    assert_eq!(
        query!(filters_declared, all),
        [
            "newer_than=2024-01-01T00:00:00Z",
            "until=2024-02-01T00:00:00Z",
            "price__gte=1.5",
            "price__lt=2.5",
            "state__in=a%7Cb%20c",
            "kind__not%5B0%5D=x",
            "kind__not%5B1%5D=y",
            "place=Delhi",
            "needed=9.5",
        ]
    );
    let none = ListThings::new(9.5).kind(Filter::not_in(Vec::<String>::new()));
    assert_eq!(query!(filters_declared, none), ["kind__not=", "needed=9.5"]);
}

#[test]
fn words_of_ranges() {
    use golden::filters_words::things::ListThings;

    let all = ListThings::new()
        .created(time("2024-01-01T00:00:00Z")..time("2024-02-01T00:00:00Z"))
        .price(1.0..=2.0)
        .filter_size(3..=4)
        .seen(Filter::gt(date("2024-01-01")))
        .seen(..=date("2024-02-01"))
        .since_id("x");
    assert_eq!(
        query!(filters_words, all),
        [
            "created_after=2024-01-01T00:00:00Z",
            "created_before=2024-02-01T00:00:00Z",
            "minPrice=1",
            "maxPrice=2",
            "filter%5Bsize_from%5D=3",
            "filter%5Bsize_to%5D=4",
            "seen_since=2024-01-01",
            "seen_until=2024-02-01",
            "since_id=x",
        ]
    );
}

#[test]
fn brackets() {
    use golden::filters_bracket::things::ListThings;
    use tamis_runtime::Uuid;

    let (from, to) = (time("2024-01-01T00:00:00Z"), time("2024-02-01T00:00:00Z"));
    let all = ListThings::new()
        .created_at(Filter::gt(from) & Filter::lt(to))
        .created_at(from..=to)
        .price(1.0)
        .price(Filter::ne(2.0))
        .price(Filter::between(3.0, 4.0))
        .price(Filter::not_null())
        .ids([Uuid::nil(), Uuid::max()])
        .ids(Filter::not_in([Uuid::nil()]))
        .filter_name("n")
        .filter_name(Filter::starts_with("s"))
        .filter_name(Filter::contains("c d"))
        .page_size(5);
    assert_eq!(
        query!(filters_bracket, all),
        [
            "created_at%5Bgt%5D=2024-01-01T00:00:00Z",
            "created_at%5Blt%5D=2024-02-01T00:00:00Z",
            "created_at%5Bgte%5D=2024-01-01T00:00:00Z",
            "created_at%5Blte%5D=2024-02-01T00:00:00Z",
            "price=1",
            "price%5B%24ne%5D=2",
            "price%5B%24between%5D=3,4",
            "price%5B%24notNull%5D=true",
            "ids%5Bin%5D%5B%5D=00000000-0000-0000-0000-000000000000",
            "ids%5Bin%5D%5B%5D=ffffffff-ffff-ffff-ffff-ffffffffffff",
            "ids%5Bnot_in%5D%5B%5D=00000000-0000-0000-0000-000000000000",
            "filter%5Bname%5D=n",
            "filter%5Bname%5D%5Bstarts_with%5D=s",
            "filter%5Bname%5D%5Bcontains%5D=c%20d",
            "page%5Bsize%5D=5",
        ]
    );
    let opposite = ListThings::new().price(Filter::is_null());
    assert_eq!(
        query!(filters_bracket, opposite),
        ["price%5B%24notNull%5D=false"]
    );
}

#[test]
fn dots() {
    use golden::filters_dot::things::ListThings;

    let (from, to) = (time("2024-01-01T00:00:00Z"), time("2024-02-01T00:00:00Z"));
    let all = ListThings::new()
        .created_at(Filter::gt(from) & Filter::lt(to))
        .created_at(from..=to)
        .state("a")
        .state(Filter::ne("b"))
        .state(["c", "d,e"])
        .state(Filter::not_in(["f", "g h"]))
        .period_unit("day");
    assert_eq!(
        query!(filters_dot, all),
        [
            "created_at.after=2024-01-01T00:00:00Z",
            "created_at.before=2024-02-01T00:00:00Z",
            "created_at.on_or_after=2024-01-01T00:00:00Z",
            "created_at.on_or_before=2024-02-01T00:00:00Z",
            "state=a",
            "state.not=b",
            "state.in=c",
            "state.in=d%2Ce",
            "state.none_of=f%7Cg%20h",
            "period.unit=day",
        ]
    );
}

#[test]
fn symbols() {
    use golden::filters_symbol::things::ListThings;

    let (from, to) = (time("2024-01-01T00:00:00Z"), time("2024-02-01T00:00:00Z"));
    let all = ListThings::new()
        .start_time(from)
        .start_time(from..to)
        .size(Filter::lt(1) & Filter::lte(2) & Filter::gt(3) & Filter::gte(4) & Filter::ne(5))
        .status("open")
        .status_not("shut");
    assert_eq!(
        query!(filters_symbol, all),
        [
            "StartTime=2024-01-01T00:00:00Z",
            "StartTime%3E=2024-01-01T00:00:00Z",
            "StartTime%3C=2024-02-01T00:00:00Z",
            "Size%3C=1",
            "Size%3C%3D=2",
            "Size%3E=3",
            "Size%3E%3D=4",
            "Size%21%3D=5",
            "status%21=shut",
            "status=open",
        ]
    );
}

#[test]
fn suffixes() {
    use golden::filters_suffix::things::ListThings;

    let (from, to) = (date("2024-01-01"), date("2024-02-01"));
    let all = ListThings::new()
        .posted(Filter::gt(from) & Filter::lt(to))
        .posted(from..=to)
        .size(1)
        .size(2..=3)
        .size(Filter::ne(4))
        .size(Filter::not_in([5, 6]))
        .expires(7)
        .expires_in(8);
    assert_eq!(
        query!(filters_suffix, all),
        [
            "posted_gt=2024-01-01",
            "posted_lt=2024-02-01",
            "posted_gte=2024-01-01",
            "posted_lte=2024-02-01",
            "size=1",
            "sizeGte=2",
            "sizeLte=3",
            "sizeNe=4",
            "sizeNotIn=5",
            "sizeNotIn=6",
            "expires=7",
            "expires_in=8",
        ]
    );
}

#[test]
fn objects_of_operators() {
    use golden::filters_deep_object::things::ListThings;
    use golden::filters_deep_object::types::ListThingsPrice;

    let price = ListThingsPrice {
        gte: Some(9.5),
        unit: Some("kg".to_owned()),
    };
    let all = ListThings::new()
        .created(1)
        .created(Filter::gt(2) & Filter::gte(3) & Filter::lt(4) & Filter::lte(5))
        .updated_at(Filter::gte(time("2024-01-01T00:00:00Z")))
        .updated_at(Filter::lt(time("2024-02-01T00:00:00Z")))
        .price(price);
    assert_eq!(
        query!(filters_deep_object, all),
        [
            "created=1",
            "created%5Bgt%5D=2",
            "created%5Bgte%5D=3",
            "created%5Blt%5D=4",
            "created%5Blte%5D=5",
            "updated_at%5Bafter%5D=2024-01-01T00:00:00Z",
            "updated_at%5Bbefore%5D=2024-02-01T00:00:00Z",
            "price%5Bgte%5D=9.5",
            "price%5Bunit%5D=kg",
        ]
    );
}

#[test]
fn double_underscores() {
    use golden::filters_common::things::ListThings;
    use tamis_runtime::Uuid;

    let (from, to) = (time("2024-01-01T00:00:00Z"), time("2024-02-01T00:00:00Z"));
    let all = ListThings::new()
        .id(Uuid::nil())
        .id([Uuid::nil(), Uuid::max()])
        .id(Filter::not_null())
        .created_at(from)
        .created_at(Filter::ne(from) & Filter::gt(from) & Filter::lt(to))
        .created_at(from..=to)
        .created_at([from, to])
        .created_at(Filter::is_null());
    assert_eq!(
        query!(filters_common, all),
        [
            "id=00000000-0000-0000-0000-000000000000",
            "id__in=00000000-0000-0000-0000-000000000000,ffffffff-ffff-ffff-ffff-ffffffffffff",
            "id__isnull=false",
            "created_at=2024-01-01T00:00:00Z",
            "created_at__neq=2024-01-01T00:00:00Z",
            "created_at__gt=2024-01-01T00:00:00Z",
            "created_at__lt=2024-02-01T00:00:00Z",
            "created_at__gte=2024-01-01T00:00:00Z",
            "created_at__lte=2024-02-01T00:00:00Z",
            "created_at__in=2024-01-01T00:00:00Z,2024-02-01T00:00:00Z",
            "created_at__isnull=true",
        ]
    );
}

#[tokio::test]
async fn items_that_contradict_a_filter_are_found() {
    use golden::filtered_items::operations::ListThings;
    use golden::filtered_items::types::ListThingsFilterState as State;
    use tamis_runtime::testing::respond;
    use tamis_runtime::{Body, Error, http};

    let client = |body: &'static str| {
        golden::filtered_items::Client::builder()
            .base_url("http://h")
            .verify_filters(true)
            .transport(respond(move |_| http::Response::new(Body::from(body))))
            .build()
            .expect("the client needs nothing else")
    };
    let rows = r#"{"data": [{"size": 3, "owner": "somebody", "state": "old"}, {"size": null}]}"#;
    let owner = tamis_runtime::Uuid::nil();
    let met = ListThings::new()
        .size(3)
        .owner(owner)
        .filter_state([State::Old]);
    assert!(client(rows).send(&met).await.is_ok());
    for (operation, name) in [
        (ListThings::new().size(Filter::gt(3)), "size__gt"),
        (ListThings::new().filter_state(State::New), "filter[state]"),
        (
            ListThings::new().filter_state(Filter::ne(State::Old)),
            "filter[state][ne]",
        ),
    ] {
        let error = client(rows).send(&operation).await;
        assert!(
            matches!(&error, Err(Error::FilterIgnored { parameter, .. }) if parameter == name),
            "{error:?}"
        );
    }
}

#[test]
fn brackets_within_brackets() {
    use golden::filters_nested::filters::Ocontains;
    use golden::filters_nested::things::ListThings;

    let (from, to) = (time("2024-01-01T00:00:00Z"), time("2024-02-01T00:00:00Z"));
    let all = ListThings::new()
        .filter_name("a b")
        .filter_name(Filter::ne("c"))
        .filter_name(["d", "e&f"])
        .filter_name(Filter::contains("g"))
        .filter_name(Filter::with::<Ocontains>("h,i"))
        .filter_name(Filter::exists())
        .filter_created_at(Filter::gt(from) & Filter::lte(to))
        .filter_state(golden::filters_nested::types::ThingFilterState::Open)
        .filter_key(Filter::contains("k"))
        .where_status("l")
        .where_status(Filter::ne("m"))
        .where_age(18..65);
    assert_eq!(
        query!(filters_nested, all),
        [
            "filter%5Bname%5D%5Beq%5D=a%20b",
            "filter%5Bname%5D%5Bneq%5D=c",
            "filter%5Bname%5D%5Boeq%5D=d,e%26f",
            "filter%5Bname%5D%5Bcontains%5D=g",
            "filter%5Bname%5D%5Bocontains%5D=h%2Ci",
            "filter%5Bname%5D%5Bexists%5D=true",
            "filter%5Bcreated_at%5D%5Bgt%5D=2024-01-01T00:00:00Z",
            "filter%5Bcreated_at%5D%5Blte%5D=2024-02-01T00:00:00Z",
            "filter%5Bstate%5D=open",
            "filter%5Bkey%5D%5Bcontains%5D=k",
            "where%5Bstatus%5D%5Beq%5D=l",
            "where%5Bstatus%5D%5Bneq%5D=m",
            "where%5Bage%5D%5B_gte%5D=18",
            "where%5Bage%5D%5B_lt%5D=65",
        ]
    );
}
