//! What a call shows to `tracing`: a span, with an event for each attempt, in the words of OpenTelemetry.
//!
//! Values of the query are shown only where they are listed, since those of filters are customers' data; credentials never;
//! headers and bodies not at all. Without the feature `tracing`, all of it is nothing.

#[cfg(feature = "tracing")]
pub(crate) use self::on::Trace;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::off::Trace;

/// How the end of an attempt is called in `error.type`.
#[cfg(feature = "tracing")]
fn error_type(outcome: Result<http::StatusCode, crate::TransportErrorKind>) -> Option<String> {
    use crate::TransportErrorKind as Kind;
    Some(match outcome {
        Ok(status) if status.is_client_error() || status.is_server_error() => {
            status.as_u16().to_string()
        }
        Ok(_) => return None,
        Err(kind) => match kind {
            Kind::Connect => "connect",
            Kind::Certificate => "certificate",
            Kind::Timeout => "timeout",
            Kind::RequestBody => "request_body",
            Kind::Body => "body",
            Kind::TooLarge => "too_large",
            Kind::Redirect => "redirect",
            Kind::Credential => "credential",
            Kind::Other => "_OTHER",
        }
        .to_owned(),
    })
}

#[cfg(feature = "tracing")]
mod on {
    use std::fmt;
    use std::time::Duration;

    use http::{Request, Uri};
    use tracing::field::Empty;
    use tracing::instrument::{Instrument as _, Instrumented};
    use tracing::{Span, debug, info_span};

    use super::error_type;
    use crate::api::{Api, SchemeKind};
    use crate::error::TransportError;
    use crate::observe::Attempt;
    use crate::operation::OperationInfo;
    use crate::raw_response::RawResponse;

    /// The span of a call.
    #[derive(Clone)]
    pub(crate) struct Trace(Span);

    impl Trace {
        /// Begins the span for a request; `shown` are the names of the parameters whose values may be seen.
        pub(crate) fn new<B>(api: &'static Api, request: &Request<B>, shown: &[String]) -> Self {
            let info = request.extensions().get::<OperationInfo>();
            let (id, template) = info.map_or(("", ""), |info| (info.id, info.path));
            let (method, uri) = (request.method(), request.uri());
            Self(info_span!(
                "http.client",
                otel.name = %format_args!("{method} {template}"),
                otel.kind = "client",
                otel.status_code = Empty,
                operation = id,
                http.request.method = method.as_str(),
                http.request.resend_count = Empty,
                http.response.status_code = Empty,
                server.address = uri.host(),
                server.port = port(uri),
                url.full = %Redacted { api, uri, shown },
                url.template = template,
                error.type = Empty,
            ))
        }

        pub(crate) fn around<F>(&self, call: F) -> Instrumented<F> {
            call.instrument(self.0.clone())
        }

        /// Takes note of an attempt.
        pub(crate) fn attempt(&self, attempt: &Attempt<'_>) {
            if self.0.is_disabled() {
                return;
            }
            let outcome = attempt
                .outcome
                .map(RawResponse::status)
                .map_err(TransportError::kind);
            debug!(
                http.request.resend_count = (attempt.number > 1).then(|| attempt.number - 1),
                http.response.status_code = attempt.status().map(|status| status.as_u16()),
                error.type = error_type(outcome),
                duration_ms = attempt.duration.map(|time| time.as_secs_f64() * 1000.0),
                "attempt"
            );
        }

        /// Takes note of a wait before another attempt.
        pub(crate) fn waits(&self, wait: Duration) {
            if !self.0.is_disabled() {
                debug!(wait_ms = wait.as_secs_f64() * 1000.0, "tried again");
            }
        }

        /// Takes note of the end of the call.
        pub(crate) fn end(&self, outcome: &Result<RawResponse, TransportError>, attempts: u32) {
            if self.0.is_disabled() {
                return;
            }
            if attempts > 1 {
                self.0.record("http.request.resend_count", attempts - 1);
            }
            if let Ok(response) = outcome {
                self.0
                    .record("http.response.status_code", response.status().as_u16());
            }
            let outcome = outcome
                .as_ref()
                .map(RawResponse::status)
                .map_err(TransportError::kind);
            if let Some(kind) = error_type(outcome) {
                self.0.record("error.type", kind.as_str());
                self.0.record("otel.status_code", "ERROR");
            }
        }
    }

    fn port(uri: &Uri) -> u16 {
        let is_secure = uri.scheme() == Some(&http::uri::Scheme::HTTPS);
        uri.port_u16().unwrap_or(if is_secure { 443 } else { 80 })
    }

    /// An address without the values of its query, but for those that may be seen.
    struct Redacted<'a> {
        api: &'static Api,
        uri: &'a Uri,
        shown: &'a [String],
    }

    impl fmt::Display for Redacted<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let uri = self.uri;
            let (scheme, host) = (
                uri.scheme_str().unwrap_or("http"),
                uri.host().unwrap_or("-"),
            );
            write!(f, "{scheme}://{host}")?;
            if let Some(port) = uri.port_u16() {
                write!(f, ":{port}")?;
            }
            f.write_str(uri.path())?;
            for (index, pair) in uri
                .query()
                .into_iter()
                .flat_map(|query| query.split('&'))
                .enumerate()
            {
                f.write_str(if index == 0 { "?" } else { "&" })?;
                let name = pair.split('=').next().unwrap_or_default();
                if self.may_show(name) {
                    f.write_str(pair)?;
                } else {
                    write!(f, "{name}=REDACTED")?;
                }
            }
            Ok(())
        }
    }

    impl Redacted<'_> {
        /// Whether the value of a parameter may be seen, by its escaped name. That of a credential may not, though it is
        /// listed.
        fn may_show(&self, name: &str) -> bool {
            let is_credential = self.api.schemes.iter().any(
                |scheme| matches!(scheme.kind, SchemeKind::Query(parameter) if parameter == name),
            );
            let plain = crate::text::decoded(name);
            !is_credential && self.shown.contains(&plain)
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use http::Request;

    use crate::api::Api;
    use crate::error::TransportError;
    use crate::observe::Attempt;
    use crate::raw_response::RawResponse;

    /// Nothing.
    #[derive(Clone, Copy)]
    pub(crate) struct Trace;

    #[expect(clippy::unused_self, reason = "with the feature, there is something")]
    impl Trace {
        pub(crate) fn new<B>(_: &'static Api, _: &Request<B>, _: &[String]) -> Self {
            Self
        }

        pub(crate) fn around<F>(self, call: F) -> F {
            call
        }

        pub(crate) fn attempt(self, _: &Attempt<'_>) {}

        pub(crate) fn waits(self, _: Duration) {}

        pub(crate) fn end(self, _: &Result<RawResponse, TransportError>, _: u32) {}
    }
}
