//! Security schemes and servers. Filled by `convert/`.

use super::Docs;

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

/// A server that offers the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Absolute, relative, or with `{variables}`.
    pub url: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// The variables in the URL, in document order.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// The address, with the defaults of its variables, if it is one that can be called.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        let url = self
            .variables
            .iter()
            .fold(self.url.clone(), |url, variable| {
                url.replace(&format!("{{{}}}", variable.name), &variable.default)
            });
        let absolute = url.starts_with("https://") || url.starts_with("http://");
        (absolute && !url.contains(['{', '}'])).then_some(url)
    }
}

/// A variable in a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name between the braces.
    pub name: String,
    /// Its value unless the user gives one.
    pub default: String,
    /// The values it can have; empty: any.
    pub values: Vec<String>,
}
