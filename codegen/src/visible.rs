//! Characters that nobody sees, and that change what others see or do.
//!
//! In: a character or a text of a document, or a file's name. Out: whether it may stand in generated source as it is, and
//! the text with the others spelt out, for messages. Control characters steer terminals and end lines; those of direction
//! show a line in another order than it is read, which is why the compiler warns of them.

use std::borrow::Cow;

/// Whether a character may stand in a comment, a message or a path: no control character (a line break is one), none
/// that changes the direction of what is around it, no byte order mark, no separator of lines.
pub(crate) fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text in which such characters are spelt out: `\u{202e}`. Line breaks stay.
pub(crate) fn spelt_out(text: &str) -> Cow<'_, str> {
    let may_stay = |c: char| c == '\n' || is_visible(c);
    if text.chars().all(may_stay) {
        return Cow::Borrowed(text);
    }
    let mut spelt = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if may_stay(c) {
            spelt.push(c);
        } else {
            spelt.extend(c.escape_default());
        }
    }
    Cow::Owned(spelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_spelt_out() {
        assert_eq!(spelt_out("a\nb ä “c”"), "a\nb ä “c”");
        assert_eq!(
            spelt_out("\u{1b}[2J\r\u{202e}x\u{7f}"),
            "\\u{1b}[2J\\r\\u{202e}x\\u{7f}"
        );
    }
}
