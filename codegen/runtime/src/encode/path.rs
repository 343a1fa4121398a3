//! The path: literal text and segments.
//!
//! A value never changes which resource is addressed: an empty one, or `.` and `..` (which URL libraries resolve, also
//! when they are percent-encoded), are refused.

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
            Some("." | "..") => self.dots = Some(name),
            Some(_) => {}
        }
    }

    /// Refuses a path whose last or inner segment is `.` or `..` because of a parameter. `v.` beside a literal is
    /// harmless, so this waits until the path is complete.
    pub(super) fn check_path(&mut self) {
        let Some(name) = self.dots.take() else { return };
        let path = self.url.get(self.path..).unwrap_or_default();
        let path = path.split('?').next().unwrap_or_default();
        if path.split('/').any(|segment| matches!(segment, "." | "..")) {
            self.refuse(name, ParameterProblem::DotSegment);
        }
    }
}
