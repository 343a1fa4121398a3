//! Functions that see each attempt, over real sockets.

use std::sync::{Arc, Mutex};

use crate::support::probe::{Get, GuardedGet, Post, builder, failing};
use crate::support::socket::answer;
use tamis_runtime::{Api, Core, Retry, Scheme, TransportErrorKind, http};

#[tokio::test]
async fn each_attempt_is_seen_before_and_behind() {
    let (address, requests) = failing(2, answer("503 Busy", "x-region: a\r\n", "")).await;
    let seen = Arc::<Mutex<Vec<String>>>::default();
    let (before, after) = (Arc::clone(&seen), Arc::clone(&seen));
    let core = builder(&address)
        .on_request(|request| {
            request
                .headers_mut()
                .insert("x-signed", http::HeaderValue::from_static("first"));
        })
        .on_request(move |request| {
            let signed = request.headers()["x-signed"].to_str().unwrap();
            before
                .lock()
                .unwrap()
                .push(format!("{} {signed}", request.method()));
            request
                .headers_mut()
                .insert("x-signed", http::HeaderValue::from_static("second"));
        })
        .on_attempt(move |attempt| {
            assert!(attempt.duration().unwrap() < std::time::Duration::from_secs(20));
            after.lock().unwrap().push(format!(
                "{} {} {} {:?}",
                attempt.operation().unwrap().id,
                attempt.number(),
                attempt.status().unwrap(),
                attempt.headers().unwrap().get("x-region"),
            ));
        })
        .build()
        .unwrap();
    core.send(&Get(None)).await.unwrap();
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "GET first",
            "Get 1 503 Service Unavailable Some(\"a\")",
            "GET first",
            "Get 2 503 Service Unavailable Some(\"a\")",
            "GET first",
            "Get 3 200 OK None",
        ]
    );
    for request in requests.lock().unwrap().iter() {
        assert!(request.contains("\r\nx-signed: second\r\n"), "{request}");
    }
}

#[tokio::test]
async fn attempts_without_an_answer_are_seen_too_and_requests_have_their_credentials() {
    static API: Api = Api {
        title: "Guarded",
        version: "1",
        server: Some("http://127.0.0.1:1"),
        schemes: &[Scheme::bearer("Token")],
        security: &[],
    };
    let seen = Arc::<Mutex<Vec<String>>>::default();
    let (before, after) = (Arc::clone(&seen), Arc::clone(&seen));
    let core = Core::builder(&API)
        .credential(0, "s3cr3t")
        .retry(Retry::off())
        .on_request(move |request| {
            before.lock().unwrap().push(
                request.headers()["authorization"]
                    .to_str()
                    .unwrap()
                    .to_owned(),
            );
        })
        .on_attempt(move |attempt| {
            assert_eq!(attempt.error().unwrap().kind(), TransportErrorKind::Connect);
            after.lock().unwrap().push(format!("{attempt:?}"));
        })
        .build()
        .unwrap();
    core.send(&GuardedGet(None)).await.unwrap_err();
    let seen = seen.lock().unwrap();
    assert_eq!((seen[0].as_str(), seen.len()), ("Bearer s3cr3t", 2));
    assert!(
        seen[1].contains("\"GuardedGet\"") && !seen[1].contains("s3cr3t"),
        "{}",
        seen[1]
    );
    let _ = Post(None);
}
