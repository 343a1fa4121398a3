//! What the clients of the golden documents send, and what they make of answers: without a network.
//!
//! In: operations of `golden_clients`. Out: assertions on the whole request as text, on decoded values and on errors. What
//! is expected is written down here by hand, from the OpenAPI specification.

/// The query of an operation of a golden document's client.
macro_rules! query {
    ($module:ident, $operation:expr) => {{
        let client = golden_clients::$module::Client::builder()
            .base_url("http://h")
            .build()
            .expect("the client needs nothing else");
        let request = client.request(&$operation).expect("it can be sent");
        let line = $crate::line(&request);
        let query = line.strip_prefix("GET /things?").expect("it has a query");
        query.split('&').map(str::to_owned).collect::<Vec<_>>()
    }};
}

mod answers;
mod bodies;
mod collections;
mod constructors;
mod credentials;
mod depth;
mod expressions;
mod filters;
mod grammars;
mod named;
mod openapi_3_2;
mod own_types;
mod pages;
mod paths;
mod requests;
mod servers;
mod styles;
mod suggested;
mod tests_of_text;
mod values;

use tamis_runtime::Body;
use tamis_runtime::http::Request;

/// Method and target of a request.
pub(crate) fn line(request: &Request<Body>) -> String {
    let target = request.uri().path_and_query().expect("it has a path");
    format!("{} {target}", request.method())
}

pub(crate) fn header<'r>(request: &'r Request<Body>, name: &str) -> Option<&'r str> {
    let value = request.headers().get(name)?;
    Some(value.to_str().expect("it is text"))
}

pub(crate) fn body(request: &Request<Body>) -> &str {
    let bytes = request.body().as_bytes().expect("it is in memory");
    std::str::from_utf8(bytes).expect("it is text")
}
