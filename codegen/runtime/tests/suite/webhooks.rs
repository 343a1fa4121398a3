//! Signatures of webhooks: the published examples of those who send them, and what must not pass. Over real sockets, too.

use std::time::Duration;

use serde::Deserialize;
use tamis_runtime::Timestamp;
use tamis_runtime::http::{HeaderMap, HeaderName};
use tamis_runtime::webhook::{Verifier, WebhookError};

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("it is one");
        (name, value.parse().expect("it is one"))
    });
    pairs.collect()
}

fn at(seconds: i64) -> Timestamp {
    let time = tamis_runtime::jiff::Timestamp::from_second(seconds);
    time.expect("it is a time").into()
}

/// From GitHub's documentation.
const GITHUB: (&str, &str) = (
    "X-Hub-Signature-256",
    "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
);
const GITHUB_SECRET: &str = "It's a Secret to Everybody";

/// From the documentation of Standard Webhooks' libraries.
const STANDARD: [(&str, &str); 3] = [
    ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
    ("webhook-timestamp", "1614265330"),
    (
        "webhook-signature",
        "v1a,AAAA v1,bm90IGl0 v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ),
];
const STANDARD_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const STANDARD_BODY: &[u8] = br#"{"test": 2432232314}"#;

/// From Slack's documentation.
const SLACK: [(&str, &str); 2] = [
    ("X-Slack-Request-Timestamp", "1531420618"),
    (
        "X-Slack-Signature",
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    ),
];
const SLACK_BODY: &[u8] = b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

/// Made with Python's `hmac`, with the secret `whsec_test`.
const STRIPE: (&str, &str) = (
    "Stripe-Signature",
    "t=1700000000,v0=00, v1=00ff,v1=a0c091828640f0b68061abc7c03981ad1100ff7160c5dba6b656239494a2b537",
);
const STRIPE_BODY: &[u8] = br#"{"id": "evt_1"}"#;

/// A form: its verifier, a request in it, and when that was signed, if it says so.
type Case = (Verifier, HeaderMap, &'static [u8], Option<i64>);

fn cases() -> Vec<Case> {
    vec![
        (
            Verifier::github(GITHUB_SECRET),
            headers(&[GITHUB]),
            b"Hello, World!",
            None,
        ),
        (
            Verifier::of_body("X-Shopify-Hmac-Sha256", "hush"),
            headers(&[(
                "x-shopify-hmac-sha256",
                "E9XxLgppVNX12rqWuu0/CN/43MeuZC0xdhRuMq1MPWg=",
            )]),
            b"{\"id\": 1}",
            None,
        ),
        (
            Verifier::stripe("whsec_test"),
            headers(&[STRIPE]),
            STRIPE_BODY,
            Some(1_700_000_000),
        ),
        (
            Verifier::slack("8f742231b10e8888abcd99yyyzzz85a5"),
            headers(&SLACK),
            SLACK_BODY,
            Some(1_531_420_618),
        ),
        (
            Verifier::standard(STANDARD_SECRET).expect("it is base64"),
            headers(&STANDARD),
            STANDARD_BODY,
            Some(1_614_265_330),
        ),
    ]
}

#[test]
fn the_examples_of_those_who_send_them_pass() {
    for (verifier, headers, body, time) in cases() {
        let now = at(time.unwrap_or_default());
        verifier
            .verify_at(&headers, body, now)
            .unwrap_or_else(|error| panic!("{verifier:?}: {error}"));
    }
}

#[test]
fn another_body_or_another_secret_is_refused() {
    for (verifier, headers, body, time) in cases() {
        let now = at(time.unwrap_or_default());
        for at in [0, body.len() - 1] {
            let mut changed = body.to_vec();
            changed[at] ^= 1;
            let error = verifier.verify_at(&headers, &changed, now).unwrap_err();
            assert!(matches!(error, WebhookError::Signature), "{error:?}");
        }
        let longer = [body, b" "].concat();
        assert!(verifier.verify_at(&headers, &longer, now).is_err());
        assert!(verifier.verify_at(&headers, b"", now).is_err());
    }
    let other = Verifier::github("its a secret to everybody");
    let error = other.verify(&headers(&[GITHUB]), b"Hello, World!");
    assert!(matches!(error, Err(WebhookError::Signature)), "{error:?}");
}

#[test]
fn a_time_that_is_signed_has_to_be_near() {
    for (verifier, headers, body, time) in cases() {
        let Some(time) = time else { continue };
        for (away, is_near) in [(-300, true), (300, true), (-301, false), (301, false)] {
            let result = verifier.verify_at(&headers, body, at(time + away));
            match result {
                Ok(()) => assert!(is_near, "{verifier:?}"),
                Err(error) => assert!(
                    !is_near && matches!(error, WebhookError::Time),
                    "{verifier:?} {error:?}"
                ),
            }
        }
        // Now is years behind it.
        assert!(verifier.verify(&headers, body).is_err());
        let always = verifier.clone().tolerance(None);
        assert!(always.verify(&headers, body).is_ok());
        let strict = verifier.tolerance(Duration::from_secs(1));
        assert!(strict.verify_at(&headers, body, at(time + 2)).is_err());
    }
    // A time that nobody signed does not come in between.
    let mut moved = STANDARD;
    moved[1].1 = "1614265331";
    let verifier = Verifier::standard(STANDARD_SECRET).unwrap();
    let error = verifier.verify_at(&headers(&moved), STANDARD_BODY, at(1_614_265_331));
    assert!(matches!(error, Err(WebhookError::Signature)), "{error:?}");
}

#[test]
fn what_is_missing_or_odd_names_the_header() {
    let missing = Verifier::github("s").verify(&HeaderMap::new(), b"");
    assert_eq!(
        missing.unwrap_err().to_string(),
        "the webhook has no header `x-hub-signature-256`"
    );
    for value in [
        "",
        "sha256=",
        "sha1=00",
        "sha256=0",
        "sha256=zz",
        "sha256=é",
    ] {
        let mut odd = HeaderMap::new();
        let value = tamis_runtime::http::HeaderValue::from_bytes(value.as_bytes()).unwrap();
        odd.insert("x-hub-signature-256", value);
        assert!(Verifier::github("s").verify(&odd, b"").is_err());
    }
    for value in [
        "v1=00",
        "t=,v1=00",
        "t=-1,v1=00",
        "t=1e3,v1=00",
        "t=99999999999999999999,v1=00",
    ] {
        let error = Verifier::stripe("s").verify(&headers(&[("stripe-signature", value)]), b"");
        assert!(
            matches!(&error, Err(WebhookError::Malformed { header, .. }) if header == "stripe-signature"),
            "{value} {error:?}"
        );
    }
    // Without a signature of a version that is known, none is right.
    let error = Verifier::stripe("s").verify(&headers(&[("stripe-signature", "t=1,v2=00")]), b"");
    assert!(matches!(error, Err(WebhookError::Signature)), "{error:?}");
    assert!(matches!(
        Verifier::standard("whsec_é"),
        Err(WebhookError::Secret)
    ));
}

/// A secret that is not set would be one that everybody knows. The signature was made with Python's `hmac`, by no secret.
#[test]
fn nothing_is_signed_by_an_empty_secret() {
    let by_nothing = (
        "X-Hub-Signature-256",
        "sha256=22f8eea909400af98adf3681a9f31923ef6b7fcba4abb553d92823a3e9d5c25e",
    );
    let empty = [
        Verifier::github(""),
        Verifier::github("set").or_secret("").unwrap(),
    ];
    for verifier in empty {
        let error = verifier.verify(&headers(&[by_nothing]), b"{}");
        assert!(matches!(error, Err(WebhookError::Secret)), "{error:?}");
    }
    let verifier = Verifier::standard("whsec_").unwrap();
    let error = verifier.verify_at(&headers(&STANDARD), STANDARD_BODY, at(1_614_265_330));
    assert!(matches!(error, Err(WebhookError::Secret)), "{error:?}");
}

#[test]
fn one_secret_takes_the_place_of_another() {
    let verifier = Verifier::github("new").or_secret(GITHUB_SECRET).unwrap();
    assert!(
        verifier
            .verify(&headers(&[GITHUB]), b"Hello, World!")
            .is_ok()
    );
    let renamed = STANDARD.map(|(name, value)| (name.replace("webhook", "svix"), value));
    let renamed: Vec<_> = renamed
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let verifier = Verifier::standard("bmV3")
        .unwrap()
        .or_secret(STANDARD_SECRET)
        .unwrap();
    let result = verifier.verify_at(&headers(&renamed), STANDARD_BODY, at(1_614_265_330));
    assert!(result.is_ok(), "{result:?}");
    let shown = format!(
        "{:?}",
        Verifier::github("hidden").or_secret("hidden").unwrap()
    );
    assert!(!shown.contains("hidden"), "{shown}");
    // As bytes, too.
    assert!(!shown.contains("104, 105"), "{shown}");
}

/// A server that takes what is signed, and the type of its body.
#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_server_reads_what_is_signed_and_refuses_all_else() {
    use crate::support::probe::{Post, core};
    use crate::support::socket::{answer, answers};
    use tamis_runtime::{Error, Retry};

    #[derive(Deserialize)]
    struct Event {
        id: u64,
    }

    let verifier = Verifier::of_body("x-signature", "hush");
    let (address, _) = answers(move |_, request| {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let pairs: Vec<_> = head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .collect();
        match verifier.read::<Event>(&headers(&pairs), body.as_bytes()) {
            Ok(event) => answer("200 OK", "", &event.id.to_string()),
            Err(error) => answer("400 Bad Request", "", &error.to_string()),
        }
    })
    .await;
    let right = "E9XxLgppVNX12rqWuu0/CN/43MeuZC0xdhRuMq1MPWg=";
    let send = |body: &'static str, signature: &'static str| {
        let sending = core(&address).send(&Post::with(body)).retry(Retry::off());
        sending.header("x-signature", signature)
    };
    assert_eq!(send("{\"id\": 1}", right).await.unwrap(), "1");
    for (body, signature) in [("{\"id\": 2}", right), ("{\"id\": 1}", "c2hvcnQ=")] {
        let error = send(body, signature).await.unwrap_err();
        let Error::Status(response) = error else {
            panic!("{error:?}")
        };
        assert_eq!(
            response.body(),
            "the signature of the webhook is not by the secret"
        );
    }
}
