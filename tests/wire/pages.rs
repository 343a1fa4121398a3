//! Pages that a rule describes, and those that a body asks for, followed to their end: the requests that lead there, and all that they bring.

use std::sync::{Arc, Mutex};

use golden_clients::pages_by_rule::Client;
use golden_clients::pages_by_rule::types::{Search, SearchPage};
use tamis_runtime::testing::respond;
use tamis_runtime::{Body, http};

type Log = Arc<Mutex<Vec<String>>>;

/// A client whose pages come one after the other: each the headers and the body of an answer.
fn client(pages: &[(&[(&str, &str)], &str)]) -> (Client, Log) {
    let (transport, log) = served(pages);
    let client = Client::builder()
        .base_url("http://a.test")
        .transport(transport)
        .build()
        .expect("as the test has it");
    (client, log)
}

/// What answers so, and what it was asked.
fn served(pages: &[(&[(&str, &str)], &str)]) -> (impl tamis_runtime::Transport, Log) {
    let pages: Vec<(Vec<(String, String)>, String)> = pages
        .iter()
        .map(|(headers, body)| {
            let headers = headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            (headers.collect(), (*body).to_owned())
        })
        .collect();
    let log = Log::default();
    let seen = Arc::clone(&log);
    let transport = respond(move |request: http::Request<Body>| {
        let mut seen = seen.lock().expect("as the test has it");
        let (headers, body) = pages
            .get(seen.len())
            .expect("no page behind the last one is asked for");
        let sent = request.body().as_bytes().cloned().unwrap_or_default();
        let line = format!(
            "{} {}",
            crate::line(&request),
            String::from_utf8_lossy(&sent)
        );
        seen.push(line.trim().to_owned());
        let mut response = http::Response::builder().header("content-type", "application/json");
        for (name, value) in headers {
            response = response.header(name, value);
        }
        response
            .body(Body::from(body.clone()))
            .expect("as the test has it")
    });
    (transport, log)
}

/// Follows an operation of the document whose bodies ask for pages: all items, and what was sent.
macro_rules! followed {
    ($($call:ident($($given:expr),*)).+, $($page:expr),* $(,)?) => {{
        let (transport, log) = served(&[$((&[], $page)),*]);
        let client = golden_clients::pages_in_bodies::Client::builder()
            .base_url("http://a.test")
            .transport(transport)
            .build()
            .expect("as the test has it");
        let items = client.$($call($($given),*)).+.items().try_collect::<Vec<_>>().await;
        let sent = log.lock().expect("as the test has it").clone();
        (items.expect("as the test has it").join(" "), sent)
    }};
}

#[tokio::test]
async fn a_body_takes_a_cursor() {
    use golden_clients::pages_in_bodies::types::{
        QueryDocumentBody, SearchContactsBody, SyncTransactionsBody,
    };
    let first = r#"{"results":["a","b"],"has_more":true,"next_cursor":"n1"}"#;
    let last = r#"{"results":["c"],"has_more":false,"next_cursor":null}"#;
    let (items, sent) = followed!(query_document("d"), first, last);
    assert_eq!(items, "a b c");
    assert_eq!(
        sent,
        [
            "POST /documents/d/query",
            r#"POST /documents/d/query {"start_cursor":"n1"}"#
        ]
    );
    let body = QueryDocumentBody::new().words("w");
    let (items, sent) = followed!(query_document("d").body(body), first, last);
    assert_eq!(items, "a b c");
    assert_eq!(
        sent[1],
        r#"POST /documents/d/query {"start_cursor":"n1","words":"w"}"#
    );
    let (items, sent) = followed!(
        sync_transactions(SyncTransactionsBody::new("x").count(2)),
        first,
        last
    );
    assert_eq!(items, "a b c");
    assert_eq!(
        sent,
        [
            r#"POST /transactions/sync {"account":"x","count":2}"#,
            r#"POST /transactions/sync {"account":"x","cursor":"n1","count":2}"#
        ]
    );
    let (items, sent) = followed!(
        search_contacts(SearchContactsBody::new("w")),
        r#"{"data":["a"],"pages":{"type":"list","next":{"starting_after":"s1"}}}"#,
        r#"{"data":["b"],"pages":{"type":"list"}}"#
    );
    assert_eq!(items, "a b");
    assert_eq!(
        sent,
        [
            r#"POST /contacts/search {"words":"w"}"#,
            r#"POST /contacts/search {"words":"w","pagination":{"starting_after":"s1"}}"#
        ]
    );
}

#[tokio::test]
async fn a_body_counts() {
    use golden_clients::pages_in_bodies::types::{FilterFlowsBody, PaginateRunsBody};
    let body = FilterFlowsBody::new().limit(2);
    let (items, sent) = followed!(
        counted().filter_flows().body(body),
        r#"["a","b"]"#,
        r#"["c"]"#,
        "[]"
    );
    assert_eq!(items, "a b c");
    assert_eq!(
        sent,
        [
            r#"POST /flows/filter {"limit":2}"#,
            r#"POST /flows/filter {"offset":2,"limit":2}"#,
            r#"POST /flows/filter {"offset":3,"limit":2}"#
        ]
    );
    let (items, sent) = followed!(counted().filter_flows(), r#"["a"]"#, "[]");
    assert_eq!(items, "a");
    assert_eq!(
        sent,
        ["POST /flows/filter", r#"POST /flows/filter {"offset":1}"#]
    );
    let (items, sent) = followed!(
        counted().paginate_runs(PaginateRunsBody::new()),
        r#"{"results":["a"],"pages":2}"#,
        r#"{"results":["b"],"pages":2}"#
    );
    assert_eq!(items, "a b");
    assert_eq!(
        sent,
        [
            "POST /runs/paginate {}",
            r#"POST /runs/paginate {"page":2}"#
        ]
    );
}

#[tokio::test]
async fn a_member_of_a_parameter_counts() {
    use golden_clients::pages_in_bodies::types::ListAddonsPage;
    let pages = [
        r#"{"data":["a","b"],"meta":{"page":{"total":3}}}"#,
        r#"{"data":["c"],"meta":{"page":{"total":3}}}"#,
    ];
    // Without a size, a page of one may be a short one.
    let (items, sent) = followed!(
        counted().list_addons(),
        pages[0],
        pages[1],
        r#"{"data":[]}"#
    );
    assert_eq!(items, "a b c");
    assert_eq!(
        sent,
        [
            "GET /addons",
            "GET /addons?page%5Bnumber%5D=2",
            "GET /addons?page%5Bnumber%5D=3"
        ]
    );
    let page = ListAddonsPage::new().size(2);
    let (items, sent) = followed!(counted().list_addons().page(page), pages[0], pages[1]);
    assert_eq!(items, "a b c");
    assert_eq!(
        sent,
        [
            "GET /addons?page%5Bsize%5D=2",
            "GET /addons?page%5Bsize%5D=2&page%5Bnumber%5D=2"
        ]
    );
}

#[tokio::test]
async fn by_a_header() {
    let (client, log) = client(&[
        (&[("x-next", "m/1 &")], r#"["a","b"]"#),
        (&[("x-next", "")], r#"["c"]"#),
    ]);
    let items = client
        .by_header()
        .n(2)
        .items()
        .try_collect::<Vec<_>>()
        .await
        .expect("as the test has it");
    assert_eq!(items, ["a", "b", "c"]);
    assert_eq!(
        *log.lock().expect("as the test has it"),
        ["GET /header?n=2", "GET /header?mark=m%2F1%20%26&n=2"]
    );
}

#[tokio::test]
async fn by_the_address_in_a_link() {
    let next =
        r#"<http://b.test/link?page=1>; rel="prev", <http://b.test/link?page=3&x=1>; rel="next""#;
    let (client, log) = client(&[(&[("Link", next)], r#"["a"]"#), (&[], r#"["b"]"#)]);
    let items = client
        .by_link()
        .items()
        .try_collect::<Vec<_>>()
        .await
        .expect("as the test has it");
    assert_eq!(items, ["a", "b"]);
    // The address itself is never called.
    assert_eq!(
        *log.lock().expect("as the test has it"),
        ["GET /link", "GET /link?page=3"]
    );
}

#[tokio::test]
async fn in_the_body() {
    let (client, log) = client(&[
        (
            &[],
            r#"{"rows":{"all":[1,2],"marked":[9]},"then":{"token":"t1"}}"#,
        ),
        (&[], r#"{"rows":{"all":[3]},"then":{"token":null}}"#),
    ]);
    let search = Search {
        page: SearchPage::default(),
        words: Some("w".into()),
    };
    let items = client
        .in_body(search)
        .items()
        .try_collect::<Vec<_>>()
        .await
        .expect("as the test has it");
    assert_eq!(items, [1, 2, 3]);
    let sent = log.lock().expect("as the test has it");
    assert_eq!(sent[0], r#"POST /search {"page":{},"words":"w"}"#);
    assert_eq!(
        sent[1],
        r#"POST /search {"page":{"token":"t1"},"words":"w"}"#
    );
}

#[tokio::test]
async fn by_counting() {
    let (client, log) = client(&[
        (&[], r#"{"of":3,"them":["a","b"]}"#),
        (&[], r#"{"of":3,"them":["c"]}"#),
    ]);
    let items = client
        .counts()
        .counted()
        .items()
        .try_collect::<Vec<_>>()
        .await
        .expect("as the test has it");
    assert_eq!(items, ["a", "b", "c"]);
    assert_eq!(
        *log.lock().expect("as the test has it"),
        ["GET /counted", "GET /counted?start=2"]
    );
}

#[tokio::test]
async fn from_the_number_that_a_rule_says() {
    let (client, log) = client(&[
        (&[], r#"{"of":0,"total_count":2,"them":["a"]}"#),
        (&[], r#"{"of":0,"total_count":2,"them":["b"]}"#),
    ]);
    let items = client
        .counts()
        .from_zero()
        .items()
        .try_collect::<Vec<_>>()
        .await
        .expect("as the test has it");
    assert_eq!(items, ["a", "b"]);
    assert_eq!(
        *log.lock().expect("as the test has it"),
        ["GET /zero", "GET /zero?page=1"]
    );
}

/// Pages of the client that finds the next one in `Link` by itself.
#[tokio::test]
async fn a_link_that_the_document_speaks_of_is_followed_on_the_own_server_only() {
    let next = r#"<http://elsewhere.test/documented?page=7>; rel="next""#;
    let log = Log::default();
    let seen = Arc::clone(&log);
    let transport = respond(move |request: http::Request<Body>| {
        let mut seen = seen.lock().expect("as the test has it");
        seen.push(request.uri().to_string());
        let first = seen.len() == 1;
        let mut response = http::Response::new(Body::from(r#"["a"]"#));
        if first {
            let next = next.parse().expect("it is one");
            response.headers_mut().insert("link", next);
        }
        response
    });
    let client = golden_clients::pages_by_link::Client::builder()
        .base_url("http://a.test")
        .transport(transport)
        .build()
        .expect("as the test has it");
    let items = client.documented().items().try_collect::<Vec<_>>().await;
    assert_eq!(items.expect("as the test has it"), ["a", "a"]);
    assert_eq!(
        *log.lock().expect("as the test has it"),
        [
            "http://a.test/documented",
            "http://a.test/documented?page=7"
        ]
    );
}
