//! The HTTP side: connections, the record, authentication, routes, and carrying out the troubles.
//!
//! In: a bound listener. Out: answers. What the operations say is not here: `list.rs` and `reply.rs` know.

use std::io;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::data::{self, Row};
use super::payload::{End, Payload};
use super::query::{Complaints, Query};
use super::trouble::Trouble;
use super::{API_TOKEN, ORGANISATION, Received, State, list, lock, reply};

/// Accepts connections until it is told to stop; what is under way then is broken off.
pub(super) async fn accept(
    listener: std::net::TcpListener,
    state: Arc<State>,
    mut stopped: oneshot::Receiver<()>,
) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = &mut stopped => return,
        };
        let Ok((stream, _)) = accepted else { continue };
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(request, Arc::clone(&state)));
            // An error here is a client that went away, or a trouble that was asked for.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    state: Arc<State>,
) -> Result<Response<Payload>, io::Error> {
    lock(&state.received).push(record(&request));
    let troubles = lock(&state.plan).next();
    let (mut status, mut body) = route(&request, &state.rows);

    for trouble in &troubles {
        match trouble {
            Trouble::Delay(duration) => tokio::time::sleep(*duration).await,
            Trouble::Close => return Err(io::Error::other("closed, as the test wants it")),
            Trouble::Rewrite(change) => change(&mut body),
            Trouble::Answer {
                status,
                content_type,
                body,
            } => {
                return Ok(response(
                    *status,
                    content_type,
                    Payload::new(*body, End::Whole),
                ));
            }
            Trouble::Truncate | Trouble::BreakOff => status = StatusCode::OK,
        }
    }

    let mut text = body.to_string().into_bytes();
    let mut end = End::Whole;
    for trouble in &troubles {
        if matches!(trouble, Trouble::Truncate | Trouble::BreakOff) {
            text.truncate(text.len() / 2);
            if matches!(trouble, Trouble::BreakOff) {
                end = End::BreakOff { written: false };
            }
        }
    }
    Ok(response(
        status.as_u16(),
        "application/json",
        Payload::new(text, end),
    ))
}

fn response(status: u16, content_type: &'static str, payload: Payload) -> Response<Payload> {
    let mut response = Response::new(payload);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::IM_A_TEAPOT);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert("x-request-id", HeaderValue::from_static("r-0001"));
    response
}

fn record(request: &Request<Incoming>) -> Received {
    Received {
        method: request.method().to_string(),
        target: request.uri().to_string(),
        headers: request
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect(),
    }
}

fn route(request: &Request<Incoming>, rows: &[Row]) -> (StatusCode, Value) {
    if let Some(refusal) = refuse(request.headers()) {
        return refusal;
    }
    let not_found = (StatusCode::NOT_FOUND, json!({"detail": "Not Found"}));
    if request.method() != Method::GET {
        let body = json!({"detail": "Method Not Allowed"});
        return (StatusCode::METHOD_NOT_ALLOWED, body);
    }
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let mut complaints = Complaints::default();
    let pieces: Vec<&str> = request.uri().path().split('/').skip(1).collect();
    let answer = match pieces[..] {
        ["entitlements", "customer", "unique", customer] => {
            let customer = path_id("customer_id", customer, &mut complaints);
            complaints = match list::page(rows, &query) {
                Ok(page) if complaints.is_empty() => {
                    return if customer == data::CUSTOMER {
                        (StatusCode::OK, reply::page(&page))
                    } else {
                        not_found
                    };
                }
                Ok(_) => complaints,
                Err(others) => complaints.join(others),
            };
            None
        }
        ["entitlements", entitlement, "customer", customer, "total"] => {
            let entitlement = path_id("entitlement_id", entitlement, &mut complaints);
            let customer = path_id("customer_id", customer, &mut complaints);
            let start = query.value("start_date", &mut complaints);
            let end = query.value("end_date", &mut complaints);
            find(rows, entitlement)
                .filter(|_| customer == data::CUSTOMER)
                .map(|row| reply::total(row, customer, start, end))
        }
        ["entitlements", entitlement] => {
            let entitlement = path_id("entitlement_id", entitlement, &mut complaints);
            find(rows, entitlement).map(reply::entitlement)
        }
        _ => None,
    };
    if !complaints.is_empty() {
        return (StatusCode::UNPROCESSABLE_ENTITY, complaints.into_body());
    }
    answer.map_or(not_found, |body| (StatusCode::OK, body))
}

/// Both headers must be there (else 401) and right (else 403).
fn refuse(headers: &HeaderMap) -> Option<(StatusCode, Value)> {
    let expected = [("x-api-key", API_TOKEN), ("organisation", ORGANISATION)];
    if expected
        .iter()
        .any(|(name, _)| !headers.contains_key(*name))
    {
        let body = json!({"detail": "Not authenticated"});
        return Some((StatusCode::UNAUTHORIZED, body));
    }
    let right = expected
        .iter()
        .all(|(name, value)| headers.get(*name).is_some_and(|sent| sent == *value));
    (!right).then(|| {
        (
            StatusCode::FORBIDDEN,
            json!({"detail": "Invalid credentials"}),
        )
    })
}

fn path_id(name: &str, text: &str, complaints: &mut Complaints) -> Uuid {
    text.parse().unwrap_or_else(|_| {
        complaints.add::<Uuid>(&json!(["path", name]), text);
        Uuid::nil()
    })
}

fn find(rows: &[Row], entitlement: Uuid) -> Option<&Row> {
    rows.iter().find(|row| row.entitlement == entitlement)
}
