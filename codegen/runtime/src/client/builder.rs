//! How a client is set up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderValue};

use super::core::{Core, Inner};
use super::{
    base_url,
    options::{Options, TimeLimit},
};
use crate::api::Api;
use crate::error::BuildError;
use crate::secret::Secret;
use crate::security::{Credential, Credentials};
use crate::transport::Transport;

/// How long a connection may take unless set otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a call may take unless set otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Sets up a [`Core`]. The builder of a generated client has the same methods, and one for each security scheme.
#[derive(Clone)]
#[must_use = "a builder does nothing until it is built"]
pub struct CoreBuilder {
    api: &'static Api,
    credentials: Vec<Option<Credential>>,
    base_url: Option<String>,
    timeout: Option<Duration>,
    connect_timeout: TimeLimit,
    headers: Options,
    transport: Option<Arc<dyn Transport>>,
}

impl CoreBuilder {
    pub(super) fn new(api: &'static Api) -> Self {
        Self {
            api,
            credentials: vec![None; api.schemes.len()],
            base_url: None,
            timeout: Some(TIMEOUT),
            connect_timeout: TimeLimit::Unset,
            headers: Options::default(),
            transport: None,
        }
    }

    /// Sets the credential of a security scheme, by its index in [`Api::schemes`].
    pub fn credential(self, scheme: usize, secret: impl Into<Secret>) -> Self {
        self.give(scheme, Credential::Secret(secret.into()))
    }

    /// Sets user name and password of a security scheme, by its index in [`Api::schemes`].
    pub fn basic(
        self,
        scheme: usize,
        user: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        self.give(
            scheme,
            Credential::Basic {
                user: user.into(),
                password: password.into(),
            },
        )
    }

    fn give(mut self, scheme: usize, credential: Credential) -> Self {
        if let Some(place) = self.credentials.get_mut(scheme) {
            *place = Some(credential);
        }
        self
    }

    /// Sets where the server is: an absolute `http` or `https` URL. A path in it stands before the path of each operation.
    /// Everything is sent there, operations for which the document names another server included.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets how long a call may take, to the last byte of its answer; `None` for as long as it takes. Unless set, it is
    /// 60 seconds.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// Sets how long a connection may take; `None` for as long as it takes. Unless set, it is 10 seconds.
    ///
    /// A transport that is given makes its connections itself: both together is an error.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = TimeLimit::Set(limit.into());
        self
    }

    /// Sets the `User-Agent`. Unless set, it names this crate, or is what a transport of one's own makes it.
    pub fn user_agent(self, text: impl AsRef<str>) -> Self {
        self.header(USER_AGENT.as_str(), text)
    }

    /// Sets a header of every request. A header parameter and a credential of the same name have precedence.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.header(name.as_ref(), value.as_ref());
        self
    }

    /// Sets what sends requests, instead of the client's own: a `reqwest::Client` (with the feature `reqwest`,
    /// `http_client` of this crate begins one), or any other [`Transport`].
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// When no operation could be called with what was given, or something that was given cannot be used; see
    /// [`BuildError`].
    pub fn build(self) -> Result<Core, BuildError> {
        let credentials = Credentials::new(self.api.schemes, &self.credentials)?;
        credentials
            .meets_any(self.api.security)
            .map_err(BuildError::MissingCredentials)?;
        let base_url = self
            .base_url
            .as_deref()
            .or(self.api.server)
            .ok_or(BuildError::NoBaseUrl)?;
        let base_url = base_url::check(base_url)?;
        let mut headers = HeaderMap::new();
        if self.transport.is_none() {
            headers.insert(USER_AGENT, HeaderValue::from_static(OWN_NAME));
        }
        for header in self.headers.headers {
            let (name, value) = header.map_err(|name| BuildError::Header { name })?;
            headers.insert(name, value);
        }
        let transport = match (self.transport, self.connect_timeout) {
            (Some(_), TimeLimit::Set(_)) => return Err(BuildError::ConnectTimeout),
            (Some(given), TimeLimit::Unset) => given,
            (None, limit) => own_transport(limit.unless_set(Some(CONNECT_TIMEOUT)))?,
        };
        Ok(Core::from_inner(Inner {
            api: self.api,
            is_documented: self.base_url.is_none(),
            base_url,
            credentials,
            headers,
            timeout: self.timeout,
            transport,
        }))
    }
}

/// The `User-Agent` unless another is set.
const OWN_NAME: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

#[cfg(feature = "reqwest")]
fn own_transport(connect_timeout: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    let client = crate::transport::reqwest::OwnClient::new(connect_timeout);
    Ok(Arc::new(client.map_err(BuildError::Transport)?))
}

#[cfg(not(feature = "reqwest"))]
fn own_transport(_: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

/// An address without what stands before `@` in it, which may be a password and is refused only later.
fn without_user(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => {
            format!("{}…{}", &url[..scheme + 3], &url[at..])
        }
        _ => url.to_owned(),
    }
}

impl fmt::Debug for CoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = self.api.schemes.iter().zip(&self.credentials);
        let given: Vec<_> = given
            .filter_map(|(scheme, given)| given.as_ref().map(|_| scheme.name))
            .collect();
        f.debug_struct("CoreBuilder")
            .field("api", &self.api.title)
            .field("credentials", &given)
            .field("base_url", &self.base_url.as_deref().map(without_user))
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
