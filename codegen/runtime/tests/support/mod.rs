//! What the tests share.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "each test file uses a part of what a crate would export"
)]

pub mod probe;
/// The client of `specs/`, as the generator writes it: `tests/specs.rs` of the package at the top keeps it so.
#[rustfmt::skip]
#[path = "sample/api.rs"]
pub mod sample;
pub mod socket;

use std::sync::{Arc, Mutex};

use tamis_runtime::testing::{Responder, respond as testing_respond};
use tamis_runtime::{Body, http};

use self::sample::Client;

/// The request lines that were sent, in order.
pub type Log = Arc<Mutex<Vec<String>>>;

/// A client whose requests a function responds to, and the log of their request lines.
pub fn client(
    respond: impl Fn(&http::Request<Body>) -> http::Response<Body> + Send + Sync + 'static,
) -> (Client, Log) {
    let log = Log::default();
    let lines = Arc::clone(&log);
    let transport: Responder<_> = testing_respond(move |request: http::Request<Body>| {
        let target = request
            .uri()
            .path_and_query()
            .map_or("", |target| target.as_str());
        lines
            .lock()
            .expect("no test panics while it holds the log")
            .push(format!("{} {target}", request.method()));
        respond(&request)
    });
    let client = Client::builder()
        .api_token_auth("the-token")
        .organisation_auth("the-organisation")
        // Each response is what is seen.
        .retry(tamis_runtime::Retry::off())
        .transport(transport)
        .build()
        .expect("both credentials are given");
    (client, log)
}

/// A response with a JSON body.
pub fn json(status: u16, body: impl Into<Body>) -> http::Response<Body> {
    http::Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(body.into())
        .expect("the status is one")
}

/// The path and query of the request that an operation would send, without the part that is always the same.
pub fn query<O: tamis_runtime::Operation>(operation: &O) -> Result<String, String> {
    let (client, _) = client(|_| json(500, ""));
    let request = client
        .request(operation)
        .map_err(|error| error.to_string())?;
    Ok(request.uri().query().unwrap_or_default().to_owned())
}
