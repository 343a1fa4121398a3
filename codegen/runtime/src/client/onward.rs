//! The next page by its whole address: the request of the operation, with another path and another query.
//!
//! In: the address of one page, and what a server gives as that of the next. Out: the path and the query of that, without
//! credentials, if it is on the same server. Nothing else of the address counts: scheme, host and port stay those of the
//! client, and credentials are put in again.

use http::{Request, Uri};

use crate::Body;
use crate::api::{Api, SchemeKind};
use crate::error::{PaginationError, RequestError};
use crate::text::decoded;

/// The path and the query of a next page, without credentials.
pub(super) fn onward(api: &Api, from: &Uri, given: &str) -> Result<String, PaginationError> {
    let given = given.split('#').next().unwrap_or_default().trim();
    let target = match server_and_path(from, given) {
        Some((server, path)) => is_same_server(from, &server)
            .then_some(path)
            .ok_or_else(|| PaginationError::elsewhere(&server))?,
        None => relative(from, given),
    };
    let path = target.split('?').next().unwrap_or_default();
    let climbs = path
        .split('/')
        .any(|part| matches!(decoded(part).as_str(), "." | ".."));
    if climbs || Uri::try_from(&target).is_err() {
        return Err(PaginationError::no_address(given));
    }
    Ok(without(&target, |name| is_credential(api, name)))
}

/// Makes the request of an operation that of the page at a path and a query.
pub(super) fn at_page(
    api: &Api,
    mut request: Request<Body>,
    page: &str,
) -> Result<Request<Body>, RequestError> {
    let own = request.uri();
    let (Some(scheme), Some(authority)) = (own.scheme_str(), own.authority()) else {
        return Err(RequestError::Url);
    };
    // Those that do not come from a source are in the query already, and nothing else of it is wanted.
    let credentials = own.query().unwrap_or_default().split('&');
    let credentials = credentials.filter(|pair| is_credential(api, name_of(pair)));
    let mut url = format!("{scheme}://{authority}{page}");
    for pair in credentials {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(pair);
    }
    *request.uri_mut() = Uri::try_from(url).map_err(|_| RequestError::Url)?;
    Ok(request)
}

/// Whether the query of a page has a parameter already.
pub(super) fn has_parameter(page: &str, name: &str) -> bool {
    let query = page.split_once('?').map_or("", |(_, query)| query);
    query
        .split('&')
        .any(|pair| decoded(name_of(pair)) == decoded(name))
}

/// The name in a pair, as it is written.
pub(super) fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

/// A whole address as its server and what follows.
fn server_and_path(from: &Uri, given: &str) -> Option<(Uri, String)> {
    let whole = match given.strip_prefix("//") {
        Some(rest) => format!("{}://{rest}", from.scheme_str()?),
        None if given.split(['/', '?']).next()?.ends_with(':') => given.to_owned(),
        None => return None,
    };
    let uri: Uri = whole.parse().ok()?;
    uri.authority()?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let path = path.to_owned();
    Some((uri, path))
}

/// Whether two addresses have the same host and port. Servers behind a proxy that ends TLS say `http` of themselves; they
/// are called by the scheme of the client all the same.
fn is_same_server(own: &Uri, other: &Uri) -> bool {
    let port = |uri: &Uri| {
        let usual = if uri.scheme_str() == Some("https") {
            443
        } else {
            80
        };
        uri.port_u16().unwrap_or(usual)
    };
    let host = |uri: &Uri| uri.host().unwrap_or_default().to_ascii_lowercase();
    let is_behind_proxy = own.scheme_str() == Some("https")
        && other.scheme_str() == Some("http")
        && (own.port_u16(), other.port_u16()) == (None, None);
    let has_user = other
        .authority()
        .is_some_and(|it| it.as_str().contains('@'));
    let is_web = own.scheme() == other.scheme() || is_behind_proxy;
    host(own) == host(other) && is_web && (port(own) == port(other) || is_behind_proxy) && !has_user
}

/// An address without a server, as seen from another one (RFC 3986, section 5.2, without `..`).
fn relative(from: &Uri, given: &str) -> String {
    if given.starts_with('/') {
        return given.to_owned();
    }
    let path = from.path();
    if given.starts_with('?') || given.is_empty() {
        return format!("{path}{given}");
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/{given}")
}

/// Whether a parameter of the query is the place of a credential.
fn is_credential(api: &Api, name: &str) -> bool {
    let plain = decoded(name);
    let mut kinds = api.schemes.iter().map(|scheme| scheme.kind);
    kinds.any(|kind| matches!(kind, SchemeKind::Query(own) if decoded(own) == plain))
}

/// A path and a query without some parameters.
fn without(target: &str, is_out: impl Fn(&str) -> bool) -> String {
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !is_out(name_of(pair)))
        .collect();
    if kept.concat().is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", kept.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Scheme;

    static API: Api = Api {
        title: "",
        version: "",
        server: None,
        schemes: &[Scheme::query("Key", "api_key")],
        security: &[],
    };

    fn from(own: &str, given: &str) -> Result<String, PaginationError> {
        onward(&API, &own.parse().unwrap(), given)
    }

    #[test]
    fn addresses_on_the_same_server_are_followed() {
        let own = "https://api.test/v1/things?page=1&api_key=secret";
        for (given, page) in [
            ("https://api.test/v1/things?page=2", "/v1/things?page=2"),
            (
                "https://API.test:443/v1/things?page=2#top",
                "/v1/things?page=2",
            ),
            ("//api.test/x?page=2", "/x?page=2"),
            // It was behind a proxy.
            ("http://api.test/v1/things?page=2", "/v1/things?page=2"),
            ("/v1/things?page=2&api_key=echoed&x", "/v1/things?page=2&x"),
            ("?page=2", "/v1/things?page=2"),
            ("things/more?at=a%2Fb:c", "/v1/things/more?at=a%2Fb:c"),
            ("/v1/things?api_key=echoed", "/v1/things"),
        ] {
            assert_eq!(from(own, given), Ok(page.to_owned()), "{given}");
        }
    }

    #[test]
    fn all_others_are_not() {
        let own = "https://api.test/v1/things";
        for given in [
            "https://other.test/v1/things?page=2",
            "https://api.test.other/v1",
            "https://api.test:8443/v1/things",
            "http://api.test:8080/v1/things",
            "https://api.test@other.test/v1",
            "https://user:password@api.test/v1",
            "ftp://api.test/v1",
            "//other.test/v1",
            "/v1/../admin",
            "../admin",
            "/v1/%2e%2e/admin",
            "a b",
        ] {
            assert!(from(own, given).is_err(), "{given}");
        }
        // Never from http to another scheme's port, and never down.
        assert!(from("http://api.test/v1", "https://api.test/v1?page=2").is_err());
    }

    #[test]
    fn credentials_are_put_in_again() {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = "https://api.test/v1/things?limit=3&api_key=a%26b"
            .parse()
            .unwrap();
        let request = at_page(&API, request, "/v1/things?page=2").unwrap();
        assert_eq!(
            request.uri(),
            "https://api.test/v1/things?page=2&api_key=a%26b"
        );
        assert!(has_parameter("/x?a%5Bb%5D=1", "a[b]") && !has_parameter("/x?ab=1", "a"));
    }
}
