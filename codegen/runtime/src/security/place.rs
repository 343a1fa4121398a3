//! Where a credential travels, and in which form.

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderName, HeaderValue, Request, Uri};

use crate::api::SchemeKind;
use crate::body::Body;
use crate::credential::Cache;
use crate::text::{Escape, Text};

/// Where a credential travels.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind a word, where there is one.
    Header(HeaderName, Option<&'static str>),
    /// The name is escaped.
    Query(&'static str),
    Cookie(&'static str),
    /// A client certificate: the transport has it, or the server will say so.
    Elsewhere,
}

/// A credential in the form in which it is sent.
pub(super) enum Value {
    Header(HeaderValue),
    /// Escaped.
    Text(String),
    Asked(Box<Cache>),
    None,
}

impl Place {
    pub(super) fn of(kind: SchemeKind) -> Result<Self, &'static str> {
        Ok(match kind {
            SchemeKind::Header(name) => Self::Header(
                HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| "goes into a header whose name is not one")?,
                None,
            ),
            SchemeKind::Bearer => Self::Header(AUTHORIZATION, Some("Bearer")),
            SchemeKind::Basic => Self::Header(AUTHORIZATION, Some("Basic")),
            SchemeKind::Authorization(word) => Self::Header(AUTHORIZATION, Some(word)),
            SchemeKind::Query(name) => Self::Query(name),
            SchemeKind::Cookie(name) => Self::Cookie(name),
            SchemeKind::Certificate => Self::Elsewhere,
        })
    }

    /// Whether both are the same header, parameter or cookie.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Header(a, _), Self::Header(b, _)) => a == b,
            (Self::Elsewhere, _) => false,
            (a, b) => a == b,
        }
    }

    /// A credential in the form in which it is sent there.
    pub(super) fn value(&self, text: &str) -> Result<Value, &'static str> {
        if text.is_empty() {
            return Err("is empty");
        }
        let escaped = |escape| {
            let mut buffer = String::new();
            Text::new(&mut buffer, escape).push_str(text);
            Value::Text(buffer)
        };
        Ok(match self {
            // A secret read from a file often has a line break at its end; saying so beats guessing.
            Self::Header(..) if text.trim() != text => return Err("has white space at its ends"),
            Self::Header(_, word) => {
                let value = match word {
                    Some(word) => HeaderValue::from_str(&format!("{word} {text}")),
                    None => HeaderValue::from_str(text),
                };
                let mut value = value.map_err(|_| "has characters that a header cannot have")?;
                value.set_sensitive(true);
                Value::Header(value)
            }
            Self::Query(_) => escaped(Escape::Url),
            Self::Cookie(_) => escaped(Escape::Cookie),
            Self::Elsewhere => Value::None,
        })
    }
}

/// Puts a credential into a request that is whole already.
pub(super) fn put(
    place: &Place,
    text: &str,
    request: &mut Request<Body>,
) -> Result<(), &'static str> {
    let broken = "makes the request one that cannot be sent";
    match (place, place.value(text)?) {
        (Place::Header(name, _), Value::Header(value)) => {
            request.headers_mut().insert(name, value);
        }
        (Place::Query(name), Value::Text(value)) => {
            let url = request.uri().to_string();
            let separator = if url.contains('?') { '&' } else { '?' };
            *request.uri_mut() =
                Uri::try_from(format!("{url}{separator}{name}={value}")).map_err(|_| broken)?;
        }
        (Place::Cookie(name), Value::Text(value)) => {
            let headers = request.headers_mut();
            let pair = format!("{name}={value}");
            let all = match headers.get(COOKIE).map(HeaderValue::as_bytes) {
                Some(others) => [others, b"; ", pair.as_bytes()].concat(),
                None => pair.into_bytes(),
            };
            let mut all = HeaderValue::from_bytes(&all).map_err(|_| broken)?;
            all.set_sensitive(true);
            headers.insert(COOKIE, all);
        }
        _ => {}
    }
    Ok(())
}
