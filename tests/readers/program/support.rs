//! What the programs that print requests have in common: the beginning of their `main.rs`.

use std::fmt::Display;
use std::io::Write;

use serde::de::DeserializeOwned;
use tamis_runtime::http::Request;
use tamis_runtime::{Body, RequestError};

/// Prints a line of JSON for each operation.
pub struct Out {
    client: &'static str,
    method: &'static str,
    path: &'static str,
    /// What could not be set, with the reason.
    left_out: Vec<String>,
    lines: std::io::StdoutLock<'static>,
}

impl Out {
    pub fn new() -> Self {
        Self {
            client: "",
            method: "",
            path: "",
            left_out: Vec::new(),
            lines: std::io::stdout().lock(),
        }
    }

    pub fn begin(&mut self, client: &'static str, method: &'static str, path: &'static str) {
        (self.client, self.method, self.path) = (client, method, path);
        self.left_out.clear();
    }

    /// The first candidate that is a value of the type.
    pub fn value<T: DeserializeOwned>(&mut self, name: &str, candidates: &str) -> Option<T> {
        let candidates: Vec<serde_json::Value> = serde_json::from_str(candidates).ok()?;
        let mut problem = String::new();
        for candidate in candidates {
            let text = candidate.to_string();
            match serde_json::from_str(&text) {
                Ok(value) => return Some(value),
                Err(error) if problem.is_empty() => problem = format!("{error}: {text}"),
                Err(_) => {}
            }
        }
        self.left_out.push(format!("{name}: {problem}"));
        None
    }

    pub fn unknown<T>(&mut self, name: &str) -> Option<T> {
        self.lost(name);
        None
    }

    pub fn lost(&mut self, name: &str) {
        self.left_out.push(format!("{name}: no call sends it"));
    }

    pub fn skip(&mut self) {
        self.line(&serde_json::json!({"problem": "it needs what could not be made"}));
    }

    pub fn request(&mut self, request: Result<Request<Body>, RequestError>) {
        let line = match &request {
            Ok(request) => {
                let target = request.uri().path_and_query().map(|target| target.as_str());
                let headers: Vec<_> = request
                    .headers()
                    .iter()
                    .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
                    .collect();
                let body = request.body().as_bytes().map(|body| String::from_utf8_lossy(body));
                serde_json::json!({"target": target, "headers": headers, "body": body})
            }
            Err(error) => serde_json::json!({"problem": problem(error)}),
        };
        self.line(&line);
    }

    fn line(&mut self, what: &serde_json::Value) {
        let line = serde_json::json!({
            "client": self.client,
            "method": self.method,
            "path": self.path,
            "left_out": self.left_out,
            "request": what,
        });
        writeln!(self.lines, "{line}").expect("somebody reads");
    }
}

fn problem(error: &impl Display) -> String {
    error.to_string()
}
