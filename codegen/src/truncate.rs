//! Texts that are too long for where they are told.
//!
//! In: any text. Out: a part of it, never with half a character.

use crate::visible::spelt_out;

/// The first bytes of a text, at most so many.
pub(crate) fn begin(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// The last bytes of a text, at most so many.
pub(crate) fn end(text: &str, most: usize) -> &str {
    let mut begin = text.len().saturating_sub(most);
    while !text.is_char_boundary(begin) {
        begin += 1;
    }
    text.get(begin..).unwrap_or(text)
}

/// A text as a message shows it: without its middle, if it is longer than what anybody reads, and with nothing that a
/// terminal would obey.
pub(crate) fn shortened(text: String) -> String {
    const LONGEST: usize = 2000;
    let text = if text.len() <= LONGEST {
        text
    } else {
        let (begin, end) = (begin(&text, LONGEST / 2), end(&text, LONGEST / 4));
        format!("{begin} … {end}")
    };
    spelt_out(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stay_whole() {
        assert_eq!(begin("aäb", 2), "a");
        assert_eq!(begin("aäb", 9), "aäb");
        assert_eq!(end("aäb", 2), "b");
        assert_eq!(end("", 2), "");
        let long = shortened("ä".repeat(5000));
        assert!(long.len() < 2000, "{long}");
        assert_eq!(shortened("short".to_owned()), "short");
    }
}
