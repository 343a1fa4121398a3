//! A server that reads whole requests: heads, and bodies in either framing.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What has arrived of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// The request line and the headers, in lower case but for the content type.
    pub(crate) head: String,
    /// How many bytes the body has.
    pub(crate) length: usize,
    /// A checksum of them: see [`add`].
    pub(crate) sum: u64,
    /// The bytes, up to a limit.
    pub(crate) start: Vec<u8>,
    /// Whether the body has ended as its framing says.
    pub(crate) is_whole: bool,
}

impl Seen {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.start).expect("the tests send text")
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            (key.eq_ignore_ascii_case(name)).then_some(value)
        })
    }
}

/// How much of a body is kept, in bytes.
const KEPT: usize = 64 << 10;

/// A checksum that depends on the order of the bytes.
pub(crate) fn add(sum: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(sum, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(*byte))
    })
}

/// What the server does when it has the head of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Reads the body and responds.
    Read(&'static str),
    /// Responds at once, and leaves the body where it is.
    Answer(&'static str),
    /// Closes the connection.
    Close,
}

pub(crate) const DONE: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// A server that does for each request what a function of its head says.
pub(crate) struct Server {
    pub(crate) address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<Mutex<Vec<tokio::task::JoinHandle<()>>>>,
}

impl Server {
    pub(crate) async fn start(act: impl Fn(&str) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(Mutex::new(Vec::new()));
        let (log, open, act) = (Arc::clone(&seen), Arc::clone(&connections), Arc::new(act));
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (log, act) = (Arc::clone(&log), Arc::clone(&act));
                let connection = tokio::spawn(async move { serve(socket, &*act, &log).await });
                open.lock().expect("no one panics").push(connection);
            }
        });
        Self {
            address,
            seen,
            connections,
        }
    }

    /// A server that reads all and says so.
    pub(crate) async fn reading() -> Self {
        Self::start(|_| Act::Read(DONE)).await
    }

    /// The requests, when all connections are done.
    pub(crate) async fn seen(&self) -> Vec<Seen> {
        let open = std::mem::take(&mut *self.connections.lock().expect("no one panics"));
        for connection in open {
            connection.await.expect("no one panics");
        }
        self.seen.lock().expect("no one panics").clone()
    }
}

/// Reads one request.
async fn serve(socket: TcpStream, act: &(impl Fn(&str) -> Act + Sync), log: &Mutex<Vec<Seen>>) {
    let mut socket = BufReader::new(socket);
    let mut seen = Seen::default();
    while !seen.head.ends_with("\r\n\r\n") {
        if !matches!(socket.read_line(&mut seen.head).await, Ok(1..)) {
            return;
        }
    }
    let answer = match act(&seen.head) {
        Act::Close => return,
        Act::Answer(answer) => Some(answer),
        Act::Read(answer) => {
            seen.is_whole = body(&mut socket, &mut seen).await.is_some();
            seen.is_whole.then_some(answer)
        }
    };
    if let Some(answer) = answer {
        let _ = socket.write_all(answer.as_bytes()).await;
    }
    log.lock().expect("no one panics").push(seen);
    // What is left of the request is read, for a connection that is closed over it takes the response with it.
    let mut left = vec![0; KEPT];
    while matches!(socket.read(&mut left).await, Ok(1..)) {}
}

/// Reads a body; `None`: it breaks off.
async fn body(socket: &mut BufReader<TcpStream>, seen: &mut Seen) -> Option<()> {
    if let Some(length) = seen.header("content-length") {
        let length = length.parse().expect("a length is a number");
        return piece(socket, seen, length).await;
    }
    assert_eq!(seen.header("transfer-encoding"), Some("chunked"));
    loop {
        let mut line = String::new();
        socket.read_line(&mut line).await.ok()?;
        let length = usize::from_str_radix(line.strip_suffix("\r\n")?, 16).expect("a length");
        piece(socket, seen, length).await?;
        let mut end = [0; 2];
        socket.read_exact(&mut end).await.ok()?;
        assert_eq!(&end, b"\r\n");
        if length == 0 {
            return Some(());
        }
    }
}

async fn piece(socket: &mut BufReader<TcpStream>, seen: &mut Seen, length: usize) -> Option<()> {
    let mut left = length;
    while left > 0 {
        let bytes = socket.fill_buf().await.ok()?;
        if bytes.is_empty() {
            return None;
        }
        let bytes = &bytes[..bytes.len().min(left)];
        seen.sum = add(seen.sum, bytes);
        let kept = bytes.len().min(KEPT - seen.start.len());
        seen.start.extend_from_slice(&bytes[..kept]);
        let read = bytes.len();
        seen.length += read;
        left -= read;
        socket.consume(read);
    }
    Some(())
}
