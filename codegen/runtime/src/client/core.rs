//! The heart of a client: turns operations into requests, with credentials and defaults.

use std::fmt;
use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request};

use super::attempts::Plan;
use super::base_url::BaseUrl;
use super::options::{ForAll, Options};
use super::{CoreBuilder, Items, Pages, Sending};
use crate::Body;
use crate::api::Api;
use crate::credential::{Asking, Stamp};
use crate::encode::Encoder;
use crate::error::{Error, ParameterProblem, RequestError, TransportError, TransportErrorKind};
use crate::observe::Observers;
use crate::operation::{Operation, Paginated, Streamed};
use crate::raw_response::RawResponse;
use crate::retry::{Budget, KeyHeader, Retry};
use crate::security::{Asked, Credentials};
use crate::trace::Trace;
use crate::transport::{BoxFuture, Limits, Redirects, Transport};

/// The heart of a generated client: where the server is, the credentials, the transport.
///
/// Cheap to clone; clones share everything. All methods of a generated client come here.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

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
    pub(super) transport: Arc<dyn Transport>,
    /// What calls go through with all their attempts, if there is anything.
    #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
    pub(super) calls: Option<Arc<dyn Transport>>,
    pub(super) observers: Observers,
    /// The parameters of the query whose values may be seen in traces.
    pub(super) traced: Vec<String>,
}

impl Core {
    /// Begins a client for an API.
    pub fn builder(api: &'static Api) -> CoreBuilder {
        CoreBuilder::new(api)
    }

    pub(super) fn from_inner(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// Sends an operation: a future of its value. Nothing happens before it is awaited.
    pub fn send<O: Operation>(&self, operation: &O) -> Sending<O::Output, O::Error> {
        Sending::new(self.clone(), self.request(operation), read::<O>, O::STREAMS)
    }

    /// Sends an operation whose answer is read as it comes. Nothing happens before it is awaited.
    pub fn stream<O: Streamed>(&self, operation: &O) -> Sending<O::Stream, O::Error> {
        let request = self.request(operation).and_then(|mut request| {
            let accept = HeaderValue::from_str(O::ACCEPT).map_err(|_| RequestError::Parameter {
                name: "Accept".to_owned(),
                problem: ParameterProblem::HeaderValue,
            })?;
            request.headers_mut().insert(ACCEPT, accept);
            Ok(request)
        });
        Sending::new(self.clone(), request, open::<O>, Some(O::opens))
    }

    /// The pages of a list, from where the operation is set to.
    pub fn pages<O: Paginated>(&self, operation: O) -> Pages<O> {
        Pages::new(self.clone(), operation)
    }

    /// The items of a list, from where the operation is set to, through all pages.
    pub fn items<O: Paginated>(&self, operation: O) -> Items<O> {
        Items::new(self.pages(operation))
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
        operation.encode(&mut request);
        let is_for_all = O::CHANGES_BY_FILTER && !request.has_condition;
        let mut request = self.finish(request, info.security)?;
        request.extensions_mut().insert(info);
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

    /// What the document says of the API.
    #[must_use]
    pub fn api(&self) -> &'static Api {
        self.0.api
    }

    /// Where the server is, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.base_url.as_str()
    }

    /// Sends a request and waits for the answer: all of it, unless its body is to be read as it comes.
    pub(super) fn call(
        &self,
        request: Request<Body>,
        options: &Options,
        streams: Option<fn(u16) -> bool>,
    ) -> BoxFuture<Result<RawResponse, TransportError>> {
        let client = &self.0;
        let limits = Limits {
            timeout: options.timeout.unless_set(client.timeout),
            streamed: streams.is_some(),
            idle_timeout: options.idle_timeout.unless_set(client.idle_timeout),
            max_response_size: options
                .max_response_size
                .unless_set(client.max_response_size),
        };
        let trace = Trace::new(client.api, &request, &client.traced);
        let plan = Plan {
            client: Arc::clone(client),
            trace: Trace::clone(&trace),
            limits,
            attempt_timeout: options.attempt_timeout.unless_set(client.attempt_timeout),
            retry: options.retry.unwrap_or(client.retry),
            streams,
        };
        #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
        if let Some(calls) = &client.calls {
            return Box::pin(trace.around(plan.make_through(Arc::clone(calls), request)));
        }
        Box::pin(trace.around(plan.make(request)))
    }
}

impl Inner {
    /// Puts the credentials into a request that come from a source, within a time, and says which these are.
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

/// Reads an answer.
fn read<O: Operation>(reply: &RawResponse) -> Result<O::Output, Error<O::Error>> {
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    if let Some(given) = reply.given::<Result<O::Output, O::Error>>() {
        return given.map_err(|error| reply.documented(error));
    }
    O::decode(reply)
}

/// Reads an answer as it comes, if it is one for that.
fn open<O: Streamed>(reply: &RawResponse) -> Result<O::Stream, Error<O::Error>> {
    if O::opens(reply.status().as_u16()) {
        return O::open(reply);
    }
    Err(match O::decode(reply) {
        Err(error) => error,
        Ok(_) => reply.unexpected(),
    })
}

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
