//! The path: literal text and segments.
//!
//! A value never changes which resource is addressed: an empty one, or `.` and `..` (which URL libraries resolve, also
//! when they are percent-encoded), are refused. Where the document states that a value is a path, it may have slashes.

use super::Encoder;
use crate::error::ParameterProblem;
use crate::text::{Escape, Text};
use crate::value::Value;

impl Encoder {
    /// Adds text of the path that is always there, percent-encoded already.
    pub fn literal(&mut self, text: &'static str) {
        self.url.push_str(text);
    }

    /// Adds the value of a path parameter.
    pub fn segment<V: Value + ?Sized>(&mut self, name: &'static str, value: &V) {
        let start = self.url.len();
        let mut text = Text::new(&mut self.url, Escape::Url);
        value.write(&mut text);
        let result = text.finish();
        self.end_segment(name, start, result);
    }

    /// Adds the value of a path parameter whose reserved characters are not escaped (`allowReserved`): its slashes are
    /// slashes of the path. What is escaped already stays as it is; `?` and `#` would end the path, and are escaped.
    pub fn segment_reserved<V: Value + ?Sized>(&mut self, name: &'static str, value: &V) {
        let start = self.url.len();
        let mut text = Text::new(&mut self.url, Escape::PathReserved);
        value.write(&mut text);
        let result = text.finish();
        self.end_segment(name, start, result);
        self.refuse_dots(name, start);
    }

    /// Refuses `.` and `..` among the segments of a value.
    pub(super) fn refuse_dots(&mut self, name: &'static str, start: usize) {
        let written = self.url.get(start..).unwrap_or_default();
        if written.contains('/') && written.split('/').any(is_dots) {
            self.refuse(name, ParameterProblem::DotSegment);
        }
    }

    /// Adds the value of a parameter that a path begins with: a path of the server, as the server gives it, or its whole
    /// address there. An address of another server is refused, since the credentials are not meant for it.
    pub fn path<V: Value + ?Sized>(&mut self, name: &'static str, value: &V) {
        let mut whole = String::new();
        let mut text = Text::new(&mut whole, Escape::Nothing);
        value.write(&mut text);
        if let Err(problem) = text.finish() {
            return self.refuse(name, problem);
        }
        let base = self.url.get(..self.path).unwrap_or_default();
        let path = match whole.strip_prefix(base) {
            Some(path) if path.starts_with('/') => path,
            _ => whole.as_str(),
        };
        let scheme = path.split_once("://").map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| !scheme.contains('/')) {
            let reason = "it is the address of another server".to_owned();
            return self.refuse(name, ParameterProblem::Value { reason });
        }
        if !path.starts_with('/') && !path.is_empty() {
            self.url.push('/');
        }
        self.segment_reserved(name, path);
    }

    /// Looks at what a path parameter has become.
    pub(super) fn end_segment(
        &mut self,
        name: &'static str,
        start: usize,
        result: Result<(), ParameterProblem>,
    ) {
        if let Err(problem) = result {
            self.refuse(name, problem);
        }
        match self.url.get(start..) {
            None | Some("") => self.refuse(name, ParameterProblem::EmptySegment),
            Some(text) if is_dots(text) => self.dots = Some(name),
            Some(_) => {}
        }
    }

    /// Refuses a path whose last or inner segment is `.` or `..` because of a parameter. `v.` beside a literal is
    /// harmless, so this waits until the path is complete.
    pub(super) fn check_path(&mut self) {
        let Some(name) = self.dots.take() else { return };
        let path = self.url.get(self.path..).unwrap_or_default();
        let path = path.split('?').next().unwrap_or_default();
        if path.split('/').any(is_dots) {
            self.refuse(name, ParameterProblem::DotSegment);
        }
    }
}

/// Whether a URL library takes a segment for `.` or `..`, escaped or not.
fn is_dots(segment: &str) -> bool {
    let mut rest = segment.as_bytes();
    let mut dots = 0;
    while let [b'.', behind @ ..] | [b'%', b'2', b'e' | b'E', behind @ ..] = rest {
        rest = behind;
        dots += 1;
    }
    rest.is_empty() && matches!(dots, 1 | 2)
}

#[cfg(test)]
mod tests {
    use super::is_dots;

    #[test]
    fn one_dot_or_two_escaped_or_not_are_no_segment() {
        for segment in [".", "..", "%2e", "%2E.", ".%2e", "%2E%2e"] {
            assert!(is_dots(segment), "{segment}");
        }
        for segment in [
            "",
            "...",
            "a",
            ".a",
            "a.",
            "%2f",
            "%2",
            ".%2",
            "%2e%2e%2e",
            "é",
        ] {
            assert!(!is_dots(segment), "{segment}");
        }
    }
}
