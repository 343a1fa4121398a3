//! Filters: under which name each operator leaves, and how lists and tests for null are written.

use golden_clients as golden;
use tamis_runtime::{Date, Filter, Timestamp};

use crate::line;

/// The query of an operation of a golden document's client.
macro_rules! query {
    ($module:ident, $operation:expr) => {{
        let client = golden::$module::Client::builder()
            .base_url("http://h")
            .build()
            .expect("the client needs nothing else");
        let request = client.request(&$operation).expect("it can be sent");
        let line = line(&request);
        let query = line.strip_prefix("GET /things?").expect("it has a query");
        query.split('&').map(str::to_owned).collect::<Vec<_>>()
    }};
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
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
