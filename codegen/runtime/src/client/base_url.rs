//! The base URL: checked once, when the client is built.

use http::Uri;

use crate::error::BuildError;

/// Checks a base URL and takes the slashes at its end off, since paths begin with one. A path in it is kept.
pub(super) fn check(text: &str) -> Result<String, BuildError> {
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
