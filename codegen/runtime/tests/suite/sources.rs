//! Credentials that come from a source, over real sockets: asked once for all calls, renewed before their end and behind a
//! 401, and seen nowhere but where they belong.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::probe::{AllGet, GuardedGet, GuardedPost};
use crate::support::socket::{Requests, answer, answers, serve};
use tamis_runtime::{
    Api, BoxError, Core, CoreBuilder, Credential, Error, File, Retry, Scheme, Token,
    TransportErrorKind,
};

static API: Api = Api {
    title: "Guarded",
    version: "1",
    server: None,
    schemes: &[
        Scheme::bearer("OAuth").token_url("/token"),
        Scheme::query("Key", "k%5B%5D"),
        Scheme::cookie("Session", "sid"),
        Scheme::header("Header", "x-key"),
    ],
    security: &[],
};

/// What a client with this credential for the first scheme is made from.
fn builder(address: &str, credential: impl Into<Credential>) -> CoreBuilder {
    Core::builder(&API)
        .base_url(address)
        .retry(Retry::off())
        .credential(0, credential)
}

/// A source that counts, and gives `token-1`, `token-2` and so on, each for a time.
fn counting(lifetime: Option<Duration>) -> (Credential, Arc<AtomicUsize>) {
    let asked = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&asked);
    let source = Credential::source(move || {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let token = Token::new(format!("token-{number}"));
            Ok::<_, BoxError>(match lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        }
    });
    (source, asked)
}

/// A server that accepts the token whose number a counter says.
async fn accepting() -> (String, Requests, Arc<AtomicUsize>) {
    let accepted = Arc::new(AtomicUsize::new(1));
    let number = Arc::clone(&accepted);
    let (address, requests) = answers(move |_, request| {
        let right = format!(
            "authorization: Bearer token-{}\r\n",
            number.load(Ordering::SeqCst)
        );
        if request.contains(&right) {
            answer("200 OK", "", "fine")
        } else {
            answer("401 Unauthorized", "", "")
        }
    })
    .await;
    (address, requests, accepted)
}

fn count(requests: &Requests) -> usize {
    requests.lock().expect("no one panics").len()
}

/// Makes so many calls at once; all succeed.
async fn all_succeed(core: &Core, calls: usize) {
    let calls: Vec<_> = (0..calls)
        .map(|_| tokio::spawn(core.send(&GuardedGet(None))))
        .collect();
    for call in calls {
        let answer = call.await.expect("no call panics");
        assert_eq!(answer.expect("it succeeds"), "fine");
    }
}

#[tokio::test]
async fn fifty_calls_ask_once_and_renew_once() {
    let (source, asked) = counting(None);
    let (address, requests, accepted) = accepting().await;
    let core = builder(&address, source).build().unwrap();
    all_succeed(&core, 50).await;
    assert_eq!((asked.load(Ordering::SeqCst), count(&requests)), (1, 50));
    all_succeed(&core.clone(), 50).await;
    assert_eq!((asked.load(Ordering::SeqCst), count(&requests)), (1, 100));
    // The server takes back what it gave.
    accepted.store(2, Ordering::SeqCst);
    all_succeed(&core, 50).await;
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    assert!(count(&requests) <= 200, "each call was sent twice at most");
}

#[tokio::test]
async fn a_token_is_renewed_before_its_end() {
    let (source, asked) = counting(Some(Duration::from_secs(2)));
    let (address, requests) = answers(|_, _| answer("200 OK", "", "fine")).await;
    let core = builder(&address, source).build().unwrap();
    let begin = std::time::Instant::now();
    all_succeed(&core, 3).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    all_succeed(&core, 3).await;
    if begin.elapsed() < Duration::from_millis(1700) {
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    }
    // More than nine tenths of its time are over: one call renews it, for all.
    tokio::time::sleep(Duration::from_millis(1900).saturating_sub(begin.elapsed())).await;
    all_succeed(&core, 10).await;
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    all_succeed(&core, 1).await;
    let last = requests.lock().unwrap().last().cloned().unwrap();
    assert!(last.contains("authorization: Bearer token-2\r\n"), "{last}");
}

#[tokio::test]
async fn a_post_that_was_refused_is_sent_again_with_its_body_and_a_stream_is_not() {
    let (source, _) = counting(None);
    let (address, requests, accepted) = accepting().await;
    accepted.store(2, Ordering::SeqCst);
    let core = builder(&address, source).build().unwrap();
    let sent = core
        .send(&GuardedPost::with("the order"))
        .with_response()
        .await
        .unwrap();
    assert_eq!(
        (sent.value.as_str(), sent.raw_response().attempts()),
        ("fine", 2)
    );
    for request in requests.lock().unwrap().iter() {
        assert!(request.ends_with("\r\n\r\nthe order"), "{request}");
    }
    accepted.store(3, Ordering::SeqCst);
    let once = File::from_stream(tamis_runtime::Body::from("once")).with_length(4);
    let error = core.send(&GuardedPost::with(once)).await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), count(&requests)),
        (401, 3)
    );
}

#[tokio::test]
async fn a_server_that_refuses_every_token_is_not_asked_for_more_and_more() {
    let (source, asked) = counting(None);
    let (address, requests, accepted) = accepting().await;
    accepted.store(usize::MAX, Ordering::SeqCst);
    let core = builder(&address, source).build().unwrap();
    for call in 1..=20 {
        let error = core.send(&GuardedGet(None)).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 401);
        assert_eq!(
            count(&requests),
            call + 1,
            "the first call was sent twice, the others once"
        );
    }
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn those_that_wait_fail_together_and_the_next_call_asks_again() {
    let asked = Arc::<AtomicUsize>::default();
    let count_asked = Arc::clone(&asked);
    let source = Credential::source(move || {
        let number = count_asked.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(200)).await;
            if number == 0 {
                Err("the vault is closed")
            } else {
                Ok("token-1")
            }
        }
    });
    let (address, requests, _) = accepting().await;
    let core = builder(&address, source).build().unwrap();
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(core.send(&GuardedGet(None))))
        .collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        let Error::Transport(inner) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(inner.kind(), TransportErrorKind::Credential);
        let text = error.to_string();
        assert!(
            text.contains("no credential: the source for `OAuth` failed: the vault is closed"),
            "{text}"
        );
        assert!(!error.is_retryable());
    }
    assert_eq!((asked.load(Ordering::SeqCst), count(&requests)), (1, 0));
    all_succeed(&core, 1).await;
}

#[tokio::test]
async fn a_call_that_is_dropped_or_late_leaves_the_asking_to_the_next() {
    let asked = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&asked);
    let source = Credential::source(move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move {
            if number < 2 {
                std::future::pending::<()>().await;
            }
            Ok::<_, BoxError>("token-1")
        }
    });
    let (address, _, _) = accepting().await;
    let core = builder(&address, source).build().unwrap();
    let dropped = tokio::spawn(core.send(&GuardedGet(None)));
    while asked.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    let waiting = tokio::spawn(
        core.send(&GuardedGet(None))
            .timeout(Duration::from_millis(300)),
    );
    tokio::time::sleep(Duration::from_millis(50)).await;
    dropped.abort();
    // The one that waited asks, and its own time is over.
    let error = waiting.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    all_succeed(&core, 5).await;
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn what_a_source_gives_travels_in_its_place_and_yields_to_the_call() {
    let (address, requests) = answers(|_, _| answer("200 OK", "", "fine")).await;
    let of =
        |text: &'static str| Credential::source(move || async move { Ok::<_, BoxError>(text) });
    let core = builder(&address, of("bearer"))
        .credential(1, of("k&y"))
        .credential(2, of("s;id"))
        .credential(3, of("in a header"))
        .header("x-key", "a default")
        .header("authorization", "a default")
        .build()
        .unwrap();
    let all = AllGet(None);
    core.send(&all).await.unwrap();
    let call = core
        .send(&all)
        .header("Authorization", "Bearer mine")
        .header("x-key", "mine, too");
    call.query("page", "2").await.unwrap();
    let requests = requests.lock().unwrap().clone();
    for (request, parts) in requests.iter().zip([
        [
            "GET /x?k%5B%5D=k%26y HTTP/1.1",
            "authorization: Bearer bearer",
            "cookie: sid=s%3Bid",
            "x-key: in a header",
        ],
        [
            "GET /x?page=2&k%5B%5D=k%26y HTTP/1.1",
            "authorization: Bearer mine",
            "cookie: sid=s%3Bid",
            "x-key: mine, too",
        ],
    ]) {
        for part in parts {
            assert!(
                request.contains(&format!("{part}\r\n")),
                "{part}: {request}"
            );
        }
        assert_eq!(
            request.matches("authorization:").count() + request.matches("x-key:").count(),
            2
        );
    }
    // Without sending: the credentials are put in by hand.
    let mut request = core.request(&all).unwrap();
    assert!(!request.headers().contains_key("authorization"));
    core.authorize(&mut request).await.unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer bearer");
    assert!(
        request.headers()["authorization"].is_sensitive()
            && request.headers()["x-key"].is_sensitive()
    );
    core.authorize(&mut request).await.unwrap();
    assert_eq!(request.uri().query(), Some("k%5B%5D=k%26y"));
}

#[tokio::test]
async fn a_source_whose_text_cannot_be_sent_is_an_error_that_does_not_show_it() {
    let (address, requests) = answers(|_, _| answer("200 OK", "", "fine")).await;
    for (text, why) in [
        ("", "is empty"),
        ("hidden\n", "has white space at its ends"),
        ("hid\nden", "has characters that a header cannot have"),
    ] {
        let source = Credential::source(move || async move { Ok::<_, BoxError>(text) });
        let core = builder(&address, source).build().unwrap();
        let error = core.send(&GuardedGet(None)).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains(&format!("that for `OAuth` {why}")) && !shown.contains("hid"),
            "{shown}"
        );
    }
    assert_eq!(count(&requests), 0);
}

#[tokio::test]
async fn a_token_never_reaches_another_origin() {
    let (elsewhere, seen) = answers(|_, _| answer("200 OK", "", "fine")).await;
    let (address, _) = serve(move |_, _, mut socket| {
        let location = format!("location: {elsewhere}/x\r\n");
        async move {
            let text = answer("307 Temporary Redirect", &location, "");
            tokio::io::AsyncWriteExt::write_all(&mut socket, text.as_bytes())
                .await
                .ok()?;
            None
        }
    })
    .await;
    let (source, _) = counting(None);
    let core = builder(&address, source).build().unwrap();
    assert_eq!(
        core.send(&GuardedGet(None))
            .await
            .unwrap_err()
            .status()
            .unwrap(),
        307
    );
    assert_eq!(count(&seen), 0);
}
