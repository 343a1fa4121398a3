//! A server that pages in every form.
//!
//! In: requests over a socket of the loopback interface. Out: pages of the items that were asked for, as the form says; 400
//! for what no client of that form may ask. It ends with the value.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use serde_json::{Value, json};

use crate::forms::{End, Form, ITEMS, SIZE, Way};

/// A server at work.
#[derive(Debug)]
pub(crate) struct Server {
    address: String,
    /// What was asked for.
    asked: Arc<Mutex<Vec<String>>>,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Begins to answer.
    pub(crate) fn start(forms: Vec<Form>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?.to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let ends = Arc::new(AtomicBool::new(false));
        let (log, end) = (Arc::clone(&asked), Arc::clone(&ends));
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if end.load(Ordering::Relaxed) {
                    return;
                }
                // A client that goes away is none of the server's business.
                _ = stream.and_then(|stream| answer(&stream, &forms, &log));
            }
        });
        Ok(Self {
            address,
            asked,
            ends,
            thread: Some(thread),
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was asked for since the last time.
    pub(crate) fn take_asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("no thread panicked"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        // Wakes it up.
        _ = TcpStream::connect(&self.address);
        if let Some(thread) = self.thread.take() {
            _ = thread.join();
        }
    }
}

/// Reads one request, and answers it.
fn answer(stream: &TcpStream, forms: &[Form], log: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
    log.lock().expect("no thread panicked").push(target.clone());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let query: BTreeMap<String, String> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let form = forms.iter().find(|form| path == format!("/{}", form.name));
    let (status, body) = match form.and_then(|form| page(form, &query)) {
        Some(page) => ("200 OK", page.to_string()),
        None => ("400 Bad Request", String::new()),
    };
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// The page that is asked for; nothing where the question is none.
fn page(form: &Form, query: &BTreeMap<String, String>) -> Option<Value> {
    let (name, limit) = match form.way {
        Way::Cursor => ("cursor", "limit"),
        Way::LastItem | Way::LastItemPerhaps => ("starting_after", "limit"),
        Way::Offset => ("offset", "limit"),
        Way::PageFrom1 | Way::PageFrom0 => ("page", "per_page"),
    };
    let at = query.get("at").filter(|_| form.is_by_address());
    if form.required && form.end.is_some() && at.is_none() {
        query.get(limit).filter(|size| number(size) == Some(SIZE))?;
    }
    let known = |key: &&String| *key == name || *key == limit || at.is_some();
    if !query.keys().all(|key| known(&key)) {
        return None;
    }
    let given = query.get(name);
    // Which of the values it is, as a text.
    let which = |given: &String| {
        (0..=ITEMS).find(|at| match form.parameter.value(*at) {
            Value::String(text) => text == *given,
            other => given == &other.to_string(),
        })
    };
    let start = match (form.way, given) {
        _ if at.is_some() => number(at?)?,
        (
            Way::Offset
            | Way::PageFrom0
            | Way::PageFrom1
            | Way::Cursor
            | Way::LastItem
            | Way::LastItemPerhaps,
            None,
        ) => 0,
        (Way::Cursor, Some(given)) => which(given)?,
        (Way::LastItem | Way::LastItemPerhaps, Some(given)) => which(given)? + 1,
        (Way::Offset, Some(given)) => number(given)?,
        (Way::PageFrom0, Some(given)) => number(given)? * SIZE,
        (Way::PageFrom1, Some(given)) => number(given)?.checked_sub(1)? * SIZE,
    };
    let end = (start + SIZE).min(ITEMS);
    let more = end < ITEMS;
    let has_ids = matches!(form.way, Way::LastItem | Way::LastItemPerhaps);
    let items: Vec<Value> = (start..end)
        .map(|at| {
            let id = if has_ids {
                form.value.value(at)
            } else {
                json!(at.to_string())
            };
            json!({"id": id, "n": format!("item {at}")})
        })
        .collect();
    let pages = ITEMS.div_ceil(SIZE);
    Some(match (form.way, form.end) {
        (Way::Cursor, _) => {
            let next = more.then(|| form.value.value(end));
            json!({"data": items, "next_cursor": next})
        }
        (Way::LastItem | Way::LastItemPerhaps, _) => json!({"data": items, "has_more": more}),
        (_, Some(End::Pages)) => json!({"items": items, "total_pages": pages}),
        (_, Some(End::More)) => json!({"items": items, "has_more": more}),
        (_, Some(End::Meta)) => {
            json!({"items": items, "meta": {"total": ITEMS, "total_pages": pages}})
        }
        (_, Some(End::MetaPages)) => {
            let current = start / SIZE + 1;
            let mut told = json!({"current_page": current, "num_pages": pages});
            if more {
                told["next_page"] = json!(current + 1);
            }
            json!({"items": items, "pagination": told})
        }
        (_, Some(End::Next)) => {
            // Only where nothing else leads on is it an address that is called.
            let server = if form.is_by_address() {
                ""
            } else {
                "http://example.com"
            };
            let next = more.then(|| format!("{server}/{}?at={end}", form.name));
            json!({"items": items, "next": next})
        }
        (_, Some(End::NumberTotal)) => json!({"items": items, "total": 7.0}),
        (_, _) => json!({"items": items, "total": ITEMS}),
    })
}

/// A whole number, also where it is written as one that need not be whole.
fn number(text: &str) -> Option<usize> {
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}
