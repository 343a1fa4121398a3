//! Why a webhook is not to be trusted.

use std::error::Error as StdError;
use std::fmt;

/// Why a webhook is not to be trusted, or not understood. It holds no secret and no signature.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// The secret is empty, so that everybody knows it, or it is not base64, which it has to be for this form of signatures.
    Secret,
    /// A header is missing: it is not signed.
    #[non_exhaustive]
    Missing {
        /// The header.
        header: String,
    },
    /// A header is not what it should be.
    #[non_exhaustive]
    Malformed {
        /// The header.
        header: String,
    },
    /// The signature is not by the secret: another body, or another sender.
    Signature,
    /// It was signed too long ago, or the clocks differ: somebody may send an old request once more.
    Time,
    /// It can be trusted, and its body is not JSON of the type.
    Body(serde_json::Error),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret => f.write_str("the secret of the webhook is empty or not base64"),
            Self::Missing { header } => write!(f, "the webhook has no header `{header}`"),
            Self::Malformed { header } => {
                write!(f, "the header `{header}` of the webhook holds no signature")
            }
            Self::Signature => f.write_str("the signature of the webhook is not by the secret"),
            Self::Time => f.write_str("the webhook was signed too long ago, or the clocks differ"),
            Self::Body(error) => {
                write!(
                    f,
                    "the body of the webhook does not match the document: {error}"
                )
            }
        }
    }
}

impl StdError for WebhookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Body(error) => error.source(),
            _ => None,
        }
    }
}
