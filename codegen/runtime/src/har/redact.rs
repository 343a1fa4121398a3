//! What is not written into an archive: credentials, wherever they come up, and the values of the query, which are
//! customers' data.

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use super::archive::Pair;
use crate::text::{decoded, push_url};

/// What stands in the place of what is not written down.
pub(super) const REDACTED: &str = "REDACTED";

/// Which parameters of the query are more or less than the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Parameters {
    /// Those whose values are written down.
    pub(super) shown: Vec<String>,
    /// Those that are credentials, so that their values are looked for everywhere.
    pub(super) secret: Vec<String>,
}

impl Parameters {
    fn may_show(&self, name: &str) -> bool {
        let is = |names: &[String]| names.iter().any(|own| own == name);
        is(&self.shown) && !is(&self.secret)
    }

    /// The query, decoded.
    pub(super) fn query(&self, uri: &Uri) -> Vec<Pair> {
        let redacted = |(name, value): (String, String)| {
            let value = if self.may_show(&name) {
                value
            } else {
                REDACTED.to_owned()
            };
            Pair { name, value }
        };
        pairs(uri.query().unwrap_or_default())
            .map(redacted)
            .collect()
    }

    /// The address.
    pub(super) fn address(&self, uri: &Uri) -> String {
        let scheme = uri.scheme_str().unwrap_or("http");
        let host = uri.host().unwrap_or_default();
        let port = uri.port_u16().map(|port| format!(":{port}"));
        let mut url = format!(
            "{scheme}://{host}{}{}",
            port.unwrap_or_default(),
            uri.path()
        );
        for (index, Pair { name, value }) in self.query(uri).iter().enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            push_url(&mut url, name);
            url.push('=');
            push_url(&mut url, value);
        }
        url
    }

    /// The credentials that a request carries, in each form in which they could come up.
    pub(super) fn secrets(&self, uri: &Uri, headers: &HeaderMap) -> Vec<String> {
        let mut secrets = Vec::new();
        for (name, value) in headers {
            if is_secret(name, value)
                && let Ok(text) = value.to_str()
            {
                secrets.push(text.to_owned());
                // Behind `Bearer`, or in a cookie.
                secrets.extend(text.split([' ', '=', ';']).skip(1).map(str::to_owned));
            }
        }
        let query = pairs(uri.query().unwrap_or_default());
        let own = query.filter(|(name, _)| self.secret.contains(name));
        secrets.extend(own.map(|(_, value)| value));
        let escaped = |secret: &String| {
            let mut url = String::new();
            push_url(&mut url, secret);
            url
        };
        let mut all: Vec<String> = secrets.iter().map(escaped).collect();
        all.extend(secrets);
        // A few letters come up by chance; the longest ones first, since one can be in another.
        all.retain(|secret| secret.len() >= 4);
        all.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        all
    }
}

/// Names and values of a query, decoded.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

/// A text without secrets.
pub(super) fn without(text: &str, secrets: &[String]) -> String {
    secrets.iter().fold(text.to_owned(), |text, secret| {
        text.replace(secret.as_str(), REDACTED)
    })
}

/// Headers, without credentials.
pub(super) fn headers(headers: &HeaderMap, secrets: &[String]) -> Vec<Pair> {
    let pair = |(name, value): (&HeaderName, &HeaderValue)| Pair {
        name: name.to_string(),
        value: match value.to_str() {
            Ok(text) if !is_secret(name, value) => without(text, secrets),
            _ => REDACTED.to_owned(),
        },
    };
    headers.iter().map(pair).collect()
}

fn is_secret(name: &HeaderName, value: &HeaderValue) -> bool {
    let usual = [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE];
    value.is_sensitive() || usual.contains(name)
}
