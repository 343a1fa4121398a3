//! The value of a parameter in the address of the next page.

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

/// Percent-decoded, with `+` for a space, as forms have it.
fn form_decoded(text: &str) -> String {
    decoded(&text.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::value_in_address;

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
