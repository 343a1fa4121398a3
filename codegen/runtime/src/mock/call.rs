//! A call that was made.

use std::fmt;

use bytes::Bytes;
use http::header::ACCEPT;
use http::request::Parts;
use http::{HeaderMap, Method, Uri};
use serde::de::DeserializeOwned;

use crate::encode::{Encoder, Offered};
use crate::operation::{Operation, OperationInfo};
use crate::text::decoded;

/// A call that was made: a request, with what its operation is.
#[derive(Clone)]
pub struct Call {
    operation: Option<OperationInfo>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Call {
    pub(super) fn new(parts: Parts, body: Bytes) -> Self {
        Self {
            operation: parts.extensions.get::<OperationInfo>().cloned(),
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            body,
        }
    }

    /// The call that an operation would be, without anything of a client; and what else it offers.
    #[expect(clippy::panic, reason = "a test that cannot be meant")]
    pub(super) fn of<O: Operation>(operation: &O) -> (Self, Offered) {
        let info = O::INFO;
        let method = Method::from_bytes(info.method.as_bytes()).unwrap_or_default();
        let mut encoder = Encoder::new(method, "http://mock");
        encoder.keep_offered();
        operation.encode(&mut encoder);
        let offered = encoder.take_offered();
        match encoder.finish() {
            Ok(request) => {
                let (parts, body) = request.into_parts();
                let body = body.as_bytes().cloned().unwrap_or_default();
                let call = Self {
                    operation: Some(info),
                    ..Self::new(parts, body)
                };
                (call, offered)
            }
            Err(error) => panic!("`{}` cannot be sent: {error}", info.id),
        }
    }

    /// Whether it is one of an operation.
    #[must_use]
    pub fn is<O: Operation>(&self) -> bool {
        self.operation.as_ref().is_some_and(|info| *info == O::INFO)
    }

    /// Whether it sends what an operation sends: the same path, each of its parameters with the same value, and the same
    /// body, if it has one. What the operation leaves open may be sent as well.
    ///
    /// # Panics
    ///
    /// When the operation cannot be sent.
    #[must_use]
    pub fn sends<O: Operation>(&self, operation: &O) -> bool {
        self.is::<O>() && self.has_all_of(&Self::of(operation).0)
    }

    pub(super) fn has_all_of(&self, other: &Self) -> bool {
        // The server of the client may have a path.
        let has_path = self.path().ends_with(other.path());
        let mut pairs: Vec<_> = self.pairs().collect();
        let has_query = other.pairs().all(|pair| {
            let found = pairs.iter().position(|own| *own == pair);
            found.map(|index| pairs.swap_remove(index)).is_some()
        });
        let has_header = |name: &http::HeaderName| {
            let all: Vec<_> = self.headers.get_all(name).iter().collect();
            other
                .headers
                .get_all(name)
                .iter()
                .all(|value| all.contains(&value))
        };
        has_path
            && has_query
            && other
                .headers
                .keys()
                .filter(|name| **name != ACCEPT)
                .all(has_header)
            && (other.body.is_empty() || self.has_body(&other.body))
    }

    /// Whether the body is the same: as JSON, where it is that.
    fn has_body(&self, other: &[u8]) -> bool {
        let json = |body: &[u8]| serde_json::from_slice::<serde_json::Value>(body).ok();
        self.body == *other || json(other).is_some_and(|other| json(&self.body) == Some(other))
    }

    /// The query, as it is sent.
    pub(super) fn raw_query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The address without a parameter of the query.
    pub(super) fn address_without(&self, name: &str) -> String {
        let address = self.uri.to_string();
        let base = address.split('?').next().unwrap_or_default();
        let is_kept = |pair: &&str| decoded(pair.split('=').next().unwrap_or_default()) != name;
        let kept: Vec<&str> = self.raw_query().split('&').filter(is_kept).collect();
        if kept.concat().is_empty() {
            base.to_owned()
        } else {
            format!("{base}?{}", kept.join("&"))
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (String, String)> {
        let pairs = self
            .uri
            .query()
            .into_iter()
            .flat_map(|query| query.split('&'));
        pairs.filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
    }

    /// What the document states about the operation; `None` for a request that is none, to a token endpoint, say.
    #[must_use]
    pub fn operation(&self) -> Option<&OperationInfo> {
        self.operation.as_ref()
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, as it is sent.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// A parameter of the path, by its name in the document.
    #[must_use]
    pub fn path_parameter(&self, name: &str) -> Option<String> {
        let template = self.operation.as_ref()?.path.split('?').next()?;
        let wanted = format!("{{{name}}}");
        // From the end: the server of the client may have a path.
        let mut parts = template.rsplit('/').zip(self.path().rsplit('/'));
        parts.find_map(|(part, value)| {
            let (before, behind) = part.split_once(&wanted)?;
            let value = value.strip_prefix(before)?.strip_suffix(behind)?;
            Some(decoded(value))
        })
    }

    /// The first value of a parameter of the query.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.pairs().find(|pair| pair.0 == name).map(|pair| pair.1)
    }

    /// The parameters of the query, in order.
    #[must_use]
    pub fn queries(&self) -> Vec<(String, String)> {
        self.pairs().collect()
    }

    /// A header, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    ///
    /// When it is not JSON of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// How messages call it.
    pub(super) fn name(&self) -> String {
        match &self.operation {
            Some(info) => format!("`{}`", info.id),
            None => format!("{} {}", self.method, self.path()),
        }
    }
}

impl fmt::Debug for Call {
    /// Without what may be a credential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.as_ref().map(|info| info.id))
            .field("method", &self.method)
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}
