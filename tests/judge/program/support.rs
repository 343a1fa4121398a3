//! What every program that speaks for a client has in common: the beginning of its `main.rs`.
//!
//! In, on standard input: a JSON task a line. Out, on standard output: a line for each, in the same order.

#![allow(dead_code, unused, deprecated, non_snake_case, reason = "not every client needs every part of this")]

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tamis_runtime::http::{self, Request};
use tamis_runtime::{Body, Bytes, EventStream, JsonLines, Operation, RawResponse, RequestError};

/// What an operation is given: for each slot the JSON of its value.
pub struct Given(BTreeMap<usize, String>);

impl Given {
    pub fn has(&self, slot: usize) -> bool {
        self.0.contains_key(&slot)
    }

    /// The value of a slot that must be filled.
    pub fn must<T: DeserializeOwned>(&self, slot: usize) -> Result<T, Asked> {
        self.may(slot)?.ok_or(Asked::Refused(format!("slot {slot} is required and not given")))
    }

    pub fn may<T: DeserializeOwned>(&self, slot: usize) -> Result<Option<T>, Asked> {
        let Some(text) = self.0.get(&slot) else {
            return Ok(None);
        };
        match serde_json::from_slice(text.as_bytes()) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(Asked::Refused(format!("slot {slot}: {error}"))),
        }
    }

    /// Bytes are given as text.
    pub fn bytes(&self, slot: usize) -> Result<Option<Bytes>, Asked> {
        Ok(self.may::<String>(slot)?.map(Bytes::from))
    }
}

/// What became of a request.
pub enum Asked {
    Made(Request<Body>),
    /// The client does not take the value, or does not send it.
    Refused(String),
}

impl From<Result<Request<Body>, RequestError>> for Asked {
    fn from(made: Result<Request<Body>, RequestError>) -> Self {
        match made {
            Ok(request) => Self::Made(request),
            Err(error) => Self::Refused(chain(&error)),
        }
    }
}

/// What became of an answer: its value encoded again, and whether it was a success.
pub type Read = Result<(bool, Back), String>;

/// A value encoded again.
pub enum Back {
    Json(String),
    Bytes(Vec<u8>),
    Empty,
}

pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text = format!("{text}: {error}");
        next = error.source();
    }
    text
}

pub fn error_of<E>(error: tamis_runtime::Error<E>, back: impl FnOnce(E) -> Result<Back, String>) -> Read
where
    tamis_runtime::Error<E>: std::error::Error,
{
    match error {
        tamis_runtime::Error::Api(response) => Ok((false, back(response.into_value())?)),
        tamis_runtime::Error::Status(_) => Err("status".to_owned()),
        other => Err(chain(&other)),
    }
}

pub fn json<T: Serialize>(value: &T) -> Result<Back, String> {
    serde_json::to_string(value).map(Back::Json).map_err(|error| format!("cannot be written: {error}"))
}

pub fn poll<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1_000_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("it never ends, though all its bytes are there")
}

pub fn bytes(body: Body) -> Result<Vec<u8>, String> {
    poll(body.collect()).map(|bytes| bytes.to_vec()).map_err(|error| chain(&error))
}

pub fn items<T: Serialize, S>(mut stream: S) -> Result<Back, String>
where
    S: futures_core::Stream<Item = Result<T, tamis_runtime::Error>> + Unpin,
{
    let mut items = Vec::new();
    while let Some(item) = poll(std::future::poll_fn(|context| Pin::new(&mut stream).poll_next(context))) {
        let item = item.map_err(|error| chain(&error))?;
        items.push(serde_json::to_value(&item).map_err(|error| error.to_string())?);
    }
    json(&items)
}

#[derive(serde::Deserialize)]
struct Task {
    op: usize,
    #[serde(default)]
    given: Option<BTreeMap<usize, String>>,
    #[serde(default)]
    answer: Option<Answer>,
}

#[derive(serde::Deserialize)]
struct Answer {
    status: u16,
    media: Option<String>,
    body: String,
}

pub type Ask = fn(&super::api::Client, &Given) -> Result<Asked, Asked>;
pub type Hear = fn(&RawResponse) -> Read;

/// Answers all tasks, on a thread with the stack that threads have.
pub fn serve(client: &super::api::Client, operations: &[(Ask, Hear)]) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(2 << 20);
        let serving = thread.spawn_scoped(scope, || answer_all(client, operations));
        serving.expect("a thread").join().expect("an end");
    });
}

fn answer_all(client: &super::api::Client, operations: &[(Ask, Hear)]) {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let task: Task = serde_json::from_str(&line.expect("a line")).expect("a task");
        let (ask, hear) = operations[task.op];
        let line = match (task.given, task.answer) {
            (Some(given), _) => {
                let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match ask(client, &Given(given)) {
                    Ok(asked) | Err(asked) => shown(asked),
                }));
                asked.unwrap_or_else(|_| serde_json::json!({"refused": "it panics"}))
            }
            (None, Some(answer)) => {
                let mut response = http::Response::builder().status(answer.status);
                if let Some(media) = &answer.media {
                    response = response.header("content-type", media);
                }
                let response = response.body(answer.body.into_bytes()).expect("an answer");
                let reply = RawResponse::from(response);
                let heard = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| hear(&reply)));
                heard_line(heard.unwrap_or_else(|_| Err("it panics".to_owned())))
            }
            _ => serde_json::json!({"refused": "no task"}),
        };
        writeln!(out, "{line}").expect("somebody reads");
    }
}

fn shown(asked: Asked) -> serde_json::Value {
    match asked {
        Asked::Refused(reason) => serde_json::json!({"refused": reason}),
        Asked::Made(request) => {
            let (parts, body) = request.into_parts();
            let headers: Vec<(String, String)> = (parts.headers.iter())
                .map(|(name, value)| (name.to_string(), hex(value.as_bytes())))
                .collect();
            match bytes(body) {
                Err(reason) => serde_json::json!({"refused": reason}),
                Ok(body) => serde_json::json!({
                    "method": parts.method.as_str(),
                    "target": parts.uri.path_and_query().map(|target| target.as_str()),
                    "authority": parts.uri.authority().map(|authority| authority.as_str()),
                    "headers": headers,
                    "body": hex(&body),
                }),
            }
        }
    }
}

fn heard_line(heard: Read) -> serde_json::Value {
    match heard {
        Err(reason) => serde_json::json!({"failed": reason}),
        Ok((success, Back::Json(text))) => serde_json::json!({"success": success, "json": text}),
        Ok((success, Back::Bytes(bytes))) => serde_json::json!({"success": success, "bytes": hex(&bytes)}),
        Ok((success, Back::Empty)) => serde_json::json!({"success": success, "empty": true}),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The value of an answer, in the way that its type has: the first of these traits that it fits.
pub struct Wrap<T>(pub T);

pub trait AsJson {
    fn back(self) -> Result<Back, String>;
}

pub trait AsOther {
    fn back(self) -> Result<Back, String>;
}

impl<T: Serialize> AsJson for &Wrap<Option<T>> {
    fn back(self) -> Result<Back, String> {
        json(self.0.as_ref().expect("it is there"))
    }
}

impl<T> AsOther for &&Wrap<Option<T>> {
    fn back(self) -> Result<Back, String> {
        Err(format!("{} cannot be written", std::any::type_name::<T>()))
    }
}
