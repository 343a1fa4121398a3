//! How long a call takes that is tried again, over real sockets: waits that the server asks for, time limits, the budget,
//! bodies that are there once; and what is set for one call.

use std::time::{Duration, Instant};

use crate::support::probe::{Get, Post, Put, builder, core, count, failing};
use crate::support::socket::{answer, answers, serve};
use tamis_runtime::{Error, File, Operation as _, OperationInfo, Retry};
use tokio::io::AsyncWriteExt as _;

#[tokio::test]
async fn a_wait_that_the_server_asks_for_is_waited_for() {
    for (headers, least) in [
        ("retry-after: 1\r\n", 1000),
        ("retry-after-ms: 300\r\nretry-after: 7\r\n", 300),
        (
            "date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 08:49:38 GMT\r\n",
            1000,
        ),
    ] {
        let (address, requests) = failing(1, answer("429 Slow", headers, "")).await;
        let begin = Instant::now();
        assert_eq!(core(&address).send(&Get(None)).await.unwrap(), "fine");
        let took = begin.elapsed();
        assert!(took >= Duration::from_millis(least), "{took:?}");
        assert!(took < Duration::from_secs(6), "{took:?}");
        assert_eq!(count(&requests), 2);
    }
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_the_callers_and_nothing_is_sent_sooner() {
    // Longer than two minutes, and longer than the call has.
    for (seconds, limit) in [(121, None), (30, Some(Duration::from_secs(5)))] {
        let headers = format!("retry-after: {seconds}\r\n");
        let (address, requests) = failing(1, answer("503 Busy", &headers, "")).await;
        let begin = Instant::now();
        let error = core(&address)
            .send(&Get(None))
            .timeout(limit)
            .await
            .unwrap_err();
        assert!(begin.elapsed() < Duration::from_secs(4));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
        assert_eq!((count(&requests), error.attempts()), (1, 1));
        assert!(
            error.to_string().contains("; not tried again, since the "),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_attempt_and_the_whole_call_have_their_times() {
    // It never responds to the first request.
    let silent_once = || {
        serve(|number, _, mut socket| async move {
            if number == 0 {
                std::future::pending::<()>().await;
            }
            socket
                .write_all(answer("200 OK", "", "fine").as_bytes())
                .await
                .ok()?;
            None
        })
    };
    let (address, requests) = silent_once().await;
    let core = builder(&address)
        .attempt_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    assert_eq!(core.send(&Get(None)).await.unwrap(), "fine");
    assert_eq!(count(&requests), 2);
    let (address, requests) = silent_once().await;
    let core = builder(&address).build().unwrap();
    let call = core
        .send(&Get(None))
        .attempt_timeout(Duration::from_millis(200));
    assert_eq!(call.await.unwrap(), "fine");
    assert_eq!(count(&requests), 2);

    // A POST may have been carried out.
    let (address, requests) = silent_once().await;
    let core = builder(&address)
        .attempt_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let error = core.send(&Post(None)).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!((count(&requests), error.attempts()), (1, 1));

    // The whole call ends when its time is over, whatever is left of its attempts.
    let (address, _) = serve(|_, _, socket| async move {
        let held = socket;
        std::future::pending::<()>().await;
        Some(held)
    })
    .await;
    let limits = builder(&address).timeout(Duration::from_millis(500));
    let core = limits
        .attempt_timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let begin = Instant::now();
    let error = core
        .send(&Get(None))
        .retry(Retry::attempts(50).base_delay(Duration::ZERO))
        .await;
    assert!(matches!(error, Err(Error::Timeout(_))), "{error:?}");
    assert!(
        begin.elapsed() < Duration::from_secs(3),
        "{:?}",
        begin.elapsed()
    );
}

#[tokio::test]
async fn a_body_is_sent_again_whole_or_not_at_all() {
    let (address, requests) = failing(2, answer("503 Busy", "", "")).await;
    let call = core(&address).send(&Put(Some(File::from("the whole body"))));
    assert_eq!(call.await.unwrap(), "fine");
    for request in requests.lock().unwrap().iter() {
        assert!(request.ends_with("\r\n\r\nthe whole body"), "{request}");
    }
    let (address, requests) = failing(2, answer("503 Busy", "", "")).await;
    let once = tamis_runtime::Body::from("once");
    let once = File::from_stream(once).with_length(4);
    let error = core(&address).send(&Put(Some(once))).await.unwrap_err();
    assert_eq!((count(&requests), error.attempts()), (1, 1));
    assert!(
        error
            .to_string()
            .ends_with("; not tried again, since its body holds a stream that can be sent once"),
        "{error}"
    );
}

#[tokio::test]
async fn a_client_that_only_fails_stops_trying_again() {
    let (address, requests) = failing(usize::MAX, answer("503 Busy", "", "")).await;
    let core = core(&address);
    let mut last = None;
    for _ in 0..150 {
        last = core.send(&Get(None)).await.err();
    }
    // 150 calls, and 500 tokens for repetitions of 5 each.
    assert_eq!(count(&requests), 150 + 100);
    let last = last.expect("it failed");
    assert_eq!(last.attempts(), 1);
    assert!(
        last.to_string()
            .contains("since too many calls of this client fail"),
        "{last}"
    );
    // Clones share the budget; another client has its own.
    assert_eq!(
        core.clone().send(&Get(None)).await.unwrap_err().attempts(),
        1
    );
    let error = builder(&address).build().unwrap().send(&Get(None)).await;
    assert_eq!(error.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn a_call_that_is_dropped_is_not_tried_again() {
    let (address, requests) = failing(usize::MAX, answer("503 Busy", "", "")).await;
    let slow = Retry::attempts(50).base_delay(Duration::from_secs(1));
    let core = builder(&address).retry(slow).build().unwrap();
    let call = core.send(&Get(None));
    let _ = tokio::time::timeout(Duration::from_millis(100), call).await;
    let before = count(&requests);
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert_eq!(count(&requests), before);
}

#[tokio::test]
async fn the_operation_travels_with_its_request() {
    let core = core("http://localhost");
    let request = core.request(&Post(None)).unwrap();
    assert_eq!(
        request.extensions().get::<OperationInfo>(),
        Some(&Post::INFO)
    );
}

#[tokio::test]
async fn a_query_and_a_header_for_one_call() {
    let (address, requests) = answers(|_, _| answer("200 OK", "", "fine")).await;
    let core = core(&address);
    let call = core.send(&Get(None)).query("debug", "a b&c").query("é", "");
    assert_eq!(call.header("x-trace", "7").await.unwrap(), "fine");
    core.send(&Get(None)).await.unwrap();
    let requests = requests.lock().unwrap();
    assert!(
        requests[0].starts_with("GET /x?debug=a%20b%26c&%C3%A9= HTTP/1.1\r\n"),
        "{}",
        requests[0]
    );
    assert!(
        requests[0].contains("\r\nx-trace: 7\r\n"),
        "{}",
        requests[0]
    );
    assert!(
        requests[1].starts_with("GET /x HTTP/1.1\r\n"),
        "{}",
        requests[1]
    );
}
