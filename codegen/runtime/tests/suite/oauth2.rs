//! Tokens from a token endpoint, over real sockets: what it is asked, how its responses are taken, and that no message shows
//! a secret.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::probe::{GuardedGet, GuardedPost};
use crate::support::socket::{Requests, answer, answers};
use tamis_runtime::{Api, Core, CoreBuilder, Credential, Error, OAuth2, Retry, Scheme};

static API: Api = Api {
    title: "Guarded",
    version: "1",
    server: None,
    schemes: &[
        Scheme::bearer("OAuth")
            .token_url("/oauth/token?v=1")
            .refresh_url("/oauth/renew"),
        Scheme::bearer("Unsaid"),
    ],
    security: &[],
};

const SECRET: &str = "s3cr3t/+& é";

fn machine() -> OAuth2 {
    OAuth2::client_credentials("the client", SECRET)
}

fn builder(address: &str, credential: impl Into<Credential>) -> CoreBuilder {
    let retry = Retry::standard().base_delay(Duration::from_millis(1));
    Core::builder(&API)
        .base_url(address)
        .retry(retry)
        .credential(0, credential)
}

/// A server that is both the API and its token endpoint, which a function responds for; it accepts the token `good`.
async fn both(token: impl Fn(usize, &str) -> String + Send + Sync + 'static) -> (String, Requests) {
    let asked = Mutex::new(0);
    answers(move |_, request| {
        if request.starts_with("POST /oauth/") {
            let mut asked = asked.lock().expect("no one panics");
            *asked += 1;
            return token(*asked - 1, request);
        }
        if request.contains("authorization: Bearer good\r\n") {
            answer("200 OK", "", "fine")
        } else {
            answer("401 Unauthorized", "", "")
        }
    })
    .await
}

fn given(token: &str) -> String {
    answer(
        "200 OK",
        "",
        &format!(r#"{{"access_token": "{token}", "token_type": "bearer", "expires_in": 3600}}"#),
    )
}

fn asked(requests: &Requests) -> Vec<String> {
    let requests = requests.lock().expect("no one panics");
    requests
        .iter()
        .filter(|text| text.starts_with("POST /oauth/"))
        .cloned()
        .collect()
}

#[tokio::test]
async fn a_client_asks_for_a_token_by_its_name_and_secret() {
    let (address, requests) = both(|_, _| given("good")).await;
    let settings = machine()
        .scope("a:read")
        .scope("b")
        .parameter("audience", "https://x.test/");
    let core = builder(&address, settings)
        .header("x-api-key", "for the API only")
        .user_agent("example/1")
        .build()
        .unwrap();
    let calls: Vec<_> = (0..50)
        .map(|_| tokio::spawn(core.send(&GuardedPost::with("order"))))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), "fine");
    }
    let asked = asked(&requests);
    assert_eq!(asked.len(), 1, "{asked:?}");
    let (head, body) = asked[0].split_once("\r\n\r\n").unwrap();
    assert_eq!(
        body,
        "grant_type=client_credentials&scope=a:read%20b&audience=https:%2F%2Fx.test%2F"
    );
    assert!(
        head.starts_with("POST /oauth/token?v=1 HTTP/1.1\r\n"),
        "{head}"
    );
    for line in [
        // `the%20client:s3cr3t%2F%2B%26%20%C3%A9` (RFC 6749, section 2.3.1).
        "authorization: Basic dGhlJTIwY2xpZW50OnMzY3IzdCUyRiUyQiUyNiUyMCVDMyVBOQ==",
        "content-type: application/x-www-form-urlencoded",
        "accept: application/json",
        "user-agent: example/1",
    ] {
        assert!(head.lines().any(|found| found == line), "{line}: {head}");
    }
    assert!(!head.contains("x-api-key"), "{head}");
}

#[tokio::test]
async fn the_secret_goes_into_the_body_where_that_is_said() {
    let (address, requests) = both(|_, _| given("good")).await;
    let core = builder(&address, machine().secret_in_body())
        .build()
        .unwrap();
    core.send(&GuardedGet(None)).await.unwrap();
    let asked = asked(&requests);
    assert!(
        asked[0].ends_with("\r\n\r\ngrant_type=client_credentials&client_id=the%20client&client_secret=s3cr3t%2F%2B%26%20%C3%A9"),
        "{asked:?}"
    );
    assert!(!asked[0].contains("authorization:"), "{asked:?}");
}

#[tokio::test]
async fn a_refresh_token_is_replaced_by_the_new_one() {
    let (address, requests) = both(|number, _| {
        let token = if number == 0 { "old" } else { "good" };
        answer(
            "200 OK",
            "",
            &format!(r#"{{"access_token": "{token}", "expires_in": "3600", "refresh_token": "refresh-{number}"}}"#),
        )
    })
    .await;
    let kept = Arc::<Mutex<Vec<String>>>::default();
    let keep = Arc::clone(&kept);
    let settings = OAuth2::refresh_token("app", "first")
        .on_new_refresh_token(move |token| keep.lock().unwrap().push(token.expose().to_owned()));
    let core = builder(&address, settings).build().unwrap();
    assert_eq!(
        core.send(&GuardedPost::with("order")).await.unwrap(),
        "fine"
    );
    let bodies: Vec<_> = asked(&requests)
        .iter()
        .map(|text| text.split_once("\r\n\r\n").unwrap().1.to_owned())
        .collect();
    assert_eq!(
        bodies,
        [
            "grant_type=refresh_token&client_id=app&refresh_token=first",
            "grant_type=refresh_token&client_id=app&refresh_token=refresh-0",
        ]
    );
    assert!(asked(&requests)[0].starts_with("POST /oauth/renew HTTP/1.1"));
    assert_eq!(*kept.lock().unwrap(), ["refresh-0", "refresh-1"]);
}

#[tokio::test]
async fn a_token_endpoint_that_fails_for_a_while_is_asked_again_and_nothing_else_is_sent() {
    let (address, requests) = both(|number, _| {
        if number < 2 {
            answer("503 Busy", "", "")
        } else {
            given("good")
        }
    })
    .await;
    let core = builder(&address, machine()).build().unwrap();
    assert_eq!(
        core.send(&GuardedPost::with("order")).await.unwrap(),
        "fine"
    );
    assert_eq!(
        (asked(&requests).len(), requests.lock().unwrap().len()),
        (3, 4)
    );

    let (address, requests) = both(|_, _| answer("503 Busy", "", "")).await;
    let core = builder(&address, machine()).build().unwrap();
    let error = core.send(&GuardedGet(None)).await.unwrap_err();
    assert!(error.is_retryable() && error.attempts() == 3, "{error:?}");
    assert!(
        error.to_string().contains(
            "no credential: the source for `OAuth` failed: the token endpoint at 127.0.0.1 responded with 503 Service Unavailable"
        ),
        "{error}"
    );
    assert_eq!(requests.lock().unwrap().len(), 3);
    let nowhere = machine().token_url("http://127.0.0.1:1/token");
    let core = builder(&address, nowhere)
        .retry(Retry::off())
        .build()
        .unwrap();
    let error = core.send(&GuardedGet(None)).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("failed: no connection to the server: "),
        "{error}"
    );
}

#[tokio::test]
async fn the_reason_of_a_refusal_is_shown_and_no_secret_with_it() {
    let (address, _) = both(|number, request| {
        let body = match number {
            0 => r#"{"error": "invalid_scope", "error_description": "There is no scope `b`.\n"}"#
                .to_owned(),
            // Servers that repeat what they were sent, in each of its forms.
            _ => serde_json::json!({"error": "invalid_client", "error_description": request})
                .to_string(),
        };
        answer("400 Bad Request", "", &body)
    })
    .await;
    let said = [
        machine(),
        machine(),
        machine().secret_in_body(),
        OAuth2::refresh_token("c", "s3cr3t/"),
    ];
    for (number, settings) in said.into_iter().enumerate() {
        let core = builder(&address, settings).build().unwrap();
        let error = core.send(&GuardedGet(None)).await.unwrap_err();
        assert!(!error.is_retryable());
        let shown = format!("{error} {error:?} {core:?}");
        let reason = ": invalid_scope: There is no scope `b`.";
        assert_eq!(shown.contains(reason), number == 0, "{shown}");
        for secret in ["s3cr3t", "dGhlJTIw", "czNjcjN0"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_none_is_an_error_that_does_not_show_it() {
    for body in [
        r#"{"access_token": 5, "hidden": "token"}"#,
        r#"{"access_token": "hidden", "token_type": "mac"}"#,
        "<html>hidden</html>",
        "",
    ] {
        let (address, _) = both(move |_, _| answer("200 OK", "", body)).await;
        let core = builder(&address, machine()).build().unwrap();
        let error = core.send(&GuardedGet(None)).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains("the token endpoint ") && !shown.contains("hidden"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn the_time_of_the_call_includes_the_token() {
    let (address, _) = crate::support::socket::serve(|_, _, socket| async move {
        let held = socket;
        std::future::pending::<()>().await;
        Some(held)
    })
    .await;
    let core = builder(&address, machine())
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let begin = std::time::Instant::now();
    let error = core.send(&GuardedGet(None)).await.unwrap_err();
    assert!(
        matches!(&error, Error::Timeout(_) | Error::Transport(_)),
        "{error:?}"
    );
    assert!(begin.elapsed() < Duration::from_secs(3));
}

#[test]
fn settings_that_cannot_be_used_are_refused_when_the_client_is_built() {
    for (settings, why) in [
        (
            machine().token_url("http://auth.example.com/token"),
            "has a token URL that is not https",
        ),
        (
            machine().token_url("https://hidden:word@auth.example.com"),
            "has a token URL with a user name or a password; use the client's id and secret",
        ),
        (
            machine().token_url("https://"),
            "has a token URL that is not one",
        ),
        (
            OAuth2::client_credentials("", "hidden"),
            "has an empty client id",
        ),
        (
            OAuth2::client_credentials("a", ""),
            "has an empty client secret",
        ),
    ] {
        let error = builder("https://api.example.com", settings)
            .build()
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the credential for `OAuth` {why}")
        );
        assert!(!format!("{error:?}").contains("hidden"), "{error:?}");
    }
    let unsaid = Core::builder(&API)
        .base_url("https://api.example.com")
        .credential(1, machine());
    assert_eq!(
        unsaid.build().unwrap_err().to_string(),
        "the credential for `Unsaid` needs a token URL, which the document does not give: set it by `OAuth2::token_url`"
    );
}

#[test]
fn no_debug_shows_a_secret() {
    let settings = machine().parameter("assertion", "s3cr3t").scope("a");
    let credential = Credential::from(settings.clone());
    let builder = builder("https://api.example.com", credential.clone());
    let refresh = OAuth2::refresh_token("app", "s3cr3t");
    let text = Credential::from("s3cr3t");
    let token = tamis_runtime::Token::new("s3cr3t");
    let core = builder.clone().build().unwrap();
    let shown =
        format!("{settings:?} {credential:?} {builder:?} {refresh:?} {text:?} {token:?} {core:?}");
    assert!(!shown.contains("s3cr3t"), "{shown}");
    assert!(shown.contains("OAuth2 { grant: \"client_credentials\", client_id: \"the client\", scopes: [\"a\"], .. }"), "{shown}");
}
