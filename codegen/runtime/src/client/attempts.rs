//! A call: an attempt, and others behind it where that does no harm.

use std::sync::Arc;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Request};

use super::core::Inner;
use crate::Body;
use crate::error::{Attempts, Stopped, TransportError, TransportErrorKind};
use crate::reply::Reply;
use crate::retry::{self, Retry};
use crate::transport::Limits;

/// A call to be made.
pub(super) struct Call {
    pub(super) client: Arc<Inner>,
    pub(super) request: Request<Body>,
    /// Of the call as a whole.
    pub(super) limits: Limits,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry: Retry,
    /// For which statuses the body is read as it comes.
    pub(super) streams: Option<fn(u16) -> bool>,
}

/// What an attempt came to.
type Outcome = Result<Reply, TransportError>;

impl Call {
    /// Makes the call.
    pub(super) async fn make(self) -> Outcome {
        let client = &self.client;
        let repeatable = retry::is_repeatable(self.request.method(), self.request.headers());
        let deadline = Deadline::new(self.limits.timeout);
        let mut request = self.request;
        let mut attempts = 1;
        let mut paid = 0;
        loop {
            let next = self.retry.allows(attempts).then(|| copy(&request));
            let mut limits = self.limits;
            limits.timeout = sooner(deadline.left(), self.attempt_timeout);
            let outcome = attempt(client, request, limits, self.streams).await;
            let failure = match &outcome {
                Ok(reply) => of_reply(reply),
                Err(error) => of_error(error),
            };
            let Some(failure) = failure else {
                if outcome
                    .as_ref()
                    .is_ok_and(|reply| reply.status().is_success())
                {
                    client.budget.give(paid.max(1));
                }
                return finish(outcome, Attempts::new(attempts));
            };
            let allowed = repeatable || failure.is_unsent;
            let (true, Some(next)) = (allowed, next) else {
                return finish(outcome, Attempts::new(attempts));
            };
            let Some(next) = next else {
                return finish(outcome, Attempts::stopped(attempts, Stopped::SpentBody));
            };
            let wait = match failure.asked {
                Some(asked) if asked > retry::LONGEST_WAIT => {
                    return finish(outcome, Attempts::stopped(attempts, Stopped::LongWait));
                }
                Some(asked) => asked,
                None => self.retry.delay(attempts, fastrand::f64()),
            };
            if deadline.left().is_some_and(|left| wait >= left) {
                return finish(outcome, Attempts::stopped(attempts, Stopped::NoTime));
            }
            let Some(timer) = client.transport.sleep(wait) else {
                return finish(outcome, Attempts::new(attempts));
            };
            if !client.budget.take(failure.cost) {
                return finish(outcome, Attempts::stopped(attempts, Stopped::Budget));
            }
            paid = failure.cost;
            // What the failed attempt holds is not kept while nothing happens.
            drop(outcome);
            timer.await;
            request = next;
            attempts += 1;
        }
    }
}

/// A failure behind which the same call can succeed.
struct Failure {
    /// Whether the server has not seen the request.
    is_unsent: bool,
    /// How long it asks to wait.
    asked: Option<Duration>,
    cost: u32,
}

fn of_reply(reply: &Reply) -> Option<Failure> {
    retry::is_passing(reply.status()).then(|| Failure {
        is_unsent: false,
        asked: retry::asked_wait(reply.headers()),
        cost: retry::COST,
    })
}

fn of_error(error: &TransportError) -> Option<Failure> {
    let is_unsent = error.is_unsent();
    error.is_passing().then(|| Failure {
        is_unsent,
        asked: None,
        cost: if error.kind() == TransportErrorKind::Timeout {
            retry::COST_OF_TIMEOUT
        } else {
            retry::COST
        },
    })
}

fn finish(outcome: Outcome, attempts: Attempts) -> Outcome {
    match outcome {
        Ok(reply) => Ok(reply.with_attempts(attempts)),
        Err(error) => Err(error.with_attempts(attempts)),
    }
}

/// The same request once more, if its body can be had again.
fn copy(request: &Request<Body>) -> Option<Request<Body>> {
    let body = request.body().try_clone()?;
    let mut copy = Request::new(body);
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.version_mut() = request.version();
    *copy.headers_mut() = request.headers().clone();
    *copy.extensions_mut() = request.extensions().clone();
    Some(copy)
}

/// Sends a request and waits for the answer: all of it, unless its body is to be read as it comes.
async fn attempt(
    client: &Inner,
    request: Request<Body>,
    limits: Limits,
    streams: Option<fn(u16) -> bool>,
) -> Outcome {
    let answer = client.transport.send(request, limits).await?;
    if streams.is_some_and(|streams| streams(answer.status().as_u16()))
        && !is_finite_json(answer.headers())
    {
        return Ok(Reply::unread(answer));
    }
    let (parts, body) = answer.into_parts();
    let length = body.length();
    let body = body
        .collect_within(limits.max_response_size, length)
        .await?;
    Ok(Reply::from(http::Response::from_parts(parts, body)))
}

/// Whether a body is JSON of a known length: no stream, but probably a message that says why.
fn is_finite_json(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    headers.contains_key(CONTENT_LENGTH)
        && media_type.is_some_and(|value| value.starts_with("application/json"))
}

/// The end of the time that a call may take.
struct Deadline {
    limit: Option<Duration>,
    #[cfg(not(target_arch = "wasm32"))]
    begin: std::time::Instant,
}

impl Deadline {
    fn new(limit: Option<Duration>) -> Self {
        Self {
            limit,
            #[cfg(not(target_arch = "wasm32"))]
            begin: std::time::Instant::now(),
        }
    }

    /// What is left of it; the browser has no clock that could be asked, and no repetitions.
    fn left(&self) -> Option<Duration> {
        #[cfg(not(target_arch = "wasm32"))]
        return Some(self.limit?.saturating_sub(self.begin.elapsed()));
        #[cfg(target_arch = "wasm32")]
        self.limit
    }
}

fn sooner(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
