//! Both secrets, together: sent with every call, asked for before anything is sent, and shown nowhere.

use generated_client::{Client, Error};
use tamis_runtime::BuildError;

use super::start::{client, start};
use crate::cases::List;
use crate::server::data::CUSTOMER;
use crate::server::{API_TOKEN, ORGANISATION, Server};

#[tokio::test]
async fn both_headers_go_with_every_call() {
    let (server, client) = start();
    client.send(&List::new(CUSTOMER)).await.unwrap();
    let one = server.rows()[0].entitlement;
    let entitlements = client.entitlements();
    entitlements.get_entitlement(one).send().await.unwrap();
    entitlements
        .get_total_customer_entitlements(one, CUSTOMER)
        .send()
        .await
        .unwrap();
    let received = server.take_received();
    assert_eq!(received.len(), 3);
    for request in received {
        assert_eq!(request.header("x-api-key"), Some(API_TOKEN));
        assert_eq!(request.header("organisation"), Some(ORGANISATION));
        let sent = request.headers.iter();
        let names = sent.filter(|(name, _)| name == "x-api-key" || name == "organisation");
        assert_eq!(names.count(), 2);
        assert!(!request.target.contains(API_TOKEN));
    }
}

#[test]
fn a_client_without_both_is_not_built() {
    let neither = Client::builder().build().unwrap_err();
    let token = Client::builder().api_token_auth("t").build().unwrap_err();
    let organisation = Client::builder()
        .organisation_auth("o")
        .build()
        .unwrap_err();
    for (error, missing) in [
        (neither, vec!["ApiTokenAuth", "OrganisationAuth"]),
        (token, vec!["OrganisationAuth"]),
        (organisation, vec!["ApiTokenAuth"]),
    ] {
        for scheme in &missing {
            assert!(error.to_string().contains(scheme), "{error}");
        }
        let BuildError::MissingCredentials(lacking) = error else {
            panic!("{error:?}");
        };
        assert_eq!(lacking.ways(), [missing]);
    }
}

#[test]
fn a_secret_that_no_header_can_hold_is_refused_and_not_shown() {
    for secret in ["", "line\nbreak", "nul\0l"] {
        let error = Client::builder()
            .api_token_auth(secret)
            .organisation_auth("o")
            .build()
            .unwrap_err();
        assert!(error.to_string().contains("ApiTokenAuth"), "{error}");
        if !secret.is_empty() {
            assert!(!format!("{error} {error:?}").contains(secret), "{error}");
        }
        assert!(matches!(error, BuildError::Credential { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn wrong_secrets_are_the_servers_to_refuse() {
    let server = Server::start().unwrap();
    let client = Client::builder()
        .api_token_auth("another token")
        .organisation_auth(ORGANISATION)
        .base_url(server.base_url())
        .build()
        .unwrap();
    let error = client.send(&List::new(CUSTOMER)).await.unwrap_err();
    let Error::Status(reply) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(reply.status(), 403);
    assert_eq!(reply.body(), r#"{"detail":"Invalid credentials"}"#);
    for text in [
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
    ] {
        assert!(!text.contains("another token"), "{text}");
        assert!(!text.contains(ORGANISATION), "{text}");
    }
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let server = Server::start().unwrap();
    let builder = Client::builder()
        .api_token_auth(API_TOKEN)
        .organisation_auth(ORGANISATION)
        .base_url(server.base_url());
    let client = client(&server);
    let list = client
        .entitlements()
        .list_unique_entitlements_for_customer(CUSTOMER);
    let request = client.request(&List::new(CUSTOMER)).unwrap();
    assert_eq!(request.headers()["x-api-key"], API_TOKEN);
    let mut texts = vec![
        format!("{builder:?}"),
        format!("{builder:#?}"),
        format!("{client:?}"),
        format!("{:?}", client.entitlements()),
        format!("{list:?}"),
        format!("{:?}", request.headers()),
        format!("{:?}", client.send(&List::new(CUSTOMER))),
        format!("{:?}", list.clone().pages()),
        format!("{:?}", list.clone().items()),
    ];
    let response = list.send().with_response().await.unwrap();
    texts.push(format!("{response:?}"));
    for text in texts {
        assert!(!text.contains(API_TOKEN), "{text}");
        assert!(!text.contains(ORGANISATION), "{text}");
    }
}
