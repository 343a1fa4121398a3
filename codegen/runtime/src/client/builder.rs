//! How a client is set up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;

use super::options::Options;
use crate::Body;
use crate::api::Api;
use crate::credential::{Credential, OAuth2};
use crate::limit::Limit;
use crate::observe::{Attempt, Observers};
use crate::retry::Retry;
use crate::secret::Secret;
use crate::security::Given;
use crate::server::Server;
use crate::transport::connection::{Connection, Proxy};
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
use crate::transport::tower::Wrap;
use crate::transport::{MaybeSend, MaybeSync, Transport};

/// How long a call may take unless set otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How long a server may be silent within a response unless set otherwise. Many streams of events are quiet for minutes.
const IDLE_TIMEOUT: Duration = Duration::from_secs(5 * 60);
/// How large a response may be unless set otherwise.
const MAX_RESPONSE_SIZE: usize = 64 << 20;

/// Sets up a [`Core`](crate::Core). The builder of a generated client has the same methods, and one for each security scheme.
#[derive(Clone)]
#[must_use = "a builder does nothing until it is built"]
pub struct CoreBuilder {
    pub(super) api: &'static Api,
    pub(super) credentials: Vec<Option<Given>>,
    pub(super) base_url: Option<String>,
    pub(super) server: Option<Server>,
    pub(super) timeout: Option<Duration>,
    pub(super) idle_timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry: Retry,
    pub(super) max_response_size: Option<usize>,
    pub(super) connection: Connection,
    pub(super) headers: Options,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) observers: Observers,
    pub(super) verify_filters: bool,
    pub(super) paced: bool,
    /// The parameters of the query whose values may be seen in traces.
    pub(super) traced: Vec<String>,
    #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
    pub(super) layers: Vec<Wrap>,
    #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
    pub(super) call_layers: Vec<Wrap>,
}

impl CoreBuilder {
    pub(super) fn new(api: &'static Api) -> Self {
        Self {
            api,
            credentials: vec![None; api.schemes.len()],
            base_url: None,
            server: None,
            timeout: Some(TIMEOUT),
            idle_timeout: Some(IDLE_TIMEOUT),
            attempt_timeout: None,
            retry: Retry::standard(),
            max_response_size: Some(MAX_RESPONSE_SIZE),
            connection: Connection::default(),
            headers: Options::default(),
            transport: None,
            observers: Observers::default(),
            verify_filters: false,
            paced: false,
            traced: Vec::new(),
            #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
            layers: Vec::new(),
            #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
            call_layers: Vec::new(),
        }
    }

    /// Sets the credential of a security scheme, by its index in [`Api::schemes`]: a text, a source that is asked for one, or
    /// the settings of an [`OAuth2`] token endpoint.
    pub fn credential(self, scheme: usize, credential: impl Into<Credential>) -> Self {
        self.give(scheme, Given::Credential(credential.into()))
    }

    /// Sets name and secret of a client that gets its tokens by them, for a security scheme by its index in
    /// [`Api::schemes`]: what `OAuth2::client_credentials` is without more settings.
    pub fn client_credentials(
        self,
        scheme: usize,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        self.credential(scheme, OAuth2::client_credentials(client_id, client_secret))
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
            Given::Basic {
                user: user.into(),
                password: password.into(),
            },
        )
    }

    fn give(mut self, scheme: usize, credential: Given) -> Self {
        if let Some(place) = self.credentials.get_mut(scheme) {
            *place = Some(credential);
        }
        self
    }

    /// Sets where the server is: an absolute `http` or `https` URL. A path in it stands before the path of each operation.
    /// Everything is sent there, operations for which the document names another host included.
    ///
    /// Where the document states only a path (`/api`), that is put behind the URL, unless the URL ends with it already. An
    /// operation with a path of its own has that instead.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Chooses one of the servers that the document names, and sets the variables of its address. Operations for which the
    /// document names another server are sent there.
    pub fn server(mut self, server: Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Sets how failed calls are tried again. Unless set, it is [`Retry::standard`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Keeps to what the server says of the requests that are left: when a response says that there are none (`RateLimit`,
    /// `RateLimit-Remaining`, `X-RateLimit-Remaining`), the next requests of this client and its clones wait until there are
    /// again. A wait that is longer than two minutes, or than a call may take, is not begun: the server decides then. Unless set,
    /// nothing waits before it was refused.
    pub fn paced(mut self, paced: bool) -> Self {
        self.paced = paced;
        self
    }

    /// Sets how long each attempt of a call may take; `None`, as it is unless set, for as long as the call.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.attempt_timeout = limit.into();
        self
    }

    /// Sets how long a call may take, all attempts included, to the last byte of its response; `None` for as long as it takes. Unless set, it is
    /// 60 seconds.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// Sets how long the server may send nothing once it has begun to send the body of a response; `None` for as long as it
    /// likes. Unless set, it is 5 minutes. It ends streams that have stalled, which have no other limit.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.idle_timeout = limit.into();
        self
    }

    /// Sets how many bytes the body of a response may have, decompressed, the bodies of errors included; `None` for as many
    /// as there are. Unless set, it is 64 MiB. What is read as it comes is not counted: it is never in memory as a whole.
    pub fn max_response_size(mut self, bytes: impl Into<Option<usize>>) -> Self {
        self.max_response_size = bytes.into();
        self
    }

    /// Sets how long a connection may take; `None` for as long as it takes. Unless set, it is 10 seconds.
    ///
    /// A transport that is given makes its connections itself: both together is an error, as for all that concerns
    /// connections.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connection.connect_timeout = Limit::Set(limit.into());
        self
    }

    /// Trusts servers whose certificates come from these authorities, beside those that the machine trusts. PEM, with any
    /// number of certificates. It can be called several times.
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.connection.roots.push(pem.as_ref().to_vec());
        self
    }

    /// Trusts no servers but those whose certificates come from these authorities, and those of
    /// [`root_certificates`](Self::root_certificates): what the machine trusts does not count.
    pub fn only_root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.connection.only_roots = true;
        self.root_certificates(pem)
    }

    /// Sets the certificate by which the client proves who it is, for servers that ask for one: PEM, with the certificate,
    /// those between it and its authority, and its private key.
    pub fn client_certificate(mut self, pem: impl Into<Secret>) -> Self {
        self.connection.identity = Some(pem.into());
        self
    }

    /// Sends everything through a proxy, by its URL, which may have a user name and a password. Unless set, the variables
    /// `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` of the environment say which one.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.connection.proxy = Proxy::At(url.into());
        self
    }

    /// Sends everything directly, whatever proxies the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.connection.proxy = Proxy::Direct;
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

    /// Calls a function with each request before it is sent, once for each attempt and with its credentials: to add a
    /// header, say, or a signature. Functions are called in the order in which they were given.
    pub fn on_request(
        mut self,
        function: impl Fn(&mut http::Request<Body>) + MaybeSend + MaybeSync + 'static,
    ) -> Self {
        self.observers.before(function);
        self
    }

    /// Calls a function with what each attempt came to: for metrics, say. See [`Attempt`].
    pub fn on_attempt(
        mut self,
        function: impl Fn(&Attempt<'_>) + MaybeSend + MaybeSync + 'static,
    ) -> Self {
        self.observers.after(function);
        self
    }

    /// Holds the items of each response against the filters that were sent, and makes a call fail with
    /// [`Error::FilterIgnored`](crate::Error::FilterIgnored) when one contradicts a condition: a server ignores a parameter that
    /// it does not know, and responds with all items then. Unless set, nothing is compared.
    ///
    /// An item is compared by its member of the filter's name, where both have one type. What a server may compare in
    /// another way is never an error: `null`, texts that differ in case or in letters beyond ASCII, the order of texts,
    /// numbers and instants that may have been rounded, patterns, searches, and operators of its own. Each response is read
    /// a second time.
    pub fn verify_filters(mut self, verify: bool) -> Self {
        self.verify_filters = verify;
        self
    }

    /// Shows the values of these parameters of the query in traces. Unless set, none is shown: those of filters are
    /// customers' data. Those of credentials never are.
    #[cfg(feature = "tracing")]
    pub fn traced_parameters<N: Into<String>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Self {
        self.traced.extend(names.into_iter().map(Into::into));
        self
    }
}

/// An address without what stands before `@` in it, and without its query and its fragment: a password or a key may stand
/// there, and is refused only when the client is built.
fn without_secrets(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let query = rest.find(['?', '#']);
    let (before, shown, hidden) = match (rest.rfind('@'), query) {
        // A query with an `@`, or a password with a `?`: who knows.
        (Some(at), Some(query)) if at > query => ("", "", "…"),
        (Some(at), Some(query)) => ("…@", &rest[at + 1..=query], "…"),
        (Some(at), None) => ("…@", &rest[at + 1..], ""),
        (None, Some(query)) => ("", &rest[..=query], "…"),
        (None, None) => ("", rest, ""),
    };
    let separator = if scheme.is_empty() { "" } else { "://" };
    format!("{scheme}{separator}{before}{shown}{hidden}")
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
            .field("base_url", &self.base_url.as_deref().map(without_secrets))
            .field("retry", &self.retry)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connection.connect_timeout())
            .finish_non_exhaustive()
    }
}
