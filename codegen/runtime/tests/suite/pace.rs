//! A client keeps to what the server says of the requests that are left, where it is asked to; over real sockets.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::support::probe::{Get, builder, count};
use crate::support::socket::{answer, answers};

/// How long the second of two calls takes behind a response with some headers.
async fn second(paced: bool, headers: String, limit: Duration) -> Duration {
    let (address, requests) = answers(move |number, _| {
        let headers = if number == 0 { headers.as_str() } else { "" };
        answer("200 OK", headers, "fine")
    })
    .await;
    let core = builder(&address).paced(paced).build().unwrap();
    core.send(&Get(None)).await.unwrap();
    let begin = Instant::now();
    let value = core.send(&Get(None)).timeout(limit).await.unwrap();
    assert_eq!((value.as_str(), count(&requests)), ("fine", 2));
    begin.elapsed()
}

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn the_next_call_waits_until_there_are_requests_again() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let later = now.as_secs() + 3;
    for headers in [
        format!("x-ratelimit-remaining: 0\r\nx-ratelimit-reset: {later}\r\n"),
        "ratelimit-remaining: 0\r\nratelimit-reset: 1\r\n".to_owned(),
        "ratelimit: \"default\";r=0;t=1\r\n".to_owned(),
    ] {
        let waited = second(true, headers.clone(), MINUTE).await;
        let range = Duration::from_millis(900)..Duration::from_secs(30);
        assert!(range.contains(&waited), "{headers} {waited:?}");
    }
}

#[tokio::test]
async fn nothing_waits_that_was_not_asked_to_or_has_no_time_or_some_left() {
    let none = || "ratelimit-remaining: 0\r\nratelimit-reset: 30\r\n".to_owned();
    let some = || "ratelimit-remaining: 1\r\nratelimit-reset: 30\r\n".to_owned();
    let hours = || "ratelimit-remaining: 0\r\nratelimit-reset: 7200\r\n".to_owned();
    for (paced, headers, limit) in [
        (false, none(), MINUTE),
        (true, some(), MINUTE),
        // The wait would be longer than the call may take: the server has the last word.
        (true, none(), Duration::from_secs(20)),
        (true, hours(), Duration::from_secs(10_000)),
    ] {
        let waited = second(paced, headers.clone(), limit).await;
        assert!(waited < Duration::from_secs(15), "{headers} {waited:?}");
    }
}
