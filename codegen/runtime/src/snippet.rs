//! Pieces of bodies, for messages.

use std::fmt;

/// A piece of a body, for messages: short, on one line, without control characters.
pub(crate) struct Snippet<'a> {
    bytes: &'a [u8],
    cut_before: bool,
    cut_after: bool,
}

impl<'a> Snippet<'a> {
    /// The beginning.
    pub(crate) fn start(body: &'a [u8]) -> Self {
        Self::cut(body, 0, 200)
    }

    /// What is around a byte.
    pub(crate) fn around(body: &'a [u8], at: usize) -> Self {
        Self::cut(body, at.saturating_sub(60), at.saturating_add(40))
    }

    fn cut(body: &'a [u8], mut from: usize, mut to: usize) -> Self {
        // To the beginnings of characters.
        let inside = |at: usize| {
            body.get(at)
                .is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000)
        };
        while inside(from) {
            from += 1;
        }
        while inside(to) {
            to += 1;
        }
        let bytes = body.get(from..to.min(body.len())).unwrap_or_default();
        Self {
            bytes,
            cut_before: from > 0,
            cut_after: to < body.len(),
        }
    }
}

impl fmt::Display for Snippet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.cut_before { "…" } else { "" })?;
        let mut space = false;
        for char in String::from_utf8_lossy(self.bytes).chars() {
            // A run of white space is one space.
            let blank = char.is_whitespace();
            match char {
                _ if blank && space => {}
                _ if blank => f.write_str(" ")?,
                _ if char.is_control() => write!(f, "{}", char.escape_default())?,
                _ => write!(f, "{char}")?,
            }
            space = blank;
        }
        f.write_str(if self.cut_after { "…" } else { "" })
    }
}
