//! Recording real traffic and playing it: over a real socket, and without one. No credential and no value of the query is
//! written down.

use std::time::Duration;

use crate::support::socket::{answer, answers};
use serde_json::Value as Json;
use tamis_runtime::har::{Player, Recorder};
use tamis_runtime::{
    Api, Core, CoreBuilder, Encoder, Error, NoError, Operation, OperationInfo, RawResponse, Retry,
    Scheme, TransportErrorKind,
};

static API: Api = Api {
    title: "Recorded",
    version: "1",
    server: None,
    schemes: &[
        Scheme::bearer("Token"),
        Scheme::query("Key", "api_key"),
        Scheme::basic("Login"),
        Scheme::cookie("Session", "sid"),
    ],
    security: &[&[&[0, 1, 3]], &[&[2]]],
};

/// A list, by a page and a filter; or the same with a name and a password.
struct List<const LOGIN: bool> {
    page: i64,
    customer: &'static str,
}

impl<const LOGIN: bool> Operation for List<LOGIN> {
    type Output = Json;
    type Error = NoError;
    const INFO: OperationInfo = OperationInfo {
        id: "list",
        method: "GET",
        path: "/list",
        security: if LOGIN { &[&[2]] } else { &[&[0, 1, 3]] },
    };

    fn encode(&self, request: &mut Encoder) {
        request.literal("/v1/list");
        request.query("page", Some(&self.page));
        request.query("customer", Some(self.customer));
    }

    fn decode(response: &RawResponse) -> Result<Json, Error> {
        match response.status().as_u16() {
            200 => response.json(),
            _ => Err(response.unexpected()),
        }
    }
}

fn list(page: i64) -> List<false> {
    let customer = "Wybe & sons";
    List { page, customer }
}

/// Whatever comes up in an archive that must not.
const HIDDEN: [&str; 7] = [
    "t0k3n", "k%y", "k%25y", "s3ss10n", "passw0rd", "Wybe", "YXNzdzBy",
];

fn builder(base_url: &str) -> CoreBuilder {
    Core::builder(&API)
        .base_url(base_url)
        .credential(0, "t0k3n-of-the-client")
        .credential(1, "k%y-in-the-query")
        .basic(2, "user", "passw0rd-of-the-user")
        .credential(3, "s3ss10n-in-a-cookie")
        .retry(Retry::standard().base_delay(Duration::from_millis(1)))
}

/// A server that fails once, and shows the credentials that it was sent.
async fn server() -> String {
    let (address, _) = answers(|number, request| match number {
        0 => answer("503 Busy", "retry-after: 0\r\n", ""),
        _ => {
            let key = request
                .split("api_key=")
                .nth(1)
                .and_then(|rest| rest.split(' ').next());
            let authorization = request
                .lines()
                .find(|line| line.starts_with("authorization"));
            let body = serde_json::json!({"number": number, "next": key, "header": authorization});
            answer(
                "200 OK",
                "set-cookie: sid=s3ss10n-in-a-cookie\r\nx-number: 7\r\n",
                &body.to_string(),
            )
        }
    })
    .await;
    address
}

/// Sends what was recorded, for another customer: the number of the request that it was, and how many attempts there were.
async fn play<const LOGIN: bool>(core: &Core, page: i64) -> Result<(Json, u32), Error> {
    let customer = "another";
    let other = List::<LOGIN> { page, customer };
    let response = core.send(&other).with_response().await?;
    assert_eq!(response.headers()["x-number"], "7");
    let attempts = response.raw_response().attempts();
    Ok((response.value["number"].clone(), attempts))
}

#[tokio::test]
async fn what_was_recorded_is_played_and_holds_no_secret() {
    let address = server().await;
    let transport = tamis_runtime::http_client()
        .unwrap()
        .no_proxy()
        .build()
        .unwrap();
    let recorder = Recorder::new(transport)
        .shown_parameters(["page", "api_key"])
        .secret_parameters(["api_key"]);
    let core = builder(&address)
        .transport(recorder.clone())
        .build()
        .unwrap();
    let mut recorded = Vec::new();
    for page in [1, 2, 1] {
        let response = core.send(&list(page)).with_response().await.unwrap();
        let attempts = response.raw_response().attempts();
        recorded.push((response.value["number"].clone(), attempts));
    }
    let login = List::<true> {
        page: 3,
        customer: "Wybe & sons",
    };
    recorded.push((core.send(&login).await.unwrap()["number"].clone(), 1));
    assert_eq!(
        recorded.iter().map(|it| it.1).collect::<Vec<_>>(),
        [2, 1, 1, 1]
    );

    let archive = recorder.to_json();
    for hidden in HIDDEN {
        assert!(!archive.contains(hidden), "{hidden}: {archive}");
    }
    let json: Json = serde_json::from_str(&archive).unwrap();
    let entries = json["log"]["entries"].as_array().unwrap();
    assert_eq!(
        (json["log"]["version"].as_str(), entries.len()),
        (Some("1.2"), 5)
    );
    let url = format!("{address}/v1/list?page=1&customer=REDACTED&api_key=REDACTED");
    assert_eq!(entries[1]["request"]["url"], url);
    assert_eq!(entries[1]["response"]["headers"][0]["name"], "connection");

    // Elsewhere, with other credentials and another customer: the same values, in the same order.
    let player = Player::from_json(&archive).unwrap();
    let core = builder("https://play.test")
        .transport(player.clone())
        .build()
        .unwrap();
    let mut played = Vec::new();
    for page in [1, 2, 1] {
        played.push(play::<false>(&core, page).await.unwrap());
    }
    played.push(play::<true>(&core, 3).await.unwrap());
    assert_eq!(played, recorded);
    assert_eq!(player.left(), 0);
    let Error::Transport(error) = play::<false>(&core, 1).await.unwrap_err() else {
        panic!("it was played already");
    };
    assert_eq!(error.kind(), TransportErrorKind::Other);
    assert!(error.to_string().contains("GET /v1/list"), "{error}");
}

#[tokio::test]
async fn archives_of_others_are_played() {
    // As a browser writes it, with more than is read here, and the body as bytes.
    let archive = r#"{"log": {"version": "1.2", "creator": {"name": "browser", "version": "1"}, "pages": [], "entries": [{
        "startedDateTime": "2024-03-01T00:00:00.000Z", "time": 3, "_priority": "High",
        "request": {"method": "GET", "url": "https://api.test/v1/list?api_key=x&customer=one&page=4",
            "httpVersion": "h2", "cookies": [{"name": "a", "value": "b"}], "headers": [{"name": ":path", "value": "/"}],
            "queryString": [], "headersSize": -1, "bodySize": 0},
        "response": {"status": 200, "statusText": "", "httpVersion": "h2", "cookies": [],
            "headers": [{"name": "Content-Type", "value": "application/json"}, {"name": "content-encoding", "value": "br"}],
            "content": {"size": 9, "mimeType": "application/json", "text": "eyJhIjogMX0=", "encoding": "base64"},
            "redirectURL": "", "headersSize": -1, "bodySize": 9},
        "cache": {"beforeRequest": null}, "timings": {"blocked": 1, "send": 0, "wait": 2, "receive": 0, "ssl": -1}}]}}"#;
    let player = Player::from_json(archive).unwrap();
    let core = Core::builder(&API)
        .base_url("https://api.test")
        .credential(0, "a")
        .credential(1, "x")
        .credential(3, "c")
        .transport(player)
        .build()
        .unwrap();
    let of = |customer| List::<false> { page: 4, customer };
    assert!(core.send(&of("two")).await.is_err(), "it has another value");
    assert_eq!(core.send(&of("one")).await.unwrap()["a"], 1);
    assert!(Player::from_json("{}").is_err());
}
