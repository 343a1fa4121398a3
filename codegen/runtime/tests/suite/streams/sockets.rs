//! Streams over real sockets.

use std::time::Duration;

use tamis_runtime::{Error, TransportErrorKind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::Item;
use super::call::{self, Watch};

const HEAD: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

/// Waits for one request, and leaves the response to the test.
async fn server() -> (String, tokio::task::JoinHandle<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("there is a port");
    let address = format!("http://{}", listener.local_addr().expect("it is bound"));
    let accepted = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("a client connects");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(socket.read_u8().await.expect("a request comes"));
        }
        socket
    });
    (address, accepted)
}

fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

#[tokio::test]
async fn an_item_is_there_before_the_next_is_sent() {
    let (address, accepted) = server().await;
    let (go_on, told) = oneshot::channel();
    let server = tokio::spawn(async move {
        let mut socket = accepted.await.expect("it does not panic");
        let first = HEAD.to_owned() + &chunk("data: {\"n\":1}\n\ndata: {");
        socket
            .write_all(first.as_bytes())
            .await
            .expect("it is open");
        // Only when the first item was read.
        told.await.expect("the test goes on");
        let rest = chunk("\"n\":2}\n\n") + "0\r\n\r\n";
        socket.write_all(rest.as_bytes()).await.expect("it is open");
    });
    let core = call::core_at(&address);
    let mut stream = core.send(&Watch).await.expect("it is a stream");
    assert_eq!(
        stream.try_next().await.expect("an item"),
        Some(Item { n: 1 })
    );
    go_on.send(()).expect("the server waits");
    assert_eq!(
        stream.try_next().await.expect("an item"),
        Some(Item { n: 2 })
    );
    assert_eq!(stream.try_next().await.expect("the end"), None);
    server.await.expect("it does not panic");
}

#[tokio::test]
async fn a_connection_that_breaks_is_an_error() {
    let (address, accepted) = server().await;
    let server = tokio::spawn(async move {
        let mut socket = accepted.await.expect("it does not panic");
        let text = HEAD.to_owned() + &chunk("data: {\"n\":1}\n\n");
        socket.write_all(text.as_bytes()).await.expect("it is open");
    });
    let mut stream = call::core_at(&address)
        .send(&Watch)
        .await
        .expect("it is a stream");
    assert_eq!(
        stream.try_next().await.expect("an item"),
        Some(Item { n: 1 })
    );
    let error = stream
        .try_next()
        .await
        .expect_err("the connection is closed");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Body),
        "{error:?}"
    );
    assert_eq!(stream.try_next().await.expect("the end"), None);
    server.await.expect("it does not panic");
}

#[tokio::test]
async fn the_time_limit_is_for_the_head_of_a_stream() {
    let (address, accepted) = server().await;
    let sending = call::core_at(&address).send(&Watch);
    let error = sending.timeout(Duration::from_millis(50)).await;
    let error = error.map(|_| ()).expect_err("the server says nothing");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    drop(accepted.await);
}
