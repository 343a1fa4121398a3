//! What a server says of the requests that are left: a client that keeps to it is not refused.
//!
//! In: the headers of responses. Out: how long to wait before the next request. Only what says that none is left counts:
//! how many of many are left is the affair of other clients with the same credential, too.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use http::HeaderMap;
use http::header::DATE;

use super::after::{now_here, seconds};
use crate::clock::Moment;

/// When the next request may be sent. All calls of a client share one.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<Option<Moment>>);

impl Pace {
    /// How long to wait before a request.
    pub(crate) fn wait(&self) -> Option<Duration> {
        let mut until = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = until.as_ref()?.left();
        if left.is_none() {
            *until = None;
        }
        left
    }

    /// Takes note of what a response says.
    pub(crate) fn note(&self, headers: &HeaderMap) {
        let Some(wait) = until_more(headers).filter(|wait| *wait <= super::LONGEST_WAIT) else {
            return;
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Moment::after(wait);
    }
}

/// How long it is until there are requests again; `None` while some are left, and where that is not said.
///
/// | header | |
/// |---|---|
/// | `RateLimit: "default";r=0;t=30` | the IETF's draft: requests that are left, and seconds |
/// | `RateLimit-Remaining`, `RateLimit-Reset` | its earlier ones: the same |
/// | `X-RateLimit-Remaining`, `X-RateLimit-Reset` | seconds, or the time in seconds since 1970 |
fn until_more(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(limits) = text("ratelimit") {
        let waits = limits.split(',').filter_map(|limit| {
            let of = |key: &str| {
                let mut parameters = limit.split(';').skip(1);
                parameters.find_map(|it| it.trim().strip_prefix(key)?.strip_prefix('='))
            };
            (of("r")? == "0").then(|| seconds(of("t")?))?
        });
        return waits.max();
    }
    for prefix in ["ratelimit", "x-ratelimit", "x-rate-limit"] {
        let of = |name: &str| text(&format!("{prefix}-{name}"));
        let (Some(remaining), Some(reset)) = (of("remaining"), of("reset")) else {
            continue;
        };
        if remaining != "0" {
            return None;
        }
        let reset = seconds(reset)?;
        // Nobody waits for thirty years.
        if reset < Duration::from_secs(1_000_000_000) {
            return Some(reset);
        }
        let date = text(DATE.as_str()).and_then(|date| httpdate::parse_http_date(date).ok());
        let now = date.or_else(now_here)?.duration_since(UNIX_EPOCH).ok()?;
        return reset.checked_sub(now);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(headers: &[(&'static str, &str)]) -> Option<u64> {
        let headers = headers.iter().map(|(name, value)| {
            let value = value.parse::<http::HeaderValue>().unwrap();
            (http::HeaderName::from_static(name), value)
        });
        until_more(&headers.collect()).map(|wait| wait.as_secs())
    }

    #[test]
    fn each_form_says_how_long_there_are_none() {
        for (value, wait) in [
            ("\"default\";r=0;t=30", Some(30)),
            ("\"a\";r=5;t=3, \"b\"; r=0; t=7 , \"c\";t=4;r=0", Some(7)),
            ("\"default\";r=1;t=30", None),
            ("\"default\";r=0", None),
            ("limit=10, remaining=0, reset=5", None),
        ] {
            assert_eq!(until(&[("ratelimit", value)]), wait, "{value}");
        }
        for prefix in ["ratelimit", "x-ratelimit", "x-rate-limit"] {
            let (remaining, reset): (&'static str, &'static str) = match prefix {
                "ratelimit" => ("ratelimit-remaining", "ratelimit-reset"),
                "x-ratelimit" => ("x-ratelimit-remaining", "x-ratelimit-reset"),
                _ => ("x-rate-limit-remaining", "x-rate-limit-reset"),
            };
            assert_eq!(until(&[(remaining, "0"), (reset, "12")]), Some(12));
            assert_eq!(until(&[(remaining, "3"), (reset, "12")]), None);
            assert_eq!(until(&[(remaining, "0")]), None);
            assert_eq!(until(&[(remaining, "0"), (reset, "soon")]), None);
            let date = ("date", "Sun, 09 Sep 2001 01:46:40 GMT");
            assert_eq!(
                until(&[date, (remaining, "0"), (reset, "1000000009")]),
                Some(9)
            );
            assert_eq!(until(&[(remaining, "0"), (reset, "1000000009")]), None);
        }
        assert_eq!(until(&[]), None);
    }
}
