//! Security schemes. Filled by `convert/`.

use super::docs::Docs;

/// A way to authenticate.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// The component's name.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// How the credential travels.
    pub kind: SecuritySchemeKind,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
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
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum ApiKeyLocation {
    Header,
    Query,
    Cookie,
}
