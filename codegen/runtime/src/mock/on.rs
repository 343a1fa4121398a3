//! The calls of an operation, and their responses in turn.

#![expect(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "the rule stands in the mock, whatever becomes of what is returned"
)]

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde::Serialize;

use super::answer::Answer;
use super::call::Call;
use super::given::Given;
use super::rules::{Rules, Step};
use crate::body::Body;
use crate::error::{TransportError, TransportErrorKind};
use crate::operation::Operation;
use crate::raw_response::RawResponse;

/// The responses to the calls of an operation, in turn: what [`Mock::on`](super::Mock::on) begins.
///
/// The last response is given to all calls that come, unless [`times`](Self::times) says how often.
pub struct On<O> {
    rules: Rules,
    rule: usize,
    operation: PhantomData<fn(O)>,
}

impl<O> On<O> {
    pub(super) fn new(rules: Rules, rule: usize) -> Self {
        Self {
            rules,
            rule,
            operation: PhantomData,
        }
    }

    fn step(self, answer: Answer) -> Self {
        self.rules.change(self.rule, |rule| {
            rule.steps.push(Step { answer, left: None });
        });
        self
    }

    /// Restricts the rule to calls for which a function returns `true`.
    pub fn when(self, is_for: impl Fn(&Call) -> bool + Send + Sync + 'static) -> Self {
        self.rules.change(self.rule, |rule| {
            let before = Arc::clone(&rule.is_for);
            rule.is_for = Arc::new(move |call| before(call) && is_for(call));
        });
        self
    }

    /// Responds with a status and no body.
    ///
    /// # Panics
    ///
    /// When there is no such status.
    pub fn status(self, status: u16) -> Self {
        let status = status_of(status);
        self.step(Answer::new(move |_| Ok(empty(status))))
    }

    /// Responds with what a function returns.
    pub fn respond(
        self,
        respond: impl Fn(&Call) -> Response<Body> + Send + Sync + 'static,
    ) -> Self {
        self.step(Answer::new(move |call| Ok(respond(call))))
    }

    /// Gives no response: the connection breaks, or there is none.
    pub fn breaks(self, kind: TransportErrorKind) -> Self {
        self.step(Answer::new(move |_| {
            Err(TransportError::new(kind, "the mock breaks the connection"))
        }))
    }

    /// Gives the last response so many times. What follows it comes behind that; without this call, behind one.
    pub fn times(self, times: usize) -> Self {
        self.rules.change(self.rule, |rule| {
            if let Some(step) = rule.steps.last_mut() {
                step.left = Some(times);
            }
        });
        self
    }

    /// Adds a header to the last response: `retry-after`, say.
    ///
    /// # Panics
    ///
    /// When it is not one.
    #[expect(clippy::panic, reason = "a test that cannot be meant")]
    pub fn header(self, name: &str, value: &str) -> Self {
        let header = (HeaderName::try_from(name), HeaderValue::try_from(value));
        let (Ok(name), Ok(value)) = header else {
            panic!("`{name}: {value}` is no header");
        };
        self.rules.change(self.rule, |rule| {
            if let Some(step) = rule.steps.last_mut() {
                step.answer.headers.append(name, value);
            }
        });
        self
    }
}

impl<O: Operation> On<O> {
    /// Responds with a value, as if the body of a `200 OK` held it. There is no body: for tests that look at it, there are
    /// [`json`](Self::json) and [`respond`](Self::respond).
    pub fn value(self, value: O::Output) -> Self
    where
        O::Output: Clone + Send + Sync,
        O::Error: Send,
    {
        self.given(StatusCode::OK, move || Ok(value.clone()))
    }

    /// The same, behind another response: `.status(503).times(2).then(value)`.
    pub fn then(self, value: O::Output) -> Self
    where
        O::Output: Clone + Send + Sync,
        O::Error: Send,
    {
        self.value(value)
    }

    /// Responds with an error that the document describes.
    ///
    /// # Panics
    ///
    /// When there is no such status.
    pub fn error(self, status: u16, error: O::Error) -> Self
    where
        O::Output: Send,
        O::Error: Clone + Send + Sync,
    {
        self.given(status_of(status), move || Err(error.clone()))
    }

    fn given(
        self,
        status: StatusCode,
        value: impl Fn() -> Result<O::Output, O::Error> + Send + Sync + 'static,
    ) -> Self
    where
        O::Output: Send,
        O::Error: Send,
    {
        self.step(Answer::new(move |_| {
            let mut answer = empty(status);
            answer.extensions_mut().insert(Given::new(value()));
            Ok(answer)
        }))
    }

    /// Responds with JSON, which is decoded as that of a server is.
    ///
    /// # Panics
    ///
    /// When there is no such status, or a success cannot be decoded as what the operation gives: the message says where.
    #[expect(clippy::panic, reason = "a test that cannot be meant")]
    pub fn json(self, status: u16, value: impl Serialize) -> Self {
        let status = status_of(status);
        let body = match serde_json::to_vec(&value) {
            Ok(body) => body,
            Err(error) => panic!("the value cannot be written as JSON: {error}"),
        };
        let answer = move || {
            let mut answer = Response::new(Body::from(body.clone()));
            *answer.status_mut() = status;
            let json = HeaderValue::from_static("application/json");
            answer
                .headers_mut()
                .insert(http::header::CONTENT_TYPE, json);
            answer
        };
        if status.is_success() {
            let response = RawResponse::from(
                answer().map(|body| body.as_bytes().cloned().unwrap_or_default()),
            );
            if let Err(error) = O::decode(&response) {
                panic!("`{}` gives no such value: {error}", O::INFO.id);
            }
        }
        self.step(Answer::new(move |_| Ok(answer())))
    }
}

#[expect(clippy::panic, reason = "a test that cannot be meant")]
fn status_of(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or_else(|_| panic!("{status} is no status"))
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

impl<O> fmt::Debug for On<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("On")
    }
}
