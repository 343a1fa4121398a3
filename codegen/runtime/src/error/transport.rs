//! Why there is no complete response.

use std::error::Error as StdError;
use std::fmt;

use super::Attempts;

/// Any error.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Why there is no complete response: the error of a [`Transport`](crate::Transport).
///
/// Its `source()` is the transport's own error. A transport must keep URLs out of it, since they can hold a credential; the
/// one of this crate does.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
    is_unsent: bool,
    is_passing: bool,
    attempts: Attempts,
}

/// At which point a call came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no connection: refused, no such host. The server has not seen the request.
    Connect,
    /// The server's certificate is not trusted, or it does not trust the client's.
    Certificate,
    /// The time that the call may take is over.
    Timeout,
    /// The bytes of the request's body could not be had: the stream that they come from failed, or does not have
    /// its declared length, or had to be sent a second time and is there only once. The server got no complete request.
    RequestBody,
    /// The connection broke while the body of the response arrived.
    Body,
    /// The response is larger than the client takes, in its head or its body.
    TooLarge,
    /// The server redirects in a circle.
    Redirect,
    /// The source of a credential gave none. The server has not seen the request.
    Credential,
    /// Anything else. The server may have seen the request.
    Other,
}

impl TransportError {
    /// An error with its reason.
    #[must_use]
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            source: source.into(),
            is_unsent: kind == TransportErrorKind::Connect,
            is_passing: is_passing(kind),
            attempts: Attempts::default(),
        }
    }

    /// Marks the request as not seen by the server, whatever the kind of error.
    pub(crate) fn unsent(self) -> Self {
        Self {
            is_unsent: true,
            ..self
        }
    }

    pub(crate) fn is_unsent(&self) -> bool {
        self.is_unsent
    }

    pub(crate) fn with_attempts(self, attempts: Attempts) -> Self {
        Self { attempts, ..self }
    }

    pub(crate) fn attempts(&self) -> &Attempts {
        &self.attempts
    }

    /// A response whose body is longer than the limit.
    pub(crate) fn too_large(limit: usize) -> Self {
        Self::new(
            TransportErrorKind::TooLarge,
            format!(
                "its body has more than {limit} bytes, which is what `max_response_size` allows"
            ),
        )
    }

    /// Whether the same call can succeed later without a change.
    pub(crate) fn is_passing(&self) -> bool {
        self.is_passing
    }

    /// Marks the error as passing, whatever its kind.
    pub(crate) fn passing(self) -> Self {
        Self {
            is_passing: true,
            ..self
        }
    }

    /// At which point the call came to its end.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

/// Whether what failed like this can succeed later.
fn is_passing(kind: TransportErrorKind) -> bool {
    match kind {
        TransportErrorKind::Connect
        | TransportErrorKind::Timeout
        | TransportErrorKind::Body
        | TransportErrorKind::Other => true,
        TransportErrorKind::Certificate
        | TransportErrorKind::RequestBody
        | TransportErrorKind::TooLarge
        | TransportErrorKind::Redirect
        | TransportErrorKind::Credential => false,
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Certificate => "no connection that can be trusted",
            TransportErrorKind::Timeout => "no response in time",
            TransportErrorKind::RequestBody => "the body of the request cannot be sent",
            TransportErrorKind::Body => "the response broke off",
            TransportErrorKind::TooLarge => "the response is too large",
            TransportErrorKind::Credential => "no credential",
            TransportErrorKind::Redirect | TransportErrorKind::Other => {
                "no response from the server"
            }
        };
        // The innermost error says what happened ("Connection refused"); those around it where.
        let mut innermost: &dyn StdError = self.source.as_ref();
        while let Some(inner) = innermost.source() {
            innermost = inner;
        }
        write!(f, "{what}: {innermost}")
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
