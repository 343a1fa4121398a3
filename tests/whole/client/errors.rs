//! What the server says when something is wrong: told apart by `match`, kept whole, and never with a secret.
//!
//! In: answers in trouble. Out: assertions on each kind of error. Calls without an answer are in `no_answer.rs`.

use std::error::Error as StdError;
use std::fmt::Debug;

use generated_client::{Error, Uuid};
use serde_json::{Value, json};

use super::start::start;
use crate::cases::List;
use crate::server::data::CUSTOMER;
use crate::server::{API_TOKEN, ORGANISATION, Trouble, When};

/// All forms of an error, its sources included, are without a secret and say something.
pub(crate) fn assert_discreet(error: &(dyn StdError + 'static)) {
    let mut next = Some(error);
    while let Some(each) = next {
        for text in [each.to_string(), format!("{each:?}"), format!("{each:#?}")] {
            assert!(!text.is_empty());
            assert!(!text.contains(API_TOKEN), "{text}");
            assert!(!text.contains(ORGANISATION), "{text}");
        }
        next = each.source();
    }
}

fn answer(status: u16, content_type: &'static str, body: &'static str) -> Trouble {
    Trouble::Answer {
        status,
        content_type,
        body,
    }
}

/// Sends a list to a server in this trouble.
pub(crate) async fn list_in<E: Debug>(
    trouble: Trouble,
    look: impl FnOnce(
        Result<
            generated_client::types::PaginatedResults<
                generated_client::types::EntitlementCustomerSumResponseSchema,
            >,
            Error<generated_client::types::HttpValidationError>,
        >,
    ) -> E,
) -> E {
    let (server, client) = start();
    server.trouble(When::Always, trouble);
    look(client.send(&List::new(CUSTOMER)).await)
}

#[tokio::test]
async fn a_documented_error_is_typed() {
    let (_server, client) = start();
    let error = client
        .send(&List::new(CUSTOMER).limit(0).cursor("nonsense"))
        .await
        .unwrap_err();
    assert_discreet(&error);
    assert!(error.to_string().contains("422"), "{error}");
    let Error::Api(response) = error else {
        panic!("{error:?}");
    };
    assert_eq!(response.status(), 422);
    assert_eq!(response.headers()["x-request-id"], "r-0001");
    let raw: Value = serde_json::from_slice(response.body()).unwrap();
    let detail = response.value.detail.as_deref().unwrap();
    let told: Vec<(&str, &str)> = detail
        .iter()
        .map(|each| (each.r#type.as_str(), each.msg.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "greater_than_equal",
                "Input should be greater than or equal to 1"
            ),
            ("value_error", "Value error, the cursor is not one of ours"),
        ]
    );
    assert_eq!(raw["detail"][1]["loc"], json!(["query", "cursor"]));
    assert_eq!(detail[1].loc.len(), 2);
}

#[tokio::test]
async fn a_location_is_made_of_texts_and_numbers() {
    let body = r#"{"detail":[{"loc":["id__in",1],"msg":"m","type":"t","input":{"deep":[]}}]}"#;
    let error = list_in(answer(422, "application/json", body), Result::unwrap_err).await;
    let Error::Api(response) = error else {
        panic!("{error:?}");
    };
    let detail = response.value.detail.unwrap();
    assert_eq!(
        format!("{:?}", detail[0].loc),
        r#"[String("id__in"), Integer(1)]"#
    );

    let error = list_in(answer(422, "application/json", "{}"), Result::unwrap_err).await;
    let Error::Api(response) = error else {
        panic!("{error:?}");
    };
    assert_eq!(response.value.detail, None);
}

#[tokio::test]
async fn undocumented_statuses_keep_everything() {
    let html = "<!doctype html>\n<title>Internal Server Error</title>";
    for (status, content_type, body) in [
        (500, "text/html; charset=utf-8", html),
        (502, "text/plain", ""),
        (404, "application/json", r#"{"detail":"Not Found"}"#),
        (418, "application/octet-stream", "\u{0}\u{1}"),
    ] {
        let trouble = answer(status, content_type, body);
        let error = list_in(trouble, Result::unwrap_err).await;
        assert_discreet(&error);
        assert!(error.to_string().contains(&status.to_string()), "{error}");
        let Error::Status(reply) = error else {
            panic!("{error:?}");
        };
        assert_eq!(reply.status(), status);
        assert_eq!(reply.headers()["content-type"], content_type);
        assert_eq!(reply.body(), body.as_bytes());
    }
}

#[tokio::test]
async fn an_unknown_id_is_an_undocumented_404() {
    let (_server, client) = start();
    let entitlements = client.entitlements();
    let one = entitlements.get_entitlement(Uuid::nil()).send().await;
    let error = one.unwrap_err();
    assert_discreet(&error);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.body().unwrap(), r#"{"detail":"Not Found"}"#);
}

/// The answer cannot be decoded: where, and what stands there.
async fn undecodable(trouble: Trouble) -> (String, String) {
    let error = list_in(trouble, Result::unwrap_err).await;
    assert_discreet(&error);
    let text = error.to_string();
    let Error::Decode(decode) = error else {
        panic!("{error:?}");
    };
    assert!(!decode.raw_response().body().is_empty());
    assert!(text.contains(decode.path()), "{text}");
    (decode.path().to_owned(), text)
}

#[tokio::test]
async fn a_wrong_type_deep_inside_is_found_by_its_path() {
    let (path, text) = undecodable(Trouble::rewrite(|body| {
        body["results"][7]["entitlement"]["created_at"] = json!(1_700_000_000);
    }))
    .await;
    assert_eq!(path, "$.results[7].entitlement.created_at");
    assert!(text.contains("1700000000"), "{text}");

    let (path, text) = undecodable(Trouble::rewrite(|body| {
        body["results"][3]["total_quantity"] = json!("many");
    }))
    .await;
    assert_eq!(path, "$.results[3].total_quantity");
    assert!(text.contains("many"), "{text}");
}

#[tokio::test]
async fn a_missing_member_is_an_error_and_no_default() {
    let (path, text) = undecodable(Trouble::rewrite(|body| {
        let entitlement = body["results"][2]["entitlement"].as_object_mut().unwrap();
        entitlement.remove("name");
    }))
    .await;
    assert!(path.starts_with("$.results[2].entitlement"), "{path}");
    assert!(text.contains("name"), "{text}");
}

#[tokio::test]
async fn a_truncated_answer_is_a_decoding_error() {
    let (path, _) = undecodable(Trouble::Truncate).await;
    assert!(path.starts_with("$.results["), "{path}");
    let (_, text) = undecodable(answer(200, "text/html", "<p>Please log in</p>")).await;
    assert!(text.contains("Please log in"), "{text}");
    let (path, _) = undecodable(answer(200, "application/json", "[]")).await;
    assert_eq!(path, "$");
    // The typed error, too, must be what the document says.
    let (path, _) = undecodable(answer(422, "application/json", r#"{"detail":"bad"}"#)).await;
    assert_eq!(path, "$.detail");
}

#[tokio::test]
async fn what_the_document_does_not_list_is_no_error() {
    let page = list_in(
        Trouble::rewrite(|body| {
            body["debug"] = json!({"took": 3});
            let entitlement = &mut body["results"][0]["entitlement"];
            entitlement["colour"] = json!("red");
            entitlement["entitlement_type"] = json!("Seats per year");
        }),
        Result::unwrap,
    )
    .await;
    let found = page.results[0].entitlement.entitlement_type.as_ref();
    assert_eq!(found.unwrap().as_str(), "Seats per year");
    assert_eq!(page.results.len(), 10);
}
