//! Characters that nobody sees, and that change what others see or do.
//!
//! In: a character or a text of a document, or a file's name. Out: whether it may stand in generated source as it is, and
//! the text with the others spelt out, for messages. Control characters steer terminals and end lines; those of direction
//! show a line in another order than it is read, which is why the compiler warns of them.

use std::borrow::Cow;

/// Whether a character may stand in a comment, a message or a path: no control character (a line break is one), none
/// that changes the direction of what is around it (Unicode's `Bidi_Control`), no byte order mark, no separator of lines,
/// no blank without a width. The joiners stay: scripts and pictures need them.
///
/// ```
/// assert!(tamis::is_visible('ä'));
/// assert!(!tamis::is_visible('\u{202e}'));
/// ```
#[must_use]
pub fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
        )
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

/// A text on one line, without what nobody sees: for a fact that stands in a sentence.
pub(crate) fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| is_visible(*c))
        .collect()
}

/// A text as inline code of Markdown, which ends where the text ends.
pub(crate) fn inline_code(text: &str) -> String {
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    let text = one_line(text);
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_holds_any_text() {
        for (text, code) in [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`", "`` ` ``"),
            ("", "`\"\"`"),
            ("a\n```\nb\u{202e}", "````a ``` b````"),
        ] {
            assert_eq!(inline_code(text), code);
        }
    }

    #[test]
    fn what_nobody_sees_is_spelt_out() {
        assert_eq!(spelt_out("a\nb ä “c”"), "a\nb ä “c”");
        assert_eq!(
            spelt_out("\u{1b}[2J\r\u{202e}x\u{7f}"),
            "\\u{1b}[2J\\r\\u{202e}x\\u{7f}"
        );
        assert_eq!(
            spelt_out("\u{200e}\u{61c}\u{200b}"),
            "\\u{200e}\\u{61c}\\u{200b}"
        );
        assert_eq!(
            spelt_out("\u{1f468}\u{200d}\u{1f469}"),
            "\u{1f468}\u{200d}\u{1f469}"
        );
    }
}
