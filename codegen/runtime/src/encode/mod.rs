//! A request in the making.
//!
//! In: what an operation states about itself, one call for each parameter, and its body. Out: an `http::Request`, or the
//! first reason why there cannot be one. Path and query are written into one growing buffer.
//!
//! | file | place |
//! |---|---|
//! | `path.rs` | path: literals and segments |
//! | `query.rs` | query: values, lists, filters |
//! | `expression.rs` | query: filters that share a parameter |
//! | `style/` | lists and objects in the styles of OpenAPI, in every place |
//! | `json.rs` | values that are JSON, in every place |
//! | `header.rs` | headers and cookies |
//! | `body.rs` | body |
//! | `multipart/` | body of several parts |
//! | `offered.rs` | what may stand in the query, whether it does or not |

mod body;
mod expression;
mod header;
mod json;
mod multipart;
mod offered;
mod path;
mod query;
mod style;

use bytes::Bytes;
use http::header::{ACCEPT, COOKIE};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};

pub(crate) use self::header::header;
use self::offered::Kept;
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub(crate) use self::offered::Offered;
pub use self::style::Style;
use crate::Body;
use crate::error::{ParameterProblem, RequestError};
use crate::filter::{Condition, FilteredItems, Verification};
use crate::text::decoded;

/// The longest URL that `http::Uri` takes, in bytes.
pub(crate) const LONGEST_URL: usize = 65_534;

/// A request in the making: what [`Operation::encode`](crate::Operation::encode) writes to.
///
/// Calls return nothing: the first problem is kept and reported when the request is finished, which keeps the code of an
/// operation down to one line for each parameter. Names of query parameters are percent-encoded already; all values are
/// escaped here, as their place needs it.
///
/// ```
/// use tamis_runtime::{Encoder, http::Method};
///
/// let mut request = Encoder::new(Method::GET, "https://example.com/v1");
/// request.literal("/customers/");
/// request.segment("customer", "R&D");
/// request.query("limit", Some(&50));
/// request.query("search", None::<&str>);
/// let request = request.finish()?;
/// assert_eq!(request.uri(), "https://example.com/v1/customers/R%26D?limit=50");
/// # Ok::<(), tamis_runtime::RequestError>(())
/// ```
#[derive(Debug)]
pub struct Encoder {
    method: Method,
    url: String,
    /// Where the path of the operation begins in `url`.
    path: usize,
    /// Whether the query has begun.
    in_query: bool,
    /// The last path parameter that is `.` or `..` so far.
    dots: Option<&'static str>,
    headers: HeaderMap,
    cookies: String,
    body: Body,
    /// The expressions in the query: the parameter of each, and where its value ends.
    expressions: Vec<(&'static str, usize)>,
    /// Whether a filter has a condition.
    pub(crate) has_condition: bool,
    /// What the items of the response are held against, if they are.
    verification: Option<(FilteredItems, Vec<Condition>)>,
    offered: Kept,
    problem: Option<RequestError>,
}

impl Encoder {
    /// Begins a request. `base` is an absolute URL without a slash at its end, query or fragment.
    #[must_use]
    pub fn new(method: Method, base: &str) -> Self {
        // Enough for most, so that the buffer grows once at most.
        let mut url = String::with_capacity(base.len() + 512);
        url.push_str(base);
        Self {
            method,
            path: url.len(),
            url,
            in_query: false,
            dots: None,
            headers: HeaderMap::new(),
            cookies: String::new(),
            body: Body::empty(),
            expressions: Vec::new(),
            has_condition: false,
            verification: None,
            offered: Kept::default(),
            problem: None,
        }
    }

    /// The URL as far as it is written.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sets the media types that the operation can decode. Without this call it is `application/json`.
    pub fn accept(&mut self, media_types: &str) {
        match HeaderValue::from_str(media_types) {
            Ok(value) => _ = self.headers.insert(ACCEPT, value),
            Err(_) => self.refuse("Accept", ParameterProblem::HeaderValue),
        }
    }

    /// The headers, for credentials and defaults.
    pub(crate) fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// Begins to keep the conditions that the items of the response can be held against.
    pub(crate) fn verify(&mut self, items: FilteredItems) {
        self.verification = Some((items, Vec::new()));
    }

    /// The conditions that the items of the response are to be held against, if there are some.
    pub(crate) fn verification(&mut self) -> Option<Verification> {
        let (FilteredItems { path, .. }, conditions) = self.verification.take()?;
        (!conditions.is_empty()).then_some(Verification { path, conditions })
    }

    /// Begins to keep what the operation offers.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) fn keep_offered(&mut self) {
        self.offered.begin();
    }

    /// What the operation offers, if that was kept.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) fn take_offered(&mut self) -> Offered {
        self.offered.take()
    }

    /// Keeps the first problem. `name` is percent-encoded or not.
    pub(crate) fn refuse(&mut self, name: &str, problem: ParameterProblem) {
        if self.problem.is_none() {
            self.problem = Some(RequestError::Parameter {
                name: decoded(name),
                problem,
            });
        }
    }

    /// Keeps the first problem.
    pub(crate) fn refuse_request(&mut self, problem: RequestError) {
        self.problem.get_or_insert(problem);
    }

    /// The request.
    ///
    /// # Errors
    ///
    /// The first reason why it cannot be sent: a parameter without a form on the wire, or a URL that is too long.
    pub fn finish(mut self) -> Result<Request<Body>, RequestError> {
        self.check_path();
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        if self.url.len() > LONGEST_URL {
            return Err(RequestError::UrlTooLong {
                length: self.url.len(),
                limit: LONGEST_URL,
            });
        }
        // No message of the parser, since the URL can hold a credential.
        let uri = Uri::from_maybe_shared(Bytes::from(self.url)).map_err(|_| RequestError::Url)?;
        if !self.headers.contains_key(ACCEPT) {
            self.headers
                .insert(ACCEPT, HeaderValue::from_static("application/json"));
        }
        if !self.cookies.is_empty() {
            let mut cookies = HeaderValue::try_from(self.cookies).map_err(|_| RequestError::Url)?;
            cookies.set_sensitive(true);
            self.headers.insert(COOKIE, cookies);
        }
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}
