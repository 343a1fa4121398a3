//! What a document states about its API as a whole: a static table in generated code.

/// What a document states about its API as a whole.
#[derive(Debug)]
pub struct Api {
    /// `info.title`.
    pub title: &'static str,
    /// `info.version`.
    pub version: &'static str,
    /// The URL of the server, or its path, which begins with a slash; `None` when the document names none, or one of which
    /// nothing can be made.
    pub server: Option<&'static str>,
    /// The security schemes.
    pub schemes: &'static [Scheme],
    /// The distinct requirements of all operations, each as in [`OperationInfo::security`](crate::OperationInfo).
    pub security: &'static [&'static [&'static [usize]]],
}

/// A way to authenticate.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub(crate) name: &'static str,
    pub(crate) kind: SchemeKind,
    pub(crate) token_url: Option<&'static str>,
    pub(crate) refresh_url: Option<&'static str>,
}

/// Where a credential travels.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SchemeKind {
    Header(&'static str),
    /// The name is percent-encoded.
    Query(&'static str),
    Cookie(&'static str),
    Bearer,
    Basic,
    Authorization(&'static str),
    Certificate,
}

impl Scheme {
    const fn new(name: &'static str, kind: SchemeKind) -> Self {
        Self {
            name,
            kind,
            token_url: None,
            refresh_url: None,
        }
    }

    /// Sets the endpoint for tokens: `tokenUrl` of the scheme's flows.
    #[must_use]
    pub const fn token_url(self, url: &'static str) -> Self {
        Self {
            token_url: Some(url),
            ..self
        }
    }

    /// Sets the endpoint for renewals, if it is another one: `refreshUrl` of the scheme's flows.
    #[must_use]
    pub const fn refresh_url(self, url: &'static str) -> Self {
        Self {
            refresh_url: Some(url),
            ..self
        }
    }

    /// A key in a header.
    #[must_use]
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, SchemeKind::Header(header))
    }

    /// A key in the query, under a name that is percent-encoded.
    #[must_use]
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self::new(name, SchemeKind::Query(parameter))
    }

    /// A key in a cookie.
    #[must_use]
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, SchemeKind::Cookie(cookie))
    }

    /// `Authorization: Bearer …`.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Bearer)
    }

    /// `Authorization: Basic …`, from a user name and a password.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Basic)
    }

    /// `Authorization:` with another word: `Scheme::authorization("Signature", "HMAC")`.
    #[must_use]
    pub const fn authorization(name: &'static str, word: &'static str) -> Self {
        Self::new(name, SchemeKind::Authorization(word))
    }

    /// A client certificate. The transport has it, so it always counts as given.
    #[must_use]
    pub const fn certificate(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Certificate)
    }
}
