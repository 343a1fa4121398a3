//! Credentials: which are needed, where they travel, and that they are seen nowhere else.

use crate::support::sample::Client;
use tamis_runtime::testing::respond;
use tamis_runtime::{
    Api, Body, BuildError, Core, CoreBuilder, Encoder, Error, NoError, Operation, OperationInfo,
    RawResponse, RequestError, Scheme, http,
};

static API: Api = Api {
    title: "example",
    version: "1",
    server: Some("https://api.example.com/v1/"),
    schemes: &[
        Scheme::header("Key", "X-Key"),
        Scheme::query("Token", "access%5Btoken%5D"),
        Scheme::cookie("Session", "sid"),
        Scheme::bearer("OAuth"),
        Scheme::basic("Login"),
        Scheme::certificate("Certificate"),
        Scheme::authorization("Digest", "HMAC"),
    ],
    security: &[&[&[0, 1], &[3]], &[&[4]]],
};

/// Operations that differ in what they need.
macro_rules! operations {
    ($($name:ident: $security:expr;)*) => {$(
        struct $name;
        impl Operation for $name {
            type Output = ();
            type Error = NoError;
            const INFO: OperationInfo =
                OperationInfo { id: stringify!($name), method: "GET", path: "/x", security: $security };
            fn encode(&self, request: &mut Encoder) {
                request.literal("/x");
                request.cookie("seen", Some("a b"));
            }
            fn decode(response: &RawResponse) -> Result<(), Error> {
                response.empty()
            }
        }
    )*};
}

operations! {
    Open: &[];
    Either: &[&[0, 1], &[3]];
    Optional: &[&[], &[3]];
    Rivals: &[&[4], &[3], &[0, 6], &[]];
    ByCookie: &[&[2]];
    Login: &[&[4]];
    ByCertificate: &[&[5]];
    Signed: &[&[6]];
}

fn builder() -> CoreBuilder {
    Core::builder(&API).transport(respond(|_| http::Response::new(Body::empty())))
}

/// A client with every credential.
fn core() -> Core {
    builder()
        .credential(0, "k%y")
        .credential(1, "t&k en")
        .credential(2, "s;id")
        .credential(3, "bearer-token")
        .basic(4, "user", "pass:word")
        .credential(6, "signature")
        .build()
        .expect("it can be built")
}

#[test]
fn each_credential_travels_in_its_place() {
    let core = core();
    let request = core.request(&Either).unwrap();
    assert_eq!(request.headers()["x-key"], "k%y");
    assert_eq!(
        request.uri(),
        "https://api.example.com/v1/x?access%5Btoken%5D=t%26k%20en"
    );
    assert_eq!(
        request.headers()["authorization"],
        "Bearer bearer-token",
        "what was given for the other way is sent as well"
    );
    let request = core.request(&Optional).unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer bearer-token");
    let request = core.request(&ByCookie).unwrap();
    assert_eq!(request.headers()["cookie"], "seen=a%20b; sid=s%3Bid");
    let request = core.request(&Login).unwrap();
    assert_eq!(
        request.headers()["authorization"],
        "Basic dXNlcjpwYXNzOndvcmQ="
    );
    let request = core.request(&Signed).unwrap();
    assert_eq!(request.headers()["authorization"], "HMAC signature");
    for request in [
        core.request(&Open).unwrap(),
        core.request(&ByCertificate).unwrap(),
    ] {
        assert_eq!(request.uri(), "https://api.example.com/v1/x");
        assert_eq!(
            request.headers().len(),
            2,
            "accept, cookie: {:?}",
            request.headers()
        );
    }
}

/// FastAPI publishes two headers that it requires both as alternatives.
#[test]
fn what_was_given_is_sent_unless_it_would_replace_another() {
    let request = core().request(&Rivals).unwrap();
    let all = request.headers().get_all("authorization");
    assert_eq!(
        all.iter().collect::<Vec<_>>(),
        ["Basic dXNlcjpwYXNzOndvcmQ="]
    );
    assert_eq!(request.headers()["x-key"], "k%y");
    // A way that cannot be gone whole does not keep what there is of it from being sent.
    let half = builder().credential(0, "k").credential(3, "token");
    let request = half.build().unwrap().request(&Rivals).unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer token");
    assert_eq!(request.headers()["x-key"], "k");
}

#[test]
fn the_first_way_that_can_be_gone_is_gone() {
    let core = builder().credential(3, "token").build().unwrap();
    assert_eq!(
        core.request(&Either).unwrap().headers()["authorization"],
        "Bearer token"
    );
    let core = builder().basic(4, "u", "p").build().unwrap();
    assert!(
        !core
            .request(&Optional)
            .unwrap()
            .headers()
            .contains_key("authorization")
    );
}

#[tokio::test]
async fn a_call_without_what_it_needs_names_it_before_sending() {
    let core = builder()
        .credential(0, "key")
        .basic(4, "u", "p")
        .build()
        .unwrap();
    let error = core.send(&Either).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "missing credentials: `Token`, or `OAuth`"
    );
    let Error::InvalidRequest(RequestError::MissingCredentials(missing)) = error else {
        panic!("{error:?}")
    };
    assert_eq!(missing.ways(), [vec!["Token"], vec!["OAuth"]]);
}

#[test]
fn a_client_that_can_call_nothing_is_not_built() {
    let error = builder().credential(0, "key").build().unwrap_err();
    assert!(matches!(&error, BuildError::MissingCredentials(_)));
    assert_eq!(
        error.to_string(),
        "missing credentials: `Token`, or `OAuth`"
    );
}

#[test]
fn credentials_that_cannot_be_sent_are_refused_without_being_shown() {
    for (builder, message) in [
        (
            builder().credential(0, ""),
            "the credential for `Key` is empty",
        ),
        (
            builder().credential(0, "hidden\n"),
            "the credential for `Key` has white space at its ends",
        ),
        (
            builder().credential(0, "hid\nden"),
            "the credential for `Key` has characters that a header cannot have",
        ),
        (
            builder().credential(3, "hidden "),
            "the credential for `OAuth` has white space at its ends",
        ),
        (
            builder().basic(4, "hid:den", "hidden"),
            "the credential for `Login` has a colon in the user name",
        ),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(!format!("{error:?}").contains("hid"), "{error:?}");
    }
}

#[tokio::test]
async fn no_debug_and_no_error_shows_a_credential() {
    let secrets = [
        "k%y",
        "t&k",
        "t%26k",
        "s;id",
        "s%3Bid",
        "bearer-token",
        "pass",
        "dXNlcjpw",
    ];
    let core = core();
    let builder = builder().credential(0, "k%y").basic(4, "user", "pass:word");
    let client = Client::builder()
        .api_token_auth("bearer-token")
        .organisation_auth("k%y")
        .transport(respond(|_| http::Response::default()));
    let mut texts = vec![
        format!("{builder:?}"),
        format!("{client:?}"),
        format!("{core:?}"),
    ];
    texts.push(format!("{:?}", client.build().unwrap()));
    let request = core.request(&Login).unwrap();
    texts.push(format!("{:?}", request.headers()));
    texts.push(format!("{:?}", core.request(&ByCookie).unwrap().headers()));
    texts.push(format!("{:?}", core.request(&Either).unwrap().headers()));
    texts.push(format!("{:?}", core.send(&Either)));
    texts.push(format!(
        "{:?}",
        core.send(&Either).header("x", "\n").await.unwrap_err()
    ));
    for text in texts {
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[test]
fn headers_have_their_precedence() {
    let core = builder()
        .credential(3, "token")
        .header("Authorization", "mine")
        .header("Accept", "text/plain")
        .header("X-Default", "1")
        .user_agent("example/1")
        .build()
        .unwrap();
    let request = core.request(&Either).unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer token");
    assert_eq!(request.headers()["x-default"], "1");
    assert_eq!(request.headers()["user-agent"], "example/1");
    let error = builder()
        .credential(3, "t")
        .header("x y", "hidden")
        .build()
        .unwrap_err();
    assert_eq!(error.to_string(), "the default header `x y` cannot be sent");
}

#[test]
fn an_api_without_a_server_needs_a_base_url() {
    static NOWHERE: Api = Api {
        title: "x",
        version: "1",
        server: None,
        schemes: &[],
        security: &[],
    };
    let transport = || respond(|_| http::Response::new(Body::empty()));
    let error = Core::builder(&NOWHERE)
        .transport(transport())
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the document does not say where the server is: set the base URL"
    );
    let core = Core::builder(&NOWHERE)
        .base_url("http://localhost:1/a/")
        .transport(transport());
    assert_eq!(
        core.build().unwrap().request(&Open).unwrap().uri(),
        "http://localhost:1/a/x"
    );
    let error = Core::builder(&NOWHERE)
        .base_url("http://localhost")
        .connect_timeout(std::time::Duration::from_secs(1))
        .transport(transport())
        .build()
        .unwrap_err();
    assert!(matches!(
        error,
        BuildError::OwnTransport {
            setting: "connect_timeout",
            ..
        }
    ));
}

#[tokio::test]
async fn a_call_can_have_a_credential_of_its_own_which_is_as_secret() {
    let transport = respond(|request| {
        assert_eq!(request.headers()["authorization"], "Bearer hidden");
        assert!(request.headers()["authorization"].is_sensitive());
        http::Response::new(Body::empty())
    });
    let core = Core::builder(&API)
        .credential(3, "token")
        .transport(transport)
        .build()
        .unwrap();
    core.send(&Either)
        .header("Authorization", "Bearer hidden")
        .await
        .unwrap();
}
