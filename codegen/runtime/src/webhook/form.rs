//! Where a signature stands in a request, and what of the request is signed.

use http::HeaderMap;

use super::error::WebhookError;
use crate::base64;

/// A form of signatures.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// Over the body, in a header.
    Body(String),
    /// `t=…,v1=…` in a header.
    Stripe(String),
    /// `v0=…`, with the time in a header of its own.
    Slack,
    /// `v1,…`, with an identifier and the time in headers of their own.
    Standard,
}

/// What a request says of its signature.
pub(super) struct Signed {
    /// What is signed before the body.
    pub(super) before_body: String,
    /// When it was signed, in seconds.
    pub(super) time: Option<i64>,
    /// The signatures, one of which has to be right.
    pub(super) signatures: Vec<Vec<u8>>,
}

impl Form {
    /// Reads the headers of a request.
    pub(super) fn read(&self, headers: &HeaderMap) -> Result<Signed, WebhookError> {
        match self {
            Self::Body(name) => {
                let text = text(headers, name)?;
                let text = text.strip_prefix("sha256=").unwrap_or(text);
                let signature = hex(text).or_else(|| base64::decode(text).ok());
                Ok(Signed {
                    before_body: String::new(),
                    time: None,
                    signatures: vec![signature.ok_or_else(|| malformed(name))?],
                })
            }
            Self::Stripe(name) => {
                let pairs = || text(headers, name).map(|text| text.split(','));
                let of = |key: &'static str| {
                    let found = pairs()?.filter_map(move |pair| {
                        let (name, value) = pair.split_once('=')?;
                        (name.trim() == key).then(|| value.trim())
                    });
                    Ok(found)
                };
                let time = of("t")?.next().ok_or_else(|| malformed(name))?;
                Ok(Signed {
                    before_body: format!("{time}."),
                    time: Some(seconds(time).ok_or_else(|| malformed(name))?),
                    signatures: of("v1")?.filter_map(hex).collect(),
                })
            }
            Self::Slack => {
                let (name, time_name) = ("x-slack-signature", "x-slack-request-timestamp");
                let signature = text(headers, name)?.strip_prefix("v0=").and_then(hex);
                let time = text(headers, time_name)?;
                Ok(Signed {
                    before_body: format!("v0:{time}:"),
                    time: Some(seconds(time).ok_or_else(|| malformed(time_name))?),
                    signatures: vec![signature.ok_or_else(|| malformed(name))?],
                })
            }
            Self::Standard => {
                let of = |name: &str| {
                    let own = text(headers, &format!("webhook-{name}"));
                    own.or_else(|missing| {
                        text(headers, &format!("svix-{name}")).map_err(|_| missing)
                    })
                };
                let (id, time) = (of("id")?, of("timestamp")?);
                let signatures = of("signature")?.split_ascii_whitespace();
                Ok(Signed {
                    before_body: format!("{id}.{time}."),
                    time: Some(seconds(time).ok_or_else(|| malformed("webhook-timestamp"))?),
                    signatures: signatures
                        .filter_map(|signature| base64::decode(signature.strip_prefix("v1,")?).ok())
                        .collect(),
                })
            }
        }
    }
}

/// The text of a header.
fn text<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h str, WebhookError> {
    let value = headers.get(name).ok_or_else(|| WebhookError::Missing {
        header: name.to_owned(),
    })?;
    value.to_str().map(str::trim).map_err(|_| malformed(name))
}

fn malformed(name: &str) -> WebhookError {
    WebhookError::Malformed {
        header: name.to_owned(),
    }
}

/// A time in seconds: digits and nothing else, since the text is what was signed.
fn seconds(text: &str) -> Option<i64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok())?
}

/// The bytes of hexadecimal digits.
fn hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let (pairs, rest) = digits.as_deref()?.as_chunks::<2>();
    rest.is_empty()
        .then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}
