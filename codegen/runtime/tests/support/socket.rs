//! A server on a loopback port that writes bytes as a test says, right or wrong.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What was asked: the head of each request, and its body after it.
pub type Requests = Arc<Mutex<Vec<String>>>;

/// A server. `serve` gets the number of the request, counted from 0, its text, and the connection to write to; the
/// connection is closed behind it, unless it says that another request may come.
pub async fn serve<F, R>(serve: F) -> (String, Requests)
where
    F: Fn(usize, String, TcpStream) -> R + Send + Sync + 'static,
    R: Future<Output = Option<TcpStream>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("there is a port");
    let address = format!("http://{}", listener.local_addr().expect("it is bound"));
    let requests = Requests::default();
    let log = Arc::clone(&requests);
    let serve = Arc::new(serve);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (serve, log) = (Arc::clone(&serve), Arc::clone(&log));
            tokio::spawn(async move {
                let mut next = Some(socket);
                while let Some(mut socket) = next.take() {
                    let Some(text) = read_request(&mut socket).await else {
                        return;
                    };
                    let number = {
                        let mut log = log.lock().expect("no one panics");
                        log.push(text.clone());
                        log.len() - 1
                    };
                    next = serve(number, text, socket).await;
                }
            });
        }
    });
    (address, requests)
}

/// A server that writes a text for each request and closes the connection.
pub async fn answers(
    answer: impl Fn(usize, &str) -> String + Send + Sync + 'static,
) -> (String, Requests) {
    let answer = Arc::new(answer);
    serve(move |number, text, mut socket| {
        let answer = answer(number, &text);
        async move {
            let _ = socket.write_all(answer.as_bytes()).await;
            let _ = socket.shutdown().await;
            None
        }
    })
    .await
}

/// A whole response, behind which the connection is closed.
pub fn answer(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}

async fn read_request(socket: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.ok()?);
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    let length = text
        .to_lowercase()
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await.ok()?;
    Some(text + &String::from_utf8_lossy(&body))
}
