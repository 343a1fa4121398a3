//! When a call is tried again: how often, after which time, and what of a failure allows it.
//!
//! | file | |
//! |---|---|
//! | `budget.rs` | how many repetitions a client may have in hand, so that an outage is not multiplied |
//! | `after.rs` | how long the server asks to wait |

mod after;
mod budget;
mod pace;

use std::time::Duration;

use http::{Request, StatusCode};

pub(crate) use self::after::asked_wait;
pub(crate) use self::budget::{Budget, COST, COST_OF_TIMEOUT};
pub(crate) use self::pace::Pace;

/// How long a wait that the server asks for may be. A longer one is left to the caller.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// How a failed call is tried again.
///
/// What is tried again cannot do harm: a call that never reached the server; and on a broken connection, an attempt that
/// took too long, or one of the statuses 408, 429, 500, 502, 503 and 504, a call whose method may be repeated (`GET`,
/// `HEAD`, `OPTIONS`, `QUERY`, `TRACE`, `PUT` and `DELETE`) or that has an idempotency key.
///
/// ```
/// use std::time::Duration;
/// use tamis_runtime::Retry;
///
/// let patient = Retry::attempts(5).max_delay(Duration::from_secs(60));
/// // client.orders().get(7).send().retry(patient).await?
/// # let _ = patient;
/// ```
///
/// Before another attempt, a random part of a time is waited for that doubles with each (full jitter). Where the server says
/// how long to wait (`Retry-After`, `retry-after-ms`), that is waited for if it is at most two minutes and the call has the
/// time; if not, the error is returned, and [`Error::retry_after`](crate::Error::retry_after) says when. All attempts together
/// keep to the time of the call.
///
/// A client has a budget of repetitions, which failures use up and successes fill: when a server is down, it is not asked
/// three times as much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Retry {
    attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self::standard()
    }
}

impl Retry {
    /// Three attempts. The waits before the second and the third are at most 0.5 and 1 second. This is what a client does
    /// unless it is set otherwise.
    pub const fn standard() -> Self {
        Self {
            attempts: 3,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
        }
    }

    /// One attempt.
    pub const fn off() -> Self {
        Self::attempts(1)
    }

    /// So many attempts in all; none is as good as one.
    pub const fn attempts(attempts: u32) -> Self {
        Self {
            attempts,
            ..Self::standard()
        }
    }

    /// Sets the longest wait before the second attempt.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the longest wait before any attempt, unless the server asks for another one.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Whether another attempt may follow.
    pub(crate) fn allows(self, attempts: u32) -> bool {
        attempts < self.attempts
    }

    /// How long to wait behind an attempt: a part of the time between nothing and the whole, given as `0.0..1.0`.
    pub(crate) fn delay(self, attempts: u32, part: f64) -> Duration {
        let doubled = 2_u32.checked_pow(attempts.saturating_sub(1));
        let longest = doubled
            .and_then(|times| self.base_delay.checked_mul(times))
            .map_or(self.max_delay, |delay| delay.min(self.max_delay));
        longest.mul_f64(part.clamp(0.0, 1.0))
    }
}

/// Whether a request may be carried out twice (RFC 9110, section 9.2.2), or has a key by which the server sees that it is the same.
pub(crate) fn is_repeatable<B>(request: &Request<B>) -> bool {
    matches!(
        request.method().as_str(),
        "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY" | "PUT" | "DELETE"
    ) || has_key(request)
}

/// Whether a request has an idempotency key, in the header of its operation or a usual one.
pub(crate) fn has_key<B>(request: &Request<B>) -> bool {
    let has = |name: &str| request.headers().contains_key(name);
    KEYS.iter().any(|key| has(key)) || has(key_header(request))
}

/// The header for the idempotency key of a request.
pub(crate) fn key_header<B>(request: &Request<B>) -> &'static str {
    request
        .extensions()
        .get::<KeyHeader>()
        .map_or(KEYS[0], |header| header.0)
}

/// The header that the document has for the idempotency key, among the extensions of a request.
#[derive(Clone, Copy)]
pub(crate) struct KeyHeader(pub(crate) &'static str);

/// The usual headers in which idempotency keys travel.
const KEYS: [&str; 2] = ["idempotency-key", "x-idempotency-key"];

/// Whether a status says that the same request can succeed later.
pub(crate) fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_end_and_never_overflows() {
        let retry = Retry::attempts(u32::MAX).base_delay(Duration::from_millis(100));
        let waits: Vec<_> = [1, 2, 3, 8, 9, 40, u32::MAX]
            .map(|attempts| retry.delay(attempts, 1.0).as_millis())
            .into();
        assert_eq!(waits, [100, 200, 400, 12_800, 20_000, 20_000, 20_000]);
        assert_eq!(retry.delay(3, 0.5), Duration::from_millis(200));
        assert_eq!(retry.delay(3, 0.0), Duration::ZERO);
    }

    #[test]
    fn methods_and_keys() {
        for (method, repeatable) in [
            ("GET", true),
            ("HEAD", true),
            ("OPTIONS", true),
            ("QUERY", true),
            ("PUT", true),
            ("DELETE", true),
            ("POST", false),
            ("PATCH", false),
            ("PURGE", false),
        ] {
            let request = |header: &str| {
                let request = Request::builder().method(method).header(header, "k");
                request.extension(KeyHeader("Pay-Key")).body(()).unwrap()
            };
            assert_eq!(is_repeatable(&request("x-other")), repeatable, "{method}");
            assert!(is_repeatable(&request("idempotency-key")));
            assert!(is_repeatable(&request("pay-key")));
        }
    }
}
