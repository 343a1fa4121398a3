//! The settings of a token endpoint.

use std::fmt;
use std::sync::Arc;

use crate::secret::Secret;

/// How a client gets its tokens from a token endpoint (OAuth 2.0, RFC 6749): a [`Credential`](crate::Credential) of a
/// scheme of the type `oauth2`.
///
/// ```
/// use tamis_runtime::OAuth2;
///
/// let machine = OAuth2::client_credentials("the-client", "its secret").scope("invoices:read");
/// let person = OAuth2::refresh_token("the-client", "the refresh token")
///     .client_secret("its secret")
///     .on_new_refresh_token(|token| println!("to be kept in place of the old one: {} bytes", token.expose().len()));
/// // Client::builder().oauth(machine)
/// # let _ = (machine, person);
/// ```
///
/// Tokens are asked for over the client's own transport, without the headers of the client but for `User-Agent`, and the
/// client's secret goes to the token endpoint only. Where that is, the document states, unless it is set. It has to be
/// `https`, unless it is on this machine, or the API itself is not.
#[derive(Clone)]
#[must_use]
pub struct OAuth2 {
    pub(super) grant: Grant,
    pub(super) client_id: String,
    pub(super) client_secret: Option<Secret>,
    pub(super) token_url: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) parameters: Vec<(String, Secret)>,
    pub(super) secret_in_body: bool,
    pub(super) renewed: Option<Arc<Renewed>>,
}

/// What a client shows for a token.
#[derive(Clone)]
pub(super) enum Grant {
    ClientCredentials,
    RefreshToken(Secret),
}

/// What gets a new refresh token.
#[cfg(not(target_arch = "wasm32"))]
pub(super) type Renewed = dyn Fn(&Secret) + Send + Sync;
/// What gets a new refresh token.
#[cfg(target_arch = "wasm32")]
pub(super) type Renewed = dyn Fn(&Secret);

impl OAuth2 {
    fn new(grant: Grant, client_id: String) -> Self {
        Self {
            grant,
            client_id,
            client_secret: None,
            token_url: None,
            scopes: Vec::new(),
            parameters: Vec::new(),
            secret_in_body: false,
            renewed: None,
        }
    }

    pub(crate) fn refreshes(&self) -> bool {
        matches!(self.grant, Grant::RefreshToken(_))
    }

    /// Tokens for the client itself, by its name and secret: the grant `client_credentials`.
    pub fn client_credentials(
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        Self::new(Grant::ClientCredentials, client_id.into()).client_secret(client_secret)
    }

    /// Tokens for a person who once allowed that: the grant `refresh_token`.
    pub fn refresh_token(client_id: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        Self::new(Grant::RefreshToken(refresh_token.into()), client_id.into())
    }

    /// Sets the secret of the client, for a client that has one.
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// Sets where tokens are asked for: an absolute URL, or a path on the API's server. Unless set, the document states so.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Asks for a scope. Without any, the server decides.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Adds a parameter to what is asked: `audience`, say.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends name and secret of the client in the body, for servers that do not read `Authorization: Basic`.
    pub fn secret_in_body(mut self) -> Self {
        self.secret_in_body = true;
        self
    }

    /// Calls a function with each new refresh token that the server gives in place of the old one, to be kept for the next
    /// start of the program.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn on_new_refresh_token(mut self, keep: impl Fn(&Secret) + Send + Sync + 'static) -> Self {
        self.renewed = Some(Arc::new(keep));
        self
    }

    /// Calls a function with each new refresh token that the server gives in place of the old one.
    #[cfg(target_arch = "wasm32")]
    pub fn on_new_refresh_token(mut self, keep: impl Fn(&Secret) + 'static) -> Self {
        self.renewed = Some(Arc::new(keep));
        self
    }
}

impl fmt::Debug for OAuth2 {
    /// Without anything that is secret, parameters included.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grant = match self.grant {
            Grant::ClientCredentials => "client_credentials",
            Grant::RefreshToken(_) => "refresh_token",
        };
        f.debug_struct("OAuth2")
            .field("grant", &grant)
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
