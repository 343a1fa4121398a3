//! Security schemes. Filled by `convert/`.

use super::docs::Docs;

/// A way to authenticate.
#[derive(Clone, Debug)]
pub(crate) struct SecurityScheme {
    /// The component's name.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// How the credential travels.
    pub kind: SecuritySchemeKind,
    /// Where tokens come from, for `oauth2`.
    pub tokens: Option<TokenEndpoint>,
}

/// Where the tokens of an `oauth2` scheme come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TokenEndpoint {
    /// `tokenUrl`, of the flow for clients themselves where there is one.
    pub url: String,
    /// `refreshUrl`, if it is another one.
    pub refresh_url: Option<String>,
    /// Whether a client gets tokens by its own name and secret.
    pub for_clients: bool,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SecuritySchemeKind {
    /// A key in a header, a query parameter or a cookie.
    ApiKey {
        /// Where.
        location: ApiKeyLocation,
        /// The name of the header, parameter or cookie.
        name: String,
    },
    /// `Authorization: Bearer …`; the tokens of `oauth2` and `openIdConnect` travel like this, too.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A client certificate: the transport's affair.
    MutualTls,
    /// Another scheme of `Authorization`, under its name: `Digest`.
    Other(String),
}

/// Where an API key travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApiKeyLocation {
    Header,
    Query,
    Cookie,
}
