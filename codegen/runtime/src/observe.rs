//! Functions that see each attempt of a call: before it is sent, and when it has its end.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Request, StatusCode};

use crate::body::Body;
use crate::error::TransportError;
use crate::operation::OperationInfo;
use crate::raw_response::RawResponse;
use crate::transport::{MaybeSend, MaybeSync};

/// An attempt of a call that has come to its end: what [`on_attempt`](crate::CoreBuilder::on_attempt) gives to its function.
///
/// It is what metrics are made of: `http.client.request.duration` of OpenTelemetry is [`duration`](Self::duration) by
/// method, [`OperationInfo::path`] and status.
///
/// ```
/// # let builder: tamis_runtime::CoreBuilder;
/// # static API: tamis_runtime::Api = tamis_runtime::Api { title: "", version: "", server: None, schemes: &[], security: &[] };
/// # builder = tamis_runtime::Core::builder(&API);
/// // let builder = Client::builder();
/// let builder = builder.on_attempt(|attempt| {
///     let operation = attempt.operation().map_or("?", |operation| operation.id);
///     println!("{operation} {:?} {:?}", attempt.status(), attempt.duration());
/// });
/// # let _ = builder;
/// ```
pub struct Attempt<'a> {
    pub(crate) operation: Option<&'a OperationInfo>,
    pub(crate) number: u32,
    pub(crate) duration: Option<Duration>,
    pub(crate) outcome: Result<&'a RawResponse, &'a TransportError>,
}

impl Attempt<'_> {
    /// What is called.
    #[must_use]
    pub fn operation(&self) -> Option<&OperationInfo> {
        self.operation
    }

    /// Which attempt of its call it is, counted from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How long it took; `None` in the browser, which has no clock that could be asked.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        self.duration
    }

    /// The status, when there was a response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.outcome.ok().map(RawResponse::status)
    }

    /// The headers, when there was a response.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.outcome.ok().map(RawResponse::headers)
    }

    /// Why there was none.
    #[must_use]
    pub fn error(&self) -> Option<&TransportError> {
        self.outcome.err()
    }
}

impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &self.operation.map(|operation| operation.id))
            .field("number", &self.number)
            .field("status", &self.status())
            .field("error", &self.error())
            .finish_non_exhaustive()
    }
}

/// The functions that see each attempt.
#[derive(Clone, Default)]
pub(crate) struct Observers {
    before: Vec<Arc<dyn Before>>,
    after: Vec<Arc<dyn After>>,
}

/// A function that sees a request before it is sent.
trait Before: Fn(&mut Request<Body>) + MaybeSend + MaybeSync {}
impl<F: Fn(&mut Request<Body>) + MaybeSend + MaybeSync> Before for F {}

/// A function that sees what an attempt came to.
trait After: Fn(&Attempt<'_>) + MaybeSend + MaybeSync {}
impl<F: Fn(&Attempt<'_>) + MaybeSend + MaybeSync> After for F {}

impl Observers {
    pub(crate) fn before(
        &mut self,
        function: impl Fn(&mut Request<Body>) + MaybeSend + MaybeSync + 'static,
    ) {
        self.before.push(Arc::new(function));
    }

    pub(crate) fn after(
        &mut self,
        function: impl Fn(&Attempt<'_>) + MaybeSend + MaybeSync + 'static,
    ) {
        self.after.push(Arc::new(function));
    }

    /// Whether requests are changed before they are sent.
    pub(crate) fn prepare_requests(&self) -> bool {
        !self.before.is_empty()
    }

    pub(crate) fn prepare(&self, request: &mut Request<Body>) {
        for function in &self.before {
            function(request);
        }
    }

    pub(crate) fn notify(&self, attempt: &Attempt<'_>) {
        for function in &self.after {
            function(attempt);
        }
    }
}
