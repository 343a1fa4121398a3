//! The text of a value, escaped for the place where it stands.
//!
//! In: pieces of text from [`Value::write`](crate::Value::write). Out: the same pieces at the end of one buffer,
//! percent-encoded for a path, a query, a header or a cookie. There are no intermediate strings.

use std::fmt;

use crate::error::ParameterProblem;

/// Takes the text of a [`Value`](crate::Value) and escapes it for the place where it is sent.
///
/// It also is a [`fmt::Write`], so `write!` works; writing never fails.
#[derive(Debug)]
pub struct Text<'a> {
    buffer: &'a mut String,
    escape: Escape,
    /// The character that must not occur, because the server splits there, after decoding.
    separator: Option<char>,
    /// The first reason why the value cannot be sent.
    problem: Option<ParameterProblem>,
}

/// What must be escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// Everything but unreserved characters and `:`. Right in a path segment and in a query, also for servers that
    /// read a `+` as a space.
    Url,
    /// Nothing that is reserved in URLs, and nothing that is escaped already: OpenAPI's `allowReserved` in a query. `&`
    /// and `#` would end the value, and are escaped.
    QueryReserved,
    /// The same in a path, where `/` stays, and `?`, `[` and `]` are escaped.
    PathReserved,
    /// Everything that RFC 6265 keeps out of a cookie's value, and `%`.
    Cookie,
    /// Nothing: a header's value.
    Nothing,
}

impl Escape {
    /// Whether `%` and two digits stand for themselves.
    fn keeps_escapes(self) -> bool {
        matches!(self, Self::QueryReserved | Self::PathReserved)
    }

    /// Whether a byte stands for itself.
    fn keeps(self, byte: u8) -> bool {
        let class = CLASSES[usize::from(byte)];
        match self {
            Self::Url => class & PLAIN != 0,
            Self::QueryReserved => class & (PLAIN | RESERVED) != 0,
            Self::PathReserved => {
                class & (PLAIN | RESERVED) != 0 && !matches!(byte, b'?' | b'[' | b']')
                    || byte == b'&'
            }
            Self::Cookie => class & COOKIE != 0,
            Self::Nothing => true,
        }
    }
}

const PLAIN: u8 = 1;
const RESERVED: u8 = 2;
const COOKIE: u8 = 4;

/// For each byte, in which places it stands for itself.
static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        let mut class = 0;
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b':') {
            class |= PLAIN;
        }
        // `#` would end the query and `&` the parameter; `=` and `+` stay because the document asked for it.
        if matches!(
            byte,
            b'/' | b'?'
                | b'['
                | b']'
                | b'@'
                | b'!'
                | b'$'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
        ) {
            class |= RESERVED;
        }
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\' | b'%') {
            class |= COOKIE;
        }
        table[byte as usize] = class;
        byte += 1;
    }
    table
}

impl<'a> Text<'a> {
    pub(crate) fn new(buffer: &'a mut String, escape: Escape) -> Self {
        Self {
            buffer,
            escape,
            separator: None,
            problem: None,
        }
    }

    /// The same, refusing values with `separator` in them.
    pub(crate) fn item(buffer: &'a mut String, escape: Escape, separator: Option<char>) -> Self {
        Self {
            buffer,
            escape,
            separator,
            problem: None,
        }
    }

    /// Adds a piece of text.
    pub fn push_str(&mut self, text: &str) {
        if let Some(separator) = self.separator
            && text.contains(separator)
        {
            self.refuse_with(ParameterProblem::SeparatorInItem {
                item: text.to_owned(),
                separator,
            });
        }
        let mut from = 0;
        for (at, &byte) in text.as_bytes().iter().enumerate() {
            if self.escape.keeps(byte) {
                continue;
            }
            if byte == b'%' && self.escape.keeps_escapes() && is_escape(text, at) {
                continue;
            }
            // Both ends are at characters' ends: what is kept is ASCII, what is not kept is escaped byte by byte.
            self.buffer.push_str(text.get(from..at).unwrap_or_default());
            push_escaped(self.buffer, byte);
            from = at + 1;
        }
        self.buffer.push_str(text.get(from..).unwrap_or_default());
    }

    /// Adds text that consists of ASCII letters, digits, `-`, `.`, `_`, `~` and `:`, which stand for themselves
    /// everywhere: numbers, identifiers, dates. Anything else in it ends up unescaped on the wire.
    pub fn push_plain(&mut self, text: &str) {
        debug_assert!(
            text.bytes().all(|byte| Escape::Url.keeps(byte)),
            "{text:?} is not plain"
        );
        self.buffer.push_str(text);
    }

    /// Says that the value cannot be sent, and why: `the value is NaN`. The request is then refused, with an error
    /// that also names the parameter.
    pub fn refuse(&mut self, reason: impl Into<String>) {
        self.refuse_with(ParameterProblem::Value {
            reason: reason.into(),
        });
    }

    pub(crate) fn refuse_with(&mut self, problem: ParameterProblem) {
        self.problem.get_or_insert(problem);
    }

    pub(crate) fn finish(self) -> Result<(), ParameterProblem> {
        self.problem.map_or(Ok(()), Err)
    }
}

impl fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

/// Whether two hexadecimal digits follow a `%`.
fn is_escape(text: &str, at: usize) -> bool {
    let digits = text.as_bytes().get(at + 1..at + 3);
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// Writes a byte as `%XX`.
pub(crate) fn push_escaped(buffer: &mut String, byte: u8) {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    buffer.push('%');
    buffer.push(DIGITS[usize::from(byte >> 4)]);
    buffer.push(DIGITS[usize::from(byte & 15)]);
}

/// Writes text percent-encoded for a URL.
pub(crate) fn push_url(buffer: &mut String, text: &str) {
    Text::new(buffer, Escape::Url).push_str(text);
}

/// Undoes percent-encoding, for messages.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        if let (b'%', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push(high << 4 | low);
            rest = after;
        } else {
            bytes.push(first);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(escape: Escape, text: &str) -> String {
        let mut buffer = String::new();
        Text::new(&mut buffer, escape).push_str(text);
        buffer
    }

    #[test]
    fn each_place_escapes_what_it_must() {
        let text = "a b&c=d+e%f#g,h/ü:";
        assert_eq!(
            escaped(Escape::Url, text),
            "a%20b%26c%3Dd%2Be%25f%23g%2Ch%2F%C3%BC:"
        );
        assert_eq!(
            escaped(Escape::QueryReserved, text),
            "a%20b%26c=d+e%25f%23g,h/%C3%BC:"
        );
        assert_eq!(
            escaped(Escape::PathReserved, "/a?b[c]&d#e"),
            "/a%3Fb%5Bc%5D&d%23e"
        );
        // What is escaped already is not escaped again, and what only looks like it is.
        for escape in [Escape::QueryReserved, Escape::PathReserved] {
            assert_eq!(escaped(escape, "%26%2f%2%zz%"), "%26%2f%252%25zz%25");
        }
        assert_eq!(
            escaped(Escape::Cookie, "a b;c,d\"e%f=g"),
            "a%20b%3Bc%2Cd%22e%25f=g"
        );
        assert_eq!(escaped(Escape::Nothing, text), text);
    }

    #[test]
    fn decoding_undoes_escaping() {
        for text in ["", "plain", "ü,%&", "created[gte]", "StartTime<"] {
            assert_eq!(decoded(&escaped(Escape::Url, text)), text);
        }
        assert_eq!(decoded("%zz%4"), "%zz%4");
    }

    #[test]
    fn an_item_with_the_separator_is_refused() {
        let mut buffer = String::new();
        let mut text = Text::item(&mut buffer, Escape::Url, Some(','));
        text.push_str("x,y");
        assert_eq!(
            text.finish(),
            Err(ParameterProblem::SeparatorInItem {
                item: "x,y".to_owned(),
                separator: ','
            })
        );
    }
}
