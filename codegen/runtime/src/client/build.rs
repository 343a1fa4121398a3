//! The last step of setting up a client: what was given is checked, and put together.

use std::sync::Arc;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderValue};

use super::base_url::BaseUrl;
use super::builder::CoreBuilder;
use super::core::{Core, Inner};
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
use super::through::Attempted;
use crate::error::BuildError;
use crate::retry::{Budget, Pace};
use crate::security::Credentials;
use crate::server::Server;
use crate::transport::Transport;
use crate::transport::connection::Connection;

/// The `User-Agent` unless another is set.
const OWN_NAME: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

#[cfg(feature = "reqwest")]
fn own_transport(connection: &Connection) -> Result<Arc<dyn Transport>, BuildError> {
    let client = crate::transport::reqwest::OwnClient::new(connection);
    let unusable = |error: crate::transport::connection::Unusable| BuildError::Connection {
        setting: error.setting,
        source: error.source,
    };
    Ok(Arc::new(client.map_err(unusable)?))
}

#[cfg(all(
    feature = "ureq",
    not(feature = "reqwest"),
    not(target_arch = "wasm32")
))]
fn own_transport(connection: &Connection) -> Result<Arc<dyn Transport>, BuildError> {
    match connection.any_set() {
        Some(setting) if setting != "connect_timeout" => Err(BuildError::Connection {
            setting,
            source: "it is for the transport over reqwest: give a `blocking::Ureq` with an agent of your own".into(),
        }),
        _ => Ok(Arc::new(crate::blocking::Ureq::with_connect_timeout(
            connection.connect_timeout(),
        ))),
    }
}

#[cfg(not(any(
    feature = "reqwest",
    all(feature = "ureq", not(target_arch = "wasm32"))
)))]
fn own_transport(_: &Connection) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl CoreBuilder {
    /// Builds the client.
    ///
    /// # Errors
    ///
    /// When no operation could be called with what was given, or something that was given cannot be used; see
    /// [`BuildError`].
    pub fn build(self) -> Result<Core, BuildError> {
        let chosen = self.server.as_ref().map(Server::address).transpose()?;
        if chosen.is_some() && self.base_url.is_some() {
            let reason = "a base URL is set as well".to_owned();
            return Err(BuildError::Server { reason });
        }
        let server = chosen.as_deref().or(self.api.server);
        let base_url = BaseUrl::new(self.base_url.as_deref(), server)?;
        let credentials = Credentials::new(self.api.schemes, &self.credentials, base_url.as_str())?;
        credentials
            .meets_any(self.api.security)
            .map_err(BuildError::MissingCredentials)?;
        let mut headers = HeaderMap::new();
        if self.transport.is_none() {
            headers.insert(USER_AGENT, HeaderValue::from_static(OWN_NAME));
        }
        for header in self.headers.headers {
            let (name, value) = header.map_err(|name| BuildError::Header { name })?;
            headers.insert(name, value);
        }
        let transport = match (self.transport, self.connection.any_set()) {
            (Some(_), Some(setting)) => return Err(BuildError::OwnTransport { setting }),
            (Some(given), None) => given,
            (None, _) => own_transport(&self.connection)?,
        };
        #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
        let transport = self
            .layers
            .iter()
            .fold(transport, |inner, wrap| wrap(inner));
        Ok(Core::from_inner(Inner {
            api: self.api,
            base_url,
            credentials,
            headers,
            timeout: self.timeout,
            idle_timeout: self.idle_timeout,
            attempt_timeout: self.attempt_timeout,
            retry: self.retry,
            budget: Budget::default(),
            pace: self.paced.then(Pace::default),
            max_response_size: self.max_response_size,
            #[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
            calls: (!self.call_layers.is_empty()).then(|| {
                let calls: Arc<dyn Transport> = Arc::new(Attempted(Arc::clone(&transport)));
                self.call_layers
                    .iter()
                    .fold(calls, |inner, wrap| wrap(inner))
            }),
            transport,
            observers: self.observers,
            verify_filters: self.verify_filters,
            traced: self.traced,
        }))
    }
}
