//! What is expected of the runtime of any SDK, case by case, over real sockets: when a call is made again, when never, what
//! an error says, which redirections are followed.
//!
//! The categories are those of the public conformance data for SDKs. What does not apply here, and why:
//!
//! | expected elsewhere | here |
//! |---|---|
//! | 500 is not tried again | it is, for methods that may be repeated: [`Retry`] |
//! | a `POST` that the document marks as idempotent is tried again | with [`idempotency_key`](tamis_runtime::Sending::idempotency_key); no keyword of OpenAPI says so |
//! | plain HTTP to other hosts than this one is refused | it is allowed: an address is what its user gives, and APIs inside a cluster have no certificates |
//! | codes of errors (`auth_required`, `validation`) and a message put together from the members of the body | the documented type of the error, and the status |
//! | pages by the header `Link`, on the same origin only, and never from https to http | `links.rs`, `addresses.rs` |
//! | totals in headers | [`with_response`](tamis_runtime::Sending::with_response), `properties.rs` |

use std::time::{Duration, Instant};

use crate::support::probe::{Delete, Get, GetNumber, KeyedPost, Patch, Post, Put, builder, count};
use crate::support::socket::{answer, answers};
use tamis_runtime::{Core, Error, Retry};

/// A call, by its operation and what is set for it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    Get,
    GetOnce,
    GetNumber,
    Put,
    Delete,
    Post,
    PostWithKey,
    PostWithOwnKey,
    Patch,
    PatchWithKey,
}

/// How a call ends.
#[derive(Debug, PartialEq)]
enum End {
    Text(&'static str),
    Number(i64),
    /// A status, and whether the error may pass.
    Status(u16, bool),
    /// No status, for the response is none of the document's.
    Undecodable,
}

use End::{Number, Status, Text, Undecodable};

/// A case: the call, the responses in turn (status, headers, body), how many requests come, and how the call ends.
type Case = (
    &'static str,
    Call,
    &'static [(&'static str, &'static str, &'static str)],
    usize,
    End,
);

const FINE: (&str, &str, &str) = ("200 OK", "", "fine");
const BUSY: (&str, &str, &str) = ("503 Busy", "", "");
const LIMITED: (&str, &str, &str) = ("429 Slow", "", "");
const MOVED: (&str, &str, &str) = ("302 Found", "location: /signed/logo\r\n", "");

#[rustfmt::skip]
const RETRY: &[Case] = &[
    ("a read is made again on 503", Call::Get, &[BUSY, BUSY, FINE], 3, Text("fine")),
    ("three times at most", Call::Get, &[BUSY, BUSY, BUSY, FINE], 3, Status(503, true)),
    ("on 429", Call::Get, &[LIMITED, FINE], 2, Text("fine")),
    ("on 408", Call::Get, &[("408 Late", "", ""), FINE], 2, Text("fine")),
    ("on 500", Call::Get, &[("500 Oops", "", ""), FINE], 2, Text("fine")),
    ("on 502", Call::Get, &[("502 Oops", "", ""), FINE], 2, Text("fine")),
    ("on 504", Call::Get, &[("504 Late", "", ""), FINE], 2, Text("fine")),
    ("not on 501", Call::Get, &[("501 Never", "", ""), FINE], 1, Status(501, false)),
    ("not on 404", Call::Get, &[("404 Gone", "", ""), FINE], 1, Status(404, false)),
    ("not on 403", Call::Get, &[("403 No", "", ""), FINE], 1, Status(403, false)),
    ("not on 409", Call::Get, &[("409 Other", "", ""), FINE], 1, Status(409, false)),
    ("a date that is over does not hinder", Call::Get, &[("429 Slow", "retry-after: Wed, 09 Jun 2021 10:18:14 GMT\r\n", ""), FINE], 2, Text("fine")),
    ("neither does nonsense", Call::Get, &[("429 Slow", "retry-after: soon\r\n", ""), FINE], 2, Text("fine")),
    ("a wait of an hour is left to the caller", Call::Get, &[("503 Busy", "retry-after: 3600\r\n", ""), FINE], 1, Status(503, true)),
    ("one attempt is one request", Call::GetOnce, &[BUSY, FINE], 1, Status(503, true)),
    ("a value that is none of the document's is not asked for again", Call::GetNumber, &[("200 OK", "", "\"x\""), ("200 OK", "", "1")], 1, Undecodable),
    ("what failed before does not stay", Call::GetNumber, &[BUSY, ("200 OK", "", "7")], 2, Number(7)),
];

#[rustfmt::skip]
const IDEMPOTENCY: &[Case] = &[
    ("PUT may be repeated", Call::Put, &[BUSY, FINE], 2, Text("fine")),
    ("DELETE may be repeated", Call::Delete, &[BUSY, FINE], 2, Text("fine")),
    ("POST may not on 503", Call::Post, &[BUSY, FINE], 1, Status(503, true)),
    ("nor on 429", Call::Post, &[("429 Slow", "retry-after: 0\r\n", ""), FINE], 1, Status(429, true)),
    ("nor on 500", Call::Post, &[("500 Oops", "", ""), FINE], 1, Status(500, true)),
    ("PATCH may not", Call::Patch, &[BUSY, FINE], 1, Status(503, true)),
    ("POST with a key may", Call::PostWithKey, &[BUSY, FINE], 2, Text("fine")),
    ("PATCH with a key may", Call::PatchWithKey, &[LIMITED, FINE], 2, Text("fine")),
    ("with the document's header, too", Call::PostWithOwnKey, &[BUSY, BUSY, FINE], 3, Text("fine")),
    ("a key does not help on 422", Call::PostWithKey, &[("422 Wrong", "", ""), FINE], 1, Status(422, false)),
];

#[rustfmt::skip]
const ERRORS: &[Case] = &[
    ("400", Call::Get, &[("400 Wrong", "", "{}")], 1, Status(400, false)),
    ("401", Call::Get, &[("401 Who", "www-authenticate: Bearer\r\n", "{}")], 1, Status(401, false)),
    ("410", Call::Get, &[("410 Gone", "", "")], 1, Status(410, false)),
    ("418 without a body", Call::Get, &[("418 Teapot", "", "")], 1, Status(418, false)),
    ("422", Call::Post, &[("422 Wrong", "", "{\"errors\": {\"__proto__\": [\"is reserved\"]}}")], 1, Status(422, false)),
    ("599", Call::Post, &[("599 Unknown", "", "")], 1, Status(599, false)),
    ("a page in HTML", Call::GetNumber, &[("200 OK", "content-type: text/html\r\n", "<html>")], 1, Undecodable),
    ("an empty body where a value is documented", Call::GetNumber, &[("200 OK", "", "")], 1, Undecodable),
];

#[rustfmt::skip]
const DOWNLOADS: &[Case] = &[
    ("a redirection on the same host", Call::Get, &[MOVED, FINE], 2, Text("fine")),
    ("307", Call::Get, &[("307 Moved", "location: /other\r\n", ""), FINE], 2, Text("fine")),
    ("behind a failure", Call::Get, &[BUSY, BUSY, MOVED, FINE], 4, Text("fine")),
    ("a failure behind it", Call::Get, &[MOVED, BUSY, MOVED, FINE], 4, Text("fine")),
    ("without an address", Call::Get, &[("302 Found", "", "")], 1, Status(302, false)),
    ("to another host", Call::Get, &[("302 Found", "location: http://elsewhere.invalid/logo\r\n", ""), FINE], 1, Status(302, false)),
    ("to another scheme", Call::Get, &[("302 Found", "location: https://127.0.0.1/logo\r\n", ""), FINE], 1, Status(302, false)),
    ("a POST that would become a GET", Call::Post, &[MOVED, FINE], 1, Status(302, false)),
    ("a POST that stays one", Call::Post, &[("307 Moved", "location: /other\r\n", ""), FINE], 2, Text("fine")),
];

async fn end(core: &Core, call: Call) -> (End, u32) {
    let text = match call {
        Call::Get => core.send(&Get(None)).await,
        Call::GetOnce => core.send(&Get(None)).retry(Retry::attempts(0)).await,
        Call::GetNumber => {
            return match core.send(&GetNumber(None)).await {
                Ok(number) => (Number(number), 0),
                Err(error) => failed(&error),
            };
        }
        Call::Put => core.send(&Put::with("body")).await,
        Call::Delete => core.send(&Delete(None)).await,
        Call::Post => core.send(&Post::with("body")).await,
        Call::PostWithKey => core.send(&Post::with("body")).idempotency_key("once").await,
        Call::PostWithOwnKey => {
            core.send(&KeyedPost::with("body"))
                .idempotency_key("once")
                .await
        }
        Call::Patch => core.send(&Patch::with("body")).await,
        Call::PatchWithKey => {
            core.send(&Patch::with("body"))
                .idempotency_key("once")
                .await
        }
    };
    match text.as_deref() {
        Ok("fine") => (Text("fine"), 0),
        Ok(other) => panic!("{other}"),
        Err(error) => failed(error),
    }
}

fn failed(error: &Error) -> (End, u32) {
    let end = match error {
        Error::Decode(_) => Undecodable,
        _ => Status(error.status().unwrap().as_u16(), error.is_retryable()),
    };
    (end, error.attempts())
}

async fn hold(cases: &'static [Case]) {
    for (name, call, responses, requests, expected) in cases {
        let (address, log) = answers(move |number, _| {
            let (status, headers, body) =
                responses
                    .get(number)
                    .copied()
                    .unwrap_or(("599 Too many", "", ""));
            answer(status, headers, body)
        })
        .await;
        let core = builder(&address).build().unwrap();
        let (end, attempts) = end(&core, *call).await;
        assert_eq!((&end, count(&log)), (expected, *requests), "{name}");
        let log = log.lock().unwrap();
        // A request is the same each time, its key included, but for a redirection's path.
        let rest = |request: &String| {
            request
                .split_once(' ')
                .unwrap()
                .1
                .split_once(' ')
                .unwrap()
                .1
                .to_owned()
        };
        assert!(
            log.iter().all(|request| rest(request) == rest(&log[0])),
            "{name}: {log:?}"
        );
        let key = match call {
            Call::PostWithKey | Call::PatchWithKey => "idempotency-key: once",
            Call::PostWithOwnKey => "x-acme-idempotency: once",
            _ => "",
        };
        assert!(log[0].to_lowercase().contains(key), "{name}: {log:?}");
        let redirected = responses
            .iter()
            .filter(|(status, ..)| status.starts_with("30"))
            .count();
        if matches!(end, Status(..)) && redirected == 0 {
            assert_eq!(attempts as usize, *requests, "{name}");
        }
    }
}

#[tokio::test]
async fn a_call_is_made_again_when_that_can_help() {
    hold(RETRY).await;
}

#[tokio::test]
async fn a_call_is_made_again_when_that_does_no_harm() {
    hold(IDEMPOTENCY).await;
}

#[tokio::test]
async fn an_error_has_its_status_and_says_whether_it_may_pass() {
    hold(ERRORS).await;
}

#[tokio::test]
async fn redirections_are_followed_on_the_same_host() {
    hold(DOWNLOADS).await;
}

/// What the server asks for is waited for, in seconds and in milliseconds.
#[tokio::test]
async fn nothing_is_sent_before_the_server_allows_it() {
    for (header, wait) in [
        ("retry-after: 1\r\n", 1000),
        ("retry-after-ms: 300\r\n", 300),
    ] {
        let (address, log) = answers(move |number, _| match number {
            0 => answer("429 Slow", header, ""),
            _ => answer("200 OK", "", "fine"),
        })
        .await;
        let begin = Instant::now();
        assert_eq!(
            builder(&address)
                .build()
                .unwrap()
                .send(&Get(None))
                .await
                .unwrap(),
            "fine"
        );
        assert!(begin.elapsed() >= Duration::from_millis(wait), "{header}");
        assert_eq!(count(&log), 2);
    }
}
