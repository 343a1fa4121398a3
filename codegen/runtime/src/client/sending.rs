//! One call, as a future.
//!
//! Written by hand, with the response's decoder as a function pointer: generated code has no async functions, each of which
//! would be a state machine to compile.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::header::ACCEPT;
use http::{HeaderValue, Request};

use super::Core;
use super::background::in_background;
use super::options::{Options, call_options};
use super::reconnect::Again;
use crate::Body;
use crate::error::{Error, ParameterProblem, RequestError, TransportError};
use crate::filter::Verification;
use crate::operation::{Operation, Streamed};
use crate::raw_response::RawResponse;
use crate::response::Response;
use crate::stream::Reconnect;
use crate::text::decoded;
use crate::transport::BoxFuture;

/// A call that is under way once it is awaited: a future of the operation's value.
///
/// What concerns this one call is set on it:
///
/// ```no_run
/// # use std::time::Duration;
/// # use tamis_runtime::{Error, Sending};
/// # async fn example(sending: Sending<String, ()>) -> Result<(), Error<()>> {
/// let value = sending.timeout(Duration::from_secs(5)).header("x-request-id", "42").await?;
/// # let _ = value; Ok(())
/// # }
/// ```
#[must_use = "a call is not made until it is awaited"]
pub struct Sending<T, E> {
    core: Core,
    state: State,
    options: Options,
    decode: fn(&RawResponse) -> Result<T, Error<E>>,
    /// For which statuses the body is read as it comes.
    streams: Option<fn(u16) -> bool>,
    /// What the items of the response are held against.
    verification: Option<Verification>,
    /// What makes the call again when a stream of events breaks.
    again: Option<Arc<dyn Reconnect>>,
}

enum State {
    Ready(Box<Result<Request<Body>, RequestError>>),
    Running(BoxFuture<Result<RawResponse, TransportError>>),
    Done,
}

impl<T, E> Sending<T, E> {
    /// A call of an operation.
    pub(super) fn of<O: Operation<Output = T, Error = E>>(core: &Core, operation: &O) -> Self {
        Self::of_request::<O>(core, core.request(operation))
    }

    /// A call with the request of an operation.
    pub(super) fn of_request<O: Operation<Output = T, Error = E>>(
        core: &Core,
        request: Result<Request<Body>, RequestError>,
    ) -> Self {
        Self::new(core.clone(), request, read::<O>, O::STREAMS)
    }

    /// A call of an operation whose response is read as it comes.
    pub(super) fn of_stream<O: Streamed<Stream = T, Error = E>>(
        core: &Core,
        operation: &O,
    ) -> Self {
        let request = core.request(operation).and_then(|mut request| {
            let accept = HeaderValue::from_str(O::ACCEPT).map_err(|_| RequestError::Parameter {
                name: "Accept".to_owned(),
                problem: ParameterProblem::HeaderValue,
            })?;
            request.headers_mut().insert(ACCEPT, accept);
            Ok(request)
        });
        Self::new(core.clone(), request, open::<O>, Some(O::opens))
    }

    fn new(
        core: Core,
        request: Result<Request<Body>, RequestError>,
        decode: fn(&RawResponse) -> Result<T, Error<E>>,
        streams: Option<fn(u16) -> bool>,
    ) -> Self {
        Self {
            core,
            state: State::Ready(Box::new(request)),
            options: Options::default(),
            decode,
            streams,
            verification: None,
            again: None,
        }
    }

    #[cfg(all(feature = "ureq", not(target_arch = "wasm32")))]
    pub(super) fn core(&self) -> &Core {
        &self.core
    }

    pub(super) fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    call_options!(options);

    /// Sets a key by which the server sees that two requests are one, so that the call can be tried again whatever its
    /// method: in the header that the document has for it, or in `Idempotency-Key`. All attempts have the same key; one that
    /// the request has already stays.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.options.idempotency_key = Some(key.into());
        self
    }

    /// Sends an operation that changes or deletes what its filters select, though no filter has a condition: it is for all
    /// that there is. Without this call, that is an error, and nothing is sent.
    pub fn all(mut self) -> Self {
        self.options.all = true;
        self
    }

    /// Gives the value together with status, headers and raw body.
    pub fn with_response(self) -> SendingResponse<T, E> {
        SendingResponse(self)
    }

    /// Gives the response as it came, whatever its status and its media type, with its body still to be read: for a server
    /// that responds otherwise than it documents, and for bodies that are too long to be held.
    ///
    /// ```no_run
    /// # use tamis_runtime::{Error, Sending};
    /// # async fn example(sending: Sending<String, ()>) -> Result<(), Error<()>> {
    /// let answer = sending.header("accept", "text/csv").raw().await?;
    /// let body = answer.into_body();
    /// # let _ = body; Ok(())
    /// # }
    /// ```
    pub fn raw(mut self) -> SendingRaw<T, E> {
        self.streams = Some(|_| true);
        if let State::Ready(request) = &mut self.state
            && let Ok(request) = &mut **request
        {
            request.extensions_mut().remove::<Verification>();
        }
        SendingRaw(self)
    }

    fn poll_response(&mut self, cx: &mut Context<'_>) -> Poll<Result<RawResponse, Error<E>>> {
        if let State::Ready(request) = &mut self.state {
            let (options, core) = (&self.options, &self.core);
            let request = std::mem::replace(&mut **request, Err(RequestError::Url)).and_then(
                |mut request| {
                    options.apply(core, &mut request)?;
                    Ok(request)
                },
            );
            match request {
                Ok(mut request) => {
                    self.verification = request.extensions_mut().remove();
                    self.again = Again::of(&self.core, &request, &self.options, self.streams);
                    let call = self.core.call(request, &self.options, self.streams);
                    self.state = State::Running(if self.options.in_background {
                        in_background(call)
                    } else {
                        call
                    });
                }
                Err(error) => {
                    self.state = State::Done;
                    return Poll::Ready(Err(error.into()));
                }
            }
        }
        let State::Running(call) = &mut self.state else {
            polled_after_its_end();
        };
        let response = ready!(call.as_mut().poll(cx));
        self.state = State::Done;
        let response = response?.with_again(self.again.take());
        if let Some(verification) = &self.verification
            && response.status().is_success()
            && let Some(contradiction) = verification.contradiction(response.body())
        {
            return Poll::Ready(Err(Error::FilterIgnored {
                parameter: decoded(contradiction.parameter),
                item: Box::new(contradiction.item),
            }));
        }
        Poll::Ready(Ok(response))
    }
}

/// Reads a response.
fn read<O: Operation>(response: &RawResponse) -> Result<O::Output, Error<O::Error>> {
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    if let Some(given) = response.given::<Result<O::Output, O::Error>>() {
        return given.map_err(|error| response.documented(error));
    }
    O::decode(response)
}

/// Reads a response as it comes, if it is one for that.
fn open<O: Streamed>(response: &RawResponse) -> Result<O::Stream, Error<O::Error>> {
    if O::opens(response.status().as_u16()) {
        return O::open(response);
    }
    Err(match O::decode(response) {
        Err(error) => error,
        Ok(_) => response.unexpected(),
    })
}

impl<T, E> Future for Sending<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let response = ready!(this.poll_response(cx));
        Poll::Ready(response.and_then(|response| (this.decode)(&response)))
    }
}

impl<T, E> fmt::Debug for Sending<T, E> {
    /// Without the request: its URL can hold a credential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Ready(_) => "not sent",
            State::Running(_) => "sent",
            State::Done => "done",
        };
        write!(f, "Sending({state})")
    }
}

/// A call that gives its value together with status, headers and raw body.
#[must_use = "a call is not made until it is awaited"]
#[derive(Debug)]
pub struct SendingResponse<T, E>(Sending<T, E>);

impl<T, E> SendingResponse<T, E> {
    call_options!(0.options);

    #[cfg(all(feature = "ureq", not(target_arch = "wasm32")))]
    pub(super) fn core(&self) -> &Core {
        &self.0.core
    }

    /// Sends an operation that changes or deletes what its filters select, though no filter has a condition: it is for all
    /// that there is. Without this call, that is an error, and nothing is sent.
    pub fn all(mut self) -> Self {
        self.0.options.all = true;
        self
    }

    /// Sets a key by which the server sees that two requests are one: see [`Sending::idempotency_key`].
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.0.options.idempotency_key = Some(key.into());
        self
    }
}

/// What an `async fn` does, too: a future that stayed pending would never be woken.
#[cold]
#[expect(clippy::panic, reason = "the caller breaks the contract of `Future`")]
fn polled_after_its_end() -> ! {
    panic!("a call was polled after it had given its response")
}

impl<T, E> Future for SendingResponse<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let sending = &mut self.get_mut().0;
        let response = ready!(sending.poll_response(cx));
        Poll::Ready(response.and_then(|response| {
            let value = (sending.decode)(&response)?;
            Ok(Response::new(value, response))
        }))
    }
}

/// A call that gives the response as it came: what [`Sending::raw`] makes.
#[must_use = "a call is not made until it is awaited"]
#[derive(Debug)]
pub struct SendingRaw<T, E>(Sending<T, E>);

impl<T, E> Future for SendingRaw<T, E> {
    type Output = Result<http::Response<Body>, Error<E>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.get_mut().0.poll_response(cx));
        Poll::Ready(response.map(RawResponse::into_response))
    }
}
