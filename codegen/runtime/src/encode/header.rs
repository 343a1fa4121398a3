//! Headers and cookies.

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderName, HeaderValue};

use super::Encoder;
use crate::error::ParameterProblem;
use crate::text::{Escape, Text};
use crate::value::Value;

impl Encoder {
    /// Adds a header, if there is a value.
    pub fn header<V: Value + ?Sized>(&mut self, name: &'static str, value: Option<&V>) {
        let Some(value) = value else { return };
        let mut buffer = String::new();
        let mut text = Text::new(&mut buffer, Escape::Nothing);
        value.write(&mut text);
        match text.finish() {
            Ok(()) => self.push_header(name, &buffer),
            Err(problem) => self.refuse(name, problem),
        }
    }

    /// Adds a cookie, if there is a value.
    pub fn cookie<V: Value + ?Sized>(&mut self, name: &'static str, value: Option<&V>) {
        let Some(value) = value else { return };
        self.cookie_name(name);
        let mut text = Text::new(&mut self.cookies, Escape::Cookie);
        value.write(&mut text);
        if let Err(problem) = text.finish() {
            self.refuse(name, problem);
        }
    }

    pub(super) fn push_header(&mut self, name: &'static str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => _ = self.headers.insert(name, value),
            Err(problem) => self.refuse(name, problem),
        }
    }

    /// Writes `name=`, after those that are there.
    pub(crate) fn cookie_name(&mut self, name: &str) {
        if !self.cookies.is_empty() {
            self.cookies.push_str("; ");
        }
        self.cookies.push_str(name);
        self.cookies.push('=');
    }

    pub(crate) fn push_cookie(&mut self, name: &str, escaped: &str) {
        self.cookie_name(name);
        self.cookies.push_str(escaped);
    }
}

/// A header from text.
pub(crate) fn header(
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), ParameterProblem> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| ParameterProblem::HeaderName)?;
    // Receivers cut spaces at the ends off, so such a value would arrive as another one.
    if value.trim_matches([' ', '\t']) != value {
        return Err(ParameterProblem::HeaderValue);
    }
    let mut value =
        HeaderValue::from_bytes(value.as_bytes()).map_err(|_| ParameterProblem::HeaderValue)?;
    value.set_sensitive(matches!(name, AUTHORIZATION | PROXY_AUTHORIZATION | COOKIE));
    Ok((name, value))
}
