//! What generated code calls, and what the macros of this crate expand to.

use std::fmt;
use std::marker::PhantomData;

pub use serde;

#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub use {http_body::Body as HttpBody, tower_layer::Layer, tower_service::Service};

pub use crate::client::value_in_address;
pub use crate::paging::{
    Count, Flag, PageSizes, Position, Size, ask_for, count, flag, is_last_of, next_offset,
    position, seek,
};
pub use crate::unions::{
    Misfit, Part, Reading, Tagged, best, unlisted_members, unlisted_value, write_tagged,
};

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use crate::Json;

/// Reads a text, listed or not, without a copy of it. `is_unlisted` says which it became.
///
/// # Errors
///
/// When there is no text.
pub fn open_text<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(
    deserializer: D,
    is_unlisted: fn(&T) -> bool,
) -> Result<T, D::Error> {
    struct Text<T>(PhantomData<T>);
    impl<T: for<'a> From<&'a str>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            Ok(T::from(text))
        }
    }
    deserializer
        .deserialize_str(Text(PhantomData))
        .inspect(|value| note(value, is_unlisted))
}

/// Reads any value of one type, listed or not. `is_unlisted` says which it became.
///
/// # Errors
///
/// When the value is of another type.
pub fn open_value<'de, T: From<U>, U: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
    is_unlisted: fn(&T) -> bool,
) -> Result<T, D::Error> {
    let value = T::from(U::deserialize(deserializer)?);
    note(&value, is_unlisted);
    Ok(value)
}

fn note<T>(value: &T, is_unlisted: fn(&T) -> bool) {
    if is_unlisted(value) {
        unlisted_value();
    }
}

/// Reads one of the listed texts.
///
/// # Errors
///
/// When there is another one, or no text.
pub fn listed_text<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    listed: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    struct Listed<T>(fn(&str) -> Option<T>);
    impl<T> Visitor<'_> for Listed<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            (self.0)(text).ok_or_else(|| not_listed(&text))
        }
    }
    deserializer.deserialize_str(Listed(listed))
}

/// Reads one of the listed integers.
///
/// # Errors
///
/// When there is another one, or no integer.
pub fn listed_integer<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    listed: fn(i64) -> Option<T>,
) -> Result<T, D::Error> {
    // By a visitor, so that the error arises inside the value and is shown with its place.
    struct Listed<T>(fn(i64) -> Option<T>);
    impl<T> Visitor<'_> for Listed<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an integer")
        }

        fn visit_i64<E: de::Error>(self, value: i64) -> Result<T, E> {
            (self.0)(value).ok_or_else(|| not_listed(&value))
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<T, E> {
            i64::try_from(value)
                .ok()
                .and_then(self.0)
                .ok_or_else(|| not_listed(&value))
        }
    }
    deserializer.deserialize_i64(Listed(listed))
}

/// Reads one of the listed values, which are given as JSON text.
///
/// # Errors
///
/// When there is another one.
pub fn listed_json<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    listed: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let value = Json::deserialize(deserializer)?;
    listed(&json_key(&value)).ok_or_else(|| not_listed(&value))
}

/// The JSON text of a value, by which it is looked up: a whole number has no fraction, however it was written.
#[must_use]
pub fn json_key(value: &Json) -> String {
    /// Up to here each whole number is a float of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value.as_f64() {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
        Some(number) if value.is_f64() && number.fract() == 0.0 && number.abs() <= EXACT => {
            (number as i64).to_string()
        }
        _ => value.to_string(),
    }
}

fn not_listed<E: de::Error>(value: &dyn fmt::Display) -> E {
    E::custom(format_args!("the document does not list the value {value}"))
}

/// Writes a JSON text as a parameter's value: a string without its quotes, anything else as it stands. A list or an object
/// has no such form.
pub fn json_text(json: &str, out: &mut crate::Text<'_>) {
    match serde_json::from_str(json) {
        Ok(Json::String(text)) => out.push_str(&text),
        Ok(Json::Array(_) | Json::Object(_)) | Err(_) => {
            out.refuse("a list or an object has no text form");
        }
        Ok(_) => out.push_str(json),
    }
}

/// Writes the value of a JSON text.
///
/// # Errors
///
/// Those of the serializer, and when it is not JSON.
pub fn write_json<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let value: Json = serde_json::from_str(json).map_err(ser::Error::custom)?;
    value.serialize(serializer)
}
