//! Servers that would harm their client, over real sockets: endless bodies, compression bombs, stalled streams, empty pages
//! without end, heads without end. Each ends in an error within the limits that were set.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::support::sample::{Client, ClientBuilder, Error, Uuid};
use crate::support::socket::{answer, answers, serve};
use tamis_runtime::{
    Core, Encoder, EventStream, Operation, OperationInfo, RawResponse, Streamed, TransportErrorKind,
};
use tokio::io::AsyncWriteExt as _;

type Problem = crate::support::sample::types::HttpValidationError;

const BODY: &str = r#"{"id":"00000000-0000-0000-0000-000000000001","name":"Seats"}"#;
/// What the kernel and the HTTP library hold between a server that writes and a client that does not read.
const IN_BETWEEN: usize = 16 << 20;

fn builder(address: &str) -> ClientBuilder {
    Client::builder()
        .api_token_auth("hidden-token")
        .organisation_auth("hidden-org")
        .base_url(address)
}

async fn call(client: &Client) -> Result<String, Error<Problem>> {
    let entitlements = client.entitlements();
    let call = entitlements.get_entitlement(Uuid::from_u128(1)).send();
    call.await.map(|entitlement| entitlement.name)
}

fn kind<E: std::fmt::Debug>(error: &Error<E>) -> TransportErrorKind {
    match error {
        Error::Transport(error) | Error::Timeout(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

/// A server that sends a body in chunks until nobody takes them, and how many bytes it got rid of.
async fn endless(status: &'static str) -> (String, Arc<AtomicUsize>) {
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    let (address, _) = serve(move |_, _, mut socket| {
        let counter = Arc::clone(&counter);
        async move {
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
            );
            socket.write_all(head.as_bytes()).await.ok()?;
            let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
            loop {
                socket.write_all(chunk.as_bytes()).await.ok()?;
                counter.fetch_add(0x1_0000, Ordering::SeqCst);
            }
        }
    })
    .await;
    (address, sent)
}

#[tokio::test]
async fn an_endless_body_ends_at_the_limit_whatever_the_status() {
    for status in ["200 OK", "422 Unprocessable", "500 Internal", "302 Found"] {
        let (address, sent) = endless(status).await;
        let client = builder(&address).build().unwrap();
        let error = call(&client).await.unwrap_err();
        assert_eq!(kind(&error), TransportErrorKind::TooLarge, "{error:?}");
        assert!(!error.is_retryable());
        let limit = 64 << 20;
        let host = address.trim_start_matches("http://");
        assert_eq!(
            error.to_string(),
            format!(
                "Get-entitlement at {host}: the response is too large: its body has more than {limit} bytes, which is what `max_response_size` allows"
            )
        );
        let sent = sent.load(Ordering::SeqCst);
        assert!((limit..limit + IN_BETWEEN).contains(&sent), "{sent}");
    }
}

#[tokio::test]
async fn the_limit_is_set_for_a_client_and_for_a_call() {
    let (address, _) = answers(|_, _| answer("200 OK", "", BODY)).await;
    let length = BODY.len();
    let tight = builder(&address)
        .max_response_size(length - 1)
        .build()
        .unwrap();
    assert_eq!(
        kind(&call(&tight).await.unwrap_err()),
        TransportErrorKind::TooLarge
    );
    let exact = builder(&address).max_response_size(length).build().unwrap();
    assert_eq!(call(&exact).await.unwrap(), "Seats");
    let entitlements = tight.entitlements();
    let get = || entitlements.get_entitlement(Uuid::nil()).send();
    assert!(get().max_response_size(None).await.is_ok());
    assert!(get().max_response_size(length).await.is_ok());
    let entitlements = exact.entitlements();
    let get = entitlements.get_entitlement(Uuid::nil()).send();
    assert!(get.max_response_size(1).await.is_err());
}

#[tokio::test]
async fn an_announcement_beyond_the_limit_is_not_waited_for() {
    let (address, _) = serve(|_, _, mut socket| async move {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 18000000000000000000\r\n\r\n{";
        socket.write_all(head.as_bytes()).await.ok()?;
        std::future::pending().await
    })
    .await;
    let client = builder(&address).build().unwrap();
    let error = call(&client).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge, "{error:?}");
}

#[tokio::test]
async fn a_transport_of_ones_own_cannot_go_beyond_the_limit() {
    let transport =
        tamis_runtime::testing::respond(|_| tamis_runtime::http::Response::new(BODY.into()));
    let client = builder("http://localhost")
        .transport(transport)
        .max_response_size(9);
    let error = call(&client.build().unwrap()).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_compression_bomb_counts_as_what_it_becomes() {
    use std::io::Write as _;

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..80 {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    let (address, _) = serve(move |_, _, mut socket| {
        let bomb = bomb.clone();
        async move {
            let head = format!(
                "HTTP/1.1 500 Boom\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
                bomb.len()
            );
            socket.write_all(head.as_bytes()).await.ok()?;
            socket.write_all(&bomb).await.ok()?;
            Some(socket)
        }
    })
    .await;
    let error = call(&builder(&address).build().unwrap()).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge, "{error:?}");
}

#[tokio::test]
async fn a_head_without_end_is_an_error_that_stays() {
    let (address, _) = serve(|_, _, mut socket| async move {
        socket.write_all(b"HTTP/1.1 200 OK\r\n").await.ok()?;
        loop {
            let line = format!("x-more: {}\r\n", "a".repeat(4000));
            socket.write_all(line.as_bytes()).await.ok()?;
        }
    })
    .await;
    let error = call(&builder(&address).build().unwrap()).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge, "{error:?}");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn redirections_in_a_circle_are_an_error_that_stays() {
    let (address, _) = answers(|_, _| answer("307 Again", "location: /again\r\n", "")).await;
    let error = call(&builder(&address).build().unwrap()).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Redirect);
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_body_that_stalls_is_given_up() {
    let (address, _) = serve(|_, _, mut socket| async move {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{";
        socket.write_all(head.as_bytes()).await.ok()?;
        std::future::pending().await
    })
    .await;
    let client = builder(&address)
        .timeout(None)
        .idle_timeout(Duration::from_millis(100));
    let error = call(&client.build().unwrap()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(
        error.to_string().contains("then nothing for 100ms"),
        "{error}"
    );
}

/// An operation whose response is a stream of events.
struct Watch;

impl Operation for Watch {
    type Output = ();
    type Error = tamis_runtime::NoError;
    const INFO: OperationInfo = OperationInfo {
        id: "watch",
        method: "GET",
        path: "/watch",
        security: &[],
    };

    fn encode(&self, request: &mut Encoder) {
        request.literal("/watch");
    }

    fn decode(response: &RawResponse) -> Result<(), Error> {
        response.empty()
    }
}

impl Streamed for Watch {
    type Stream = EventStream<u64>;
    const ACCEPT: &'static str = "text/event-stream";

    fn opens(status: u16) -> bool {
        status == 200
    }

    fn open(response: &RawResponse) -> Result<EventStream<u64>, Error> {
        response.events()
    }
}

static API: tamis_runtime::Api = tamis_runtime::Api {
    title: "Watched",
    version: "1",
    server: None,
    schemes: &[],
    security: &[],
};

/// A server of a stream: an event each 60 ms, five of them, and then silence.
async fn watched() -> String {
    let (address, _) = serve(|_, _, mut socket| async move {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
        socket.write_all(head.as_bytes()).await.ok()?;
        for number in 0..5 {
            tokio::time::sleep(Duration::from_millis(60)).await;
            let event = format!("data: {number}\n\n");
            socket.write_all(event.as_bytes()).await.ok()?;
        }
        std::future::pending().await
    })
    .await;
    address
}

#[tokio::test]
async fn a_stream_that_stalls_is_given_up_and_one_that_goes_on_is_not() {
    let address = watched().await;
    let idle = Duration::from_millis(200);
    let core = Core::builder(&API)
        .base_url(address)
        .idle_timeout(idle)
        .build()
        .unwrap();
    let mut events = core.stream(&Watch).await.unwrap();
    // Longer in all than the limit, and a caller who takes longer than it, too.
    for number in 0..5 {
        assert_eq!(events.try_next().await.unwrap(), Some(number));
        if number == 3 {
            tokio::time::sleep(2 * idle).await;
        }
    }
    let begin = Instant::now();
    let error = events.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(begin.elapsed() < Duration::from_secs(10));
    assert_eq!(events.try_next().await.unwrap(), None, "that was its end");
}

#[tokio::test]
async fn the_limit_of_a_stream_is_set_for_one_call() {
    let address = watched().await;
    let core = Core::builder(&API).base_url(address).build().unwrap();
    let call = core.stream(&Watch).idle_timeout(Duration::from_millis(10));
    let error = call.await.unwrap().try_next().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}

/// A server of a list whose first page and whose page 250 have an item, and which gives cursors for ever.
async fn sparse() -> (String, crate::support::socket::Requests) {
    answers(|number, _| {
        let item = format!(
            r#"{{"entitlement":{{"id":"{}","name":"{number}"}}}}"#,
            Uuid::nil()
        );
        let items = if number == 0 || number == 250 {
            item
        } else {
            String::new()
        };
        answer(
            "200 OK",
            "",
            &format!(r#"{{"next":"c{number}","results":[{items}]}}"#),
        )
    })
    .await
}

#[tokio::test]
async fn empty_pages_without_end_are_an_error_and_the_list_goes_on_behind_it() {
    let (address, requests) = sparse().await;
    let client = builder(&address).build().unwrap();
    let list = client
        .entitlements()
        .list_unique_entitlements_for_customer(Uuid::nil());
    let mut items = list.clone().items();
    let name = |item: Option<
        crate::support::sample::types::EntitlementCustomerSumResponseSchema,
    >| { item.expect("there is one").entitlement.name };
    assert_eq!(name(items.try_next().await.unwrap()), "0");
    for asked in [102, 203] {
        let error = items.try_next().await.unwrap_err();
        assert!(matches!(error, Error::Pagination(_)), "{error:?}");
        assert!(error.to_string().contains("101 pages in a row"), "{error}");
        assert_eq!(requests.lock().unwrap().len(), asked);
    }
    assert_eq!(name(items.try_next().await.unwrap()), "250");

    let (address, requests) = sparse().await;
    let client = builder(&address).build().unwrap();
    let list = client
        .entitlements()
        .list_unique_entitlements_for_customer(Uuid::nil());
    let mut items = list.items().max_empty_pages(3);
    items.try_next().await.unwrap();
    assert!(items.try_next().await.is_err());
    assert_eq!(requests.lock().unwrap().len(), 5);
}
