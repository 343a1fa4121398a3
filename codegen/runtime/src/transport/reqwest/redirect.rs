//! Which redirections are followed, and how.

use http::request::Parts;

use super::address::{Origin, convert};
use super::failure::failed;
use super::upload::set_body;
use crate::Body;
use crate::error::TransportError;
use crate::transport::Limits;

#[cfg(not(target_arch = "wasm32"))]
use {
    crate::error::TransportErrorKind,
    crate::transport::Redirects,
    http::{Method, StatusCode, header::LOCATION},
};

/// How many requests one call may lead to.
#[cfg(not(target_arch = "wasm32"))]
const MOST_REQUESTS: usize = 5;

/// Sends a request, and again where a redirection may be followed; where only one request may be sent, a redirection is the
/// response.
#[cfg(not(target_arch = "wasm32"))]
pub(super) async fn follow(
    client: &reqwest::Client,
    origin: &Origin,
    head: &Parts,
    mut body: Body,
    limits: Limits,
) -> Result<reqwest::Response, TransportError> {
    // All requests of the call together may take as long as one.
    let end = limits
        .timeout
        .and_then(|limit| std::time::Instant::now().checked_add(limit));
    let is_followed = head.extensions.get::<Redirects>().is_none();
    let mut request = convert(head, origin)?;
    for _ in 0..if is_followed { MOST_REQUESTS } else { 1 } {
        let left = end.map(|end| end.saturating_duration_since(std::time::Instant::now()));
        *request.timeout_mut() = left;
        let same_body = body.try_clone();
        set_body(&mut request, body).await?;
        let response = client.execute(request).await.map_err(failed)?;
        let Some(target) = target(&head.method, &response).filter(|_| is_followed) else {
            return Ok(response);
        };
        let Some(again) = same_body else {
            return Err(TransportError::new(
                TransportErrorKind::RequestBody,
                "the server redirects, and a stream of the body can be sent only once",
            ));
        };
        request = reqwest::Request::new(head.method.clone(), target);
        *request.headers_mut() = head.headers.clone();
        body = again;
    }
    Err(TransportError::new(
        TransportErrorKind::Redirect,
        "the server redirects again and again",
    ))
}

/// The browser follows redirections by its own rules.
#[cfg(target_arch = "wasm32")]
pub(super) async fn follow(
    client: &reqwest::Client,
    origin: &Origin,
    head: &Parts,
    body: Body,
    limits: Limits,
) -> Result<reqwest::Response, TransportError> {
    let mut request = convert(head, origin)?;
    *request.timeout_mut() = limits.timeout;
    set_body(&mut request, body).await?;
    client.execute(request).await.map_err(failed)
}

/// Where a redirection leads, if it may be followed.
#[cfg(not(target_arch = "wasm32"))]
fn target(method: &Method, response: &reqwest::Response) -> Option<reqwest::Url> {
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let follows = match response.status() {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => reads,
        _ => false,
    };
    if !follows {
        return None;
    }
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    // The client follows none by itself, so that it is the address of the request.
    let address = response.url();
    let target = address.join(location).ok()?;
    (target.origin() == address.origin()).then_some(target)
}
