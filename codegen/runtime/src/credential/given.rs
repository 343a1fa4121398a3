//! A credential as users give it.

use std::fmt;
use std::sync::Arc;

use super::oauth2::OAuth2;
use super::token::TokenSource;
use crate::secret::Secret;

/// A credential: a text that does not change, or a source that is asked for one when it is needed.
///
/// A text is turned into one by `Into`, and so are the settings of [`OAuth2`]. A source is a function:
///
/// ```
/// # use std::time::Duration;
/// # use tamis_runtime::{BoxError, Credential, Token};
/// # async fn read_from_the_vault() -> Result<String, BoxError> { Ok(String::new()) }
/// let credential = Credential::source(|| async {
///     let key = read_from_the_vault().await?;
///     Ok::<_, BoxError>(Token::new(key).expires_in(Duration::from_secs(3600)))
/// });
/// // Client::builder().api_token_auth(credential)
/// # let _ = credential;
/// ```
///
/// All calls of a client share what a source gives. It is asked again shortly before that ends, and once when the server
/// responds to a call with 401, which is then sent a second time. While it is asked, calls go on with what is still good, and
/// otherwise wait for the one response.
#[derive(Clone)]
pub struct Credential(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
    Text(Secret),
    Source(Arc<dyn TokenSource>),
    OAuth2(Box<OAuth2>),
}

impl Credential {
    /// A credential that a source gives.
    pub fn source(source: impl TokenSource) -> Self {
        Self(Kind::Source(Arc::new(source)))
    }
}

impl<S: Into<Secret>> From<S> for Credential {
    fn from(secret: S) -> Self {
        Self(Kind::Text(secret.into()))
    }
}

impl From<OAuth2> for Credential {
    fn from(settings: OAuth2) -> Self {
        Self(Kind::OAuth2(Box::new(settings)))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Text(_) => "Credential(…)",
            Kind::Source(_) => "Credential(a source)",
            Kind::OAuth2(_) => "Credential(OAuth2)",
        })
    }
}
