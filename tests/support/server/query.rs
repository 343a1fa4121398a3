//! Reading a query string as FastAPI does: decoded, the last value of a repeated name, unknown names ignored.
//!
//! In: the raw query. Out: typed values, and the complaints about those that cannot be read, which become a 422.

use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use serde_json::{Value, json};
use uuid::Uuid;

/// The decoded parameters.
#[derive(Debug)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn parse(raw: &str) -> Self {
        Self(
            form_urlencoded::parse(raw.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// The last value of that name.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().rfind(|(each, _)| each == name)?;
        Some(value)
    }

    /// The last value of that name, read as a `T`.
    pub(super) fn value<T: Input>(&self, name: &str, complaints: &mut Complaints) -> Option<T> {
        let text = self.text(name)?;
        let value = T::read(text);
        if value.is_none() {
            complaints.add::<T>(&json!(["query", name]), text);
        }
        value
    }

    /// The last value of that name, split at its commas. An empty value is an empty list.
    pub(super) fn list<T: Input>(&self, name: &str, complaints: &mut Complaints) -> Option<Vec<T>> {
        let text = self.text(name)?;
        let mut items = Vec::new();
        if text.is_empty() {
            return Some(items);
        }
        for (index, item) in text.split(',').enumerate() {
            match T::read(item) {
                Some(value) => items.push(value),
                None => complaints.add_item::<T>(name, index, item),
            }
        }
        Some(items)
    }
}

/// The complaints about a request: the `detail` of a 422.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    values: Vec<Value>,
    /// Those about the items of lists: fastapi-filter splits lists only when all values could be read.
    items: Vec<Value>,
}

impl Complaints {
    pub(super) fn add<T: Input>(&mut self, location: &Value, input: &str) {
        let (kind, message) = T::PROBLEM;
        self.say(kind, message, location, input);
    }

    /// Without `query` in the location: that is how fastapi-filter reports an item.
    fn add_item<T: Input>(&mut self, name: &str, index: usize, input: &str) {
        let (kind, message) = T::PROBLEM;
        self.items
            .push(json!({"type": kind, "loc": [name, index], "msg": message, "input": input}));
    }

    pub(super) fn say(&mut self, kind: &str, message: &str, location: &Value, input: &str) {
        self.values
            .push(json!({"type": kind, "loc": location, "msg": message, "input": input}));
    }

    /// These, then the others.
    pub(super) fn join(mut self, others: Self) -> Self {
        self.values.extend(others.values);
        self.items.extend(others.items);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.items.is_empty()
    }

    pub(super) fn into_body(self) -> Value {
        if self.values.is_empty() {
            json!({ "detail": self.items })
        } else {
            json!({ "detail": self.values })
        }
    }
}

/// A type that can stand in a URL.
pub(super) trait Input: Sized {
    /// Type and message of the complaint about a text that is none.
    const PROBLEM: (&'static str, &'static str);

    fn read(text: &str) -> Option<Self>;
}

impl Input for Uuid {
    const PROBLEM: (&'static str, &'static str) = ("uuid_parsing", "Input should be a valid UUID");

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Input for f64 {
    const PROBLEM: (&'static str, &'static str) = (
        "float_parsing",
        "Input should be a valid number, unable to parse string as a number",
    );

    fn read(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }
}

impl Input for i64 {
    const PROBLEM: (&'static str, &'static str) = (
        "int_parsing",
        "Input should be a valid integer, unable to parse string as an integer",
    );

    fn read(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }
}

impl Input for bool {
    const PROBLEM: (&'static str, &'static str) = (
        "bool_parsing",
        "Input should be a valid boolean, unable to interpret input",
    );

    fn read(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "1" | "true" | "t" | "yes" | "y" | "on" => Some(true),
            "0" | "false" | "f" | "no" | "n" | "off" => Some(false),
            _ => None,
        }
    }
}

/// Microseconds since 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Instant(pub(super) i64);

impl Input for Instant {
    const PROBLEM: (&'static str, &'static str) = (
        "datetime_from_date_parsing",
        "Input should be a valid datetime or date, input is too short",
    );

    /// RFC 3339, with an offset or without (then it is UTC).
    fn read(text: &str) -> Option<Self> {
        // A `+` that was not encoded arrives as a space; nothing else in a date-time may be one.
        if text.contains(' ') {
            return None;
        }
        let pieces = Pieces::parse(text).ok()?;
        let wall = DateTime::from_parts(pieces.date(), pieces.time()?);
        let offset = pieces
            .to_numeric_offset()
            .map_or(0, jiff::tz::Offset::seconds);
        let micros = wall
            .duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0))
            .as_micros();
        let micros = i64::try_from(micros).ok()?;
        Some(Self(micros - i64::from(offset) * 1_000_000))
    }
}
