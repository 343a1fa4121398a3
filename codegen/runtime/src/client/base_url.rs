//! The base URL: checked once, when the client is built, and put before the path of each operation.
//!
//! In: what the user gave, and the servers that the document names, some of which are only paths. Out: what stands before
//! the path of an operation.

use std::borrow::Cow;

use http::Uri;

use crate::error::BuildError;

/// Where the operations of a client are sent.
#[derive(Clone, Debug)]
pub(super) struct BaseUrl {
    /// Without a slash at its end.
    url: String,
    /// How much of it stands before the path of a server.
    root: usize,
    /// Whether the user gave it, so that no host of the document counts.
    is_given: bool,
}

impl BaseUrl {
    /// What the user gave, or the document's; a server is a whole URL, or a path that begins with a slash.
    pub(super) fn new(given: Option<&str>, server: Option<&str>) -> Result<Self, BuildError> {
        let server = server.unwrap_or_default();
        let path = path_of(server);
        let mut url = match given {
            Some(given) => check(given)?,
            None if server.is_empty() || server.starts_with('/') => {
                return Err(BuildError::NoBaseUrl);
            }
            None => check(server)?,
        };
        let root = match url.strip_suffix(path) {
            // What ends with the path of the server has it already.
            Some(root) if root.len() > url.find("://").map_or(0, |scheme| scheme + 3) => root.len(),
            _ => {
                let root = url.len();
                if server.starts_with('/') {
                    url.push_str(path);
                }
                root
            }
        };
        Ok(Self {
            url,
            root,
            is_given: given.is_some(),
        })
    }

    /// What stands before the paths of operations.
    pub(super) fn as_str(&self) -> &str {
        &self.url
    }

    /// What stands before the path of an operation that may have a server of its own.
    pub(super) fn of(&self, own: Option<&'static str>) -> Cow<'_, str> {
        match own.map(|own| own.trim_end_matches('/')) {
            Some(path) if path.is_empty() || path.starts_with('/') => {
                let root = self.url.get(..self.root).unwrap_or_default();
                Cow::Owned([root, path].concat())
            }
            Some(own) if !self.is_given => Cow::Borrowed(own),
            _ => Cow::Borrowed(&self.url),
        }
    }
}

/// The path in the URL of a server, without a slash at its end.
fn path_of(server: &str) -> &str {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    let path = rest.find('/').and_then(|start| rest.get(start..));
    path.unwrap_or_default().trim_end_matches('/')
}

/// Checks a base URL and takes the slashes at its end off, since paths begin with one. A path in it is kept.
fn check(text: &str) -> Result<String, BuildError> {
    let bad = |reason| BuildError::BaseUrl { reason };
    if text.contains(['?', '#']) {
        return Err(bad("has a query or a fragment"));
    }
    let uri: Uri = text.parse().map_err(|_| bad("is not a URL"))?;
    if !matches!(uri.scheme_str(), Some("http" | "https")) {
        return Err(bad("does not begin with http:// or https://"));
    }
    let authority = uri.authority().ok_or(bad("names no host"))?;
    if authority.as_str().contains('@') {
        return Err(bad(
            "has a user name or a password, which would be seen in messages; use a credential",
        ));
    }
    if authority.host().is_empty() {
        return Err(bad("names no host"));
    }
    if uri
        .path()
        .split('/')
        .any(|segment| matches!(segment, "." | ".."))
    {
        return Err(bad("has `.` or `..` in its path"));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_kept_and_the_slashes_at_the_end_are_not() {
        for (given, kept) in [
            ("https://example.com", "https://example.com"),
            ("https://example.com/", "https://example.com"),
            ("http://127.0.0.1:8080//", "http://127.0.0.1:8080"),
            ("https://example.com/api/v1/", "https://example.com/api/v1"),
            ("http://[::1]:80/x", "http://[::1]:80/x"),
        ] {
            assert_eq!(check(given).unwrap(), kept);
        }
    }

    /// What stands before the path of an operation without a server of its own, with a path, and with another host.
    fn bases(given: Option<&str>, server: Option<&str>) -> [String; 3] {
        let base = BaseUrl::new(given, server).unwrap();
        [None, Some("/own"), Some("https://own.test/x/")].map(|own| base.of(own).into_owned())
    }

    #[test]
    fn a_path_of_the_document_stands_behind_what_the_user_gives_and_never_twice() {
        let server = Some("/auth");
        for (given, url, own) in [
            ("https://h", "https://h/auth", "https://h/own"),
            ("https://h/", "https://h/auth", "https://h/own"),
            ("https://h/auth", "https://h/auth", "https://h/own"),
            ("https://h/auth/", "https://h/auth", "https://h/own"),
            ("https://h/a", "https://h/a/auth", "https://h/a/own"),
            ("https://h/a/auth", "https://h/a/auth", "https://h/a/own"),
            // The end of a segment is not a segment, and a host is no path.
            (
                "https://h/xauth",
                "https://h/xauth/auth",
                "https://h/xauth/own",
            ),
            ("https://auth", "https://auth/auth", "https://auth/own"),
        ] {
            assert_eq!(bases(Some(given), server), [url, own, url], "{given}");
        }
        for server in [Some("/"), None] {
            let root = bases(Some("https://h/a"), server);
            assert_eq!(root, ["https://h/a", "https://h/a/own", "https://h/a"]);
        }
    }

    #[test]
    fn a_path_of_an_operation_is_on_the_host_of_the_document() {
        let server = Some("https://api.test/v1/");
        assert_eq!(
            bases(None, server),
            [
                "https://api.test/v1",
                "https://api.test/own",
                "https://own.test/x"
            ]
        );
        // What the user gives instead has the same path, or is the place of everything.
        assert_eq!(
            bases(Some("http://h/v1"), server),
            ["http://h/v1", "http://h/own", "http://h/v1"]
        );
        assert_eq!(
            bases(Some("http://h/x"), server),
            ["http://h/x", "http://h/x/own", "http://h/x"]
        );
        assert_eq!(
            bases(None, Some("https://api.test")),
            [
                "https://api.test",
                "https://api.test/own",
                "https://own.test/x"
            ]
        );
    }

    #[test]
    fn a_path_alone_is_no_base() {
        for server in [None, Some("/"), Some("/auth")] {
            let error = BaseUrl::new(None, server).unwrap_err();
            assert!(matches!(error, BuildError::NoBaseUrl), "{error}");
        }
    }

    #[test]
    fn other_things_are_refused_with_the_reason() {
        for (given, reason) in [
            ("", "the base URL is not a URL"),
            (
                "/v1",
                "the base URL does not begin with http:// or https://",
            ),
            (
                "example.com",
                "the base URL does not begin with http:// or https://",
            ),
            (
                "ftp://example.com",
                "the base URL does not begin with http:// or https://",
            ),
            ("https://", "the base URL is not a URL"),
            ("https://exa mple.com", "the base URL is not a URL"),
            (
                "https://example.com/?a=b",
                "the base URL has a query or a fragment",
            ),
            (
                "https://example.com/#a",
                "the base URL has a query or a fragment",
            ),
            (
                "https://example.com/a/../b",
                "the base URL has `.` or `..` in its path",
            ),
        ] {
            assert_eq!(check(given).unwrap_err().to_string(), reason, "{given}");
        }
        let error = check("https://user:hidden@example.com")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("a user name or a password") && !error.contains("hidden"),
            "{error}"
        );
    }
}
