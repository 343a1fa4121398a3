//! What errors and `Debug` show, and what they do not; and a future that is polled after its end.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use crate::support::sample::{Client, ClientBuilder, Error, Uuid};
use crate::support::socket::{answer, answers};

const BODY: &str = r#"{"id":"00000000-0000-0000-0000-000000000001","name":"Seats"}"#;

fn builder(address: &str) -> ClientBuilder {
    Client::builder()
        .api_token_auth("hidden-token")
        .organisation_auth("hidden-org")
        .base_url(address)
}

/// What an error shows, with all inside it.
fn shown<E: std::fmt::Debug>(error: &Error<E>) -> String {
    let mut texts = vec![format!("{error} {error:?} {error:#?}")];
    let mut next: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(inner) = next {
        texts.push(format!("{inner} {inner:?}"));
        next = inner.source();
    }
    texts.join(" ")
}

#[tokio::test]
async fn the_address_of_a_page_and_the_key_in_it_are_not_shown() {
    let next = "http://127.0.0.1/things?cursor=2&key=hidden-key";
    let (address, _) = answers(move |_, _| {
        answer(
            "200 OK",
            "",
            &format!(r#"{{"next":"{next}","results":[]}}"#),
        )
    })
    .await;
    let client = builder(&address).build().unwrap();
    let list = client
        .entitlements()
        .list_unique_entitlements_for_customer(Uuid::nil());
    let mut items = list.items();
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
    for text in [
        shown(&error),
        format!("{items:?}"),
        format!("{:?}", items.bookmark()),
    ] {
        assert!(
            !text.contains("hidden") && !text.contains("127.0.0.1"),
            "{text}"
        );
    }
    let Error::Pagination(error) = error else {
        unreachable!()
    };
    assert_eq!(error.position(), Some(next), "who asks for it gets it");
}

#[test]
fn a_builder_shows_no_key_and_no_password() {
    for url in [
        "https://api.test/v1?key=hidden",
        "https://api.test/v1#hidden",
        "https://hidden:hidden@api.test/v1?hidden",
        "https://api.test/v1?a=b@hidden",
        "https://hidden?hidden@api.test",
        "user:hidden@api.test",
    ] {
        let builder = Client::builder()
            .base_url(url)
            .proxy("http://u:hidden@proxy.test")
            .client_certificate("hidden");
        let shown = format!("{builder:?} {builder:#?}");
        assert!(!shown.contains("hidden"), "{shown}");
    }
    let shown = format!("{:?}", Client::builder().base_url("https://api.test/v1"));
    assert!(shown.contains("https://api.test/v1"), "{shown}");
}

/// The message with which a future panics that is polled after its end.
fn panic_after_the_end<T>(future: impl Future<Output = T>) -> String {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_ready());
    let again = std::panic::AssertUnwindSafe(|| future.as_mut().poll(&mut context).is_ready());
    match std::panic::catch_unwind(again) {
        Ok(ready) => panic!("it gave {ready} instead of a panic"),
        Err(panic) => (*panic.downcast_ref::<&str>().expect("a text")).to_owned(),
    }
}

#[test]
fn a_call_that_is_polled_after_its_end_panics_and_does_not_hang() {
    let transport =
        || tamis_runtime::testing::respond(|_| tamis_runtime::http::Response::new(BODY.into()));
    let client = builder("http://localhost")
        .transport(transport())
        .build()
        .unwrap();
    let get = || client.entitlements().get_entitlement(Uuid::nil()).send();
    let message = "a call was polled after it had given its response";
    assert_eq!(panic_after_the_end(get()), message);
    assert_eq!(panic_after_the_end(get().with_response()), message);
    // One that ends before anything is sent.
    assert_eq!(panic_after_the_end(get().header("no header", "")), message);
}
