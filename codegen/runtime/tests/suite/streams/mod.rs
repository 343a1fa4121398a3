//! Responses that are read as they come: cut into pieces in every way, broken off, and over real sockets.

mod call;
#[cfg(feature = "reqwest")]
mod reconnect;
#[cfg(feature = "reqwest")]
mod sockets;

use std::pin::Pin;
use std::task::{Context, Poll};

use serde::Deserialize;
use tamis_runtime::{
    Body, Bytes, Error, EventStream, JsonLines, NoError, RawResponse, TransportError, http,
};

#[derive(Debug, PartialEq, Deserialize)]
struct Item {
    n: i64,
}

/// A response that is here already.
fn response(body: impl Into<Bytes>) -> RawResponse {
    RawResponse::from(http::Response::new(body.into()))
}

fn events(body: &'static str) -> EventStream<Item> {
    response(body)
        .events::<_, NoError>()
        .expect("it is not JSON")
}

fn lines(body: &'static str) -> JsonLines<Item> {
    response(body)
        .lines::<_, NoError>()
        .expect("it never fails")
}

/// The items of a stream, each as text; an error by its message.
macro_rules! all {
    ($stream:expr) => {{
        let mut stream = $stream;
        let mut all = Vec::new();
        while let Some(item) = stream.try_next().await.transpose() {
            all.push(match item {
                Ok(item) => format!("{item:?}"),
                Err(error) => error.to_string(),
            });
            assert!(all.len() < 100, "it does not end: {all:?}");
        }
        all
    }};
}

#[tokio::test]
async fn an_event_has_its_lines_together() {
    let body = "\u{FEFF}: a comment\n\ndata: {\"n\":\ndata:1}\nevent: count\nid: 7\nretry: 250\n\n\
                data:{\"n\": 2}\r\rid\revent:  x\r\rdata: {\"n\":3}\r\nunknown: x\r\n\r\n";
    let mut stream = events(body);
    assert_eq!(
        stream.try_next().await.expect("an item"),
        Some(Item { n: 1 })
    );
    assert_eq!(stream.event(), Some("count"));
    assert_eq!(stream.last_id(), Some("7"));
    assert_eq!(stream.retry().map(|it| it.as_millis()), Some(250));
    assert_eq!(all!(stream), ["Item { n: 2 }", "Item { n: 3 }"]);
}

#[tokio::test]
async fn done_ends_a_stream_unless_it_is_an_item() {
    let body = "data: {\"n\":1}\n\ndata: [DONE]\n\ndata: {\"n\":2}\n\n";
    assert_eq!(all!(events(body)), ["Item { n: 1 }"]);
    assert_eq!(
        all!(events("data: {\"n\":1}\n\ndata: [DONE]")),
        ["Item { n: 1 }"]
    );
    let texts = response("data: a\ndata: b\n\ndata: [DONE]\n\n").text_events::<NoError>();
    assert_eq!(all!(texts.expect("it is not JSON")), ["\"a\\nb\""]);
}

#[tokio::test]
async fn an_item_that_is_wrong_does_not_end_the_stream() {
    let all = all!(events("data: {\"m\":1}\n\ndata: {\"n\":2}\n\n"));
    assert_eq!(all.len(), 2);
    assert!(all[0].contains("at $.n: missing field `n`"), "{all:?}");
    assert_eq!(all[1], "Item { n: 2 }");
    let all = all!(lines("{\"n\":\"x\"}\n\r\n{\"n\":2}\r\n"));
    assert_eq!(all.len(), 2);
    assert!(all[0].contains("at $.n"), "{all:?}");
    assert_eq!(all[1], "Item { n: 2 }");
}

#[tokio::test]
async fn a_stream_that_ends_inside_an_item_says_so() {
    let broken = "the response broke off: the stream ended inside an item";
    assert_eq!(
        all!(events("data: {\"n\":1}\n\ndata: {\"n\"")),
        ["Item { n: 1 }", broken]
    );
    assert_eq!(all!(lines("{\"n\":1}\n{\"n\":")), ["Item { n: 1 }", broken]);
    // The last item is whole, although nothing says so.
    assert_eq!(all!(events("data: {\"n\":1}")), ["Item { n: 1 }"]);
    assert_eq!(
        all!(lines("{\"n\":1}\n{\"n\":2}")),
        ["Item { n: 1 }", "Item { n: 2 }"]
    );
    assert!(all!(events("")).is_empty());
    assert!(all!(lines("\n")).is_empty());
}

#[tokio::test]
async fn no_item_grows_without_a_bound() {
    let too_long = "no response from the server: an item of the stream has more than 10 bytes";
    let body = "data: {\"n\":1}\n\n";
    assert_eq!(all!(events(body).with_limit(10)), [too_long]);
    let body = "data:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\n\n";
    assert_eq!(all!(events(body).with_limit(10)), [too_long]);
    assert_eq!(
        all!(lines("{\"n\":1}\n{\"n\":1111111}\n").with_limit(10)),
        ["Item { n: 1 }", too_long]
    );
}

#[tokio::test]
async fn whole_events_are_objects() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "they are looked at through `Debug`")]
    struct Whole {
        event: Option<String>,
        data: Data,
        id: Option<String>,
    }
    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "they are looked at through `Debug`")]
    enum Data {
        Item(Item),
        Text(String),
    }
    let body = "event: a\ndata: {\"n\":1}\n\nid: 2\ndata: 5\n\nevent: done\ndata: [DONE]\n\n";
    let stream = response(body).whole_events::<Whole, NoError>();
    assert_eq!(
        all!(stream.expect("it is not JSON")),
        [
            "Whole { event: Some(\"a\"), data: Item(Item { n: 1 }), id: None }",
            "Whole { event: None, data: Text(\"5\"), id: Some(\"2\") }",
            "Whole { event: Some(\"done\"), data: Text(\"[DONE]\"), id: None }",
        ]
    );
}

#[test]
fn json_as_a_whole_is_no_stream_of_events() {
    let response = http::Response::builder()
        .header("content-type", "application/json; charset=utf-8")
        .body("{\"n\": 1}")
        .expect("it is one");
    let error = RawResponse::from(response)
        .events::<Item, NoError>()
        .map(|_| ());
    let error = error.expect_err("it is JSON");
    assert!(matches!(&error, Error::Decode(error) if error.raw_response().body() == "{\"n\": 1}"));
}

/// A body that comes in pieces of a size, and perhaps not to its end.
struct Pieces(Vec<u8>, usize);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self(left, size) = self.get_mut();
        if left.is_empty() {
            return Poll::Ready(None);
        }
        // Every other time there is nothing yet.
        *size ^= 1 << 31;
        if *size >> 31 == 1 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let size = (*size).min(left.len());
        Poll::Ready(Some(Ok(left.drain(..size).collect::<Vec<_>>().into())))
    }
}

#[tokio::test]
async fn how_the_bytes_are_cut_changes_nothing() {
    let body = "data: {\"n\":1}\r\n\r\ndata: {\"n\":\r\ndata: 2}\r\r: ä\n\ndata: {\"n\":3}\n\n";
    for size in 1..body.len() {
        let mut whole = Body::from_stream(Pieces(body.as_bytes().to_vec(), size));
        let mut bytes = Vec::new();
        while let Some(piece) = whole.try_next().await.expect("it does not break") {
            bytes.extend_from_slice(&piece);
        }
        assert_eq!(bytes, body.as_bytes());
        let transport = tamis_runtime::testing::respond(move |_| {
            http::Response::new(Body::from_stream(Pieces(body.as_bytes().to_vec(), size)))
        });
        let stream = call::stream(transport).await.expect("it is a stream");
        assert_eq!(
            all!(stream),
            ["Item { n: 1 }", "Item { n: 2 }", "Item { n: 3 }"],
            "{size}"
        );
    }
}

#[tokio::test]
async fn what_is_asked_for_is_what_the_answer_is_read_as() {
    let core = call::core(tamis_runtime::testing::respond(|request| {
        let accept = request.headers()["accept"].as_bytes();
        let body = match accept {
            b"text/event-stream" => "data: {\"n\":1}\n\n",
            _ => "{\"n\": 2}",
        };
        http::Response::new(Body::from(body))
    }));
    let stream = core.stream(&call::Ask).await.expect("it is a stream");
    assert_eq!(all!(stream), ["Item { n: 1 }"]);
    assert_eq!(
        core.send(&call::Ask).await.expect("it is JSON"),
        Item { n: 2 }
    );
    let failing = call::core(tamis_runtime::testing::respond(|_| {
        let mut response = http::Response::new(Body::from("no"));
        *response.status_mut() = http::StatusCode::IM_A_TEAPOT;
        response
    }));
    let error = failing.stream(&call::Ask).await.expect_err("it is none");
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"no"[..]));
}
