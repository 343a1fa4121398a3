//! HTTP by hand over a plain socket: for looking at a server without the client that is under test.
//!
//! In: a request target and header lines. Out: the bytes of the answer, as text.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Raw {
    /// Status line and headers; empty when the connection ended without an answer.
    pub(crate) head: String,
    /// Everything behind the empty line.
    pub(crate) body: String,
}

impl Raw {
    /// The status code.
    pub(crate) fn status(&self) -> u16 {
        let status = self.head.get(9..12).and_then(|digits| digits.parse().ok());
        status.unwrap_or_else(|| panic!("no status line: {self:?}"))
    }
}

/// Sends a GET request and reads until the server closes the connection, 30 seconds at most.
pub(crate) fn get(base_url: &str, target: &str, headers: &[(&str, &str)]) -> Raw {
    let address = base_url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .expect("a socket takes a timeout");
    let mut lines = vec![
        format!("GET {target} HTTP/1.1"),
        format!("host: {address}"),
        "connection: close".to_owned(),
    ];
    lines.extend(
        headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}")),
    );
    let request = lines.join("\r\n") + "\r\n\r\n";
    stream
        .write_all(request.as_bytes())
        .expect("the server reads");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .expect("the server answers in text");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or(("", &answer));
    Raw {
        head: head.to_owned(),
        body: body.to_owned(),
    }
}
