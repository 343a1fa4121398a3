//! Webhooks: whether a request comes from the API, by its signature.
//!
//! In: the headers and the body of a request that a server of yours has received. Out: nothing, or why it is not to be
//! trusted; and its body as the type that the document gives it.
//!
//! ```
//! # #[derive(serde::Deserialize)] struct Ping { zen: String }
//! use tamis_runtime::http::HeaderMap;
//! use tamis_runtime::webhook::{Verifier, WebhookError};
//!
//! fn receive(headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
//!     let verifier = Verifier::github("It's a Secret to Everybody");
//!     // The type is one of a generated client: that of the request's body in the document's `webhooks`.
//!     let ping: Ping = verifier.read(headers, body)?;
//!     println!("{}", ping.zen);
//!     Ok(())
//! }
//! ```
//!
//! | file | |
//! |---|---|
//! | `form.rs` | where a signature stands, and what of a request is signed |
//! | `error.rs` | why a request is not to be trusted |

mod error;
mod form;

use std::fmt;
use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use serde::de::DeserializeOwned;
use sha2::Sha256;

pub use self::error::WebhookError;
use self::form::{Form, Signed};
use crate::secret::Secret;
use crate::{Timestamp, base64};

/// How old a request may be, or how far ahead its clock, unless set otherwise: what those who send them recommend.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// Verifies the signatures of webhooks: HMAC with SHA-256, in one of the common forms.
///
/// Signatures are compared in constant time. Where they have a time, it has to be near that of the machine, so that nobody can send an
/// old request once more; where they have none ([`github`](Self::github), [`of_body`](Self::of_body)), the receiver has to know
/// requests that come twice by their own identifier.
///
/// The body has to be the bytes that have come, before anything has read them: one that was read as JSON and written again is another one.
#[derive(Clone)]
pub struct Verifier {
    form: Form,
    keys: Vec<Vec<u8>>,
    tolerance: Option<Duration>,
}

impl Verifier {
    /// Signatures as GitHub sends them: `X-Hub-Signature-256: sha256=…` over the body.
    pub fn github(secret: impl Into<Secret>) -> Self {
        Self::of_body("x-hub-signature-256", secret)
    }

    /// Signatures over the body alone, in a header, as hexadecimal digits or in base64, behind `sha256=` or not: as Shopify
    /// (`X-Shopify-Hmac-Sha256`) and many others send them.
    pub fn of_body(header: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(Form::Body(header.into()), secret)
    }

    /// Signatures as Stripe sends them: `Stripe-Signature: t=…,v1=…` over time and body.
    pub fn stripe(secret: impl Into<Secret>) -> Self {
        Self::stripe_in("stripe-signature", secret)
    }

    /// The same in another header.
    pub fn stripe_in(header: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(Form::Stripe(header.into()), secret)
    }

    /// Signatures as Slack sends them: `X-Slack-Signature: v0=…` over `X-Slack-Request-Timestamp` and body.
    pub fn slack(secret: impl Into<Secret>) -> Self {
        Self::new(Form::Slack, secret)
    }

    /// Signatures as [Standard Webhooks](https://www.standardwebhooks.com) has them: `webhook-signature: v1,…` over `webhook-id`,
    /// `webhook-timestamp` and body. The secret is base64, behind `whsec_` or not. Headers that begin with `svix-` are
    /// read, too.
    ///
    /// # Errors
    ///
    /// When the secret is not base64.
    pub fn standard(secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        let mut verifier = Self {
            form: Form::Standard,
            keys: Vec::new(),
            tolerance: Some(TOLERANCE),
        };
        verifier.add(&secret.into())?;
        Ok(verifier)
    }

    fn new(form: Form, secret: impl Into<Secret>) -> Self {
        let secret: Secret = secret.into();
        Self {
            form,
            keys: vec![secret.expose().as_bytes().to_vec()],
            tolerance: Some(TOLERANCE),
        }
    }

    fn add(&mut self, secret: &Secret) -> Result<(), WebhookError> {
        let text = secret.expose();
        self.keys.push(if matches!(self.form, Form::Standard) {
            let text = text.strip_prefix("whsec_").unwrap_or(text);
            base64::decode(text).map_err(|_| WebhookError::Secret)?
        } else {
            text.as_bytes().to_vec()
        });
        Ok(())
    }

    /// Also takes signatures by another secret, while one takes the place of the other.
    ///
    /// # Errors
    ///
    /// When the secret is not of the form that [`standard`](Self::standard) takes.
    pub fn or_secret(mut self, secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        self.add(&secret.into())?;
        Ok(self)
    }

    /// Sets how old a request may be, or how far ahead its clock; `None` for any time. Unless set, it is 5 minutes.
    #[must_use]
    pub fn tolerance(mut self, tolerance: impl Into<Option<Duration>>) -> Self {
        self.tolerance = tolerance.into();
        self
    }

    /// Verifies the signature of a request.
    ///
    /// # Errors
    ///
    /// When the request is not to be trusted: see [`WebhookError`].
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        self.verify_at(headers, body, Timestamp::now())
    }

    /// The same at another time than now: for tests, and for requests that were kept.
    ///
    /// # Errors
    ///
    /// When the request is not to be trusted: see [`WebhookError`].
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), WebhookError> {
        // A variable of the environment that is not set: what is signed by nothing is signed by anybody.
        if self.keys.iter().any(Vec::is_empty) {
            return Err(WebhookError::Secret);
        }
        let Signed {
            before_body,
            time,
            signatures,
        } = self.form.read(headers)?;
        let is_by = |key: &Vec<u8>| {
            // A key may have any length.
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
                return false;
            };
            mac.update(before_body.as_bytes());
            mac.update(body);
            signatures
                .iter()
                .any(|signature| mac.clone().verify_slice(signature).is_ok())
        };
        if !self.keys.iter().any(is_by) {
            return Err(WebhookError::Signature);
        }
        // Only what is signed says what time it is.
        if let (Some(time), Some(tolerance)) = (time, self.tolerance) {
            let away = now.as_second().abs_diff(time);
            if away > tolerance.as_secs() {
                return Err(WebhookError::Time);
            }
        }
        Ok(())
    }

    /// Verifies the signature of a request, and reads its body as JSON.
    ///
    /// # Errors
    ///
    /// When the request is not to be trusted, and [`WebhookError::Body`] when it is and its body is not JSON of this type.
    pub fn read<T: DeserializeOwned>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<T, WebhookError> {
        self.verify(headers, body)?;
        serde_json::from_slice(body).map_err(WebhookError::Body)
    }
}

impl fmt::Debug for Verifier {
    /// Without the secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("form", &self.form)
            .field("secrets", &self.keys.len())
            .field("tolerance", &self.tolerance)
            .finish()
    }
}
