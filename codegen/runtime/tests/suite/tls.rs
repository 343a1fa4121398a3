//! TLS against authorities made for the test: who is trusted, who is not, and who the client is. Each setting is tried
//! where it must work and where it must not, on the client's own transport and on a `reqwest::Client` of the user's own.

use std::sync::Arc;

use crate::support::sample::{Client, ClientBuilder, Error, Uuid};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tamis_runtime::reqwest::{self, Certificate, Identity};
use tamis_runtime::{BuildError, TransportErrorKind, http_client};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

const BODY: &str = r#"{"id":"00000000-0000-0000-0000-000000000001","name":"Seats"}"#;

type Problem = crate::support::sample::types::HttpValidationError;
type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("it is made for the test");
    // Each has a name of its own.
    let name = format!("Authority {:?}", &key.public_key_raw()[1..9]);
    params.distinguished_name.push(DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, key).expect("it is made for the test")
}

/// A certificate for names, and its key, as PEM.
fn issue(authority: &Authority, names: &[&str]) -> (rcgen::Certificate, KeyPair) {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let key = KeyPair::generate().expect("it is made for the test");
    let params = CertificateParams::new(names).expect("it is made for the test");
    (
        params
            .signed_by(&key, authority)
            .expect("it is made for the test"),
        key,
    )
}

fn identity(authority: &Authority) -> String {
    let (certificate, key) = issue(authority, &["client"]);
    certificate.pem() + &key.serialize_pem()
}

/// A server whose certificate comes from an authority; it asks clients for one from `clients`, if it is given.
async fn server(authority: &Authority, names: &[&str], clients: Option<&Authority>) -> String {
    let provider = Arc::new(ring::default_provider());
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .expect("it is made for the test");
    let config = match clients {
        None => config.with_no_client_auth(),
        Some(clients) => {
            let mut roots = RootCertStore::empty();
            roots
                .add(clients.der().clone())
                .expect("it is made for the test");
            let verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            config.with_client_cert_verifier(verifier.expect("it is made for the test"))
        }
    };
    let (certificate, key) = issue(authority, names);
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let config = config.with_single_cert(vec![certificate.der().clone()], key);
    let acceptor = TlsAcceptor::from(Arc::new(config.expect("it is made for the test")));
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("it is made for the test");
    let address = format!(
        "https://{}",
        listener.local_addr().expect("it is made for the test")
    );
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut socket = acceptor.accept(socket).await.ok()?;
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(socket.read_u8().await.ok()?);
                }
                let answer = crate::support::socket::answer("200 OK", "", BODY);
                socket.write_all(answer.as_bytes()).await.ok()?;
                socket.shutdown().await.ok()
            });
        }
    });
    address
}

fn builder(address: &str) -> ClientBuilder {
    Client::builder()
        .api_token_auth("hidden-token")
        .organisation_auth("hidden-org")
        .base_url(address)
        .no_proxy()
}

/// A client over a `reqwest::Client` of the user's own.
fn over(address: &str, own: reqwest::ClientBuilder) -> ClientBuilder {
    Client::builder()
        .api_token_auth("hidden-token")
        .organisation_auth("hidden-org")
        .base_url(address)
        .transport(own.no_proxy().build().expect("it is made for the test"))
}

async fn call(builder: ClientBuilder) -> Result<String, Error<Problem>> {
    let client = builder.build().expect("the settings are right");
    let entitlements = client.entitlements();
    let call = entitlements.get_entitlement(Uuid::from_u128(1)).send();
    call.await.map(|entitlement| entitlement.name)
}

async fn is_trusted(builder: ClientBuilder) {
    assert_eq!(
        call(builder).await.expect("it is made for the test"),
        "Seats"
    );
}

async fn is_refused(builder: ClientBuilder) {
    let error = call(builder).await.expect_err("it is refused");
    assert!(!error.is_retryable(), "{error:?}");
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Certificate, "{error:?}");
    assert!(
        error
            .to_string()
            .starts_with("no connection that can be trusted: "),
        "{error}"
    );
}

#[tokio::test]
async fn an_authority_that_is_given_is_trusted_and_another_is_not() {
    let (ours, other) = (authority(), authority());
    let right = server(&ours, &["127.0.0.1"], None).await;
    let wrong = server(&other, &["127.0.0.1"], None).await;
    let pem = ours.pem();
    is_trusted(builder(&right).root_certificates(&pem)).await;
    is_refused(builder(&wrong).root_certificates(&pem)).await;
    is_trusted(builder(&right).only_root_certificates(&pem)).await;
    is_refused(builder(&wrong).only_root_certificates(&pem)).await;
    // Both, in one text and in two calls.
    let both = format!("{pem}{}", other.pem());
    is_trusted(builder(&wrong).root_certificates(&both)).await;
    let two = builder(&right).only_root_certificates(other.pem());
    is_trusted(two.root_certificates(&pem)).await;
    // And without a setting, neither.
    is_refused(builder(&right)).await;
}

#[tokio::test]
async fn what_reqwest_can_set_works_on_a_client_of_the_users_own() {
    let (ours, other) = (authority(), authority());
    let right = server(&ours, &["127.0.0.1"], None).await;
    let wrong = server(&other, &["127.0.0.1"], None).await;
    let begin = || http_client().unwrap();
    let root = || Certificate::from_pem(ours.pem().as_bytes()).unwrap();
    is_trusted(over(&right, begin().tls_certs_merge([root()]))).await;
    is_refused(over(&wrong, begin().tls_certs_merge([root()]))).await;
    is_trusted(over(&right, begin().tls_certs_only([root()]))).await;
    is_refused(over(&wrong, begin().tls_certs_only([root()]))).await;
    is_refused(over(&right, begin())).await;
    is_trusted(over(&wrong, begin().tls_danger_accept_invalid_certs(true))).await;
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let ours = authority();
    let address = server(&ours, &["example.test"], None).await;
    is_refused(builder(&address).root_certificates(ours.pem())).await;
    is_refused(builder(&address).only_root_certificates(ours.pem())).await;
}

#[tokio::test]
async fn a_server_that_asks_who_the_client_is() {
    let (ours, clients, other) = (authority(), authority(), authority());
    let address = server(&ours, &["127.0.0.1"], Some(&clients)).await;
    let begin = || builder(&address).only_root_certificates(ours.pem());
    is_trusted(begin().client_certificate(identity(&clients))).await;
    is_refused(begin().client_certificate(identity(&other))).await;
    is_refused(begin()).await;

    let begin = || {
        let root = Certificate::from_pem(ours.pem().as_bytes()).unwrap();
        http_client().unwrap().tls_certs_only([root])
    };
    let who = |authority| Identity::from_pem(identity(authority).as_bytes()).unwrap();
    is_trusted(over(&address, begin().identity(who(&clients)))).await;
    is_refused(over(&address, begin().identity(who(&other)))).await;
    is_refused(over(&address, begin())).await;
}

/// The attack: the machine trusts an authority, and the user trusts another one only. What the machine trusts is said by
/// the environment, so this runs in a process of its own.
#[tokio::test]
async fn what_the_machine_trusts_does_not_count_where_roots_are_pinned() {
    const MACHINE: &str = "TEST_MACHINE_TRUSTS";
    let (machine, pinned) = (authority(), authority());
    let Ok(address) = std::env::var(MACHINE) else {
        let outside = server(&machine, &["127.0.0.1"], None).await;
        let folder = std::env::temp_dir();
        let file = folder.join(format!("trusted-{}.pem", std::process::id()));
        std::fs::write(&file, machine.pem()).unwrap();
        let this = "tls::what_the_machine_trusts_does_not_count_where_roots_are_pinned";
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        child
            .args([this, "--exact", "--nocapture"])
            .env("SSL_CERT_FILE", &file);
        child.env(MACHINE, outside).env_remove("SSL_CERT_DIR");
        let output = tokio::task::spawn_blocking(move || child.output())
            .await
            .unwrap()
            .unwrap();
        std::fs::remove_file(file).unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && text.contains("1 passed"),
            "{output:?}"
        );
        return;
    };
    is_trusted(builder(&address)).await;
    is_trusted(builder(&address).root_certificates(pinned.pem())).await;
    is_refused(builder(&address).only_root_certificates(pinned.pem())).await;
    let root = Certificate::from_pem(pinned.pem().as_bytes()).unwrap();
    is_trusted(over(&address, http_client().unwrap())).await;
    is_refused(over(
        &address,
        http_client().unwrap().tls_certs_only([root]),
    ))
    .await;
}

/// A proxy that logs its requests, and leads everything to one server.
async fn proxy(target: String) -> (String, crate::support::socket::Requests) {
    let target = target
        .split_once("://")
        .expect("it is made for the test")
        .1
        .to_owned();
    crate::support::socket::serve(move |_, head, mut socket| {
        let target = target.clone();
        async move {
            if !head.starts_with("CONNECT ") {
                let answer = crate::support::socket::answer("200 OK", "", BODY);
                socket.write_all(answer.as_bytes()).await.ok()?;
                return None;
            }
            let mut to = tokio::net::TcpStream::connect(target).await.ok()?;
            socket
                .write_all(b"HTTP/1.1 200 Connected\r\n\r\n")
                .await
                .ok()?;
            tokio::io::copy_bidirectional(&mut socket, &mut to)
                .await
                .ok()?;
            None
        }
    })
    .await
}

#[tokio::test]
async fn a_proxy_gets_all_requests_and_no_credentials_of_secure_ones() {
    let ours = authority();
    let secure = server(&ours, &["example.test"], None).await;
    let (proxy, requests) = proxy(secure).await;
    let with_password = proxy.replace("http://", "http://user:hidden@");
    let through = |address| {
        Client::builder()
            .api_token_auth("t")
            .organisation_auth("o")
            .base_url(address)
    };
    let own = through("https://example.test").only_root_certificates(ours.pem());
    is_trusted(own.proxy(&with_password)).await;
    is_trusted(through("http://example.test").proxy(&with_password)).await;
    let root = Certificate::from_pem(ours.pem().as_bytes()).unwrap();
    let own = http_client().unwrap().tls_certs_only([root]);
    let own = own
        .proxy(reqwest::Proxy::all(&proxy).unwrap())
        .build()
        .unwrap();
    is_trusted(through("https://example.test").transport(own)).await;

    let requests = requests.lock().unwrap();
    assert!(
        requests[0].starts_with("CONNECT example.test:443 "),
        "{}",
        requests[0]
    );
    assert!(
        !requests[0].to_lowercase().contains("x-api-key"),
        "{}",
        requests[0]
    );
    assert!(
        requests[0]
            .to_lowercase()
            .contains("proxy-authorization: basic"),
        "{}",
        requests[0]
    );
    assert!(
        requests[1].starts_with("GET http://example.test/entitlements/"),
        "{}",
        requests[1]
    );
    assert!(
        requests[2].starts_with("CONNECT example.test:443 "),
        "{}",
        requests[2]
    );
    assert_eq!(requests.len(), 3);
}

#[test]
fn what_cannot_be_used_is_an_error_that_names_the_setting() {
    let ours = authority();
    let (certificate, _) = issue(&ours, &["client"]);
    let (_, other_key) = issue(&ours, &["client"]);
    let mismatched = certificate.pem() + &other_key.serialize_pem();
    let begin = || builder("https://localhost");
    for (builder, setting) in [
        (begin().root_certificates("hidden"), "root_certificates"),
        (begin().only_root_certificates(""), "only_root_certificates"),
        (
            begin().root_certificates(
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            ),
            "root_certificates",
        ),
        (begin().client_certificate("hidden"), "client_certificate"),
        (
            begin().client_certificate(certificate.pem()),
            "client_certificate",
        ),
        (
            begin().client_certificate(other_key.serialize_pem()),
            "client_certificate",
        ),
        (begin().client_certificate(mismatched), "client_certificate"),
        (begin().proxy("http://user:hidden@[::"), "proxy"),
    ] {
        let error = builder.build().unwrap_err();
        assert!(
            matches!(&error, BuildError::Connection { setting: name, .. } if *name == setting),
            "{error:?}"
        );
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hidden"), "{shown}");
    }
    // A transport makes its connections itself, and would not know of these.
    let transport =
        || tamis_runtime::testing::respond(|_| tamis_runtime::http::Response::default());
    let begin = || {
        Client::builder()
            .api_token_auth("t")
            .organisation_auth("o")
            .transport(transport())
    };
    for builder in [
        begin().root_certificates(ours.pem()),
        begin().only_root_certificates(ours.pem()),
        begin().client_certificate(identity(&ours)),
        begin().proxy("http://localhost:1"),
        begin().no_proxy(),
    ] {
        let error = builder.build().unwrap_err();
        assert!(
            matches!(error, BuildError::OwnTransport { .. }),
            "{error:?}"
        );
    }
}
