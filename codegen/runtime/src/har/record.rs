//! A transport that writes down what goes through it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{Request, response};

use super::archive::{Archive, Content, Creator, Empty, Entry, Log, Timings};
use super::{archive, redact};
use crate::base64;
use crate::body::Body;
use crate::clock::Clock;
use crate::error::TransportError;
use crate::operation::OperationInfo;
use crate::timestamp::Timestamp;
use crate::transport::{BoxFuture, Limits, Transport};

/// A [`Transport`] that sends by another one and writes down each request and its response. Clones write into one archive.
///
/// What is not written down: credentials in headers, and where they come up again in a response; values of the query, but
/// for those of [`shown_parameters`](Self::shown_parameters); bodies of requests; and requests that are no operation of
/// the API: those for tokens. Bodies of responses are, and all of them are waited for: a stream without an end has none.
#[derive(Clone)]
pub struct Recorder {
    inner: Arc<dyn Transport>,
    parameters: redact::Parameters,
    entries: Arc<Mutex<Vec<Entry>>>,
}

impl Recorder {
    /// Sends by a transport.
    #[must_use]
    pub fn new(transport: impl Transport) -> Self {
        Self {
            inner: Arc::new(transport),
            parameters: redact::Parameters::default(),
            entries: Arc::default(),
        }
    }

    /// Writes the values of these parameters of the query down.
    #[must_use]
    pub fn shown_parameters<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.parameters
            .shown
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Takes the values of these parameters of the query out of responses, too: they are credentials.
    #[must_use]
    pub fn secret_parameters<N: Into<String>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Self {
        self.parameters
            .secret
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// The archive of what was recorded so far, as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let archive = Archive {
            log: Log {
                version: "1.2".to_owned(),
                creator: Creator {
                    name: env!("CARGO_PKG_NAME").to_owned(),
                    version: env!("CARGO_PKG_VERSION").to_owned(),
                },
                entries: self.lock().clone(),
            },
        };
        // Texts and numbers: there is nothing that JSON does not have.
        serde_json::to_string_pretty(&archive).unwrap_or_default()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn entry(&self, request: &Sent, response: &response::Parts, body: &Bytes) -> Entry {
        let Sent {
            head,
            length,
            begin,
            started,
        } = request;
        let secrets = self.parameters.secrets(&head.uri, &head.headers);
        let time = begin.elapsed().unwrap_or_default().as_secs_f64() * 1000.0;
        let size = i64::try_from(body.len()).unwrap_or(i64::MAX);
        let (text, encoding) = match std::str::from_utf8(body) {
            Ok(text) => (redact::without(text, &secrets), None),
            Err(_) => (base64::encode(body), Some("base64".to_owned())),
        };
        let media_type = response.headers.get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        Entry {
            started_date_time: started.to_string(),
            time,
            request: archive::Request {
                method: head.method.to_string(),
                url: self.parameters.address(&head.uri),
                http_version: "HTTP/1.1".to_owned(),
                cookies: Vec::new(),
                headers: redact::headers(&head.headers, &secrets),
                query_string: self.parameters.query(&head.uri),
                headers_size: -1,
                body_size: length
                    .and_then(|length| i64::try_from(length).ok())
                    .unwrap_or(-1),
            },
            response: archive::Response {
                status: response.status.as_u16(),
                status_text: response
                    .status
                    .canonical_reason()
                    .unwrap_or_default()
                    .to_owned(),
                http_version: format!("{:?}", response.version),
                cookies: Vec::new(),
                headers: redact::headers(&response.headers, &secrets),
                content: Content {
                    size,
                    mime_type: media_type.unwrap_or_default().to_owned(),
                    text: Some(text),
                    encoding,
                },
                redirect_url: String::new(),
                headers_size: -1,
                body_size: size,
            },
            cache: Empty {},
            timings: Timings {
                wait: time,
                ..Timings::default()
            },
        }
    }
}

/// A request on its way.
struct Sent {
    head: Parts,
    length: Option<u64>,
    begin: Clock,
    started: Timestamp,
}

impl Transport for Recorder {
    fn send(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        let sent = Sent {
            head: head.clone(),
            length: body.length(),
            begin: Clock::new(),
            started: Timestamp::now(),
        };
        let recorder = self.clone();
        Box::pin(async move {
            let request = Request::from_parts(head, body);
            let response = recorder.inner.send(request, limits).await?;
            if sent.head.extensions.get::<OperationInfo>().is_none() {
                return Ok(response);
            }
            let (response, body) = response.into_parts();
            let length = body.length();
            let body = body
                .collect_within(limits.max_response_size, length)
                .await?;
            let entry = recorder.entry(&sent, &response, &body);
            recorder.lock().push(entry);
            Ok(http::Response::from_parts(response, Body::from(body)))
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<()>> {
        self.inner.sleep(time)
    }

    fn needs_runtime(&self) -> bool {
        self.inner.needs_runtime()
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("entries", &self.lock().len())
            .finish_non_exhaustive()
    }
}
