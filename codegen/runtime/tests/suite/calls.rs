//! Calls through a generated client, over a transport in memory: requests as sent, responses as read, every kind of error.

use std::error::Error as _;

use crate::support::sample::types::{EntitlementType, ValidationErrorLocItem};
use crate::support::sample::{Client, Error, Filter, Timestamp, Uuid};
use crate::support::{client, json};
use tamis_runtime::{RawResponse, RequestError, http};

const ENTITLEMENT: &str = r#"{"id":"00000000-0000-0000-0000-000000000001","name":"Seats","entitlement_type":"Feature","created_at":"2023-01-01T00:00:00"}"#;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[tokio::test]
async fn a_call_sends_its_request_and_reads_its_answer() {
    let (client, log) = client(|request| {
        assert_eq!(request.headers()["x-api-key"], "the-token");
        assert_eq!(request.headers()["organisation"], "the-organisation");
        assert_eq!(request.headers()["accept"], "application/json");
        // What a transport of one's own is called is its own affair.
        assert!(!request.headers().contains_key("user-agent"));
        json(200, ENTITLEMENT)
    });
    let entitlement = client
        .entitlements()
        .get_entitlement(id(1))
        .send()
        .await
        .unwrap();
    assert_eq!(entitlement.name, "Seats");
    assert_eq!(entitlement.entitlement_type, Some(EntitlementType::Feature));
    assert_eq!(
        entitlement.created_at,
        Some("2023-01-01T00:00:00Z".parse().unwrap())
    );
    assert_eq!(entitlement.units, None);
    assert_eq!(
        *log.lock().unwrap(),
        ["GET /entitlements/00000000-0000-0000-0000-000000000001"]
    );
}

#[tokio::test]
async fn the_list_reads_as_it_is_meant_to() {
    let (client, log) = client(|_| json(200, r#"{"results":[]}"#));
    let start: Timestamp = "2024-03-01T00:00:00Z".parse().unwrap();
    let end: Timestamp = "2024-03-08T00:00:00Z".parse().unwrap();
    let page = client
        .entitlements()
        .list_unique_entitlements_for_customer(id(9))
        .created_at(start..end)
        .quantity(Filter::gt(10.0) & Filter::ne(12.5))
        .contract_id([id(1), id(2)])
        .id(Filter::not_null())
        .search("R&D +1")
        .limit(50)
        .send()
        .await
        .unwrap();
    assert_eq!(page.results, []);
    assert_eq!(
        *log.lock().unwrap(),
        [
            "GET /entitlements/customer/unique/00000000-0000-0000-0000-000000000009\
          ?limit=50&search=R%26D%20%2B1&id__isnull=false\
          &contract_id__in=00000000-0000-0000-0000-000000000001,00000000-0000-0000-0000-000000000002\
          &created_at__gte=2024-03-01T00:00:00Z&created_at__lt=2024-03-08T00:00:00Z\
          &quantity__gt=10&quantity__neq=12.5"
        ]
    );
}

#[tokio::test]
async fn a_response_comes_with_status_headers_and_raw_body() {
    let (client, _) = client(|_| {
        let mut response = json(200, ENTITLEMENT);
        response
            .headers_mut()
            .insert("x-request-id", "42".parse().unwrap());
        response
    });
    let sending = client.entitlements().get_entitlement(id(1)).send();
    let response = sending
        .header("x-trace", "1")
        .with_response()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-request-id"], "42");
    assert_eq!(response.body(), ENTITLEMENT);
    assert_eq!(response.value.name, "Seats");
}

#[tokio::test]
async fn an_operation_works_without_a_network() {
    use crate::support::sample::entitlements::GetEntitlement;
    use tamis_runtime::Operation as _;

    let (client, log) = client(|_| json(500, ""));
    let request = client.request(&GetEntitlement::new(id(1))).unwrap();
    assert_eq!(request.method(), "GET");
    assert_eq!(
        request.uri(),
        "https://api.zenskar.com/entitlements/00000000-0000-0000-0000-000000000001"
    );
    let response = RawResponse::from(http::Response::new(ENTITLEMENT));
    assert_eq!(<GetEntitlement>::decode(&response).unwrap().name, "Seats");
    assert_eq!(log.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn a_documented_error_is_typed() {
    let body = r#"{"detail":[{"loc":["query","quantity__gt",0],"msg":"not a number","type":"float_parsing"}]}"#;
    let (client, _) = client(move |_| json(422, body));
    let error = client
        .entitlements()
        .get_entitlement(id(1))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 422);
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(
        error.to_string(),
        format!(
            "Get-entitlement at api.zenskar.com: the server responded with 422 Unprocessable Entity: {body}"
        )
    );
    let Error::Api(response) = error else {
        panic!("{error:?}")
    };
    let detail = response.into_value().detail.unwrap();
    assert_eq!(detail[0].msg, "not a number");
    assert_eq!(
        detail[0].loc[0],
        ValidationErrorLocItem::String("query".to_owned())
    );
    assert_eq!(detail[0].loc[2], ValidationErrorLocItem::Integer(0));
}

#[tokio::test]
async fn an_undocumented_status_keeps_what_came() {
    let (client, _) = client(|_| {
        http::Response::builder()
            .status(503)
            .header("content-type", "text/html")
            .header("retry-after", "7")
            .body("<html>\n  <h1>Down</h1>\n</html>".into())
            .unwrap()
    });
    let error = client
        .entitlements()
        .get_entitlement(id(1))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_retryable());
    assert_eq!(error.retry_after().unwrap().as_secs(), 7);
    assert_eq!(
        error.to_string(),
        "Get-entitlement at api.zenskar.com: the server responded with 503 Service Unavailable, which the document does not list: \
         <html> <h1>Down</h1> </html>"
    );
    let Error::Status(response) = error else {
        panic!("{error:?}")
    };
    assert_eq!(response.media_type(), Some("text/html"));
    assert_eq!(response.body(), "<html>\n  <h1>Down</h1>\n</html>");
}

#[tokio::test]
async fn a_wrong_body_names_the_place() {
    let list = |body: &'static str| async move {
        let (client, _) = client(move |_| json(200, body));
        let list = client
            .entitlements()
            .list_unique_entitlements_for_customer(id(1));
        list.send().await.unwrap_err()
    };
    for (body, path, message) in [
        (
            r#"{"results":[{"entitlement":{"id":"00000000-0000-0000-0000-000000000001","name":"a"}},{"entitlement":{"name":"b"}}]}"#,
            "$.results[1].entitlement.id",
            "the body of the response (200 OK, application/json) does not match the document, at \
             $.results[1].entitlement.id: missing field `id` at line 1 column 112; near \
             …0-0000-000000000001\",\"name\":\"a\"}},{\"entitlement\":{\"name\":\"b\"}}]}",
        ),
        (
            r#"{"results":[{"entitlement":{"id":"x","name":"a"}}]}"#,
            "$.results[0].entitlement.id",
            "the body of the response (200 OK, application/json) does not match the document, at \
             $.results[0].entitlement.id: UUID parsing failed: invalid character: found `x` at 0 \
             at line 1 column 36; near \
             {\"results\":[{\"entitlement\":{\"id\":\"x\",\"name\":\"a\"}}]}",
        ),
        (
            "{}",
            "$.results",
            "the body of the response (200 OK, application/json) does not match the \
             document, at $.results: missing field `results` at line 1 column 2; near {}",
        ),
        (
            r#"{"results":["#,
            "$.results[0]",
            "the body of the response (200 OK, application/json) does not \
             match the document, at $.results[0]: EOF while parsing a list at line 1 column 12; \
             near {\"results\":[",
        ),
        (
            r#"{"results":[]} x"#,
            "$",
            "the body of the response (200 OK, application/json) does not match \
             the document, at $: trailing characters at line 1 column 16; near \
             {\"results\":[]} x",
        ),
        (
            "",
            "",
            "the body of the response (200 OK, application/json) does not match the document: \
             the body is empty",
        ),
    ] {
        let error = list(body).await;
        let lead = "List-unique-entitlements-for-customer at api.zenskar.com: ";
        assert_eq!(error.to_string(), format!("{lead}{message}"));
        assert!(error.source().is_some());
        assert_eq!(error.status().unwrap(), 200);
        let Error::Decode(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.path(), path);
        assert_eq!(error.raw_response().body(), body);
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_before_sending() {
    let (client, log) = client(|_| json(200, r#"{"results":[]}"#));
    let list = || {
        client
            .entitlements()
            .list_unique_entitlements_for_customer(id(1))
    };
    for (call, message) in [
        (
            list().quantity(f64::NAN),
            "parameter `quantity`: the value is NaN, which is not a number in JSON",
        ),
        (
            list().quantity(..f64::INFINITY),
            "parameter `quantity__lt`: the value is inf, which is not a number in JSON",
        ),
        (
            list().id([]),
            "parameter `id__in`: the list is empty, which servers take for \"none\" or for \"all\"; \
             leave the parameter out",
        ),
        (
            list().quantity(1.0..).quantity(2.0..),
            "parameter `quantity__gte`: it is set twice, and a server keeps one value of a parameter",
        ),
        (
            list().search("x".repeat(70_000)),
            "the URL would have 70097 bytes, and at most 65534 can be sent",
        ),
    ] {
        let error = call.send().await.unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(matches!(error, Error::InvalidRequest(_)));
    }
    let call = list().send().header("x\ny", "1");
    assert!(matches!(
        call.await,
        Err(Error::InvalidRequest(RequestError::Parameter { .. }))
    ));
    assert_eq!(log.lock().unwrap().len(), 0);
}

#[test]
fn what_is_missing_is_said_when_the_client_is_built() {
    let error = Client::builder().api_token_auth("a").build().unwrap_err();
    assert_eq!(error.to_string(), "missing credentials: `OrganisationAuth`");
    let error = Client::builder().build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "missing credentials: `ApiTokenAuth` and `OrganisationAuth`"
    );
}

#[test]
fn what_a_client_gives_crosses_threads() {
    fn crosses_threads<T: Send + 'static>(_: &T) {}
    fn is_shared<T: Send + Sync + 'static>(_: &T) {}
    let (client, _) = client(|_| json(500, ""));
    let list = || {
        client
            .entitlements()
            .list_unique_entitlements_for_customer(id(1))
    };
    is_shared(&client);
    is_shared(&list());
    crosses_threads(&list().send());
    crosses_threads(&list().send().with_response());
    crosses_threads(&list().pages());
    let mut items = list().items();
    crosses_threads(&items);
    is_future(items.try_next());
}

/// A future that can be spawned.
fn is_future(_: impl Future + Send) {}
