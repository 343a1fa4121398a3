//! What clients of OpenAPI 3.2 documents send, and how they read sequences of items.

use golden_clients as golden;
use tamis_runtime::http::Response;
use tamis_runtime::testing::respond;
use tamis_runtime::{Body, Operation};

use crate::{body, header, line};

/// A client of a golden document, whose requests are all answered alike.
macro_rules! client {
    ($module:ident, $media_type:expr, $body:expr) => {{
        let text = String::from($body);
        golden::$module::Client::builder()
            .base_url("http://h/base")
            .transport(respond(move |_| {
                let response = Response::builder().header("content-type", $media_type);
                response.body(Body::from(text.clone())).expect("a response")
            }))
            .build()
            .expect("the client needs nothing else")
    }};
}

#[test]
fn methods_that_older_versions_do_not_know_are_sent() {
    use golden::openapi_3_2::operations::CopyThing;
    use golden::openapi_3_2::things::QueryThings;
    use golden::openapi_3_2::types::QueryThingsBody;
    let client = client!(openapi_3_2, "application/json", "");
    let query = QueryThings::new(QueryThingsBody {
        name: Some("a".to_owned()),
    });
    let request = client.request(&query).unwrap();
    assert_eq!(line(&request), "QUERY /base/things");
    assert_eq!(body(&request), r#"{"name":"a"}"#);
    let request = client.request(&CopyThing::new()).unwrap();
    assert_eq!(line(&request), "COPY /base/things");
    assert_eq!(<CopyThing as Operation>::INFO.method, "COPY");
}

#[test]
fn a_parameter_can_be_the_query_as_a_whole() {
    use golden::openapi_3_2::operations::{FindByForm, FindByJson, FindByPath};
    use golden::openapi_3_2::types::Search;
    let client = client!(openapi_3_2, "application/json", "");
    let search = || Search {
        name: Some("a&b=c".to_owned()),
        tags: Some(vec!["x".to_owned(), "y z".to_owned()]),
    };
    let request = client.request(&FindByForm::new().q(search())).unwrap();
    assert_eq!(
        line(&request),
        "GET /base/form?name=a%26b%3Dc&tags=x&tags=y%20z"
    );
    let request = client.request(&FindByForm::new()).unwrap();
    assert_eq!(line(&request), "GET /base/form");
    let request = client.request(&FindByJson::new(search())).unwrap();
    assert_eq!(
        line(&request),
        "GET /base/json?%7B%22name%22:%22a%26b%3Dc%22%2C%22tags%22:%5B%22x%22%2C%22y%20z%22%5D%7D"
    );
    let request = client.request(&FindByPath::new().q("$.a.b[1:1]")).unwrap();
    assert_eq!(line(&request), "GET /base/path?%24.a.b%5B1:1%5D");
}

#[tokio::test]
async fn a_tag_that_is_not_listed_means_the_default_variant() {
    use golden::openapi_3_2::types::{QueryThingsBody, Thing};
    macro_rules! thing {
        ($body:expr) => {
            client!(openapi_3_2, "application/json", $body)
                .things()
                .query_things(QueryThingsBody::default())
                .send()
                .await
                .unwrap()
        };
    }
    assert!(
        matches!(thing!(r#"{"kind": "Box", "size": 1}"#), Thing::Box(it) if it.size == Some(1))
    );
    for tag in [r#""kind": "jar", "#, ""] {
        let thing = thing!(format!(r#"{{{tag}"name": "n"}}"#));
        assert!(
            matches!(&thing, Thing::Other(it) if it.name.as_deref() == Some("n")),
            "{thing:?}"
        );
    }
}

#[tokio::test]
async fn items_are_what_the_document_says_of_one() {
    let client = client!(item_schemas, "application/jsonl", "[1,2]\n[]\n");
    let mut lines = client.get_lines().send().await.unwrap();
    assert_eq!(lines.try_next().await.unwrap(), Some(vec![1, 2]));
    assert_eq!(lines.try_next().await.unwrap(), Some(vec![]));
    assert_eq!(lines.try_next().await.unwrap(), None);
    let records = "\u{1E}{\n \"name\": \"a\"\n}\n\u{1E}{\"name\":\"b\"}\n";
    let client = client!(item_schemas, "application/geo+json-seq", records);
    let mut records = client.get_records().send().await.unwrap();
    for name in ["a", "b"] {
        let record = records.try_next().await.unwrap().expect("a record");
        assert_eq!(record.name, name);
    }
    assert_eq!(records.try_next().await.unwrap(), None);
}

#[test]
fn a_sequence_of_json_has_separators() {
    use golden::item_schemas::operations::PostRecords;
    use golden::item_schemas::types::Thing;
    let thing = |name: &str| Thing {
        name: name.to_owned(),
    };
    let client = client!(item_schemas, "application/json", "");
    let request = client.request(&PostRecords::new(vec![thing("a"), thing("b")]));
    let request = request.unwrap();
    assert_eq!(
        header(&request, "content-type"),
        Some("application/json-seq")
    );
    assert_eq!(
        body(&request),
        "\u{1E}{\"name\":\"a\"}\n\u{1E}{\"name\":\"b\"}\n"
    );
}

#[tokio::test]
async fn the_data_of_an_event_is_json_where_the_document_says_so() {
    use golden::item_schemas::types::GetEventsResponseItem as Event;
    let events = "event: added\ndata: {\"name\": \"a\"}\n\nevent: said\ndata: {\"name\": \"a\"}\n\n\
                  event: said\ndata: \"q\"\n\nevent: other\ndata: 1\n\n";
    let client = client!(item_schemas, "text/event-stream", events);
    let mut events = client.get_events().send().await.unwrap();
    let mut next = async || events.try_next().await.unwrap();
    assert!(
        matches!(next().await, Some(Event::Added(it)) if it.data.as_ref().is_some_and(|it| it.name == "a"))
    );
    for text in [r#"{"name": "a"}"#, r#""q""#] {
        let said = next().await;
        assert!(
            matches!(&said, Some(Event::Said(it)) if it.data.as_deref() == Some(text)),
            "{said:?}"
        );
    }
    assert!(matches!(next().await, Some(Event::Unknown(it)) if it["event"] == "other"));
    assert!(next().await.is_none());
}
