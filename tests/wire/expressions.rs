//! Filters that share a parameter: one expression, whose text is written down here by hand from the grammars' specifications.

use golden_clients::filters_expression::filters::Has;
use golden_clients::filters_expression::operations::{ListBooks, ListEvents, ListStates};
use golden_clients::filters_expression::types::State;
use golden_clients::filters_expression_more::operations::{ListItems, ListParts, ListUsers};
use tamis_runtime::{Encoder, Filter, Operation, Timestamp, Uuid};

/// The query of an operation, decoded.
pub(crate) fn sent<O: Operation>(operation: &O) -> Result<Vec<(String, String)>, String> {
    let mut request = Encoder::new(tamis_runtime::http::Method::GET, "http://h");
    operation.encode(&mut request);
    let request = request.finish().map_err(|error| error.to_string())?;
    let query = request.uri().query().unwrap_or_default();
    Ok(form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect())
}

/// The expression that is all there is in a query.
pub(crate) fn expression<O: Operation>(operation: &O) -> String {
    let mut sent = sent(operation).expect("it can be sent");
    assert_eq!(sent.len(), 1, "{sent:?}");
    sent.remove(0).1
}

fn refused<O: Operation>(operation: &O) -> String {
    sent(operation).expect_err("it is refused")
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("it is a time")
}

#[test]
fn odata() {
    let january = time("2024-01-01T00:00:00Z")..time("2024-02-01T00:00:00Z");
    let list = ListEvents::new()
        .top(3)
        .state("plain")
        .size(7)
        .id(Uuid::nil())
        .start_time(january)
        .state_filter([State::Open, State::Shut])
        .name(Filter::contains("O'Hara") & Filter::not_null());
    let expected = "id eq 00000000-0000-0000-0000-000000000000 and contains(name,'O''Hara') and name ne null and size eq 7 \
                    and startTime ge 2024-01-01T00:00:00Z and startTime lt 2024-02-01T00:00:00Z \
                    and (state eq 'open' or state eq 'shut')";
    let pairs = [("top", "3"), ("$filter", expected), ("state", "plain")];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(sent(&list).expect("it can be sent"), pairs);
    let list = ListEvents::new()
        .name(["a", "b"])
        .name(Filter::not_in(["c", "d"]))
        .name(Filter::starts_with("x") & Filter::is_null());
    assert_eq!(
        expression(&list),
        "name in ('a','b') and (name ne 'c' and name ne 'd') and startswith(name,'x') and name eq null"
    );
    // Said in the document itself.
    assert_eq!(
        expression(&ListStates::new().state(State::Open)),
        "state eq 'open'"
    );
    // The same operator twice can be said here, which a parameter could not.
    let list = ListEvents::new()
        .state_filter(Filter::ne(State::Open))
        .state_filter(Filter::ne(State::Shut));
    assert_eq!(expression(&list), "state ne 'open' and state ne 'shut'");
    assert_eq!(sent(&ListEvents::new()), Ok(Vec::new()));
}

#[test]
fn aip_160() {
    let list = ListBooks::new()
        .create_time(time("2024-01-01T00:00:00Z")..)
        .rating(Filter::gt(-1.5))
        .author(["A \"B\"", "C\\"])
        .author(Filter::ne("D"))
        .author(Filter::ends_with("son"))
        .author(Filter::is_null() & Filter::not_null())
        .author(Filter::with::<Has>("x"));
    assert_eq!(
        expression(&list),
        r#"(author = "A \"B\"" OR author = "C\\") AND author != "D" AND author = "*son" AND NOT author:* AND author:* AND author : "x" AND create_time >= "2024-01-01T00:00:00Z" AND rating > -1.5"#
    );
    // A star is a pattern there, and there is no way to say that it is none.
    for filter in [
        Filter::eq("a*"),
        Filter::ne("*"),
        Filter::contains("*"),
        [String::from("a"), String::from("*b")].into(),
    ] {
        let text = refused(&ListBooks::new().author(filter));
        assert!(text.contains("`filter`") && text.contains('*'), "{text}");
    }
}

#[test]
fn rsql() {
    let list = ListParts::new()
        .name(["a;b", "c\"d\\"])
        .name(Filter::not_in(["x"]) & Filter::ne("y") & Filter::like("z%"))
        .name(Filter::is_null())
        .price(0.5..1e300);
    assert_eq!(
        expression(&list),
        r#"name=in=("a;b","c\"d\\");name=out=("x");name!="y";name=like="z%";name=isnull=true;price=ge=0.5;price=lt=1e300"#
    );
    assert_eq!(
        expression(&ListParts::new().name(Filter::not_null())),
        "name=isnull=false"
    );
}

#[test]
fn scim() {
    let list = ListUsers::new()
        .user_name(["b", "c\n\"d\\"])
        .user_name(Filter::contains("e") & Filter::is_null() & Filter::not_null())
        .meta_last_modified(Filter::gt(time("2024-01-01T00:00:00Z")))
        .active(true);
    assert_eq!(
        expression(&list),
        r#"active eq true and meta.lastModified gt "2024-01-01T00:00:00Z" and (userName eq "b" or userName eq "c\n\"d\\") and userName co "e" and not (userName pr) and userName pr"#
    );
}

#[test]
fn json() {
    let list = ListItems::new()
        .kind("k")
        .name(Filter::ne("a\"") & Filter::from(["b", "c"]))
        .size(1..5)
        .tag(Filter::contains("t") & Filter::not_null());
    assert_eq!(
        expression(&list),
        r#"{"kind":"k","name":{"$ne":"a\"","$in":["b","c"]},"size":{"$gte":1,"$lt":5},"tag":{"_contains":"t","_null":false}}"#
    );
    assert_eq!(
        expression(&ListItems::new().name(Filter::is_null())),
        r#"{"name":{"$eq":null}}"#
    );
    // A member is there once, and a value in the place of the members is alone.
    for list in [
        ListItems::new().name("a").name("b"),
        ListItems::new().kind("a").kind("b"),
        ListItems::new().name("a").name(Filter::is_null()),
    ] {
        let text = refused(&list);
        assert!(text.contains("`where`"), "{text}");
    }
}

#[test]
fn what_is_no_condition_is_refused() {
    let none: [&str; 0] = [];
    for text in [
        refused(&ListEvents::new().name(none)),
        refused(&ListParts::new().name(none)),
        refused(&ListItems::new().name(none)),
        refused(&ListBooks::new().rating(Filter::gt(f64::NAN))),
        refused(&ListBooks::new().rating(Filter::gt(f64::INFINITY))),
    ] {
        assert!(text.contains('`'), "{text}");
    }
}
