//! What is tried again and what is not, over real sockets: each failure with each method, and keys by which a
//! server sees that two requests are one.

use std::time::Duration;

use crate::support::probe::{
    Delete, Get, KeyedPost, Patch, Post, Put, builder, core, count, failing,
};
use crate::support::socket::{Requests, answer, serve};
use tamis_runtime::{Error, Retry, TransportErrorKind};
use tokio::io::AsyncWriteExt as _;

#[tokio::test]
async fn statuses_that_pass_are_tried_again_where_the_method_may_be_repeated() {
    for status in [408, 429, 500, 502, 503, 504] {
        let (address, requests) = failing(2, answer(&format!("{status} No"), "", "")).await;
        assert_eq!(core(&address).send(&Get(None)).await.unwrap(), "fine");
        assert_eq!(count(&requests), 3, "{status}");
    }
    for status in [400, 401, 403, 404, 409, 422, 425, 501, 505] {
        let (address, requests) = failing(2, answer(&format!("{status} No"), "", "")).await;
        let error = core(&address).send(&Get(None)).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!((count(&requests), error.attempts()), (1, 1), "{status}");
    }
}

#[tokio::test]
async fn three_attempts_and_the_error_says_so() {
    let (address, requests) = failing(9, answer("503 Busy", "", "later")).await;
    let error = core(&address).send(&Get(None)).await.unwrap_err();
    assert_eq!((count(&requests), error.attempts()), (3, 3));
    assert_eq!(
        error.to_string(),
        format!(
            "Get at {}: the server responded with 503 Service Unavailable, which the document does not list: later (attempt 3)",
            address.trim_start_matches("http://")
        )
    );
    let (address, requests) = failing(1, answer("503 Busy", "", "")).await;
    let response = core(&address)
        .send(&Get(None))
        .with_response()
        .await
        .unwrap();
    assert_eq!(
        (count(&requests), response.raw_response().attempts()),
        (2, 2)
    );
}

#[tokio::test]
async fn how_often_is_said_for_a_client_and_for_a_call() {
    let (address, requests) = failing(usize::MAX, answer("503 Busy", "", "")).await;
    let off = builder(&address).retry(Retry::off()).build().unwrap();
    assert_eq!(off.send(&Get(None)).await.unwrap_err().attempts(), 1);
    assert_eq!(count(&requests), 1);
    let five = Retry::attempts(5).base_delay(Duration::ZERO);
    let error = off.send(&Get(None)).retry(five).await.unwrap_err();
    assert_eq!(error.attempts(), 5);
    assert_eq!(count(&requests), 6);
    let error = core(&address).send(&Get(None)).retry(Retry::off()).await;
    assert_eq!(error.unwrap_err().attempts(), 1);
    assert_eq!(count(&requests), 7);
}

#[tokio::test]
async fn what_may_not_be_repeated_is_not_unless_it_has_a_key() {
    let (address, requests) = failing(usize::MAX, answer("503 Busy", "", "")).await;
    let core = core(&address);
    for (call, attempts) in [
        (core.send(&Post(None)), 1),
        (core.send(&Patch(None)), 1),
        (core.send(&Put(None)), 3),
        (core.send(&Delete(None)), 3),
        (core.send(&Post(None)).idempotency_key("order-7"), 3),
        (core.send(&Patch(None)).header("Idempotency-Key", "own"), 3),
        // The one that is there already stays.
        (
            core.send(&Post(None))
                .header("idempotency-key", "own")
                .idempotency_key("other"),
            3,
        ),
    ] {
        let before = count(&requests);
        assert_eq!(call.await.unwrap_err().attempts(), attempts);
        assert_eq!(
            count(&requests) - before,
            usize::try_from(attempts).unwrap()
        );
    }
    let requests = requests.lock().unwrap();
    let keys: Vec<_> = requests
        .iter()
        .flat_map(|request| {
            request
                .lines()
                .filter_map(|line| line.strip_prefix("idempotency-key: "))
        })
        .collect();
    assert_eq!(
        keys,
        [["order-7"; 3], ["own"; 3], ["own"; 3]].concat(),
        "one key for all attempts"
    );
}

/// What a server does instead of a whole response.
async fn broken(text: &'static [u8], times: usize) -> (String, Requests) {
    serve(move |number, _, mut socket| async move {
        let whole = answer("200 OK", "", "fine");
        let bytes = if number < times {
            text
        } else {
            whole.as_bytes()
        };
        socket.write_all(bytes).await.ok()?;
        None
    })
    .await
}

#[tokio::test]
async fn a_connection_that_breaks_before_inside_and_behind_the_head() {
    for text in [
        &b""[..],
        b"HTTP/1.1 20",
        b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nsome",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n",
    ] {
        let (address, requests) = broken(text, 2).await;
        assert_eq!(core(&address).send(&Get(None)).await.unwrap(), "fine");
        assert_eq!(count(&requests), 3);
        let (address, requests) = broken(text, 2).await;
        let error = core(&address).send(&Post(None)).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!((count(&requests), error.attempts()), (1, 1));
    }
}

#[tokio::test]
async fn what_was_never_sent_is_tried_again_whatever_the_method() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = core(&address).send(&Post(None)).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
}

#[tokio::test]
async fn a_kept_connection_that_the_server_closes() {
    // It promises to keep the connection, and closes it behind each response.
    let (address, requests) = serve(|_, _, mut socket| async move {
        let answer =
            answer("200 OK", "", "fine").replace("connection: close", "connection: keep-alive");
        socket.write_all(answer.as_bytes()).await.ok()?;
        None
    })
    .await;
    let core = core(&address);
    for _ in 0..200 {
        assert_eq!(core.send(&Get(None)).await.unwrap(), "fine");
    }
    assert!(count(&requests) >= 200);
}

#[tokio::test]
async fn a_key_travels_in_the_header_that_the_document_has_for_it() {
    let (address, requests) = failing(usize::MAX, answer("503 Busy", "", "")).await;
    let core = core(&address);
    let keyed = || core.send(&KeyedPost(None));
    assert_eq!(keyed().await.unwrap_err().attempts(), 1);
    assert_eq!(
        keyed().idempotency_key("a").await.unwrap_err().attempts(),
        3
    );
    // Set as the parameter that it is, or in a usual header: it stays, and the call is repeated.
    let call = keyed()
        .header("x-acme-idempotency", "b")
        .idempotency_key("other");
    assert_eq!(call.await.unwrap_err().attempts(), 3);
    let call = keyed()
        .header("idempotency-key", "c")
        .idempotency_key("other");
    assert_eq!(call.await.unwrap_err().attempts(), 3);
    // Behind `with_response()`, too.
    let call = keyed().with_response().idempotency_key("d");
    assert_eq!(call.await.unwrap_err().attempts(), 3);
    let requests = requests.lock().unwrap();
    let keys = requests
        .iter()
        .flat_map(|request| request.lines().filter(|line| line.contains("idempotency")));
    assert_eq!(
        keys.collect::<Vec<_>>(),
        [
            ["x-acme-idempotency: a"; 3],
            ["x-acme-idempotency: b"; 3],
            ["idempotency-key: c"; 3],
            ["x-acme-idempotency: d"; 3]
        ]
        .concat()
    );
}
