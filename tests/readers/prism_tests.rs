//! Requests of clients of real documents, judged by Prism.
//!
//! In: documents, each mocked by Prism, and all operations of their clients with everything set. Out: the violations
//! that Prism finds. `TAMIS_PRISM_DOCUMENTS` says how many documents; three without it.

use std::env;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::corpus::{self, Real};
use crate::document::Document;
use crate::prism::Prism;
use crate::scratch::{self, Request, Sent};

/// What Prism says of requests that are not as the document says; all else that it complains of is its own answer.
const VIOLATIONS: [&str; 6] = [
    "UNPROCESSABLE_ENTITY",
    "UNAUTHORIZED",
    "UNSUPPORTED_MEDIA_TYPE",
    "NO_PATH_MATCHED_ERROR",
    "NO_METHOD_MATCHED_ERROR",
    "NO_SERVER_MATCHED_ERROR",
];

/// What came of the requests.
#[derive(Debug, Default)]
struct Found {
    requests: usize,
    /// Bodies of several parts.
    unjudged: usize,
    /// Operations without a request, with the reason.
    unmade: Vec<String>,
    /// Requests at which Prism ended: its readers of some styles fail on values that these styles have.
    fatal: Vec<String>,
    violations: Vec<String>,
}

#[test]
#[cfg_attr(
    not(all(corpus, foreign)),
    ignore = "needs real documents (TAMIS_CORPUS) and tests/foreign/install"
)]
fn prism_finds_nothing_wrong_with_requests_of_real_documents() {
    let count = env::var("TAMIS_PRISM_DOCUMENTS");
    let count = count.map_or(3, |count| count.parse().unwrap());
    let mut found = Found::default();
    let documents = corpus::richest(count);
    for real in &documents {
        put(real, &mut found);
    }
    assert!(!documents.is_empty(), "no document is rich enough");
    let _ = writeln!(
        std::io::stderr(),
        "Prism saw {} requests of {} documents; of several parts: {}; not made: {}; it ended at: {}\n{}",
        found.requests,
        documents.len(),
        found.unjudged,
        found.unmade.len(),
        found.fatal.len(),
        [found.unmade, found.fatal].concat().join("\n")
    );
    assert!(
        found.violations.is_empty(),
        "{}",
        found.violations.join("\n")
    );
}

/// Puts all requests of a document to Prism.
fn put(real: &Real, found: &mut Found) {
    let path = real.path.to_str().unwrap();
    let mut prism = Prism::start(path);
    let subject = real.subject();
    let operations = Document::read(&subject.text).unwrap().operations();
    let package = format!("requests-{}", subject.name.replace('_', "-"));
    for sent in scratch::requests(&package, &[subject]) {
        let operation = format!("{}: {} {}", real.name, sent.method, sent.path);
        let declared =
            (operations.iter()).find(|it| (&it.method, &it.path) == (&sent.method, &sent.path));
        let server = declared.map_or("", |it| it.server.as_str());
        let Some(request) = request(&prism, &sent, server) else {
            found.unmade.push(format!(
                "{operation}: {:?} {:?}",
                sent.request, sent.left_out
            ));
            continue;
        };
        // Prism takes every part of a body for text, whatever its media type: of objects and lists it knows nothing.
        if is_multipart(&sent) {
            found.unjudged += 1;
            continue;
        }
        found.requests += 1;
        match send(&prism, &request) {
            Ok(answer) => {
                let is = |kind: &&str| answer.contains(&format!("errors#{kind}\""));
                if VIOLATIONS.iter().any(is) {
                    found
                        .violations
                        .push(format!("{operation}: {answer}\n  {request}"));
                }
            }
            Err(error) => {
                found.fatal.push(format!("{operation}: {error}"));
                prism = Prism::start(path);
            }
        }
    }
}

fn is_multipart(sent: &Sent) -> bool {
    match &sent.request {
        Request::Made { headers, .. } => (headers.iter())
            .any(|(name, value)| name == "content-type" && value.starts_with("multipart/")),
        Request::Refused { .. } => false,
    }
}

/// The request as text; nothing where there is none. Prism serves the paths without the path of their server.
fn request(prism: &Prism, sent: &Sent, server: &str) -> Option<String> {
    let Request::Made {
        target,
        headers,
        body,
    } = &sent.request
    else {
        return None;
    };
    let target = target.strip_prefix(server)?;
    let address = prism.base_url.trim_start_matches("http://");
    let body = body.as_deref().unwrap_or_default();
    let mut lines = vec![
        format!("{} {target} HTTP/1.1", sent.method),
        format!("host: {address}"),
        "connection: close".to_owned(),
    ];
    if !body.is_empty() {
        lines.push(format!("content-length: {}", body.len()));
    }
    lines.extend(
        headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}")),
    );
    Some(lines.join("\r\n") + "\r\n\r\n" + body)
}

/// The whole answer as text.
fn send(prism: &Prism, request: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(prism.base_url.trim_start_matches("http://"))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    // Prism closes the connection without reading a body that it does not want; what it said until then counts.
    let ended = stream.read_to_end(&mut answer);
    match ended {
        Err(error) if answer.is_empty() => Err(error),
        Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(String::from_utf8_lossy(&answer).into_owned()),
    }
}
