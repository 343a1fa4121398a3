//! Which redirections are followed, and how.

use crate::Body;
use crate::error::TransportError;
use crate::transport::Limits;

use super::failure::failed;
use super::upload::set_body;

#[cfg(not(target_arch = "wasm32"))]
use {
    crate::error::TransportErrorKind,
    http::{Method, StatusCode, header::LOCATION},
};

/// How many requests one call may lead to.
pub(super) const MOST_REQUESTS: usize = 5;

/// Sends a request, and again where a redirection may be followed; where only one request may be sent, a redirection is the
/// response.
#[cfg(not(target_arch = "wasm32"))]
pub(super) async fn follow(
    client: &reqwest::Client,
    (mut request, mut body): (reqwest::Request, Body),
    most: usize,
    limits: Limits,
) -> Result<reqwest::Response, TransportError> {
    // All requests of the call together may take as long as one.
    let end = limits
        .timeout
        .and_then(|limit| std::time::Instant::now().checked_add(limit));
    for _ in 0..most {
        let left = end.map(|end| end.saturating_duration_since(std::time::Instant::now()));
        *request.timeout_mut() = left;
        // Before it has its body: this always gives one.
        let again = request.try_clone();
        let same_body = body.try_clone();
        set_body(&mut request, body).await?;
        let response = client.execute(request).await.map_err(failed)?;
        let again = again.filter(|_| most > 1);
        let target = again.as_ref().and_then(|again| target(again, &response));
        let (Some(mut again), Some(target)) = (again, target) else {
            return Ok(response);
        };
        let Some(same_body) = same_body else {
            return Err(TransportError::new(
                TransportErrorKind::RequestBody,
                "the server redirects, and a stream of the body can be sent only once",
            ));
        };
        *again.url_mut() = target;
        (request, body) = (again, same_body);
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
    (mut request, body): (reqwest::Request, Body),
    _most: usize,
    limits: Limits,
) -> Result<reqwest::Response, TransportError> {
    *request.timeout_mut() = limits.timeout;
    set_body(&mut request, body).await?;
    client.execute(request).await.map_err(failed)
}

/// Where a redirection leads, if it may be followed.
#[cfg(not(target_arch = "wasm32"))]
fn target(request: &reqwest::Request, response: &reqwest::Response) -> Option<reqwest::Url> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let follows = match response.status() {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => reads,
        _ => false,
    };
    if !follows {
        return None;
    }
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let target = request.url().join(location).ok()?;
    (target.origin() == request.url().origin()).then_some(target)
}
