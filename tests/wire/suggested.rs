//! What `tamis explain --suggest` writes, followed: setters are others, and what is sent is what the document declares.

use golden_clients::filters_suggested::Client;
use golden_clients::filters_suggested::operations::{ListOrders, ListThings};
use tamis_runtime::{Filter, Timestamp};

use crate::line;

fn sent<O: tamis_runtime::Operation>(operation: &O) -> String {
    let client = Client::builder()
        .base_url("http://h")
        .build()
        .expect("as the test has it");
    line(&client.request(operation).expect("as the test has it"))
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("it is a time")
}

#[test]
fn parameters_travel_under_their_own_names() {
    let list = ListOrders::new()
        .created(time("2024-01-01T00:00:00Z")..=time("2024-02-01T00:00:00Z"))
        .price(1.5..=2.5)
        .name(Filter::icontains("a b"))
        .state(["open", "done"])
        .expires_in(7)
        .page(2)
        .limit(3);
    assert_eq!(
        sent(&list),
        "GET /orders?created_after=2024-01-01T00:00:00Z&created_before=2024-02-01T00:00:00Z&min_price=1.5&max_price=2.5\
         &name__icontains=a%20b&state__in=open,done&expires_in=7&page=2&limit=3"
    );
    assert_eq!(
        sent(&ListOrders::new().state("open")),
        "GET /orders?state=open"
    );
    let things = ListThings::new()
        .cursor("c")
        .created_after(time("2024-01-01T00:00:00Z"));
    assert_eq!(
        sent(&things),
        "GET /things?cursor=c&created_after=2024-01-01T00:00:00Z"
    );
}

#[tokio::test]
async fn pages_are_followed_as_the_rules_say() {
    let pages = [
        r#"{"orders": ["a", "b"], "total_count": 3}"#,
        r#"{"orders": ["c"], "total_count": 3}"#,
        // How many items a page has, only the server knows.
        r#"{"orders": [], "total_count": 3}"#,
    ];
    let log = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = std::sync::Arc::clone(&log);
    let transport = tamis_runtime::testing::respond(move |request| {
        let mut seen = seen.lock().expect("as the test has it");
        let page = pages
            .get(seen.len())
            .expect("no page behind the empty one is asked for");
        seen.push(line(&request));
        tamis_runtime::http::Response::builder()
            .header("content-type", "application/json")
            .body((*page).into())
            .expect("as the test has it")
    });
    let client = Client::builder()
        .base_url("http://h")
        .transport(transport)
        .build()
        .expect("as the test has it");
    let items: Vec<String> = client
        .list_orders()
        .price(1.0..)
        .items()
        .try_collect()
        .await
        .expect("as the test has it");
    assert_eq!(items, ["a", "b", "c"]);
    assert_eq!(
        *log.lock().expect("as the test has it"),
        [
            "GET /orders?min_price=1",
            "GET /orders?min_price=1&page=2",
            "GET /orders?min_price=1&page=3"
        ]
    );
}
