//! What a call shows to `tracing`, over real sockets: attributes in OpenTelemetry's words, and no secret anywhere in what
//! any crate of the tree shows.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use support::probe::{Get, Post, Put};
use support::socket::{answer, answers};
use tamis_runtime::{
    Api, BoxError, Core, Credential, Encoder, Error, NoError, OAuth2, Operation, OperationInfo,
    RawResponse, Retry, Scheme,
};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static API: Api = Api {
    title: "Traced",
    version: "1",
    server: None,
    schemes: &[
        Scheme::bearer("OAuth").token_url("/token"),
        Scheme::query("Key", "key"),
        Scheme::cookie("Session", "sid"),
        Scheme::basic("Login"),
    ],
    security: &[],
};

/// An operation with a path and a query that have values.
struct Search;

impl Operation for Search {
    type Output = String;
    type Error = NoError;
    const INFO: OperationInfo = OperationInfo {
        id: "search",
        method: "GET",
        path: "/customers/{id}",
        security: &[&[0, 1, 2]],
    };

    fn encode(&self, request: &mut Encoder) {
        request.literal("/customers/");
        request.segment("id", &7);
        request.query("name", Some("hidden customer"));
        request.query("limit", Some(&10));
    }

    fn decode(response: &RawResponse) -> Result<String, Error> {
        if response.status() == 200 {
            response.text()
        } else {
            Err(response.unexpected())
        }
    }
}

/// Everything that was shown: spans by their number, and events in order.
#[derive(Clone, Default)]
struct Shown {
    spans: Arc<Mutex<BTreeMap<u64, Fields>>>,
    events: Arc<Mutex<Vec<Fields>>>,
    next: Arc<AtomicU64>,
}

#[derive(Clone, Default, Debug)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(
            field.name().to_owned(),
            format!("{value:?}").trim_matches('"').to_owned(),
        );
    }
}

impl Subscriber for Shown {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let number = self.next.fetch_add(1, Ordering::SeqCst) + 1;
        let mut fields = Fields::default();
        span.record(&mut fields);
        fields
            .0
            .insert("span".to_owned(), span.metadata().name().to_owned());
        self.spans.lock().unwrap().insert(number, fields);
        Id::from_u64(number)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        values.record(
            self.spans
                .lock()
                .unwrap()
                .get_mut(&span.into_u64())
                .unwrap(),
        );
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        fields
            .0
            .insert("target".to_owned(), event.metadata().target().to_owned());
        self.events.lock().unwrap().push(fields);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Shown {
    /// The spans of calls, without those of other crates.
    fn calls(&self) -> Vec<Fields> {
        let spans = self.spans.lock().unwrap();
        spans
            .values()
            .filter(|span| span.0["span"] == "http.client")
            .cloned()
            .collect()
    }

    fn attempts(&self) -> Vec<Fields> {
        let events = self.events.lock().unwrap();
        let of_ours = |event: &&Fields| event.0["target"].starts_with("tamis_runtime");
        events.iter().filter(of_ours).cloned().collect()
    }

    fn text(&self) -> String {
        format!(
            "{:?} {:?}",
            self.spans.lock().unwrap(),
            self.events.lock().unwrap()
        )
    }
}

#[track_caller]
fn has(fields: &Fields, pairs: &[(&str, &str)]) {
    for (name, value) in pairs {
        assert_eq!(
            fields.0.get(*name).map(String::as_str),
            Some(*value),
            "{name} of {fields:?}"
        );
    }
}

/// Whoever calls, on one thread, so that all is seen.
fn seen(calls: impl Future<Output = ()>) -> Shown {
    let shown = Shown::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    tracing::subscriber::with_default(shown.clone(), || runtime.block_on(calls));
    shown
}

#[test]
fn a_call_is_a_span_with_the_attributes_of_opentelemetry() {
    let mut server = String::new();
    let shown = seen(async {
        let (address, _) = answers(|number, _| {
            if number < 2 {
                answer("503 Busy", "", "hidden body")
            } else {
                answer("200 OK", "", "hidden body")
            }
        })
        .await;
        server.clone_from(&address);
        let core = Core::builder(&API)
            .base_url(address)
            .credential(0, "hidden-token")
            .credential(1, "hidden-key")
            .credential(2, "hidden-session")
            .retry(Retry::standard().base_delay(Duration::from_millis(1)))
            .traced_parameters(["limit", "key"])
            .build()
            .unwrap();
        core.send(&Search).await.unwrap();
    });
    let port = server.rsplit(':').next().unwrap();
    let calls = shown.calls();
    assert_eq!(calls.len(), 1, "{calls:?}");
    has(
        &calls[0],
        &[
            ("otel.name", "GET /customers/{id}"),
            ("otel.kind", "client"),
            ("operation", "search"),
            ("http.request.method", "GET"),
            ("http.request.resend_count", "2"),
            ("http.response.status_code", "200"),
            ("server.address", "127.0.0.1"),
            ("server.port", port),
            ("url.template", "/customers/{id}"),
            (
                "url.full",
                &format!("{server}/customers/7?name=REDACTED&limit=10&key=REDACTED"),
            ),
        ],
    );
    assert!(!calls[0].0.contains_key("error.type"), "{calls:?}");
    let attempts = shown.attempts();
    let told: Vec<_> = attempts
        .iter()
        .map(|event| event.0["message"].as_str())
        .collect();
    assert_eq!(
        told,
        [
            "attempt",
            "tried again",
            "attempt",
            "tried again",
            "attempt"
        ]
    );
    has(
        &attempts[0],
        &[("http.response.status_code", "503"), ("error.type", "503")],
    );
    assert!(!attempts[0].0.contains_key("http.request.resend_count"));
    has(
        &attempts[2],
        &[("http.request.resend_count", "1"), ("error.type", "503")],
    );
    has(
        &attempts[4],
        &[
            ("http.request.resend_count", "2"),
            ("http.response.status_code", "200"),
        ],
    );
    assert!(attempts[4].0.contains_key("duration_ms") && attempts[1].0.contains_key("wait_ms"));
    let text = shown.text();
    assert!(!text.contains("hidden"), "{text}");
}

#[test]
fn what_fails_says_how_and_no_secret_is_shown_on_any_way() {
    let shown = seen(async {
        let refused = Core::builder(&API)
            .base_url("http://127.0.0.1:1")
            .retry(Retry::off())
            .build()
            .unwrap();
        refused.send(&Post(None)).await.unwrap_err();
        let (address, _) = answers(|_, request| {
            if request.starts_with("POST /token") {
                answer("400 Bad Request", "", r#"{"error": "invalid_client"}"#)
            } else {
                answer(
                    "422 No",
                    "location: http://hidden/?hidden\r\nset-cookie: a=hidden\r\n",
                    "hidden",
                )
            }
        })
        .await;
        let source = Credential::source(|| async { Ok::<_, BoxError>("hidden-token") });
        for credential in [
            source,
            OAuth2::client_credentials("client", "hidden-secret").into(),
        ] {
            let core = Core::builder(&API)
                .base_url(&*address)
                .credential(0, credential)
                .credential(1, "hidden-key")
                .credential(2, "hidden-session")
                .basic(3, "user", "hidden-password")
                .header("x-api-key", "hidden-default")
                .build()
                .unwrap();
            core.send(&Search)
                .header("x-other", "hidden")
                .query("more", "hidden")
                .await
                .unwrap_err();
            core.send(&Put(Some("hidden body".into())))
                .idempotency_key("hidden-key")
                .await
                .unwrap_err();
        }
    });
    let calls = shown.calls();
    let ends: Vec<_> = calls
        .iter()
        .map(|call| (call.0["operation"].as_str(), call.0["error.type"].as_str()))
        .collect();
    assert_eq!(
        ends,
        [
            ("Post", "connect"),
            ("search", "422"),
            ("Put", "422"),
            ("search", "credential"),
            ("Put", "422")
        ]
    );
    assert!(
        calls
            .iter()
            .all(|call| call.0["otel.status_code"] == "ERROR"),
        "{calls:?}"
    );
    let text = shown.text();
    assert!(
        !text.contains("hidden") && !text.contains("aGlkZGVu"),
        "{text}"
    );
}

#[test]
fn without_a_subscriber_nothing_is_shown_and_calls_are_made() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let text = runtime.block_on(async {
        let (address, _) = answers(|_, _| answer("200 OK", "", "fine")).await;
        let core = Core::builder(&API).base_url(address).build().unwrap();
        core.send(&Get(None)).await.unwrap()
    });
    assert_eq!(text, "fine");
}
