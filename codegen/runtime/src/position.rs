//! How a position in a list is shown.

use std::fmt;

/// How long a position is that is shown whole.
const LONGEST: usize = 80;

/// A position in a list, as it is shown: a number or a cursor as it is. An address, or a part of one, is not shown, since
/// keys travel in addresses.
pub(crate) struct Shown<'a>(pub(crate) &'a str);

impl Shown<'_> {
    fn is_plain(&self) -> bool {
        let text = self.0.trim_end_matches('=');
        let plain = |character: char| {
            character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.' | '+' | ':')
        };
        text.len() <= LONGEST && text.chars().all(plain)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_plain() {
            write!(f, "`{}`", self.0)
        } else {
            write!(f, "(a text of {} bytes)", self.0.len())
        }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn numbers_and_cursors_are_shown_and_addresses_are_not() {
        for plain in [
            "7",
            "-1",
            "eyJpZCI6MX0=",
            "2024-01-01T00:00:00+00:00",
            "cus_9-x",
        ] {
            assert_eq!(Shown(plain).to_string(), format!("`{plain}`"));
        }
        for address in [
            "https://api.test/things?page=2&key=hidden",
            "/things?key=hidden",
            "?key=hidden",
            "page=2&key=hidden",
            "key=hidden",
            "//api.test/hidden",
        ] {
            assert!(!Shown(address).to_string().contains("hidden"), "{address}");
        }
        assert!(!Shown(&"a".repeat(81)).to_string().contains("aa"));
    }
}
