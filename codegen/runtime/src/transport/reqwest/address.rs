//! A request as reqwest has it, without its body.
//!
//! reqwest wants another type of URL than the `http` crate has, whose parser takes longer for the host than for all the
//! rest. Nearly all requests of a client go to one origin, so that is parsed once.

use std::sync::OnceLock;

use http::Uri;
use http::request::Parts;
use reqwest::Url;

use crate::error::{TransportError, TransportErrorKind};

/// The origin of the first request: scheme and authority as they are written, and the URL of its root.
#[derive(Debug, Default)]
pub(super) struct Origin(OnceLock<(String, String, Url)>);

/// The request as reqwest has it, without its body.
pub(super) fn convert(head: &Parts, origin: &Origin) -> Result<reqwest::Request, TransportError> {
    let url = origin.url(&head.uri)?;
    let mut request = reqwest::Request::new(head.method.clone(), url);
    *request.headers_mut() = head.headers.clone();
    Ok(request)
}

impl Origin {
    /// The address as a URL.
    fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        let parts = (uri.scheme_str(), uri.authority(), uri.path_and_query());
        let (Some(scheme), Some(authority), Some(path)) = parts else {
            return parse(&uri.to_string());
        };
        let (authority, path) = (authority.as_str(), path.as_str());
        if let Some((known_scheme, known_authority, root)) = self.0.get()
            && known_scheme == scheme
            && known_authority == authority
            && is_below_root(path)
        {
            return root.join(path).map_err(refused);
        }
        // What `Display` writes, without the formatter.
        let url = parse(&[scheme, "://", authority, path].concat())?;
        if let Ok(root) = url.join("/") {
            // Another thread may have been faster, which is as well.
            _ = self.0.set((scheme.to_owned(), authority.to_owned(), root));
        }
        Ok(url)
    }
}

/// Whether a reference is a path and no address of another host: what begins with two slashes, of either kind, is one.
fn is_below_root(path: &str) -> bool {
    path.strip_prefix('/')
        .is_some_and(|rest| !rest.starts_with(['/', '\\']))
}

fn parse(address: &str) -> Result<Url, TransportError> {
    Url::parse(address).map_err(refused)
}

/// The parser's messages hold no URL, but there is nothing to learn from them either.
fn refused(error: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    TransportError::new(TransportErrorKind::Other, error)
}

#[cfg(test)]
mod tests {
    use super::{Origin, Uri, Url};

    /// Whatever a request's address is, it is what the parser of URLs makes of it, for the first request and for others.
    #[test]
    fn an_address_is_the_same_whether_its_origin_is_known_or_not() {
        let origins = [
            "http://127.0.0.1:8080",
            "https://Example.com",
            "https://user:secret@example.com:443",
            "http://[::1]:80",
        ];
        let rests = [
            "/",
            "/v1/things?a=1&b=%2F",
            "//other.example/things",
            "/\\other.example/things",
            "///x",
            "/a/../b/./c",
            "/%2e%2e/b",
            "/a:b/c@d;e=f",
            "/https://elsewhere.example/x?y=http://z",
            "?only=query",
            "/a?",
            "/a??b?c/../d",
            "/it's?it's=\"quoted\"",
            "/{braces}|`?<less>",
            "",
        ];
        for first in origins {
            let origin = Origin::default();
            let know = |text: &str| origin.url(&text.parse::<Uri>().unwrap()).unwrap();
            know(&format!("{first}/first"));
            for other in origins {
                for rest in rests {
                    let Ok(uri) = format!("{other}{rest}").parse::<Uri>() else {
                        continue;
                    };
                    let expected = Url::parse(&uri.to_string()).unwrap();
                    assert_eq!(origin.url(&uri).unwrap(), expected, "{uri} behind {first}");
                }
            }
        }
    }
}
