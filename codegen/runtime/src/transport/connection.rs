//! How the client's own transport makes its connections: plain data, the same whether there is such a transport or not.

use std::time::Duration;

use crate::error::BoxError;
use crate::limit::Limit;
use crate::secret::Secret;

/// How long a connection may take unless set otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How connections are made.
#[derive(Clone, Default)]
pub(crate) struct Connection {
    pub(crate) connect_timeout: Limit<Duration>,
    /// Certificates of authorities, as PEM.
    pub(crate) roots: Vec<Vec<u8>>,
    /// Whether those are all that is trusted.
    pub(crate) only_roots: bool,
    /// The certificates and the key by which the client proves who it is, as PEM.
    pub(crate) identity: Option<Secret>,
    pub(crate) proxy: Proxy,
}

/// Which proxy stands in between.
#[derive(Clone, Default)]
pub(crate) enum Proxy {
    /// What the environment sets.
    #[default]
    Environment,
    /// None.
    Direct,
    /// This one, for everything. Its URL may hold a password.
    At(Secret),
}

/// A setting that cannot be used, by the name of its setter.
pub(crate) struct Unusable {
    pub(crate) setting: &'static str,
    pub(crate) source: BoxError,
}

impl Unusable {
    pub(crate) fn new(setting: &'static str, source: impl Into<BoxError>) -> Self {
        Self {
            setting,
            source: source.into(),
        }
    }
}

impl Connection {
    pub(crate) fn connect_timeout(&self) -> Option<Duration> {
        self.connect_timeout.unless_set(Some(CONNECT_TIMEOUT))
    }

    /// The setter of something that was set, if anything was: another transport would not know of it.
    pub(crate) fn any_set(&self) -> Option<&'static str> {
        if matches!(self.connect_timeout, Limit::Set(_)) {
            Some("connect_timeout")
        } else if self.only_roots {
            Some("only_root_certificates")
        } else if !self.roots.is_empty() {
            Some("root_certificates")
        } else if self.identity.is_some() {
            Some("client_certificate")
        } else {
            match self.proxy {
                Proxy::Environment => None,
                Proxy::Direct => Some("no_proxy"),
                Proxy::At(_) => Some("proxy"),
            }
        }
    }
}
