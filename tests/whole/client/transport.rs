//! What lies below a call: headers, a user's own HTTP client, a transport without a network.

use std::sync::{Arc, Mutex};

use generated_client::Client;
use tamis_runtime::{Body, BoxFuture, Limits, Transport, TransportError, http};

use super::start::start;
use crate::cases::List;
use crate::compare::assert_rows;
use crate::server::data::{CUSTOMER, Row};
use crate::server::{API_TOKEN, ORGANISATION, Server};

fn builder(server: &Server) -> generated_client::client::ClientBuilder {
    Client::builder()
        .api_token_auth(API_TOKEN)
        .organisation_auth(ORGANISATION)
        .base_url(server.base_url())
}

#[tokio::test]
async fn headers_of_the_client_and_of_the_call() {
    let server = Server::start().unwrap();
    let client = builder(&server)
        .user_agent("shop/1.2")
        .header("x-tenant", "blue")
        .build()
        .unwrap();
    let response = client
        .send(&List::new(CUSTOMER).limit(1))
        .header("x-trace", "t-1")
        .with_response()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-request-id"], "r-0001");
    assert_eq!(response.value.results.len(), 1);
    assert!(response.body().starts_with(b"{"));

    let [received] = &server.take_received()[..] else {
        panic!("one request was to be sent");
    };
    assert_eq!(received.header("user-agent"), Some("shop/1.2"));
    assert_eq!(received.header("x-tenant"), Some("blue"));
    assert_eq!(received.header("x-trace"), Some("t-1"));
    assert_eq!(received.header("accept"), Some("application/json"));
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let server = Server::start().unwrap();
    for base in ["/proxy", "/proxy/"] {
        let client = builder(&server)
            .base_url(server.base_url() + base)
            .build()
            .unwrap();
        let error = client.send(&List::new(CUSTOMER)).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
        let path = format!("/proxy/entitlements/customer/unique/{CUSTOMER}");
        assert_eq!(server.take_received()[0].target, path);
    }
}

#[tokio::test]
async fn clones_share_their_connections_and_work_side_by_side() {
    let (server, client) = start();
    let tasks: Vec<_> = (1..=20_u8)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move {
                let list = List::new(CUSTOMER).limit(i64::from(number));
                client.send(&list).await.unwrap().results
            })
        })
        .collect();
    let rows: Vec<&Row> = server.rows().iter().collect();
    for (last, task) in tasks.into_iter().enumerate() {
        assert_rows(&task.await.unwrap(), &rows[..=last], "side by side");
    }
}

#[tokio::test]
async fn an_http_client_of_ones_own() {
    let server = Server::start().unwrap();
    let own = tamis_runtime::http_client()
        .unwrap()
        .user_agent("own/1.0")
        .build()
        .unwrap();
    let client = builder(&server).transport(own).build().unwrap();
    let page = client.send(&List::new(CUSTOMER).limit(3)).await.unwrap();
    assert_eq!(page.results.len(), 3);
    let received = server.take_received();
    assert_eq!(received[0].header("user-agent"), Some("own/1.0"));
}

/// Keeps the requests, and answers without a network.
#[derive(Clone, Default)]
struct Canned(Arc<Mutex<Vec<String>>>);

impl Transport for Canned {
    fn send(
        &self,
        request: http::Request<Body>,
        _: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let line = format!("{} {}", request.method(), request.uri());
        self.0.lock().unwrap().push(line);
        let page = r#"{"results":[],"total_count":3,"next":null}"#;
        let response = http::Response::builder()
            .header("content-type", "application/json")
            .body(Body::from(page))
            .unwrap();
        Box::pin(async { Ok(response) })
    }
}

#[tokio::test]
async fn a_transport_of_ones_own() {
    let canned = Canned::default();
    let client = Client::builder()
        .api_token_auth("t")
        .organisation_auth("o")
        .transport(canned.clone())
        .build()
        .unwrap();
    let page = client.send(&List::new(CUSTOMER).limit(3)).await.unwrap();
    assert_eq!(page.total_count, Some(3));
    // The document's own server, since nothing else was said.
    let line =
        format!("GET https://api.zenskar.com/entitlements/customer/unique/{CUSTOMER}?limit=3");
    assert_eq!(*canned.0.lock().unwrap(), [line]);
}
