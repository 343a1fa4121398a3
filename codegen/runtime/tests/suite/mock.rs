//! An API in memory: responses in the API's own types, in turn, by operation and by what is sent.

use std::time::Duration;

use crate::support::sample::entitlements::{GetEntitlement, ListUniqueEntitlementsForCustomer};
use crate::support::sample::types::{
    EntitlementResponseSchema, HttpValidationError, PaginatedResults,
};
use crate::support::sample::{Client, Error, Filter, Uuid};
use tamis_runtime::mock::Mock;
use tamis_runtime::{Body, Retry, TransportErrorKind, http};

fn client(api: &Mock) -> Client {
    let client = Client::builder()
        .api_token_auth("token")
        .organisation_auth("organisation");
    client
        .base_url("https://mock.test/v1")
        .transport(api.clone())
        .build()
        .expect("it can be built")
}

fn seats(name: &str) -> EntitlementResponseSchema {
    let json = serde_json::json!({"id": Uuid::nil(), "name": name});
    serde_json::from_value(json).expect("it is one")
}

fn list(client: &Client) -> ListUniqueEntitlementsForCustomer<Client> {
    client
        .entitlements()
        .list_unique_entitlements_for_customer(Uuid::max())
}

#[tokio::test]
async fn values_are_given_in_turn_and_calls_are_kept() {
    let api = Mock::new();
    api.on::<GetEntitlement>()
        .status(503)
        .header("retry-after", "7")
        .times(2)
        .then(seats("first"))
        .times(1)
        .then(seats("second"));
    let client = client(&api);
    let get = || client.entitlements().get_entitlement(Uuid::nil());
    let begin = std::time::Instant::now();
    let response = get().send().with_response().await.unwrap();
    assert_eq!(
        (
            response.value.name.as_str(),
            response.raw_response().attempts()
        ),
        ("first", 3)
    );
    // What the server asks to wait for is kept, and not waited for.
    assert_eq!(api.waits(), [Duration::from_secs(7); 2]);
    assert!(begin.elapsed() < Duration::from_secs(5));
    for _ in 0..3 {
        assert_eq!(get().await.unwrap().name, "second");
    }
    assert_eq!(
        (api.calls().len(), api.calls_of::<GetEntitlement>().len()),
        (6, 6)
    );
    let call = &api.calls()[0];
    assert_eq!(call.path(), format!("/v1/entitlements/{}", Uuid::nil()));
    assert_eq!(
        call.path_parameter("entitlement_id"),
        Some(Uuid::nil().to_string())
    );
    assert_eq!(call.path_parameter("customer_id"), None);
    assert_eq!(
        (call.method(), call.header("x-api-key")),
        (&http::Method::GET, Some("token"))
    );
    assert!(
        !format!("{api:?} {call:?}").contains("organisation\""),
        "no header is shown"
    );
}

#[tokio::test]
async fn rules_are_for_what_is_sent() {
    let api = Mock::new();
    let page = |name: &str, next: Option<&str>| {
        let item = serde_json::json!({"entitlement": {"id": Uuid::nil(), "name": name}, "quantity": 1.0, "quantity_used": 0.0});
        serde_json::json!({"results": [item], "next": next})
    };
    let cheap = ListUniqueEntitlementsForCustomer::new(Uuid::max()).quantity(Filter::lt(10.0));
    api.on_sent(&cheap)
        .when(|call| call.query("cursor").as_deref() == Some("b c"))
        .json(200, page("last", None));
    api.on_sent(&cheap).json(200, page("first", Some("b c")));
    api.on::<ListUniqueEntitlementsForCustomer>().status(404);
    let client = client(&api);
    let items: Vec<_> = list(&client)
        .quantity(Filter::lt(10.0))
        .search("a&b")
        .items()
        .try_collect()
        .await
        .unwrap();
    let names: Vec<_> = items
        .iter()
        .map(|item| item.entitlement.name.as_str())
        .collect();
    assert_eq!(names, ["first", "last"]);
    for other in [
        list(&client).quantity(Filter::lt(11.0)),
        list(&client).quantity(Filter::gt(10.0)),
        list(&client),
    ] {
        assert_eq!(other.await.unwrap_err().status().unwrap(), 404);
    }
    let elsewhere = client
        .entitlements()
        .list_unique_entitlements_for_customer(Uuid::nil());
    assert_eq!(
        elsewhere
            .quantity(Filter::lt(10.0))
            .await
            .unwrap_err()
            .status()
            .unwrap(),
        404
    );
    let calls = api.calls();
    assert!(calls[0].sends(&cheap) && calls[1].sends(&cheap) && !calls[2].sends(&cheap));
    assert!(!calls[0].sends(&GetEntitlement::new(Uuid::max())));
    assert_eq!(
        calls[1].queries().last(),
        Some(&("quantity__lt".to_owned(), "10".to_owned()))
    );
}

#[tokio::test]
async fn errors_are_typed_too_and_connections_break() {
    let api = Mock::new();
    let problem: HttpValidationError = serde_json::from_str(r#"{"detail": []}"#).unwrap();
    api.on::<GetEntitlement>()
        .error(422, problem.clone())
        .times(1)
        .breaks(TransportErrorKind::Timeout)
        .times(1);
    let client = client(&api);
    let get = || {
        client
            .entitlements()
            .get_entitlement(Uuid::nil())
            .send()
            .retry(Retry::off())
    };
    let Err(Error::Api(response)) = get().await else {
        panic!("it is a documented error")
    };
    assert_eq!(
        (response.status().as_u16(), &response.value),
        (422, &problem)
    );
    let error = get().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    // Nothing is left.
    let error = get().await.unwrap_err();
    assert!(
        error.to_string().contains("the server responded with 501 Not Implemented, which the document does not list: the mock has no response for `Get-entitlement`"),
        "{error}"
    );
    api.on::<GetEntitlement>().respond(|call| {
        http::Response::new(Body::from(format!(
            r#"{{"id": "{}", "name": "{}"}}"#,
            Uuid::nil(),
            call.method()
        )))
    });
    assert_eq!(get().await.unwrap().name, "GET");
}

#[test]
fn a_value_that_the_operation_cannot_give_is_told_when_it_is_set() {
    let set = || {
        Mock::new()
            .on::<GetEntitlement>()
            .json(200, serde_json::json!({"id": Uuid::nil()}))
    };
    let panic = std::panic::catch_unwind(set).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(
        text.starts_with("`Get-entitlement` gives no such value: ") && text.contains("$.name"),
        "{text}"
    );
    // What is no success may be anything.
    let _ = Mock::new().on::<GetEntitlement>().json(500, "broken");
    let _: Option<PaginatedResults<EntitlementResponseSchema>> = None;
}
