//! A source is asked once for all calls that need its credential.
//!
//! One call asks, in its own task, and the others wait for it. When that call is dropped, the next one asks; when the
//! source fails, all that waited for the response fail with it, and none asks again.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::exchange::{Asking, Exchange};
use super::token::TokenSource;
use crate::clock::Moment;
use crate::error::{TransportError, TransportErrorKind};
use crate::secret::Secret;

/// How long before its end a token is renewed, if that is less than a tenth of its time.
const RENEWED_BEFORE_END: Duration = Duration::from_secs(30);
/// How long the old token is used without another try to renew it when that failed.
const PAUSE: Duration = Duration::from_secs(5);
/// How long a server that refuses one new token after the other gets no newer one.
const REFUSED_PAUSE: Duration = Duration::from_secs(30);

/// What a source gave, for all calls.
pub(crate) struct Cache {
    scheme: &'static str,
    source: Source,
    state: Mutex<State>,
}

/// What is asked.
pub(crate) enum Source {
    Own(Arc<dyn TokenSource>),
    TokenEndpoint(Box<Exchange>),
}

/// Which token a request was sent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) scheme: usize,
    number: u64,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// How often the source was asked: the number of the latest token, or of the one that is to come.
    asked: u64,
    is_asking: bool,
    waiting: Vec<Waker>,
    /// Why the source gave nothing when it was last asked.
    failure: Option<Failure>,
    /// When a token was refused of which none before was accepted.
    refused: Option<Moment>,
}

struct Held {
    secret: Secret,
    number: u64,
    renewed: Option<Moment>,
    end: Option<Moment>,
}

/// Why there is no credential: the same for all that waited for it.
#[derive(Clone)]
struct Failure {
    number: u64,
    source: Arc<dyn std::error::Error + Send + Sync>,
    is_passing: bool,
}

/// What is to be done for a credential.
enum Turn {
    Have(Secret, u64),
    Ask {
        number: u64,
        old: Option<(Secret, u64)>,
    },
    Failed(Failure),
}

impl Cache {
    pub(crate) fn new(scheme: &'static str, source: Source) -> Self {
        Self {
            scheme,
            source,
            state: Mutex::default(),
        }
    }

    /// The credential: the one that is there, or the one that the source gives.
    pub(crate) async fn get(
        &self,
        scheme: usize,
        asking: &Asking<'_>,
    ) -> Result<(Secret, Stamp), TransportError> {
        // A response to a question that was asked before counts as well.
        let mut since = None;
        let stamp = |number| Stamp { scheme, number };
        match poll_fn(|cx| self.poll_turn(&mut since, cx)).await {
            Turn::Have(secret, number) => Ok((secret, stamp(number))),
            Turn::Failed(failure) => Err(self.failed(&failure)),
            Turn::Ask { number, old } => {
                let asked = Asked(self);
                let answer = match &self.source {
                    Source::Own(source) => source.token().await.map_err(|error| (error, false)),
                    Source::TokenEndpoint(exchange) => exchange.ask(asking).await,
                };
                let mut state = self.lock();
                let answer = match answer {
                    Ok(token) => {
                        let held = Held::new(token.secret.clone(), token.lifetime, number);
                        state.held = Some(held);
                        state.failure = None;
                        Ok((token.secret, stamp(number)))
                    }
                    Err((error, is_passing)) => {
                        let failure = Failure {
                            number,
                            source: Arc::from(error),
                            is_passing,
                        };
                        state.failure = Some(failure.clone());
                        match old {
                            Some((secret, number)) => {
                                if let Some(held) = &mut state.held {
                                    held.renewed = Moment::after(PAUSE);
                                }
                                Ok((secret, stamp(number)))
                            }
                            None => Err(self.failed(&failure)),
                        }
                    }
                };
                drop(state);
                drop(asked);
                answer
            }
        }
    }

    fn poll_turn(&self, since: &mut Option<u64>, cx: &Context<'_>) -> Poll<Turn> {
        let mut state = self.lock();
        let since = *since.get_or_insert(if state.is_asking {
            state.asked
        } else {
            state.asked + 1
        });
        let held = state.held.as_ref().filter(|held| !is_over(held.end));
        let old = held.map(|held| (held.secret.clone(), held.number));
        if let (Some(held), Some((secret, number))) = (held, &old)
            && (state.is_asking || !is_over(held.renewed))
        {
            return Poll::Ready(Turn::Have(secret.clone(), *number));
        }
        if state.is_asking {
            if !state
                .waiting
                .iter()
                .any(|waker| waker.will_wake(cx.waker()))
            {
                state.waiting.push(cx.waker().clone());
            }
            return Poll::Pending;
        }
        if old.is_none()
            && let Some(failure) = state
                .failure
                .as_ref()
                .filter(|failure| failure.number >= since)
        {
            return Poll::Ready(Turn::Failed(failure.clone()));
        }
        state.is_asking = true;
        state.asked += 1;
        let number = state.asked;
        Poll::Ready(Turn::Ask { number, old })
    }

    /// Takes note that the server accepts a token.
    pub(crate) fn accept(&self) {
        self.lock().refused = None;
    }

    /// Notes that the server refuses a token, and returns whether another try makes sense. Where one new token after
    /// the other is refused, a token is not what is wrong.
    pub(crate) fn refuse(&self, stamp: Stamp) -> bool {
        let mut state = self.lock();
        if state
            .held
            .as_ref()
            .is_none_or(|held| held.number != stamp.number)
        {
            return true;
        }
        if state.refused.is_some_and(|since| !since.is_past()) {
            return false;
        }
        state.refused = Moment::after(REFUSED_PAUSE);
        state.held = None;
        true
    }

    fn failed(&self, failure: &Failure) -> TransportError {
        let source = SourceFailed {
            scheme: self.scheme,
            source: Arc::clone(&failure.source),
        };
        let error = TransportError::new(TransportErrorKind::Credential, source).unsent();
        if failure.is_passing {
            error.passing()
        } else {
            error
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn new(secret: Secret, lifetime: Option<Duration>, number: u64) -> Self {
        let early =
            |lifetime: Duration| lifetime.saturating_sub(RENEWED_BEFORE_END.min(lifetime / 10));
        Self {
            secret,
            number,
            renewed: lifetime.and_then(|lifetime| Moment::after(early(lifetime))),
            end: lifetime.and_then(Moment::after),
        }
    }
}

fn is_over(end: Option<Moment>) -> bool {
    end.is_some_and(Moment::is_past)
}

/// Lets the next call ask, also when this one was dropped while it did.
struct Asked<'a>(&'a Cache);

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.is_asking = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// The source of a credential gave none.
#[derive(Debug)]
struct SourceFailed {
    scheme: &'static str,
    source: Arc<dyn std::error::Error + Send + Sync>,
}

impl fmt::Display for SourceFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the source for `{}` failed: {}",
            self.scheme, self.source
        )
    }
}

impl std::error::Error for SourceFailed {}
