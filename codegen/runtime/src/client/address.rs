//! The value of a parameter in the address of the next page.

use http::HeaderMap;

use crate::text::decoded;

/// The value of a parameter in the query of an address; the address itself where it has no such parameter.
///
/// Servers that give addresses accept them, or parts of them, as positions. The address is never called: it could lead to
/// another server, which must not see credentials. One without the parameter is an odd position that the server will
/// complain about, which is better than a list that ends early without a word.
///
/// ```
/// use tamis_runtime::support::value_in_address;
///
/// let next = "https://api.test/things?limit=2&page_token=a%2Bb#top";
/// assert_eq!(value_in_address(next, "page_token"), "a+b");
/// assert_eq!(value_in_address("/things?limit=2", "page_token"), "/things?limit=2");
/// ```
#[must_use]
pub fn value_in_address(address: &str, parameter: &str) -> String {
    let before_fragment = address.split('#').next().unwrap_or_default();
    let query = before_fragment
        .split_once('?')
        .map_or("", |(_, query)| query);
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(name, _)| form_decoded(name) == parameter);
    values
        .next()
        .map_or_else(|| address.to_owned(), |(_, value)| form_decoded(value))
}

/// The text of a header; `None`: the response does not have it.
#[must_use]
pub fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.trim().to_owned())
}

/// The address with `rel="next"` in `Link` headers (RFC 8288).
///
/// ```
/// use tamis_runtime::support::{HeaderMap, next_link};
///
/// let mut headers = HeaderMap::new();
/// let link = "<https://api.test/a?page=1>; rel=\"prev\", <https://api.test/a?page=3,x>; title=\"a, b\"; rel=next";
/// headers.insert("link", link.parse()?);
/// assert_eq!(next_link(&headers).as_deref(), Some("https://api.test/a?page=3,x"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn next_link(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all("link").iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .find_map(|line| {
            let mut rest = line;
            // Commas stand in addresses and in quoted texts, too, so that each link is read from its `<` on.
            while let Some((_, from)) = rest.split_once('<') {
                let (address, behind) = from.split_once('>')?;
                let (own, others) = behind.split_at(end_of_link(behind));
                if own.split(';').any(is_next) {
                    return Some(address.to_owned());
                }
                rest = others;
            }
            None
        })
}

/// Where the parameters of a link end.
fn end_of_link(parameters: &str) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for (index, character) in parameters.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => return index,
            _ => {}
        }
    }
    parameters.len()
}

/// Whether a parameter of a link is `rel` and has `next` among its values.
fn is_next(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else {
        return false;
    };
    let mut values = value.trim().trim_matches('"').split_whitespace();
    name.trim().eq_ignore_ascii_case("rel")
        && values.any(|value| value.eq_ignore_ascii_case("next"))
}

/// Percent-decoded, with `+` for a space, as forms have it.
fn form_decoded(text: &str) -> String {
    decoded(&text.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, next_link, value_in_address};

    fn next(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("link", line.parse().expect("a value of a header"));
        }
        next_link(&headers)
    }

    #[test]
    fn links_are_read_as_they_are_written() {
        let cases: [(&[&str], Option<&str>); 9] = [
            (&["<a>; rel=next"], Some("a")),
            (&["<a>;rel=\"prev next\""], Some("a")),
            (&["<a>; REL=Next"], Some("a")),
            (&["<a>; rel=prev", "<b>; rel=next"], Some("b")),
            (
                &["<a>; title=\"<x>, rel=next\"; rel=prev, <b>; rel=\"next\""],
                Some("b"),
            ),
            (&["<a>; title=\"q \\\" ,\"; rel=next"], Some("a")),
            (&["<a>; rel=nextish"], None),
            (&["<a; rel=next"], None),
            (&[], None),
        ];
        for (lines, found) in cases {
            assert_eq!(next(lines).as_deref(), found, "{lines:?}");
        }
    }

    #[test]
    fn names_and_values_are_decoded() {
        let address = "/a?page%5Btoken%5D=x+y%26z&page=2";
        assert_eq!(value_in_address(address, "page[token]"), "x y&z");
        assert_eq!(value_in_address(address, "page"), "2");
    }

    #[test]
    fn an_address_without_the_parameter_stays_whole() {
        for address in ["", "abc", "/a?b", "/a?page=", "https://a.test/?x=1#page=3"] {
            let expected = if address == "/a?page=" { "" } else { address };
            assert_eq!(value_in_address(address, "page"), expected);
        }
    }
}
