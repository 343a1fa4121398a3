//! What an error of reqwest means.

use std::error::Error as StdError;

use crate::error::{TransportError, TransportErrorKind};

/// The error, without the URL.
pub(super) fn failed(error: reqwest::Error) -> TransportError {
    let kind = inside(&error).unwrap_or_else(|| {
        if error.is_timeout() {
            TransportErrorKind::Timeout
        } else if is_connect(&error) {
            TransportErrorKind::Connect
        } else if error.is_body() || error.is_decode() {
            TransportErrorKind::Body
        } else {
            TransportErrorKind::Other
        }
    });
    let is_unsent = is_connect(&error);
    let failed = TransportError::new(kind, error.without_url());
    if is_unsent { failed.unsent() } else { failed }
}

/// What the errors inside say: the request's body of its own failure, TLS of a certificate, hyper of a head.
fn inside(error: &reqwest::Error) -> Option<TransportErrorKind> {
    let mut next = error.source();
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return Some(error.kind());
        }
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(kind) = of_library(error) {
            return Some(kind);
        }
        next = error.source();
    }
    None
}

#[cfg(not(target_arch = "wasm32"))]
fn of_library(error: &(dyn StdError + 'static)) -> Option<TransportErrorKind> {
    if let Some(error) = error.downcast_ref::<hyper::Error>() {
        // hyper has a function for this only in servers.
        let is_too_large = error.is_parse() && error.to_string().contains("too large");
        return is_too_large.then_some(TransportErrorKind::TooLarge);
    }
    // What is inside an input error is not its source, but itself.
    let mut error = error;
    while let Some(outer) = error.downcast_ref::<std::io::Error>() {
        error = outer.get_ref()?;
    }
    match error.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(_)
        | rustls::Error::NoCertificatesPresented
        | rustls::Error::UnsupportedNameType => Some(TransportErrorKind::Certificate),
        rustls::Error::AlertReceived(alert) => {
            is_about_certificates(*alert).then_some(TransportErrorKind::Certificate)
        }
        _ => None,
    }
}

/// Whether the server says that the client's certificate is the trouble.
#[cfg(not(target_arch = "wasm32"))]
fn is_about_certificates(alert: rustls::AlertDescription) -> bool {
    use rustls::AlertDescription as Alert;
    matches!(
        alert,
        Alert::BadCertificate
            | Alert::UnsupportedCertificate
            | Alert::CertificateRevoked
            | Alert::CertificateExpired
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::AccessDenied
            | Alert::CertificateRequired
            | Alert::NoCertificate
    )
}

#[cfg(not(target_arch = "wasm32"))]
fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

#[cfg(target_arch = "wasm32")]
fn is_connect(_: &reqwest::Error) -> bool {
    false
}
