//! Streams of events whose connection breaks, over real sockets: they go on behind the last event, where that does no harm.

use std::time::Duration;

use tamis_runtime::{
    Api, Core, Encoder, Error, EventStream, NoError, Operation, OperationInfo, RawResponse, Retry,
    TransportErrorKind,
};
use tokio::io::AsyncWriteExt as _;

use super::Item;
use crate::support::socket::{Requests, answer, serve};

static API: Api = Api {
    title: "streams",
    version: "1",
    server: None,
    schemes: &[],
    security: &[],
};

macro_rules! streams {
    ($($name:ident $method:literal;)*) => {$(
        struct $name;

        impl Operation for $name {
            type Output = EventStream<Item>;
            type Error = NoError;
            const INFO: OperationInfo = OperationInfo {
                id: stringify!($name),
                method: $method,
                path: "/events",
                security: &[],
            };
            const STREAMS: Option<fn(u16) -> bool> = Some(|status| status == 200);

            fn encode(&self, request: &mut Encoder) {
                request.literal("/events");
                request.accept("text/event-stream");
            }

            fn decode(response: &RawResponse) -> Result<Self::Output, Error<Self::Error>> {
                match response.status().as_u16() {
                    200 => response.events(),
                    _ => Err(response.unexpected()),
                }
            }
        }
    )*};
}

streams! {
    Watch "GET";
    Ask "POST";
}

/// A client with short waits.
fn core(address: &str) -> Core {
    let retry = Retry::standard().base_delay(Duration::from_millis(1));
    let builder = Core::builder(&API).base_url(address).retry(retry);
    builder.build().expect("nothing is missing")
}

/// What a server writes for each request in turn; the connection is closed behind it, without the end of the body unless it is there.
async fn server(responses: Vec<String>) -> (String, Requests) {
    serve(move |number, _, mut socket| {
        let text = responses.get(number).cloned().unwrap_or_default();
        async move {
            let _ = socket.write_all(text.as_bytes()).await;
            let _ = socket.shutdown().await;
            None
        }
    })
    .await
}

/// Events in a chunk, without the end of the body.
fn broken(events: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{events}\r\n",
        events.len()
    )
}

fn whole(events: &str) -> String {
    broken(events) + "0\r\n\r\n"
}

/// The numbers that come, and the error at the end.
async fn numbers(mut stream: EventStream<Item>) -> (Vec<i64>, Option<Error>) {
    let mut numbers = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(Some(item)) => numbers.push(item.n),
            Ok(None) => return (numbers, None),
            Err(error) => return (numbers, Some(error)),
        }
        assert!(numbers.len() < 100, "it does not end");
    }
}

/// The `Last-Event-ID` of each request.
fn ids(requests: &Requests) -> Vec<Option<String>> {
    let requests = requests.lock().expect("no one panics");
    let id = |request: &String| {
        let mut lines = request.lines();
        lines.find_map(|line| Some(line.strip_prefix("last-event-id: ")?.to_owned()))
    };
    requests.iter().map(id).collect()
}

#[tokio::test]
async fn a_stream_goes_on_behind_the_last_event_that_was_whole() {
    let (address, requests) = server(vec![
        broken("retry: 5\n\nid: 1\ndata: {\"n\":1}\n\nid: 2\ndata: {\"n\""),
        // It breaks before an event has come.
        broken(": hello\n"),
        broken("id: 2\ndata: {\"n\":2}\n\nid: 3\ndata: {\"n\":3}\n\n"),
        whole("id: 4\ndata: {\"n\":4}\n\n"),
    ])
    .await;
    let stream = core(&address).send(&Watch).await.unwrap();
    let (numbers, error) = numbers(stream).await;
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert!(error.is_none(), "{error:?}");
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(ids(&requests), [None, id("1"), id("1"), id("3")]);
}

#[tokio::test]
async fn no_content_is_the_end() {
    let (address, requests) = server(vec![
        broken("id: 1\ndata: {\"n\":1}\n\n"),
        "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_owned(),
    ])
    .await;
    let (numbers, error) = numbers(core(&address).send(&Watch).await.unwrap()).await;
    assert_eq!((numbers, error.is_none()), (vec![1], true));
    assert_eq!(ids(&requests).len(), 2);
}

#[tokio::test]
async fn a_connection_that_breaks_again_and_again_is_an_error() {
    let (address, requests) = server(vec![
        broken("id: 1\ndata: {\"n\":1}\n\n"),
        broken(":\n"),
        broken(":\n"),
        broken(":\n"),
        broken(":\n"),
    ])
    .await;
    let (numbers, error) = numbers(core(&address).send(&Watch).await.unwrap()).await;
    assert_eq!(numbers, [1]);
    let Some(Error::Transport(error)) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Body);
    // Three in a row, as the client's attempts are.
    assert_eq!(ids(&requests).len(), 3);
}

#[tokio::test]
async fn nothing_is_sent_again_that_may_do_harm_or_lead_nowhere() {
    let first = || broken("id: 1\ndata: {\"n\":1}\n\n");
    let next = || whole("data: {\"n\":2}\n\n");
    // It may do something.
    let (address, requests) = server(vec![first(), next()]).await;
    let (got, error) = numbers(core(&address).send(&Ask).await.unwrap()).await;
    assert!(got == [1] && error.is_some(), "{got:?} {error:?}");
    assert_eq!(ids(&requests).len(), 1);
    // The caller does not want it.
    let (address, requests) = server(vec![first(), next()]).await;
    let sending = core(&address).send(&Watch).retry(Retry::off());
    let (got, error) = numbers(sending.await.unwrap()).await;
    assert!(got == [1] && error.is_some(), "{got:?} {error:?}");
    assert_eq!(ids(&requests).len(), 1);
    // The server could only begin from the start.
    let (address, requests) = server(vec![broken("data: {\"n\":1}\n\n"), next()]).await;
    let (got, error) = numbers(core(&address).send(&Watch).await.unwrap()).await;
    assert!(got == [1] && error.is_some(), "{got:?} {error:?}");
    assert_eq!(ids(&requests).len(), 1);
    // It has ended the stream itself.
    let (address, requests) = server(vec![whole("id: 1\ndata: {\"n\":1}\n\n"), next()]).await;
    let (got, error) = numbers(core(&address).send(&Watch).await.unwrap()).await;
    assert!(got == [1] && error.is_none(), "{got:?} {error:?}");
    assert_eq!(ids(&requests).len(), 1);
}

#[tokio::test]
async fn another_response_than_events_is_an_error() {
    for status in ["410 Gone", "200 OK"] {
        let (address, _) = server(vec![
            broken("id: 1\ndata: {\"n\":1}\n\n"),
            answer(status, "", "{}"),
        ])
        .await;
        let (got, error) = numbers(core(&address).send(&Watch).await.unwrap()).await;
        assert_eq!(got, [1]);
        let Some(Error::Status(response)) = error else {
            panic!("{error:?}")
        };
        assert_eq!(response.status().as_str(), &status[..3]);
    }
}

#[tokio::test]
async fn the_servers_wait_is_kept() {
    let (address, requests) = server(vec![
        broken("retry: 150\nid: 1\ndata: {\"n\":1}\n\n"),
        whole("id: 2\ndata: {\"n\":2}\n\n"),
    ])
    .await;
    let mut stream = core(&address).send(&Watch).await.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), Some(Item { n: 1 }));
    let begin = std::time::Instant::now();
    assert_eq!(stream.try_next().await.unwrap(), Some(Item { n: 2 }));
    assert!(begin.elapsed() >= Duration::from_millis(150));
    assert_eq!(stream.last_id(), Some("2"));
    assert_eq!(ids(&requests).len(), 2);
}
