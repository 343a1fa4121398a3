//! Layers of tower, over real sockets: around each attempt and around each call.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use crate::support::probe::{Get, GetNumber, Post, builder, count, failing};
use crate::support::socket::{answer, answers};
use tamis_runtime::support::{HttpBody, Layer, Service};
use tamis_runtime::{
    Body, BoxError, Bytes, Core, Error, HttpService, OperationInfo, TransportErrorKind, http,
};

type Log = Arc<Mutex<Vec<String>>>;

/// Logs what goes through it, and what comes back.
#[derive(Clone)]
struct Logged(&'static str, Log);

#[derive(Clone)]
struct Logging<S>(S, Logged);

impl<S> Layer<S> for Logged {
    type Service = Logging<S>;

    fn layer(&self, inner: S) -> Logging<S> {
        Logging(inner, self.clone())
    }
}

impl<S> Service<http::Request<Body>> for Logging<S>
where
    S: Service<http::Request<Body>, Response = http::Response<Body>>,
    S::Future: Send + 'static,
    S::Error: std::fmt::Display,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, mut request: http::Request<Body>) -> Self::Future {
        let Logged(name, log) = self.1.clone();
        let operation = request
            .extensions()
            .get::<OperationInfo>()
            .map_or("none", |info| info.id);
        let seen = request
            .headers()
            .get("x-seen")
            .map_or("", |value| value.to_str().expect("it is text"));
        log.lock()
            .expect("no one panics")
            .push(format!("{name} > {operation}{seen}"));
        let value = http::HeaderValue::from_str(&format!("{seen} {name}")).expect("it is text");
        request.headers_mut().insert("x-seen", value);
        let call = self.0.call(request);
        Box::pin(async move {
            let answer = call.await;
            let text = match &answer {
                Ok(answer) => answer.status().as_u16().to_string(),
                Err(_) => "error".to_owned(),
            };
            log.lock()
                .expect("no one panics")
                .push(format!("{name} < {text}"));
            answer
        })
    }
}

#[tokio::test]
async fn layers_stand_around_attempts_and_around_calls() {
    let (address, requests) = failing(1, answer("503 Busy", "", "")).await;
    let log = Log::default();
    let logged = |name| Logged(name, Arc::clone(&log));
    let core = builder(&address)
        .layer(logged("inner"))
        .layer(logged("outer"))
        .call_layer(logged("call"))
        .call_layer(logged("first"))
        .build()
        .unwrap();
    let sent = core.send(&Get(None)).with_response().await.unwrap();
    assert_eq!(
        (sent.value.as_str(), sent.raw_response().attempts()),
        ("fine", 2)
    );
    assert_eq!(
        *log.lock().unwrap(),
        [
            "first > Get",
            "call > Get first",
            "outer > Get first call",
            "inner > Get first call outer",
            "inner < 503",
            "outer < 503",
            "outer > Get first call",
            "inner > Get first call outer",
            "inner < 200",
            "outer < 200",
            "call < 200",
            "first < 200",
        ]
    );
    for request in requests.lock().unwrap().iter() {
        assert!(
            request.contains("\r\nx-seen:  first call outer inner\r\n"),
            "{request}"
        );
    }
    // Clones have the same layers; errors come through them as they are.
    let broken = layered("http://127.0.0.1:1");
    let error = broken.clone().send(&Post(None)).await.unwrap_err();
    let Error::Transport(inner) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (inner.kind(), error.attempts()),
        (TransportErrorKind::Connect, 3)
    );
    assert!(
        error
            .to_string()
            .starts_with("Post at 127.0.0.1:1: no connection to the server: "),
        "{error}"
    );
}

/// Responds itself, with a body of its own type, or fails.
#[derive(Clone)]
struct Own(bool);

struct OwnBody(Option<&'static str>);

impl HttpBody for OwnBody {
    type Data = std::io::Cursor<Vec<u8>>;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        let text = self.0.take();
        Poll::Ready(text.map(|text| Ok(http_body::Frame::data(std::io::Cursor::new(text.into())))))
    }
}

impl Layer<HttpService> for Own {
    type Service = Self;

    fn layer(&self, _: HttpService) -> Self {
        self.clone()
    }
}

impl Service<http::Request<Body>> for Own {
    type Response = http::Response<OwnBody>;
    type Error = BoxError;
    type Future = std::future::Ready<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(if self.0 {
            Ok(())
        } else {
            Err("the layer is full".into())
        })
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        std::future::ready(Ok(http::Response::new(OwnBody(Some("17")))))
    }
}

#[tokio::test]
async fn a_layer_may_answer_itself_or_fail() {
    let (address, requests) = answers(|_, _| answer("200 OK", "", "1")).await;
    let core = builder(&address).layer(Own(true)).build().unwrap();
    assert_eq!(core.send(&GetNumber(None)).await.unwrap(), 17);
    let core = builder(&address).call_layer(Own(true)).build().unwrap();
    assert_eq!(core.send(&GetNumber(None)).await.unwrap(), 17);
    let core = builder(&address).layer(Own(false)).build().unwrap();
    let error = core.send(&GetNumber(None)).await.unwrap_err();
    assert!(error.to_string().contains("the layer is full"), "{error}");
    assert_eq!((error.attempts(), count(&requests)), (3, 0));
    let core = builder(&address).call_layer(Own(false)).build().unwrap();
    let error = core.send(&GetNumber(None)).await.unwrap_err();
    assert!(error.to_string().contains("the layer is full"), "{error}");
}

/// A client with a layer around its attempts and one around its calls, which change nothing.
fn layered(address: &str) -> Core {
    let logged = |name| Logged(name, Log::default());
    let builder = builder(address).layer(logged("l")).call_layer(logged("c"));
    builder.build().expect("nothing is missing")
}

#[tokio::test]
async fn limits_and_streams_hold_through_layers() {
    let (address, _) = answers(|_, _| answer("200 OK", "", &"x".repeat(5000))).await;
    let core = layered(&address);
    let error = core
        .send(&Get(None))
        .max_response_size(4999)
        .await
        .unwrap_err();
    let Error::Transport(error) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    let body: Bytes = core
        .send(&Get(None))
        .raw()
        .await
        .unwrap()
        .into_body()
        .collect()
        .await
        .unwrap();
    assert_eq!(body.len(), 5000);
    let (silent, _) = crate::support::socket::serve(|_, _, socket| async move {
        let held = socket;
        std::future::pending::<()>().await;
        Some(held)
    })
    .await;
    let core = layered(&silent);
    let error = core
        .send(&Get(None))
        .timeout(Duration::from_millis(200))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}
