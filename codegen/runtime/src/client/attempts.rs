//! A call: an attempt, and others behind it where that does no harm.

use std::sync::Arc;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, Request, StatusCode};

use super::core::{Core, Inner};
use super::options::Options;
use crate::Body;
use crate::clock::Clock;
use crate::credential::Stamp;
use crate::error::{Attempts, CallOf, Stopped, TransportError, TransportErrorKind};
use crate::observe::Attempt;
use crate::operation::OperationInfo;
use crate::raw_response::RawResponse;
use crate::retry::{self, Pace, Retry};
use crate::security::Asked;
use crate::trace::Trace;
use crate::transport::{BoxFuture, Limits};

/// How a call is to be made.
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) client: Arc<Inner>,
    pub(super) trace: Trace,
    /// Of the call as a whole.
    pub(super) limits: Limits,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry: Retry,
    /// For which statuses the body is read as it comes.
    pub(super) streams: Option<fn(u16) -> bool>,
}

impl Core {
    /// Sends a request and waits for the response: all of it, unless its body is to be read as it comes.
    pub(super) fn call(
        &self,
        request: Request<Body>,
        options: &Options,
        streams: Option<fn(u16) -> bool>,
    ) -> BoxFuture<Result<RawResponse, TransportError>> {
        let client = &self.0;
        let limits = Limits {
            timeout: options.timeout.unless_set(client.timeout),
            streamed: streams.is_some(),
            idle_timeout: options.idle_timeout.unless_set(client.idle_timeout),
            max_response_size: options
                .max_response_size
                .unless_set(client.max_response_size),
        };
        let trace = Trace::new(client.api, &request, &client.traced);
        let plan = Plan {
            client: Arc::clone(client),
            trace: Trace::clone(&trace),
            limits,
            attempt_timeout: options.attempt_timeout.unless_set(client.attempt_timeout),
            retry: options.retry.unwrap_or(client.retry),
            streams,
        };
        #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
        if let Some(calls) = &client.calls {
            return Box::pin(trace.around(plan.make_through(Arc::clone(calls), request)));
        }
        Box::pin(trace.around(plan.make(request)))
    }
}

/// What an attempt came to.
pub(super) type Outcome = Result<RawResponse, TransportError>;

impl Plan {
    /// Makes the call.
    pub(super) async fn make(self, request: Request<Body>) -> Outcome {
        let client = &self.client;
        let repeatable = retry::is_repeatable(&request);
        let deadline = Deadline::new(self.limits.timeout);
        let asks = request.extensions().get::<Asked>().is_some();
        let is_prepared = asks || client.observers.prepare_requests();
        let (head, mut body) = request.into_parts();
        // All attempts have the same head, unless something is put into it for each.
        let head = Arc::new(head);
        let call = CallOf::new(&head);
        let finish = |outcome, attempts: Attempts| {
            self.trace.end(&outcome, attempts.number);
            finish(outcome, attempts.of(call))
        };
        let mut attempts = 1;
        // Attempts that were made again with a new credential are none of those that a call may have.
        let mut renewed = 0;
        let mut paid = 0;
        loop {
            let is_asked = renewed == 0 && asks;
            let may_follow = self.retry.allows(attempts - renewed);
            let next = (may_follow || is_asked).then(|| body.try_clone());
            self.keep_pace(&deadline).await;
            let mut limits = self.limits;
            let prepared = if is_prepared {
                let left = limits.timeout.and(deadline.left());
                // In a box, as all that few calls need: the others have no room for it then.
                Box::pin(self.prepare(&head, body, left)).await
            } else {
                Ok((Arc::clone(&head), body, Vec::new()))
            };
            limits.timeout = sooner(deadline.left(), self.attempt_timeout);
            let (outcome, stamps) = match prepared {
                Ok((head, body, stamps)) => {
                    (self.attempt(&head, body, limits, attempts).await, stamps)
                }
                Err(error) => (Err(error), Vec::new()),
            };
            if !stamps.is_empty()
                && let Ok(response) = &outcome
            {
                if response.status() != StatusCode::UNAUTHORIZED {
                    client.credentials.accept(&stamps);
                } else if client.credentials.refuse(&stamps) && is_asked {
                    // It was not carried out, whatever its method.
                    if let Some(Some(next)) = next {
                        body = next;
                        attempts += 1;
                        renewed = 1;
                        continue;
                    }
                }
            }
            let next = next.filter(|_| may_follow);
            let failure = match &outcome {
                Ok(response) => of_response(response),
                Err(error) => of_error(error),
            };
            let Some(failure) = failure else {
                if outcome
                    .as_ref()
                    .is_ok_and(|response| response.status().is_success())
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
                None => self.retry.delay(attempts - renewed, fastrand::f64()),
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
            self.trace.waits(wait);
            // What the failed attempt holds is not kept while nothing happens.
            drop(outcome);
            timer.await;
            body = next;
            attempts += 1;
        }
    }

    /// Waits until the server takes requests again, where that is asked for and the call has the time.
    async fn keep_pace(&self, deadline: &Deadline) {
        let client = &self.client;
        let Some(wait) = client.pace.as_ref().and_then(Pace::wait) else {
            return;
        };
        if deadline.left().is_none_or(|left| wait < left)
            && let Some(timer) = client.transport.sleep(wait)
        {
            self.trace.waits(wait);
            timer.await;
        }
    }

    /// Puts into a request of its own what each attempt has anew: credentials from sources, and what the user's functions
    /// add.
    async fn prepare(
        &self,
        head: &Arc<Parts>,
        body: Body,
        left: Option<Duration>,
    ) -> Result<(Arc<Parts>, Body, Vec<Stamp>), TransportError> {
        let mut request = Request::from_parts(Parts::clone(head), body);
        let stamps = self.client.fill(&mut request, left).await?;
        self.client.observers.prepare(&mut request);
        let (head, body) = request.into_parts();
        Ok((Arc::new(head), body, stamps))
    }

    /// Sends a request and waits for the response: all of it, unless its body is to be read as it comes.
    async fn attempt(&self, head: &Arc<Parts>, body: Body, limits: Limits, number: u32) -> Outcome {
        let client = &self.client;
        let begin = Clock::new();
        let outcome = exchange(client, head, body, limits, self.streams).await;
        if let (Some(pace), Ok(response)) = (&client.pace, &outcome) {
            pace.note(response.headers());
        }
        let attempt = Attempt {
            operation: head.extensions.get::<OperationInfo>(),
            number,
            duration: begin.elapsed(),
            outcome: outcome.as_ref(),
        };
        self.trace.attempt(&attempt);
        client.observers.notify(&attempt);
        outcome
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

fn of_response(response: &RawResponse) -> Option<Failure> {
    retry::is_passing(response.status()).then(|| Failure {
        is_unsent: false,
        asked: retry::asked_wait(response.headers()),
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
        Ok(response) => Ok(response.with_attempts(attempts)),
        Err(error) => Err(error.with_attempts(attempts)),
    }
}

/// Sends a request and waits for the response: all of it, unless its body is to be read as it comes.
async fn exchange(
    client: &Inner,
    head: &Arc<Parts>,
    body: Body,
    limits: Limits,
    streams: Option<fn(u16) -> bool>,
) -> Outcome {
    let answer = client.transport.send_shared(head, body, limits).await?;
    if streams.is_some_and(|streams| streams(answer.status().as_u16()))
        && !is_finite_json(answer.headers())
    {
        return Ok(RawResponse::unread(answer));
    }
    let (parts, body) = answer.into_parts();
    let length = body.length();
    let body = body
        .collect_within(limits.max_response_size, length)
        .await?;
    Ok(RawResponse::from(http::Response::from_parts(parts, body)))
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
    begin: Clock,
}

impl Deadline {
    fn new(limit: Option<Duration>) -> Self {
        Self {
            limit,
            begin: Clock::new(),
        }
    }

    /// What is left of it; the browser has no clock that could be asked, and no repetitions.
    fn left(&self) -> Option<Duration> {
        let elapsed = self.begin.elapsed().unwrap_or_default();
        Some(self.limit?.saturating_sub(elapsed))
    }
}

fn sooner(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
