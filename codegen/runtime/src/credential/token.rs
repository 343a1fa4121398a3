//! Where a credential comes from that changes, and what it is then.

use std::future::Future;
use std::time::Duration;

use crate::error::BoxError;
use crate::secret::Secret;
use crate::transport::{BoxFuture, MaybeSend, MaybeSync};

/// What gives a credential that changes: a vault, the metadata service of a cloud, a file that is renewed.
///
/// Functions that return a future are sources: see [`Credential::source`](crate::Credential::source). The errors of a source end up in those of calls,
/// so they must not hold the credential.
pub trait TokenSource: MaybeSend + MaybeSync + 'static {
    /// Gets a credential that is good now.
    fn token(&self) -> BoxFuture<Result<Token, BoxError>>;
}

impl<F, R, T, E> TokenSource for F
where
    F: Fn() -> R + MaybeSend + MaybeSync + 'static,
    R: Future<Output = Result<T, E>> + MaybeSend + 'static,
    T: Into<Token>,
    E: Into<BoxError>,
{
    fn token(&self) -> BoxFuture<Result<Token, BoxError>> {
        let asked = self();
        Box::pin(async move { asked.await.map(Into::into).map_err(Into::into) })
    }
}

/// What a [`TokenSource`] gives: a credential, and for how long it is good.
#[derive(Clone, Debug)]
#[must_use]
pub struct Token {
    pub(crate) secret: Secret,
    pub(crate) lifetime: Option<Duration>,
}

impl Token {
    /// A credential that is good until the server refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// Sets for how long it is good from now on.
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.lifetime = Some(time);
        self
    }
}

impl<S: Into<Secret>> From<S> for Token {
    fn from(secret: S) -> Self {
        Self::new(secret)
    }
}
