//! Pages whose addresses the server gives as a whole, over real sockets: they are called, on the same server only, and with the
//! credentials put in again.

use crate::support::socket::{Requests, answer, answers};
use tamis_runtime::support::{HeaderMap, next_link};
use tamis_runtime::{
    Api, Core, Credential, Encoder, Error, NoError, Operation, OperationInfo, Paginated,
    RawResponse, Scheme, Token,
};

static API: Api = Api {
    title: "Addressed",
    version: "1",
    server: None,
    schemes: &[
        Scheme::header("Key", "x-key"),
        Scheme::query("Secret", "secret"),
    ],
    security: &[&[&[0, 1]]],
};

#[derive(Clone, Debug, serde::Deserialize)]
struct Page {
    items: Vec<i64>,
    next: Option<String>,
}

/// Lists whose next address is in the page, or in the header `Link`.
macro_rules! lists {
    ($($name:ident $page:ident $next:expr;)*) => {$(
        #[derive(Clone, Debug, Default)]
        struct $name;

        impl Operation for $name {
            type Output = Page;
            type Error = NoError;
            const INFO: OperationInfo = OperationInfo {
                id: stringify!($name),
                method: "GET",
                path: "/v1/list",
                security: &[&[0, 1]],
            };

            fn encode(&self, request: &mut Encoder) {
                request.literal("/v1/list");
                request.query("size", Some(&2));
            }

            fn decode(response: &RawResponse) -> Result<Page, Error> {
                response.json()
            }
        }

        impl Paginated for $name {
            type Item = i64;
            const BY_ADDRESS: bool = true;

            fn position(&self) -> Option<String> {
                None
            }

            fn next(&self, page: &Page) -> Option<String> {
                page.next.clone()
            }

            fn follow(&self, $page: &Page, headers: &HeaderMap) -> Option<String> {
                let next: fn(&Page, &HeaderMap) -> Option<String> = $next;
                next($page, headers)
            }

            fn seek(&mut self, _: String) {}

            fn into_items(page: Page) -> Vec<i64> {
                page.items
            }
        }
    )*};
}

lists! {
    InPage page |page, _| page.next.clone();
    InHeader page |_, headers| next_link(headers);
}

fn core(address: &str, secret: impl Into<Credential>) -> Core {
    Core::builder(&API)
        .base_url(address)
        .credential(0, "the key")
        .credential(1, secret)
        .build()
        .expect("it can be built")
}

fn targets(requests: &Requests) -> Vec<String> {
    let requests = requests.lock().expect("no one panics");
    let target = |request: &String| request.split(' ').nth(1).map(str::to_owned);
    assert!(
        requests
            .iter()
            .all(|request| request.contains("x-key: the key")),
        "{requests:?}"
    );
    requests.iter().filter_map(target).collect()
}

fn page(items: &str, next: &str) -> String {
    answer(
        "200 OK",
        "",
        &format!(r#"{{"items": [{items}], "next": {next}}}"#),
    )
}

#[tokio::test]
async fn addresses_in_pages_are_called_with_the_credentials() {
    let (address, requests) = answers(|number, request| {
        let host = request
            .split("host: ")
            .nth(1)
            .and_then(|rest| rest.split('\r').next());
        let host = host.unwrap_or_default();
        match number {
            // The credential is echoed, and was another one.
            0 => page(
                "1, 2",
                &format!("\"http://{host}/v1/list?at=a%2Bb&secret=old&size=2\""),
            ),
            1 => page("3", "\"?at=c\""),
            2 => page("", "\"/v1/other\""),
            _ => page("4", "null"),
        }
    })
    .await;
    let list = core(&address, "s&t")
        .items(InPage)
        .query("tag", "x")
        .query("size", "9");
    let items: Vec<i64> = list.try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3, 4]);
    assert_eq!(
        targets(&requests),
        [
            "/v1/list?size=2&secret=s%26t&tag=x&size=9",
            // What the address has already is not added again.
            "/v1/list?at=a%2Bb&size=2&secret=s%26t&tag=x",
            "/v1/list?at=c&secret=s%26t&tag=x&size=9",
            "/v1/other?secret=s%26t&tag=x&size=9",
        ]
    );
}

#[tokio::test]
async fn addresses_in_the_header_and_credentials_from_a_source() {
    let (address, requests) = answers(|number, _| match number {
        0 => answer(
            "200 OK",
            "link: </v1/list?at=2&secret=echoed>; rel=next\r\n",
            r#"{"items": [1]}"#,
        ),
        _ => page("2", "null"),
    })
    .await;
    let source = Credential::source(|| async { Ok::<_, std::io::Error>(Token::new("fresh")) });
    let items: Vec<i64> = core(&address, source)
        .items(InHeader)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(items, [1, 2]);
    assert_eq!(
        targets(&requests),
        ["/v1/list?size=2&secret=fresh", "/v1/list?at=2&secret=fresh"]
    );
}

#[tokio::test]
async fn another_server_gets_no_request_and_the_error_names_it() {
    let (elsewhere, stolen) = answers(|_, _| page("666", "null")).await;
    let next = format!("\"{elsewhere}/v1/list?at=hidden\"");
    let (address, requests) = answers(move |_, _| page("1", &next)).await;
    let mut items = core(&address, "secret").items(InPage);
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
    let text = format!("{error} {error:?}");
    assert!(
        text.contains(&elsewhere) && text.contains("base_url"),
        "{text}"
    );
    assert!(!text.contains("hidden"), "{text}");
    assert_eq!(items.try_next().await.unwrap(), None);
    assert!(stolen.lock().unwrap().is_empty());
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn what_leads_back_is_an_error_and_places_are_kept() {
    let (address, _) = answers(|_, request| {
        let next = if request.contains("at=2") {
            "\"/v1/list?at=3&secret=x\""
        } else {
            "\"/v1/list?at=2\""
        };
        page("1, 2", next)
    })
    .await;
    let core = core(&address, "secret");
    let mut items = core.items(InPage);
    for _ in 0..6 {
        items.try_next().await.unwrap();
    }
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");

    let mut items = core.items(InPage);
    for _ in 0..5 {
        items.try_next().await.unwrap();
    }
    let kept = serde_json::to_string(&items.bookmark()).unwrap();
    assert_eq!(
        kept, r#"{"position":"/v1/list?at=3","taken":1}"#,
        "no credential is kept"
    );
    assert!(!format!("{:?}", items.bookmark()).contains("at=3"));
    let mut resumed = core
        .items(InPage)
        .resume(serde_json::from_str(&kept).unwrap());
    assert_eq!(resumed.try_next().await.unwrap(), Some(2));
    assert!(resumed.try_next().await.unwrap().is_some());
}
