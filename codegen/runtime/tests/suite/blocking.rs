//! Calls that wait in their thread, over real sockets and without an asynchronous runtime: the server is threads, too.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::sample::entitlements::ListUniqueEntitlementsForCustomer;
use crate::support::sample::{Client, Uuid};
use tamis_runtime::blocking::Ureq;
use tamis_runtime::{Credential, Error, Retry, Token, TransportErrorKind};

/// What was asked: the head of each request, and its body after it.
type Requests = Arc<Mutex<Vec<String>>>;

/// A server that writes a text for each request, and closes the connection.
fn server(answer: impl Fn(usize, &str) -> String + Send + 'static) -> (String, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let address = format!("http://{}", listener.local_addr().expect("it is bound"));
    let requests = Requests::default();
    let log = Arc::clone(&requests);
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let Some(request) = read(&socket) else {
                continue;
            };
            let number = {
                let mut log = log.lock().expect("no one panics");
                log.push(request.clone());
                log.len() - 1
            };
            let _ = (&socket).write_all(answer(number, &request).as_bytes());
        }
    });
    (address, requests)
}

fn read(socket: &TcpStream) -> Option<String> {
    let mut reader = BufReader::new(socket);
    let mut text = String::new();
    while !text.ends_with("\r\n\r\n") {
        if reader.read_line(&mut text).ok()? == 0 {
            return None;
        }
    }
    let lower = text.to_lowercase();
    let length = lower
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let mut body = vec![0; length.and_then(|it| it.trim().parse().ok()).unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(text + &String::from_utf8_lossy(&body))
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
}

fn client(address: &str) -> Client {
    Client::builder()
        .api_token_auth("the token")
        .organisation_auth("the organisation")
        .base_url(address)
        .retry(Retry::standard().base_delay(Duration::from_millis(1)))
        .transport(Ureq::default())
        .build()
        .expect("it can be built")
}

fn page(names: &[&str], next: Option<&str>) -> String {
    let item = |name: &&str| serde_json::json!({"entitlement": {"id": Uuid::nil(), "name": name}});
    let items: Vec<_> = names.iter().map(item).collect();
    let page = serde_json::json!({"results": items, "next": next});
    answer("200 OK", "", &page.to_string())
}

fn list(client: &Client) -> ListUniqueEntitlementsForCustomer<Client> {
    client
        .entitlements()
        .list_unique_entitlements_for_customer(Uuid::max())
}

#[test]
fn a_call_is_sent_and_tried_again() {
    let (address, requests) = server(|number, _| match number {
        0 => answer("503 Busy", "retry-after: 0\r\n", ""),
        1 => String::new(),
        _ => answer(
            "200 OK",
            "",
            &format!(r#"{{"id": "{}", "name": "Seats"}}"#, Uuid::nil()),
        ),
    });
    let client = client(&address);
    let get = client.entitlements().get_entitlement(Uuid::nil());
    let response = get.send().with_response().blocking().unwrap();
    assert_eq!(response.value.name, "Seats");
    assert_eq!(response.raw_response().attempts(), 3);
    let requests = requests.lock().unwrap();
    let head = requests[2].to_lowercase();
    assert!(
        head.starts_with("get /entitlements/00000000-0000-0000-0000-000000000000 http/1.1"),
        "{head}"
    );
    assert!(
        head.contains("x-api-key: the token") && head.contains("organisation: the organisation"),
        "{head}"
    );
    assert_eq!(head.matches("accept:").count(), 1, "{head}");
}

#[test]
fn pages_and_items_are_iterators() {
    let (address, requests) = server(|_, request| {
        if request.contains("cursor=two") {
            page(&["c"], None)
        } else {
            page(&["a", "b"], Some("two"))
        }
    });
    let client = client(&address);
    let names: Result<Vec<_>, _> = list(&client)
        .quantity(1.0..)
        .items()
        .blocking()
        .map(|item| item.map(|item| item.entitlement.name))
        .collect();
    assert_eq!(names.unwrap(), ["a", "b", "c"]);
    assert_eq!(
        list(&client).pages().blocking().map(Result::unwrap).count(),
        2
    );
    let requests = requests.lock().unwrap();
    assert_eq!(requests.len(), 4);
    assert!(requests[1].contains("quantity__gte=1") && requests[1].contains("cursor=two"));
}

#[test]
fn errors_and_limits_are_those_of_other_transports() {
    let (address, _) = server(|number, _| match number {
        0 => answer("404 Not Found", "", "{}"),
        1 => answer("307 Elsewhere", "location: http://other.test/\r\n", ""),
        2 => answer("200 OK", "", &format!("\"{}\"", "x".repeat(2000))),
        // Less than it promises.
        _ => "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{".to_owned(),
    });
    let client = client(&address);
    let get = || {
        client
            .entitlements()
            .get_entitlement(Uuid::nil())
            .send()
            .retry(Retry::off())
    };
    assert_eq!(get().blocking().unwrap_err().status().unwrap(), 404);
    let error = get().blocking().unwrap_err();
    assert!(
        error.status().unwrap() == 307 && error.to_string().contains("other.test"),
        "{error}"
    );
    let kind = |error: Error<_>| match error {
        Error::Transport(error) | Error::Timeout(error) => error.kind(),
        other => panic!("{other:?}"),
    };
    let too_large = get().max_response_size(1000).blocking().unwrap_err();
    assert_eq!(kind(too_large), TransportErrorKind::TooLarge);
    assert_eq!(
        kind(get().blocking().unwrap_err()),
        TransportErrorKind::Body
    );

    // Nobody listens; and somebody who says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    let begin = Instant::now();
    let waits = self::client(&format!("http://{address}"));
    let waits = waits.entitlements().get_entitlement(Uuid::nil()).send();
    let late = waits
        .timeout(Duration::from_millis(100))
        .blocking()
        .unwrap_err();
    assert_eq!(kind(late), TransportErrorKind::Timeout);
    assert!(begin.elapsed() < Duration::from_secs(10));
    drop(silent);
    let refused = self::client(&format!("http://{address}"));
    let refused = refused
        .entitlements()
        .get_entitlement(Uuid::nil())
        .send()
        .retry(Retry::off());
    assert_eq!(
        kind(refused.blocking().unwrap_err()),
        TransportErrorKind::Connect
    );
}

#[test]
fn credentials_come_from_sources_and_waits_end() {
    let (address, requests) = server(|number, _| match number {
        0 => answer("401 Unauthorized", "", ""),
        1 => answer("503 Busy", "retry-after: 1\r\n", ""),
        _ => page(&["a"], None),
    });
    let source = Credential::source(|| async { Ok::<_, std::io::Error>(Token::new("fresh")) });
    let client = Client::builder()
        .api_token_auth(source)
        .organisation_auth("o")
        .base_url(&address)
        .transport(Ureq::default())
        .build()
        .unwrap();
    let begin = Instant::now();
    let page = list(&client).send_blocking().unwrap();
    assert_eq!(page.results.len(), 1);
    assert!(begin.elapsed() >= Duration::from_millis(990));
    assert_eq!(requests.lock().unwrap().len(), 3);
}

#[cfg(feature = "reqwest")]
#[test]
fn a_transport_that_needs_a_runtime_is_an_error() {
    let client = Client::builder().api_token_auth("a").organisation_auth("o");
    let client = client.base_url("http://127.0.0.1:9").build().unwrap();
    let error = list(&client).send_blocking().unwrap_err();
    assert!(error.to_string().contains("blocking::Ureq"), "{error}");
    let mut items = list(&client).items().blocking();
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert!(items.next().is_none());
}
