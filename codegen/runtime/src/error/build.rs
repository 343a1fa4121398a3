//! Why a client cannot be built.

use std::error::Error as StdError;
use std::fmt;

use super::{BoxError, MissingCredentials};

/// Why a client cannot be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// No operation can be called with the credentials given: each needs more.
    MissingCredentials(MissingCredentials),
    /// A credential is empty, or has characters that cannot be sent. It is not shown.
    #[non_exhaustive]
    Credential {
        /// The scheme, as the document names it.
        scheme: &'static str,
        /// What is wrong with the credential.
        reason: &'static str,
    },
    /// The document does not say on which host the API is, and no base URL was given.
    NoBaseUrl,
    /// The base URL is not one.
    #[non_exhaustive]
    BaseUrl {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The server that was chosen cannot be used.
    #[non_exhaustive]
    Server {
        /// Why.
        reason: String,
    },
    /// A default header cannot be sent. Its value is not shown.
    #[non_exhaustive]
    Header {
        /// Its name.
        name: String,
    },
    /// There is no transport: none was given, and the feature `reqwest`, which has one, is off.
    NoTransport,
    /// Something that concerns connections was set, and a transport given that makes its connections itself.
    #[non_exhaustive]
    OwnTransport {
        /// The setter.
        setting: &'static str,
    },
    /// Something that concerns connections cannot be used: certificates that are none, for instance. No key and no URL is
    /// shown.
    #[non_exhaustive]
    Connection {
        /// The setter, or what could not be set up.
        setting: &'static str,
        /// Why.
        source: BoxError,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingCredentials(missing) => missing.fmt(f),
            Self::Server { reason } => write!(f, "the server cannot be used: {reason}"),
            Self::Credential { scheme, reason } => {
                write!(f, "the credential for `{scheme}` {reason}")
            }
            Self::NoBaseUrl => {
                f.write_str("the document does not say where the server is: set the base URL")
            }
            Self::BaseUrl { reason } => write!(f, "the base URL {reason}"),
            Self::Header { name } => write!(f, "the default header `{name}` cannot be sent"),
            Self::NoTransport => f.write_str(
                "there is no transport: give one, or enable the feature `reqwest` of tamis-runtime",
            ),
            Self::OwnTransport { setting } => write!(
                f,
                "`{setting}` concerns connections, which the transport makes that was given; set it there"
            ),
            Self::Connection { setting, source } => {
                write!(f, "`{setting}` cannot be used: {source}")
            }
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Connection { source, .. } => source.source(),
            _ => None,
        }
    }
}
