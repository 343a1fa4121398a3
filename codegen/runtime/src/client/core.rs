//! The heart of a client: turns operations into requests, with credentials and defaults.

use std::fmt;
use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, Method, Request};

use super::base_url::BaseUrl;
use crate::Body;
use crate::api::Api;
use crate::credential::{Asking, Stamp};
use crate::encode::Encoder;
use crate::error::{RequestError, TransportError, TransportErrorKind};
use crate::observe::Observers;
use crate::operation::Operation;
use crate::retry::{Budget, KeyHeader, Pace, Retry};
use crate::security::{Asked, Credentials};
use crate::transport::{Redirects, Transport};

/// The heart of a generated client: where the server is, the credentials, the transport.
///
/// Cheap to clone; clones share everything. All methods of a generated client come here.
#[derive(Clone)]
pub struct Core(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) api: &'static Api,
    pub(super) base_url: BaseUrl,
    pub(super) credentials: Credentials,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Option<Duration>,
    pub(super) idle_timeout: Option<Duration>,
    pub(super) max_response_size: Option<usize>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry: Retry,
    pub(super) budget: Budget,
    /// Where what the server says of the requests that are left is kept to.
    pub(super) pace: Option<Pace>,
    pub(super) transport: Arc<dyn Transport>,
    /// What calls go through with all their attempts, if there is anything.
    #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
    pub(super) calls: Option<Arc<dyn Transport>>,
    pub(super) observers: Observers,
    /// Whether the items of responses are held against the filters that were sent.
    pub(super) verify_filters: bool,
    /// The parameters of the query whose values may be seen in traces.
    pub(super) traced: Vec<String>,
}

impl Core {
    pub(super) fn from_inner(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The request that sending the operation would send, credentials included. Nothing is sent.
    ///
    /// Credentials that come from a source are not in it yet: [`Self::authorize`] puts them in.
    ///
    /// It carries the [`OperationInfo`](crate::OperationInfo) among its extensions, so that whoever handles it knows what
    /// it is. Its `Debug` shows no credential in a header, but a key that travels in the query: the URL is the `http` crate's.
    ///
    /// # Errors
    ///
    /// When there cannot be one: see [`RequestError`].
    pub fn request<O: Operation>(&self, operation: &O) -> Result<Request<Body>, RequestError> {
        let info = O::INFO;
        let server = self.0.base_url.of(O::SERVER);
        // Always one: generated code has no other.
        let method = Method::from_bytes(info.method.as_bytes());
        let mut request = Encoder::new(method.unwrap_or_default(), &server);
        if self.0.verify_filters
            && let Some(items) = O::FILTERED_ITEMS
        {
            request.verify(items);
        }
        operation.encode(&mut request);
        let verification = request.verification();
        let is_for_all = O::CHANGES_BY_FILTER && !request.has_condition;
        let mut request = self.finish(request, info.security)?;
        request.extensions_mut().insert(info);
        if let Some(verification) = verification {
            request.extensions_mut().insert(verification);
        }
        if O::REDIRECTS {
            request.extensions_mut().insert(Redirects);
        }
        if is_for_all {
            request.extensions_mut().insert(ForAll);
        }
        if let Some(header) = O::IDEMPOTENCY_KEY {
            request.extensions_mut().insert(KeyHeader(header));
        }
        Ok(request)
    }

    /// The part that is the same for all operations, so that it is compiled once.
    fn finish(
        &self,
        mut request: Encoder,
        security: &[&'static [usize]],
    ) -> Result<Request<Body>, RequestError> {
        let credentials = &self.0.credentials;
        let asked = credentials
            .apply(security, &mut request)
            .unwrap_or_else(|missing| {
                request.refuse_request(RequestError::MissingCredentials(missing));
                None
            });
        let mut request = request.finish()?;
        for (name, value) in &self.0.headers {
            // A credential comes before a default of its name, also one that is still to be asked for.
            if !request.headers().contains_key(name) && !credentials.is_asked(asked.as_ref(), name)
            {
                request.headers_mut().append(name, value.clone());
            }
        }
        if let Some(asked) = asked {
            request.extensions_mut().insert(asked);
        }
        Ok(request)
    }

    /// Puts the credentials into a request of [`Self::request`] that come from a source. One that has them is left alone.
    ///
    /// # Errors
    ///
    /// When a source fails: [`TransportErrorKind::Credential`](crate::TransportErrorKind::Credential).
    pub async fn authorize(&self, request: &mut Request<Body>) -> Result<(), TransportError> {
        self.0.fill(request, self.0.timeout).await.map(drop)
    }

    /// Whether a header of a request is the place of a credential that is still to come.
    pub(super) fn is_asked(&self, request: &Request<Body>, name: &http::HeaderName) -> bool {
        self.0
            .credentials
            .is_asked(request.extensions().get(), name)
    }

    /// What the document states about the API.
    #[must_use]
    pub fn api(&self) -> &'static Api {
        self.0.api
    }

    /// Where the server is, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.base_url.as_str()
    }
}

impl Inner {
    /// Puts the credentials into a request that come from a source, within a time, and returns which these are.
    pub(super) async fn fill(
        &self,
        request: &mut Request<Body>,
        left: Option<Duration>,
    ) -> Result<Vec<Stamp>, TransportError> {
        if request.extensions().get::<Asked>().is_none() {
            return Ok(Vec::new());
        }
        let asking = Asking {
            transport: &*self.transport,
            left,
            user_agent: self.headers.get(USER_AGENT),
        };
        let mut filled = pin!(self.credentials.fill(request, &asking));
        let timer = |left| crate::transport::sleep(left).or_else(|| self.transport.sleep(left));
        let mut timer = left.and_then(timer);
        poll_fn(|cx| {
            if let Poll::Ready(filled) = filled.as_mut().poll(cx) {
                return Poll::Ready(filled);
            }
            let timer = timer
                .as_mut()
                .map_or(Poll::Pending, |timer| timer.as_mut().poll(cx));
            timer.map(|()| {
                let text = "there was no credential before the time of the call was over";
                Err(TransportError::new(TransportErrorKind::Timeout, text).unsent())
            })
        })
        .await
    }
}

/// Among the extensions of a request that changes all that there is, for want of a condition.
#[derive(Clone, Copy)]
pub(super) struct ForAll;

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("api", &self.0.api.title)
            .field("base_url", &self.base_url())
            .field("credentials", &self.0.credentials)
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}
