//! Streams that fail, that are too short or too long, and that were sent before: an error that says so, and never a
//! request that a server takes for whole.

use std::io;
use std::net::TcpListener;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tamis_runtime::{Bytes, Error, File, RequestError, TransportErrorKind};

use super::call::{Post, Put, Stream, core, stream_of};
use super::server::{Act, Server};
use super::whole::io_kind;

/// Two pieces, and then no more.
fn failing() -> Stream<impl Iterator<Item = io::Result<Bytes>> + Unpin> {
    let pieces = [Some("first,"), Some("second"), None];
    Stream(pieces.into_iter().map(|piece| match piece {
        Some(piece) => Ok(Bytes::from_static(piece.as_bytes())),
        None => Err(io::Error::new(
            io::ErrorKind::StorageFull,
            "the disk is on fire",
        )),
    }))
}

fn post(file: File) -> Post {
    Post {
        title: "Title".to_owned(),
        file,
        more: Vec::new(),
    }
}

fn assert_is_of_the_body(error: &Error, message: &str) {
    let Error::Transport(inner) = error else {
        panic!("{error:?}")
    };
    assert_eq!(inner.kind(), TransportErrorKind::RequestBody);
    let text = error.to_string();
    assert!(
        text.ends_with(&format!(
            ": the body of the request cannot be sent: {message}"
        )),
        "{text}"
    );
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_source_that_fails_ends_the_call() {
    let opener = || File::from_opener(|| async { Ok(failing()) });
    for file in [
        opener(),
        opener().with_length(100),
        File::from_stream(failing()),
    ] {
        let server = Server::reading().await;
        let core = core(&server.address);
        let error = core.send(&Put(file.clone())).await.expect_err("it fails");
        assert_is_of_the_body(&error, "the disk is on fire");
        assert_eq!(io_kind(&error), Some(io::ErrorKind::StorageFull));
        drop(core);
        for seen in server.seen().await {
            assert!(!seen.is_whole, "{seen:?}");
        }
    }
    let server = Server::reading().await;
    let core = core(&server.address);
    let error = core.send(&post(opener())).await.expect_err("it fails");
    assert_is_of_the_body(&error, "the disk is on fire");
    drop(core);
    for seen in server.seen().await {
        assert!(!seen.is_whole, "{seen:?}");
    }
}

#[tokio::test]
async fn a_source_that_cannot_be_opened_ends_the_call() {
    let server = Server::reading().await;
    let file = File::from_opener(|| async {
        Err::<Stream<std::vec::IntoIter<io::Result<Bytes>>>, _>(io::ErrorKind::NotFound.into())
    });
    let core = core(&server.address);
    let error = core.send(&Put(file)).await.expect_err("it fails");
    assert_eq!(io_kind(&error), Some(io::ErrorKind::NotFound));
    assert_is_of_the_body(&error, "entity not found");
}

#[tokio::test]
async fn a_length_that_is_wrong_is_never_a_whole_request() {
    for (length, than) in [
        (3, "more"),
        (4, "more"),
        (5, "more"),
        (0, "more"),
        (7, "fewer"),
        (100, "fewer"),
    ] {
        let file = || {
            let opened = || async { Ok(stream_of(&["abc", "def"])) };
            File::from_opener(opened).with_length(length)
        };
        let expected = format!("the stream has {than} than the {length} bytes that were declared");
        let server = Server::reading().await;
        let core = core(&server.address);
        let error = core.send(&Put(file())).await.expect_err("it is wrong");
        assert_is_of_the_body(&error, &expected);
        let error = core.send(&post(file())).await.expect_err("it is wrong");
        assert_is_of_the_body(&error, &expected);
        drop(core);
        for seen in server.seen().await {
            assert!(!seen.is_whole, "{seen:?}");
        }
    }
}

#[tokio::test]
async fn a_stream_that_is_there_once_is_sent_once() {
    let server = Server::reading().await;
    let core = core(&server.address);
    let put = Put(File::from_stream(stream_of(&["once"])));
    let twin = put.clone();
    core.send(&put).await.expect("it is sent");
    for put in [put.clone(), twin] {
        let error = core.send(&put).await.expect_err("it was sent");
        assert!(
            matches!(error, Error::InvalidRequest(RequestError::SpentStream)),
            "{error:?}"
        );
    }
    let error = core.send(&post(put.0)).await.expect_err("it was sent");
    assert!(
        matches!(error, Error::InvalidRequest(RequestError::SpentStream)),
        "{error:?}"
    );
    let seen = server.seen().await;
    assert_eq!(seen.len(), 1, "nothing else was sent: {seen:?}");
    assert_eq!(seen[0].text(), "once");
    // Twice in one body is twice, too.
    let stream = File::from_stream(stream_of(&["twice"]));
    let mut both = post(stream.clone());
    both.more.push(stream);
    let error = core.send(&both).await.expect_err("it is there once");
    assert!(
        matches!(error, Error::InvalidRequest(RequestError::SpentStream)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_request_that_comes_to_nothing_leaves_the_stream() {
    let put = Put(File::from_stream(stream_of(&["once"])));
    // A port that was free a moment ago, with no one listening.
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let nobody = format!("http://{}", listener.local_addr().expect("it is bound"));
    drop(listener);
    drop(core(&nobody).request(&put).expect("there can be one"));
    drop(core(&nobody).send(&put));
    let error = core(&nobody).send(&put).await.expect_err("nobody is there");
    assert!(error.is_retryable(), "{error:?}");
    let server = Server::reading().await;
    core(&server.address).send(&put).await.expect("it is sent");
    assert_eq!(server.seen().await[0].text(), "once");
}

#[tokio::test]
async fn a_source_that_gives_nothing_is_not_waited_for_without_end() {
    let server = Server::reading().await;
    let file = File::from_opener(|| async { Ok(Silent) });
    let sending = core(&server.address).send(&Put(file));
    let error = sending.timeout(Duration::from_millis(50)).await;
    let error = error.expect_err("nothing comes");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    let file = File::from_opener(std::future::pending::<io::Result<Silent>>);
    let sending = core(&server.address).send(&Put(file));
    let error = sending.timeout(Duration::from_millis(50)).await;
    let error = error.expect_err("nothing comes");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}

/// A stream that gives nothing and does not end.
struct Silent;

impl futures_core::Stream for Silent {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Pending
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_not_the_fault_of_the_source() {
    let server = Server::start(|_| Act::Close).await;
    let file = File::from_opener(|| async {
        let piece = Bytes::from(vec![0_u8; 1 << 16]);
        Ok(Stream(
            (0..200).map(move |_| Ok::<_, io::Error>(piece.clone())),
        ))
    });
    let error = core(&server.address).send(&Put(file)).await;
    let error = error.expect_err("nobody reads it");
    let Error::Transport(inner) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(inner.kind(), TransportErrorKind::Other);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_answer_before_the_end_of_the_body_is_the_answer() {
    let server = Server::start(|_| {
        Act::Answer(
            "HTTP/1.1 413 Content Too Large\r\nconnection: close\r\ncontent-length: 3\r\n\r\nbig",
        )
    })
    .await;
    let file = File::from_opener(|| async {
        let piece = Bytes::from(vec![0_u8; 1 << 16]);
        Ok(Stream(
            (0..200).map(move |_| Ok::<_, io::Error>(piece.clone())),
        ))
    });
    let core = core(&server.address);
    let error = core.send(&Put(file)).await.expect_err("it is too large");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(413), "{error:?}");
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"big"[..]));
}
