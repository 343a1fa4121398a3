//! Bodies that are none of the API: still compressed, or a page for people.

use http::HeaderMap;
use http::header::CONTENT_ENCODING;

/// The first bytes of everything that is gzip.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// What a message says about a body that is still compressed.
///
/// A transport that decompresses takes the header away, or does not: so what the header says counts only for a body that
/// looks like it.
pub(super) fn compressed(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let coding = headers
        .get(CONTENT_ENCODING)?
        .to_str()
        .ok()?
        .trim()
        .to_ascii_lowercase();
    match coding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(GZIP) => Some(if cfg!(feature = "gzip") {
            "the body is gzip, which the transport has not decompressed".to_owned()
        } else {
            "the body is gzip: enable the feature `gzip` of tamis-runtime".to_owned()
        }),
        "gzip" | "x-gzip" | "identity" | "" => None,
        _ if body.first().is_some_and(u8::is_ascii_graphic) => None,
        _ => Some(format!(
            "the body is compressed ({coding}), which was not asked for"
        )),
    }
}

/// What a message says about a page in place of JSON: from a proxy, a sign-in, or a server that is not the API.
pub(super) fn page(media_type: Option<&str>, body: &[u8]) -> Option<String> {
    let media_type = media_type
        .unwrap_or_default()
        .trim_start()
        .to_ascii_lowercase();
    let is_said = ["text/html", "application/xhtml"]
        .iter()
        .any(|page| media_type.starts_with(page));
    let begin = body.trim_ascii_start();
    let begins = |with: &[u8]| {
        begin
            .get(..with.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(with))
    };
    let is_page = begins(b"<!doctype html") || begins(b"<html");
    (is_page || is_said && begin.starts_with(b"<")).then(|| {
        "it is a page in HTML, not JSON: is `base_url` where the API is, and does no proxy or sign-in respond in its place?"
            .to_owned()
    })
}
