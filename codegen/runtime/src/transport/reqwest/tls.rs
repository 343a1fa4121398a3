//! TLS of the client's own transport: what the machine trusts, or what the user sets, with ring for the arithmetic.
//!
//! A configuration of our own, so that a client has what it needs without a provider that is set for the whole process.

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::client::{ClientConfig, WebPkiServerVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{RootCertStore, crypto::ring};
use rustls_platform_verifier::Verifier;

use crate::transport::connection::{Connection, Unusable};

/// The configuration for what was set.
pub(super) fn config(connection: &Connection) -> Result<ClientConfig, Unusable> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Unusable::new("TLS", error))?
        .dangerous()
        .with_custom_certificate_verifier(verifier(connection, provider)?);
    let unusable = |error| Unusable::new("client_certificate", error);
    let mut config = match &connection.identity {
        None => builder.with_no_client_auth(),
        Some(pem) => {
            let pem = pem.expose().as_bytes();
            let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| {
                Unusable::new("client_certificate", "there is no private key in it")
            })?;
            builder
                .with_client_auth_cert(certificates("client_certificate", pem)?, key)
                .map_err(unusable)?
        }
    };
    if cfg!(feature = "http2") {
        // reqwest adds these itself only to a configuration of its own.
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    }
    Ok(config)
}

/// What decides whether a server is trusted.
fn verifier(
    connection: &Connection,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Unusable> {
    let setting = if connection.only_roots {
        "only_root_certificates"
    } else {
        "root_certificates"
    };
    let unusable = |error| Unusable::new(setting, error);
    let mut roots = Vec::new();
    for pem in &connection.roots {
        roots.extend(certificates(setting, pem)?);
    }
    if connection.only_roots {
        let mut store = RootCertStore::empty();
        for root in roots {
            store.add(root).map_err(unusable)?;
        }
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider);
        return verifier
            .build()
            .map(|verifier| verifier as Arc<dyn ServerCertVerifier>)
            .map_err(|error| Unusable::new(setting, error));
    }
    if roots.is_empty() {
        let verifier = Verifier::new(provider).map_err(|error| Unusable::new("TLS", error))?;
        return Ok(Arc::new(verifier));
    }
    with_extra_roots(roots, provider).map_err(unusable)
}

#[cfg(any(all(unix, not(target_os = "android")), target_os = "windows"))]
fn with_extra_roots(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    Ok(Arc::new(Verifier::new_with_extra_roots(roots, provider)?))
}

/// The verifier of this system takes none.
#[cfg(not(any(all(unix, not(target_os = "android")), target_os = "windows")))]
fn with_extra_roots(
    _: Vec<CertificateDer<'static>>,
    _: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    Err(rustls::Error::General(
        "this system takes no certificates beside its own; `only_root_certificates` works"
            .to_owned(),
    ))
}

/// The certificates in a text of PEM: at least one.
fn certificates(
    setting: &'static str,
    pem: &[u8],
) -> Result<Vec<CertificateDer<'static>>, Unusable> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|error| Unusable::new(setting, error))?;
    if certificates.is_empty() {
        return Err(Unusable::new(setting, "there is no certificate in it"));
    }
    Ok(certificates)
}
