//! The transport over reqwest.
//!
//! | file | |
//! |---|---|
//! | `tls.rs` | whom the client trusts, and who it is |
//! | `address.rs` | a request without its body |
//! | `upload.rs` | the body of a request, as it is sent |
//! | `redirect.rs` | which redirections are followed |
//! | `receive.rs` | a response, within the limits |
//! | `failure.rs` | what an error means |
//!
//! Redirections: reqwest takes `Authorization` and `Cookie` off when one leads to another host, but passes all other
//! headers on, API keys among them; and it turns a `POST` into a `GET`. So it follows none, and this transport
//! follows those that change nothing but the path: 307 and 308, and 301 and 302 of `GET` and `HEAD`, to the same scheme,
//! host and port. Any other arrives as the response that it is. A body that cannot be sent a second time makes such a
//! redirection an error.

mod address;
mod failure;
mod receive;
mod redirect;
#[cfg(not(target_arch = "wasm32"))]
mod tls;
mod upload;

use std::sync::Arc;

use http::request::Parts;

use self::address::{Origin, convert};
use self::failure::failed;
use self::receive::receive;
use self::redirect::follow;
use self::upload::set_body;
use super::connection::{Connection, Unusable};
use super::{BoxFuture, Limits, Transport};
use crate::Body;
use crate::error::{TransportError, TransportErrorKind};

#[cfg(not(target_arch = "wasm32"))]
use super::connection::Proxy;

/// The transport that a client uses unless it is given another.
#[derive(Clone, Debug)]
pub(crate) struct OwnClient(Arc<Own>);

#[derive(Debug)]
struct Own {
    client: reqwest::Client,
    origin: Origin,
}

impl From<reqwest::Client> for OwnClient {
    fn from(client: reqwest::Client) -> Self {
        let origin = Origin::default();
        Self(Arc::new(Own { client, origin }))
    }
}

impl OwnClient {
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn new(connection: &Connection) -> Result<Self, Unusable> {
        let mut builder = redirecting_nowhere().tls_backend_preconfigured(tls::config(connection)?);
        if let Some(limit) = connection.connect_timeout() {
            builder = builder.connect_timeout(limit);
        }
        builder = match &connection.proxy {
            Proxy::Environment => builder,
            Proxy::Direct => builder.no_proxy(),
            // The parser's messages hold the URL, and so a password.
            Proxy::At(url) => builder.proxy(
                reqwest::Proxy::all(url.expose())
                    .map_err(|_| Unusable::new("proxy", "it is not the URL of a proxy"))?,
            ),
        };
        let client = builder.build();
        client
            .map(Self::from)
            .map_err(|error| Unusable::new("transport", error.without_url()))
    }

    /// Connections are the browser's affair.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn new(connection: &Connection) -> Result<Self, Unusable> {
        match connection.any_set() {
            Some(setting) if setting != "connect_timeout" => {
                Err(Unusable::new(setting, "the browser makes the connections"))
            }
            _ => reqwest::Client::builder()
                .build()
                .map(Self::from)
                .map_err(|error| Unusable::new("transport", error.without_url())),
        }
    }
}

/// Begins a [`reqwest::Client`] of one's own that follows no redirections, since reqwest passes API keys in headers on to
/// other hosts. Everything that reqwest can set works on it: root certificates, a client certificate, proxies.
///
/// ```
/// # fn example(pem: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
/// use tamis_runtime::reqwest::Certificate;
///
/// let own = tamis_runtime::http_client()?
///     .https_only(true)
///     .tls_certs_only([Certificate::from_pem(pem)?])
///     .build()?;
/// // Client::builder().transport(own)
/// # Ok(())
/// # }
/// ```
///
/// This crate enables no TLS provider of reqwest's, so that `reqwest::Client::new()` panics unless the process has one.
/// This function gives it ring, unless it has one already; an application that wants another one installs it before.
///
/// # Errors
///
/// When the process has no TLS provider and can be given none.
pub fn http_client() -> Result<reqwest::ClientBuilder, TransportError> {
    #[cfg(not(target_arch = "wasm32"))]
    {
        use rustls::crypto::{CryptoProvider, ring};

        let has_provider = || CryptoProvider::get_default().is_some();
        // It fails when another thread was faster, which is as well.
        if !has_provider() && ring::default_provider().install_default().is_err() && !has_provider()
        {
            return Err(TransportError::new(
                TransportErrorKind::Other,
                "the process has no TLS provider",
            ));
        }
        Ok(redirecting_nowhere())
    }
    #[cfg(target_arch = "wasm32")]
    Ok(reqwest::Client::builder())
}

#[cfg(not(target_arch = "wasm32"))]
fn redirecting_nowhere() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
}

impl Transport for OwnClient {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        self.send_shared(&Arc::new(head), body, limits)
    }

    fn send_shared(
        &self,
        head: &Arc<Parts>,
        body: Body,
        limits: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let (own, head) = (Arc::clone(&self.0), Arc::clone(head));
        Box::pin(async move {
            in_time(limits, async move |limits| {
                let response = follow(&own.client, &own.origin, &head, body, limits).await?;
                receive(response, limits).await
            })
            .await
        })
    }
}

/// A client of the user's own. Its redirections are the user's affair: reqwest's default passes API keys in headers on
/// to other hosts, so `redirect::Policy::none()` is what it should have.
impl Transport for reqwest::Client {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let client = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let mut request = convert(&head, &Origin::default())?;
            in_time(limits, async move |limits| {
                *request.timeout_mut() = limits.timeout;
                set_body(&mut request, body).await?;
                let response = client.execute(request).await.map_err(failed)?;
                receive(response, limits).await
            })
            .await
        })
    }
}

/// Keeps the time of a response that is read as it comes: reqwest's own limit is for the last byte.
#[cfg(not(target_arch = "wasm32"))]
async fn in_time(
    limits: Limits,
    call: impl AsyncFnOnce(Limits) -> Result<http::Response<Body>, TransportError>,
) -> Result<http::Response<Body>, TransportError> {
    let Some(limit) = limits.timeout.filter(|_| limits.streamed) else {
        return call(limits).await;
    };
    let without = Limits {
        timeout: None,
        ..limits
    };
    // In a box, as most calls wait for all of the response: they have no room for it then.
    match Box::pin(tokio::time::timeout(limit, call(without))).await {
        Ok(answer) => answer,
        Err(elapsed) => Err(TransportError::new(TransportErrorKind::Timeout, elapsed)),
    }
}

/// In the browser, the whole body is waited for.
#[cfg(target_arch = "wasm32")]
async fn in_time(
    limits: Limits,
    call: impl AsyncFnOnce(Limits) -> Result<http::Response<Body>, TransportError>,
) -> Result<http::Response<Body>, TransportError> {
    call(limits).await
}
