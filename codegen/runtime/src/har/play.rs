//! A transport that responds as was recorded.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderName, HeaderValue, Request, Response, StatusCode, Uri};

use super::archive::{Archive, Entry};
use super::redact::{REDACTED, pairs};
use crate::base64;
use crate::body::Body;
use crate::error::{TransportError, TransportErrorKind};
use crate::transport::{BoxFuture, Limits, Transport};

/// A [`Transport`] that responds as an archive says. Clones play the same one.
///
/// A request has the response of the first entry that was not played yet and that has its method, the path of its address
/// and the parameters of its query: by their names, and by their values where these were written down. Where the server is,
/// headers and bodies do not matter. A request that is not in the archive, or no longer, fails. Waits take no time.
#[derive(Clone)]
pub struct Player(Arc<Mutex<Vec<Option<Entry>>>>);

impl Player {
    /// Reads an archive: one of a [`Recorder`](super::Recorder), or of a browser.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn from_json(archive: &str) -> Result<Self, serde_json::Error> {
        let Archive { log } = serde_json::from_str(archive)?;
        let entries = log.entries.into_iter().map(Some).collect();
        Ok(Self(Arc::new(Mutex::new(entries))))
    }

    /// How many entries were not played yet.
    #[must_use]
    pub fn left(&self) -> usize {
        self.lock().iter().flatten().count()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Option<Entry>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn play(&self, request: &Request<Body>) -> Result<Response<Body>, TransportError> {
        let mut entries = self.lock();
        let is_next =
            |entry: &&mut Option<Entry>| entry.as_ref().is_some_and(|it| is_for(it, request));
        let entry = entries.iter_mut().find(is_next).and_then(Option::take);
        let other = |text: String| TransportError::new(TransportErrorKind::Other, text);
        let Some(entry) = entry else {
            let (method, path) = (request.method(), request.uri().path());
            return Err(other(format!(
                "the archive has no response left for {method} {path}"
            )));
        };
        response(entry).ok_or_else(|| other("the archive has a response that is none".to_owned()))
    }
}

/// Whether an entry is for a request.
fn is_for(entry: &Entry, request: &Request<Body>) -> bool {
    let Ok(recorded) = entry.request.url.parse::<Uri>() else {
        return false;
    };
    let query = |uri: &Uri| pairs(uri.query().unwrap_or_default()).collect::<Vec<_>>();
    let mut sent = query(request.uri());
    let recorded_query = query(&recorded);
    let has_query = recorded_query.len() == sent.len()
        && recorded_query.iter().all(|(name, value)| {
            let is_it = |pair: &(String, String)| {
                pair.0 == *name && (value == REDACTED || pair.1 == *value)
            };
            let found = sent.iter().position(is_it);
            found.map(|index| sent.swap_remove(index)).is_some()
        });
    entry.request.method == request.method().as_str()
        && recorded.path() == request.uri().path()
        && has_query
}

fn response(entry: Entry) -> Option<Response<Body>> {
    let archived = entry.response;
    let text = archived.content.text.unwrap_or_default();
    let body = match archived.content.encoding.as_deref() {
        Some("base64") => Body::from(base64::decode(&text).ok()?),
        _ => Body::from(text),
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(archived.status).ok()?;
    for pair in archived.headers {
        let name = HeaderName::try_from(pair.name).ok()?;
        // The body is as it was behind these.
        if !matches!(
            name.as_str(),
            "content-encoding" | "content-length" | "transfer-encoding"
        ) {
            let value = HeaderValue::try_from(pair.value).ok()?;
            response.headers_mut().append(name, value);
        }
    }
    Some(response)
}

impl Transport for Player {
    fn send(
        &self,
        request: Request<Body>,
        _: Limits,
    ) -> BoxFuture<Result<Response<Body>, TransportError>> {
        Box::pin(std::future::ready(self.play(&request)))
    }

    fn sleep(&self, _: Duration) -> Option<BoxFuture<()>> {
        Some(Box::pin(std::future::ready(())))
    }

    fn needs_runtime(&self) -> bool {
        false
    }
}

impl fmt::Debug for Player {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Player")
            .field("left", &self.left())
            .finish()
    }
}
