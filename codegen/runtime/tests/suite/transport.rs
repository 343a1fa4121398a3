//! The transport over reqwest, over real sockets: connections, time limits, redirections, responses that break off.

use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::sample::{Client, ClientBuilder, Error, Uuid};
use tamis_runtime::{
    Api, Core, Encoder, NoError, Operation, OperationInfo, RawResponse, TransportErrorKind,
    http_client,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const BODY: &str = r#"{"id":"00000000-0000-0000-0000-000000000001","name":"Seats"}"#;

/// What a server does with a connection after it has read a request.
enum Act {
    /// Writes these bytes and closes.
    Answer(String),
    /// Never responds.
    Silence,
}

/// A server on a loopback port. `answer` gets the head of each request.
async fn server(answer: impl Fn(&str) -> Act + Send + Sync + 'static) -> (String, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("there is a port");
    let address = format!("http://{}", listener.local_addr().expect("it is bound"));
    let requests = Requests::default();
    let heads = Arc::clone(&requests);
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let (answer, heads) = (Arc::clone(&answer), Arc::clone(&heads));
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    match socket.read_u8().await {
                        Ok(byte) => head.push(byte),
                        Err(_) => return,
                    }
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let act = answer(&head);
                heads.lock().expect("no one panics").push(head);
                match act {
                    Act::Answer(text) => {
                        let _ = socket.write_all(text.as_bytes()).await;
                        let _ = socket.shutdown().await;
                    }
                    Act::Silence => std::future::pending().await,
                }
            });
        }
    });
    (address, requests)
}

type Requests = Arc<Mutex<Vec<String>>>;

fn answer(status: &str, headers: &str, body: &str) -> Act {
    Act::Answer(format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        body.len()
    ))
}

fn builder(address: &str) -> ClientBuilder {
    Client::builder()
        .api_token_auth("hidden-token")
        .organisation_auth("hidden-org")
        .base_url(address)
}

type Problem = crate::support::sample::types::HttpValidationError;

async fn call(client: &Client) -> Result<String, Error<Problem>> {
    let entitlement = client
        .entitlements()
        .get_entitlement(Uuid::from_u128(1))
        .send()
        .await?;
    Ok(entitlement.name)
}

/// The error of a call that must fail, after a look at its texts.
async fn failure(client: &Client) -> Error<Problem> {
    let error = call(client).await.expect_err("the call fails");
    let mut texts = vec![format!("{error}"), format!("{error:?}")];
    let mut source = error.source();
    while let Some(inner) = source {
        texts.push(format!("{inner} {inner:?}"));
        source = inner.source();
    }
    for text in texts {
        assert!(
            !text.contains("hidden") && !text.contains("entitlements/"),
            "{text}"
        );
    }
    error
}

#[tokio::test]
async fn a_call_over_a_socket() {
    let (address, requests) = server(|_| answer("200 OK", "", BODY)).await;
    let client = builder(&address).build().unwrap();
    assert_eq!(call(&client).await.unwrap(), "Seats");
    let heads = requests.lock().unwrap();
    assert_eq!(heads.len(), 1);
    let head = heads[0].to_lowercase();
    assert!(
        head.starts_with("get /entitlements/00000000-0000-0000-0000-000000000001 http/1.1\r\n")
    );
    assert!(head.contains("\r\nx-api-key: hidden-token\r\n"), "{head}");
    assert!(head.contains("\r\norganisation: hidden-org\r\n"), "{head}");
    assert!(head.contains("\r\naccept: application/json\r\n"), "{head}");
    assert!(head.contains("\r\nuser-agent: tamis-runtime/"), "{head}");
}

#[tokio::test]
async fn a_client_of_the_users_own() {
    let (address, requests) = server(|_| answer("200 OK", "", BODY)).await;
    let own = http_client().unwrap().user_agent("own/1").build().unwrap();
    let client = builder(&address).transport(own).build().unwrap();
    assert_eq!(call(&client).await.unwrap(), "Seats");
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_refused_connection() {
    // A port that was free a moment ago, with no one listening.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = failure(&builder(&address).build().unwrap()).await;
    assert!(
        error
            .to_string()
            .contains(": no connection to the server: "),
        "{error}"
    );
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(error.is_retryable());
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
}

#[tokio::test]
async fn a_host_that_does_not_exist() {
    let error = failure(&builder("http://no-such-host.invalid").build().unwrap()).await;
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
}

#[tokio::test]
async fn a_server_that_does_not_answer_in_time() {
    let (address, _) = server(|_| Act::Silence).await;
    let limit = Duration::from_millis(50);
    // For the whole client, and for one call.
    let client = builder(&address).timeout(limit).build().unwrap();
    let error = failure(&client).await;
    assert!(
        error.to_string().contains(": no response in time"),
        "{error}"
    );
    assert!(matches!(error, Error::Timeout(_)));
    let client = builder(&address).build().unwrap();
    let call = client
        .entitlements()
        .get_entitlement(Uuid::nil())
        .send()
        .timeout(limit);
    assert!(matches!(call.await, Err(Error::Timeout(_))));
}

// How a full queue responds is the system's affair; this is Linux's way.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connection_that_is_not_made_in_time() {
    let socket = tokio::net::TcpSocket::new_v4().expect("there are sockets");
    socket
        .bind("127.0.0.1:0".parse().expect("an address"))
        .expect("there is a port");
    // Nobody accepts, and hardly anybody may wait: further connections get no response.
    let listener = socket.listen(1).expect("it is bound");
    let address = listener.local_addr().expect("it is bound");
    let limit = Duration::from_millis(300);
    let mut waiting = Vec::new();
    for _ in 0..64 {
        match tokio::time::timeout(limit, tokio::net::TcpStream::connect(address)).await {
            Ok(Ok(connection)) => waiting.push(connection),
            Ok(Err(_)) | Err(_) => break,
        }
    }
    assert!(waiting.len() < 64, "the queue never fills on this system");

    let client = builder(&format!("http://{address}"))
        .connect_timeout(limit)
        .timeout(None)
        .build()
        .unwrap();
    let error = failure(&client).await;
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}

#[tokio::test]
async fn a_body_that_breaks_off() {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 500\r\n\r\n";
    let (address, _) = server(move |_| Act::Answer(format!("{head}{BODY}"))).await;
    let error = failure(&builder(&address).build().unwrap()).await;
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Body);
}

#[tokio::test]
async fn an_answer_that_is_not_http() {
    let (address, _) = server(|_| Act::Answer("220 ready\r\n".to_owned())).await;
    let error = failure(&builder(&address).build().unwrap()).await;
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Other);
}

#[tokio::test]
async fn a_redirection_within_the_server_is_followed() {
    let (address, requests) = server(|head| {
        if head.starts_with("GET /entitlements/") {
            answer("307 Temporary Redirect", "location: /elsewhere\r\n", "")
        } else {
            answer("200 OK", "", BODY)
        }
    })
    .await;
    let client = builder(&address).build().unwrap();
    assert_eq!(call(&client).await.unwrap(), "Seats");
    let heads = requests.lock().unwrap();
    assert!(heads[1].starts_with("GET /elsewhere "));
    assert!(
        heads[1].contains("hidden-token") && !heads[1].contains("referer"),
        "{}",
        heads[1]
    );
}

/// An operation that is for a redirection: its value is where that leads.
struct Login;

impl Operation for Login {
    type Output = String;
    type Error = NoError;
    const INFO: OperationInfo = OperationInfo {
        id: "login",
        method: "GET",
        path: "/login",
        security: &[],
    };
    const REDIRECTS: bool = true;

    fn encode(&self, request: &mut Encoder) {
        request.literal("/login");
    }

    fn decode(response: &RawResponse) -> Result<String, tamis_runtime::Error> {
        match (
            response.status().as_u16(),
            response.headers().get("location"),
        ) {
            (302, Some(location)) => Ok(location.to_str().expect("it is text").to_owned()),
            _ => Err(response.unexpected()),
        }
    }
}

#[tokio::test]
async fn a_redirection_that_is_wanted_is_given_out() {
    static API: Api = Api {
        title: "Login",
        version: "1",
        server: None,
        schemes: &[],
        security: &[],
    };
    let (address, requests) = server(|_| answer("302 Found", "location: /home?x=1\r\n", "")).await;
    let core = Core::builder(&API).base_url(&address).build().unwrap();
    assert_eq!(core.send(&Login).await.unwrap(), "/home?x=1");
    assert_eq!(requests.lock().unwrap().len(), 1, "it is not followed");
}

#[tokio::test]
async fn a_redirection_to_another_server_is_not() {
    let (other, requests) = server(|_| answer("200 OK", "", BODY)).await;
    let (address, _) = server(move |_| {
        answer(
            "308 Permanent Redirect",
            &format!("location: {other}/x\r\n"),
            "",
        )
    })
    .await;
    let error = failure(&builder(&address).build().unwrap()).await;
    assert_eq!(error.status().unwrap(), 308);
    assert!(error.headers().unwrap().contains_key("location"));
    assert!(matches!(error, Error::Status(_)));
    assert_eq!(
        requests.lock().unwrap().len(),
        0,
        "the other server has seen no credential"
    );
}

#[tokio::test]
async fn a_redirection_without_end_comes_to_one() {
    let (address, requests) = server(|_| answer("302 Found", "location: ?again\r\n", "")).await;
    let error = failure(&builder(&address).build().unwrap()).await;
    assert!(
        error
            .to_string()
            .ends_with(": no response from the server: the server redirects again and again"),
        "{error}"
    );
    assert_eq!(requests.lock().unwrap().len(), 5);
}

#[tokio::test]
async fn a_handshake_that_fails() {
    // One without TLS, to be exact: the handshake fails.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let secure = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let _ = socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let error = failure(&builder(&secure).build().unwrap()).await;
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
}
