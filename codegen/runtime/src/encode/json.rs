//! Parameters whose value is JSON (`content: application/json`), in every place.

use serde::Serialize;

use super::Encoder;
use crate::error::ParameterProblem;
use crate::text::{Escape, Text};

impl Encoder {
    /// Adds a query parameter whose value is JSON (`content: application/json`), if there is one.
    pub fn query_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        self.offered.parameter(name);
        let Some(value) = value else { return };
        if let Some(text) = self.json_text(name, value) {
            self.push_value(name, &text);
        }
    }

    /// Writes JSON as the query as a whole (`in: querystring`), if there is a value.
    pub fn whole_query_json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
    ) {
        let Some(value) = value else { return };
        if let Some(text) = self.json_text(name, value) {
            self.whole_query(name, Some(&text));
        }
    }

    /// Adds a header whose value is JSON (`content: application/json`), if there is one.
    pub fn header_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(text) = value.and_then(|value| self.json_text(name, value)) {
            self.push_header(name, &text);
        }
    }

    /// Adds a cookie whose value is JSON (`content: application/json`), if there is one.
    pub fn cookie_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(json) = value.and_then(|value| self.json_text(name, value)) {
            let mut text = String::new();
            Text::new(&mut text, Escape::Cookie).push_str(&json);
            self.push_cookie(name, &text);
        }
    }

    fn json_text<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Option<String> {
        let text = serde_json::to_string(value);
        text.map_err(|error| {
            let reason = error.to_string();
            self.refuse(name, ParameterProblem::Value { reason });
        })
        .ok()
    }
}
