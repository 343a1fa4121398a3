//! How long a server asks to wait.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// Milliseconds, as some servers send them beside `Retry-After`.
const RETRY_AFTER_MS: &str = "retry-after-ms";

/// How long the server asks to wait: `retry-after-ms`, or `Retry-After` as seconds or as a date, which is compared with the
/// server's own clock where it says what that is. What is none of these, or no time to come, is ignored.
pub(crate) fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let wait = text(RETRY_AFTER_MS).and_then(milliseconds).or_else(|| {
        let value = text(RETRY_AFTER.as_str())?;
        seconds(value).or_else(|| {
            let until = httpdate::parse_http_date(value).ok()?;
            let now = text(DATE.as_str()).and_then(|date| httpdate::parse_http_date(date).ok());
            until.duration_since(now.or_else(now_here)?).ok()
        })
    })?;
    (!wait.is_zero()).then_some(wait)
}

pub(super) fn seconds(text: &str) -> Option<Duration> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // More seconds than can be counted are more than anybody waits for.
    is_number.then(|| text.parse().map_or(Duration::MAX, Duration::from_secs))
}

/// Some servers send fractions.
fn milliseconds(text: &str) -> Option<Duration> {
    let number: f64 = text.parse().ok()?;
    Duration::try_from_secs_f64(number / 1000.0).ok()
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unnecessary_wraps, reason = "in the browser there is none")]
pub(super) fn now_here() -> Option<SystemTime> {
    Some(SystemTime::now())
}

/// The clock of the standard library panics in the browser.
#[cfg(target_arch = "wasm32")]
pub(super) fn now_here() -> Option<SystemTime> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[(&'static str, &str)]) -> Option<Duration> {
        let headers = headers.iter().map(|(name, value)| {
            let value = value.parse::<http::HeaderValue>().unwrap();
            (http::HeaderName::from_static(name), value)
        });
        asked_wait(&headers.collect())
    }

    #[test]
    fn seconds_milliseconds_and_dates() {
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        for (value, wait) in [
            ("7", Some(7_000)),
            (" 120 ", Some(120_000)),
            ("Sun, 06 Nov 1994 08:49:40 GMT", Some(3_000)),
            ("Sunday, 06-Nov-94 08:49:40 GMT", Some(3_000)),
            ("Sun Nov  6 08:49:40 1994", Some(3_000)),
            // No time to come.
            ("0", None),
            ("-1", None),
            ("Sun, 06 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49:00 GMT", None),
            // None of these.
            ("12abc", None),
            ("1.5", None),
            ("+3", None),
            ("", None),
            ("soon", None),
        ] {
            let wait = wait.map(Duration::from_millis);
            assert_eq!(asked(&[date, ("retry-after", value)]), wait, "{value}");
        }
        assert_eq!(
            asked(&[("retry-after", &"9".repeat(30))]),
            Some(Duration::MAX)
        );
        assert_eq!(asked(&[]), None);
    }

    #[test]
    fn milliseconds_come_first() {
        let after = ("retry-after", "7");
        for (value, wait) in [
            ("250", 250),
            ("0.5", 0),
            ("-4", 7_000),
            ("NaN", 7_000),
            ("inf", 7_000),
            ("x", 7_000),
        ] {
            let found = asked(&[after, ("retry-after-ms", value)]).unwrap();
            assert_eq!(found.as_millis(), wait, "{value}");
        }
    }

    #[test]
    fn without_a_date_of_the_server_ours_counts() {
        let past = asked(&[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")]);
        assert_eq!(past, None);
        let later = SystemTime::now() + Duration::from_secs(90);
        let later = asked(&[("retry-after", &httpdate::fmt_http_date(later))]).unwrap();
        assert!((80..=90).contains(&later.as_secs()), "{later:?}");
    }
}
