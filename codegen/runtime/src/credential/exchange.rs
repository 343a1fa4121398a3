//! A request to a token endpoint, and its response.
//!
//! Neither is ever shown as a whole: the request holds the secrets of the client, the response a token, and a server that
//! says what is wrong may repeat what it was sent.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, Request, StatusCode, Uri};
use serde::Deserialize;

use super::oauth2::{Grant, OAuth2, Renewed};
use super::token::Token;
use crate::base64;
use crate::body::Body;
use crate::error::BoxError;
use crate::retry;
use crate::secret::Secret;
use crate::text::{Escape, Text};
use crate::transport::{Limits, Transport};

/// More is no response of a token endpoint.
const LARGEST_ANSWER: usize = 1 << 20;
/// How long a token endpoint may take.
const LONGEST: Duration = Duration::from_secs(30);
/// How much of a server's reason is shown.
const LONGEST_REASON: usize = 300;

/// Why there is no token, with whether there can be one later.
type Failed = (BoxError, bool);

/// With what a source of this crate asks.
pub(crate) struct Asking<'a> {
    pub(crate) transport: &'a dyn Transport,
    /// What is left of the time of the call.
    pub(crate) left: Option<Duration>,
    pub(crate) user_agent: Option<&'a HeaderValue>,
}

/// A token endpoint, and what it is asked.
pub(crate) struct Exchange {
    url: Uri,
    /// The part of the body that is the same each time.
    form: String,
    /// The token that the next one is had for.
    refresh: Option<Mutex<Secret>>,
    authorization: Option<HeaderValue>,
    renewed: Option<Arc<Renewed>>,
    /// What no message may hold, in each form in which a server has seen it.
    hidden: Vec<String>,
}

impl Exchange {
    /// Checks the settings. `documented` is where the document states the endpoint is, and `base_url` where the API is.
    pub(crate) fn new(
        settings: &OAuth2,
        documented: Option<&str>,
        base_url: &str,
    ) -> Result<Self, &'static str> {
        let url = settings.token_url.as_deref().or(documented);
        let url = url.ok_or(
            "needs a token URL, which the document does not give: set it by `OAuth2::token_url`",
        )?;
        let url = token_url(url, base_url)?;
        if settings.client_id.is_empty() {
            return Err("has an empty client id");
        }
        let secret = settings.client_secret.as_ref().map(Secret::expose);
        if secret.is_some_and(str::is_empty) {
            return Err("has an empty client secret");
        }
        let mut form = String::new();
        push(
            &mut form,
            "grant_type",
            match settings.grant {
                Grant::ClientCredentials => "client_credentials",
                Grant::RefreshToken(_) => "refresh_token",
            },
        );
        if !settings.scopes.is_empty() {
            push(&mut form, "scope", &settings.scopes.join(" "));
        }
        let mut hidden = Vec::new();
        let mut authorization = None;
        match secret {
            Some(secret) if !settings.secret_in_body => {
                let pair = format!("{}:{}", escaped(&settings.client_id), escaped(secret));
                let pair = base64::encode(&pair);
                let mut value = HeaderValue::from_str(&format!("Basic {pair}"))
                    .map_err(|_| "has characters that a header cannot have")?;
                value.set_sensitive(true);
                authorization = Some(value);
                hidden.push(pair);
            }
            _ => push(&mut form, "client_id", &settings.client_id),
        }
        if let Some(secret) = secret {
            if settings.secret_in_body {
                push(&mut form, "client_secret", secret);
            }
            hide(&mut hidden, secret);
        }
        for (name, value) in &settings.parameters {
            push(&mut form, name, value.expose());
        }
        Ok(Self {
            url,
            form,
            refresh: match &settings.grant {
                Grant::ClientCredentials => None,
                Grant::RefreshToken(token) => Some(Mutex::new(token.clone())),
            },
            authorization,
            renewed: settings.renewed.clone(),
            hidden,
        })
    }

    /// Asks for a token.
    pub(super) async fn ask(&self, asking: &Asking<'_>) -> Result<Token, Failed> {
        let limits = Limits {
            timeout: Some(asking.left.map_or(LONGEST, |left| left.min(LONGEST))),
            idle_timeout: Some(LONGEST),
            max_response_size: Some(LARGEST_ANSWER),
            ..Limits::default()
        };
        let mut refresh = None;
        let mut request = self.request(&mut refresh);
        if let Some(user_agent) = asking.user_agent {
            request.headers_mut().insert(USER_AGENT, user_agent.clone());
        }
        let passing = |error: crate::TransportError| {
            let is_passing = error.is_passing();
            (error.into(), is_passing)
        };
        let answer = asking
            .transport
            .send(request, limits)
            .await
            .map_err(passing)?;
        let (parts, body) = answer.into_parts();
        let body = body
            .collect_within(limits.max_response_size, None)
            .await
            .map_err(passing)?;
        if parts.status != StatusCode::OK {
            let reason = self.reason(&body, refresh.as_ref());
            let host = self.url.host().unwrap_or_default();
            let text = format!(
                "the token endpoint at {host} responded with {}{reason}",
                parts.status
            );
            return Err((text.into(), retry::is_passing(parts.status)));
        }
        self.read(&body)
    }

    fn request(&self, refresh: &mut Option<Secret>) -> Request<Body> {
        let mut form = self.form.clone();
        if let Some(current) = &self.refresh {
            let current = current
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            push(&mut form, "refresh_token", current.expose());
            *refresh = Some(current);
        }
        let mut request = Request::new(Body::from(form));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.clone();
        let headers = request.headers_mut();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(authorization) = &self.authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        request
    }

    fn read(&self, body: &[u8]) -> Result<Token, Failed> {
        #[derive(Deserialize)]
        struct Answer {
            access_token: String,
            token_type: Option<String>,
            /// Some servers write a text.
            expires_in: Option<serde_json::Value>,
            refresh_token: Option<String>,
        }
        let answer: Answer = serde_json::from_slice(body).map_err(|_| {
            let text = "the token endpoint responded with 200 OK without an access token";
            (text.into(), false)
        })?;
        if let Some(kind) = answer.token_type
            && !kind.eq_ignore_ascii_case("bearer")
        {
            let text = "the token endpoint gives tokens that are no bearer tokens";
            return Err((text.into(), false));
        }
        if let (Some(new), Some(place)) = (answer.refresh_token, &self.refresh) {
            let new = Secret::from(new);
            let old = std::mem::replace(
                &mut *place.lock().unwrap_or_else(PoisonError::into_inner),
                new.clone(),
            );
            if let Some(keep) = self.renewed.as_ref().filter(|_| old != new) {
                keep(&new);
            }
        }
        let seconds = answer.expires_in.and_then(|value| match value {
            serde_json::Value::String(text) => text.trim().parse().ok(),
            other => other.as_f64(),
        });
        let lifetime = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let token = Token::new(answer.access_token);
        Ok(match lifetime.filter(|lifetime| !lifetime.is_zero()) {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        })
    }

    /// What the server says is wrong, if it repeats nothing that is secret.
    fn reason(&self, body: &[u8], refresh: Option<&Secret>) -> String {
        #[derive(Deserialize)]
        struct Problem {
            error: String,
            error_description: Option<String>,
        }
        let Ok(problem) = serde_json::from_slice::<Problem>(body) else {
            return String::new();
        };
        let mut text = format!(": {}", problem.error);
        if let Some(more) = problem.error_description {
            text = format!("{text}: {more}");
        }
        let mut hidden = self.hidden.clone();
        if let Some(refresh) = refresh {
            hide(&mut hidden, refresh.expose());
        }
        if hidden.iter().any(|secret| text.contains(secret.as_str())) {
            return String::new();
        }
        text.chars()
            .filter(|character| !character.is_control())
            .take(LONGEST_REASON)
            .collect()
    }
}

/// The forms in which a server has seen a secret.
fn hide(hidden: &mut Vec<String>, secret: &str) {
    hidden.extend([secret.to_owned(), escaped(secret), base64::encode(secret)]);
}

/// The endpoint, by its URL or its path on the API's server.
fn token_url(url: &str, base_url: &str) -> Result<Uri, &'static str> {
    let bad = "has a token URL that is not one";
    let api: Uri = base_url.parse().map_err(|_| bad)?;
    let absolute = if url.contains("://") {
        url.to_owned()
    } else {
        let scheme = api.scheme_str().unwrap_or("https");
        let server = api.authority().map_or("", http::uri::Authority::as_str);
        format!("{scheme}://{server}/{}", url.trim_start_matches('/'))
    };
    let uri: Uri = absolute.parse().map_err(|_| bad)?;
    let host = uri.host().filter(|host| !host.is_empty()).ok_or(bad)?;
    if uri
        .authority()
        .is_some_and(|authority| authority.as_str().contains('@'))
    {
        return Err(
            "has a token URL with a user name or a password; use the client's id and secret",
        );
    }
    let is_here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if is_here || api.scheme_str() == Some("http") => Ok(uri),
        Some("http") => Err("has a token URL that is not https"),
        _ => Err(bad),
    }
}

fn push(form: &mut String, name: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    Text::new(form, Escape::Url).push_str(name);
    form.push('=');
    Text::new(form, Escape::Url).push_str(value);
}

fn escaped(text: &str) -> String {
    let mut buffer = String::new();
    Text::new(&mut buffer, Escape::Url).push_str(text);
    buffer
}
