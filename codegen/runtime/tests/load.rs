//! A hundred thousand calls at once, 64 at a time, of which a server breaks one in twenty; and what calls cost beside the same
//! loop by hand over reqwest. Both take a while and say little in a debug build, so that they run on request:
//!
//! ```sh
//! cargo test --release -p tamis-runtime --test load -- --ignored --nocapture --test-threads 1
//! ```

#![cfg(all(feature = "reqwest", target_os = "linux"))]
#![allow(clippy::print_stdout, reason = "figures are what these are run for")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tamis_runtime::{
    Api, Core, Encoder, Error, NoError, Operation, OperationInfo, RawResponse, Retry, reqwest,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

static API: Api = Api {
    title: "Loaded",
    version: "1",
    server: None,
    schemes: &[],
    security: &[],
};

const AT_ONCE: usize = 64;
const BODY: &str = r#"{"id":"00000000-0000-0000-0000-000000000001","name":"Seats","quantity":12.5,"created_at":"2024-03-01T00:00:00Z"}"#;

macro_rules! operations {
    ($($name:ident $method:ident;)*) => {$(
        /// A call with a number.
        struct $name(usize);

        impl Operation for $name {
            type Output = serde_json::Value;
            type Error = NoError;
            const INFO: OperationInfo = OperationInfo {
                id: stringify!($name),
                method: stringify!($method),
                path: "/x",
                security: &[],
            };

            fn encode(&self, request: &mut Encoder) {
                request.literal("/x");
                request.query("call", Some(&u64::try_from(self.0).expect("it is small")));
            }

            fn decode(response: &RawResponse) -> Result<serde_json::Value, Error> {
                if response.status() == 200 { response.json() } else { Err(response.unexpected()) }
            }
        }
    )*};
}

operations! {
    Get GET;
    Post POST;
}

/// How often the server has carried out each call.
struct Done {
    calls: Vec<AtomicU8>,
    requests: AtomicUsize,
    breaks: bool,
}

/// A server in a thread of its own.
fn served(calls: usize, breaks: bool) -> (String, Arc<Done>) {
    let done = Arc::new(Done {
        calls: (0..calls).map(|_| AtomicU8::new(0)).collect(),
        requests: AtomicUsize::new(0),
        breaks,
    });
    let (send, receive) = std::sync::mpsc::channel();
    let shared = Arc::clone(&done);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("there is a runtime").block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0")
                .await
                .expect("there is a port");
            send.send(listener.local_addr().expect("it is bound"))
                .expect("somebody waits");
            while let Ok((socket, _)) = listener.accept().await {
                let _ = socket.set_nodelay(true);
                tokio::spawn(connection(socket, Arc::clone(&shared)));
            }
        });
    });
    (
        format!("http://{}", receive.recv().expect("it is sent")),
        done,
    )
}

/// Responds to the requests of a connection, one in twenty wrongly.
async fn connection(mut socket: TcpStream, done: Arc<Done>) -> Option<()> {
    let mut head = Vec::new();
    loop {
        head.clear();
        while !head.ends_with(b"\r\n\r\n") {
            if socket.read_buf(&mut head).await.ok()? == 0 {
                return None;
            }
        }
        let text = String::from_utf8_lossy(&head);
        let call = text
            .split_once("call=")?
            .1
            .split(' ')
            .next()?
            .parse::<usize>()
            .ok()?;
        done.calls[call].fetch_add(1, Ordering::Relaxed);
        let number = done.requests.fetch_add(1, Ordering::Relaxed);
        let whole = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}",
            BODY.len()
        );
        if done.breaks && number % 20 == 7 {
            match number / 20 % 4 {
                0 => {
                    let busy = "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n";
                    socket.write_all(busy.as_bytes()).await.ok()?;
                    continue;
                }
                1 => return None,
                2 => socket.write_all(&whole.as_bytes()[..30]).await.ok()?,
                _ => socket
                    .write_all(&whole.as_bytes()[..whole.len() - 9])
                    .await
                    .ok()?,
            }
            return None;
        }
        socket.write_all(whole.as_bytes()).await.ok()?;
    }
}

fn core(address: &str) -> Core {
    let retry = Retry::standard().base_delay(Duration::from_millis(2));
    Core::builder(&API)
        .base_url(address)
        .retry(retry)
        .no_proxy()
        .build()
        .expect("the address is one")
}

fn runtime() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("there is a runtime")
}

/// The memory of the process in pages.
fn memory() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").expect("it is Linux");
    text.split(' ')
        .nth(1)
        .and_then(|pages| pages.parse().ok())
        .expect("it has one")
}

#[test]
#[ignore = "it takes a while: see the head of the file"]
fn a_hundred_thousand_calls_are_all_accounted_for() {
    const CALLS: usize = 100_000;
    let (address, done) = served(CALLS, true);
    let core = core(&address);
    let next = Arc::new(AtomicUsize::new(0));
    let begin = Instant::now();
    let mut early = 0;
    let outcomes = runtime().block_on(async {
        let tasks: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let (core, next) = (core.clone(), Arc::clone(&next));
                tokio::spawn(async move {
                    let (mut fine, mut failed) = (0, Vec::new());
                    loop {
                        let call = next.fetch_add(1, Ordering::Relaxed);
                        if call >= CALLS {
                            return (fine, failed);
                        }
                        let answer = if call.is_multiple_of(10) {
                            core.send(&Post(call)).await
                        } else {
                            core.send(&Get(call)).await
                        };
                        match answer {
                            Ok(value) if value["quantity"] == 12.5 => fine += 1,
                            Ok(value) => panic!("no such value was sent: {value}"),
                            Err(error) => failed.push((call, error)),
                        }
                    }
                })
            })
            .collect();
        while next.load(Ordering::Relaxed) < CALLS / 5 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        early = memory();
        let mut outcomes = Vec::new();
        for task in tasks {
            outcomes.push(task.await.expect("no task panics"));
        }
        outcomes
    });
    let late = memory();
    let fine: usize = outcomes.iter().map(|(fine, _)| fine).sum();
    let failed: Vec<_> = outcomes.iter().flat_map(|(_, failed)| failed).collect();
    assert_eq!(fine + failed.len(), CALLS);
    let carried_out = |call: usize| done.calls[call].load(Ordering::Relaxed);
    for call in 0..CALLS {
        let times = carried_out(call);
        let most = if call.is_multiple_of(10) { 1 } else { 3 };
        assert!(
            (1..=most).contains(&times),
            "call {call} was carried out {times} times"
        );
    }
    let reads = failed
        .iter()
        .filter(|(call, _)| !call.is_multiple_of(10))
        .count();
    println!(
        "{CALLS} calls in {:?}, {} requests, {} failed ({reads} of them reads), memory {early} to {late} pages",
        begin.elapsed(),
        done.requests.load(Ordering::Relaxed),
        failed.len(),
    );
    // One in twenty writes fails; of the reads, those that fail three times in a row.
    assert!(
        (300..=700).contains(&(failed.len() - reads)),
        "{}",
        failed.len() - reads
    );
    assert!(reads < CALLS / 1000, "{reads}");
    assert!(
        late < early + early / 2 + 2000,
        "{early} pages became {late}"
    );
}

/// The time that this thread has had on a processor.
fn processor_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("it is Linux");
    let nanoseconds = text.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(nanoseconds.expect("it has one"))
}

/// Makes calls, so many at once, in this thread, and says what of its time they took.
fn spent<F: Future<Output = ()> + 'static>(calls: usize, call: impl Fn(usize) -> F) -> Duration {
    runtime().block_on(async {
        let begin = processor_time();
        let local = tokio::task::LocalSet::new();
        local
            .run_until(async {
                for first in (0..calls).step_by(AT_ONCE) {
                    let tasks: Vec<_> = (first..calls.min(first + AT_ONCE))
                        .map(|number| tokio::task::spawn_local(call(number)))
                        .collect();
                    for task in tasks {
                        task.await.expect("no task panics");
                    }
                }
            })
            .await;
        processor_time().saturating_sub(begin)
    })
}

#[test]
#[ignore = "it takes a while: see the head of the file"]
fn calls_cost_little_beside_reqwest_by_hand() {
    const CALLS: usize = 6400;
    let (address, _) = served(CALLS, false);
    let mut ratios: Vec<f64> = (0..9)
        .map(|_| {
            // Both make their connections anew.
            let by_hand = tamis_runtime::http_client()
                .expect("there is TLS")
                .no_proxy()
                .build()
                .expect("it can be built");
            let url = format!("{address}/x?call=");
            let hand = spent(CALLS, move |number| {
                let (client, url) = (by_hand.clone(), format!("{url}{number}"));
                async move {
                    let answer: reqwest::Response = client
                        .get(url)
                        .header("accept", "application/json")
                        .timeout(Duration::from_secs(60))
                        .send()
                        .await
                        .expect("it is sent");
                    let body = answer.bytes().await.expect("it has a body");
                    let value: serde_json::Value =
                        serde_json::from_slice(&body).expect("it is JSON");
                    assert_eq!(value["quantity"], 12.5);
                }
            });
            let core = core(&address);
            let ours = spent(CALLS, move |number| {
                let core = core.clone();
                async move {
                    let value = core.send(&Get(number)).await.expect("it is sent");
                    assert_eq!(value["quantity"], 12.5);
                }
            });
            println!(
                "by hand {hand:?}, by the client {ours:?}: {:.3}",
                ours.as_secs_f64() / hand.as_secs_f64()
            );
            ours.as_secs_f64() / hand.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!("median {:.3}", ratios[4]);
    assert!(ratios[4] < 1.25, "{ratios:?}");
}
