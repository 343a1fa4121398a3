//! A server for tests and examples: real HTTP on a loopback port, the three operations of `specs/`, 10,000 rows.
//!
//! In: requests over real sockets. Out: answers in the manner of a FastAPI application with fastapi-filter, and a
//! record of what arrived, so that a test can compare what was sent and not only what came back. Deliberately not
//! here: anything of the generated client or its runtime. A server that shared their code would share their mistakes.

#![allow(
    dead_code,
    unused_imports,
    reason = "each test binary and each example uses its own part of the server"
)]

pub(crate) mod data;
mod filter;
mod http;
mod list;
mod payload;
mod query;
mod reply;
mod trouble;

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

pub(crate) use self::list::cursor;
pub(crate) use self::trouble::{Trouble, When};

use self::data::Row;
use self::trouble::Plan;

/// The value of the header `x-api-key` that the server accepts.
pub(crate) const API_TOKEN: &str = "token-of-the-embedded-server";

/// The value of the header `organisation` that the server accepts.
pub(crate) const ORGANISATION: &str = "organisation-of-the-embedded-server";

/// A running server. It ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<State>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// A request as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Received {
    /// `GET`.
    pub(crate) method: String,
    /// Path and query, byte for byte.
    pub(crate) target: String,
    /// Names (in lower case) and values, in order of arrival.
    pub(crate) headers: Vec<(String, String)>,
}

/// What the connections share.
#[derive(Debug)]
struct State {
    rows: Vec<Row>,
    received: Mutex<Vec<Received>>,
    plan: Mutex<Plan>,
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1, on a thread of its own.
    ///
    /// # Errors
    ///
    /// When the port or the thread cannot be had.
    pub(crate) fn start() -> io::Result<Self> {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let state = Arc::new(State {
            rows: data::rows(),
            received: Mutex::default(),
            plan: Mutex::default(),
        });
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::clone(&state);
        let thread = std::thread::Builder::new()
            .name("embedded-server".to_owned())
            .spawn(move || runtime.block_on(http::accept(listener, shared, stopped)))?;
        Ok(Self {
            address,
            state,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// `http://127.0.0.1:PORT`.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// All rows, in the order in which an unsorted list gives them.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.state.rows
    }

    /// What arrived since the last call of this function (or since the start), in order.
    pub(crate) fn take_received(&self) -> Vec<Received> {
        std::mem::take(&mut lock(&self.state.received))
    }

    /// Makes trouble from now on; requests are counted anew, from 0. Troubles add up until [`Server::behave`].
    pub(crate) fn trouble(&self, when: When, trouble: Trouble) {
        lock(&self.state.plan).add(when, trouble);
    }

    /// Ends all trouble.
    pub(crate) fn behave(&self) {
        *lock(&self.state.plan) = Plan::default();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The receiver is gone only when the thread ended by itself.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Received {
    /// The query's parameters, decoded, in order of arrival.
    pub(crate) fn parameters(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect()
    }

    /// The path, as it arrived.
    pub(crate) fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(self.target.as_str(), |(path, _)| path)
    }

    /// The first header of that name (in lower case).
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(each, _)| each == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A test that panicked while it held the lock has failed already; the state is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
