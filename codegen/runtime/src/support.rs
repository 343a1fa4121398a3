//! What generated types name in their serde attributes, and what the macros of this crate expand to.
//!
//! | member of a document's object | field | attributes |
//! |---|---|---|
//! | required | `T` | |
//! | required, nullable | `Option<T>` | `deserialize_with = "…::nullable"`, so that a missing one is an error |
//! | optional | `Option<T>` | `default, skip_serializing_if = "Option::is_none"` |
//! | optional, nullable, in requests | `Option<Option<T>>` | the same and `deserialize_with = "…::present"`: absent, `null` and a value are three things |

use std::fmt;
use std::marker::PhantomData;

pub use serde;

pub use crate::client::value_in_address;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use crate::{Json, Timestamp};

/// Reads a member that is required and may be `null`.
///
/// Without it, serde takes a missing member for `null`.
///
/// # Errors
///
/// Those of the value.
pub fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// Reads a member that is present, so that `null` and absent are two things.
///
/// ```
/// #[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq, Default)]
/// struct Change {
///     #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "tamis_runtime::support::present")]
///     name: Option<Option<String>>,
/// }
///
/// for (change, json) in [
///     (Change { name: None }, "{}"),
///     (Change { name: Some(None) }, r#"{"name":null}"#),
///     (Change { name: Some(Some("a".to_owned())) }, r#"{"name":"a"}"#),
/// ] {
///     assert_eq!(serde_json::to_string(&change)?, json);
///     assert_eq!(serde_json::from_str::<Change>(json)?, change);
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// Those of the value.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Reads a text into a type only if that would write it in just this way; a variant behind it takes other texts.
///
/// ```
/// use tamis_runtime::{Uuid, support};
///
/// #[derive(serde::Deserialize, Debug, PartialEq)]
/// #[serde(untagged)]
/// enum Id {
///     #[serde(deserialize_with = "support::exact")]
///     Uuid(Uuid),
///     String(String),
/// }
///
/// let id: Id = serde_json::from_str(r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#)?;
/// assert!(matches!(id, Id::Uuid(_)));
/// let id: Id = serde_json::from_str(r#""67e5504410b1426f9247bb680e5fe0c8""#)?;
/// assert!(matches!(id, Id::String(_)));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// When there is no text, or one of another form.
pub fn exact<'de, T: DeserializeOwned + Serialize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = Json::String(String::deserialize(deserializer)?);
    let value = T::deserialize(&text).map_err(de::Error::custom)?;
    match serde_json::to_value(&value) {
        Ok(written) if written == text => Ok(value),
        _ => Err(de::Error::custom("the text is written in another way")),
    }
}

/// Reads an instant only if the text names just one: with its offset, and in the range that can be held; a variant
/// behind it takes other texts.
///
/// # Errors
///
/// When there is no text, or one of another form.
pub fn exact_instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.contains('[') {
        return Err(de::Error::custom("an instant has no time zone"));
    }
    let instant: jiff::Timestamp = text.parse().map_err(de::Error::custom)?;
    Ok(Timestamp::from(instant))
}

/// Reads an integer that may leave the range of `i64`, as a variant of a union: serde has no such integers where it does not
/// know yet what it reads.
///
/// # Errors
///
/// When there is no integer. One beyond `u64` is a float to serde there, and no integer.
pub fn wide<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i128, D::Error> {
    struct Wide;
    impl Visitor<'_> for Wide {
        type Value = i128;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an integer")
        }

        fn visit_i64<E: de::Error>(self, value: i64) -> Result<i128, E> {
            Ok(value.into())
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<i128, E> {
            Ok(value.into())
        }
    }
    deserializer.deserialize_any(Wide)
}

/// Reads text into a type that takes any, without a copy of it.
///
/// # Errors
///
/// When there is no text.
pub fn text<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(
    deserializer: D,
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
    deserializer.deserialize_str(Text(PhantomData))
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
    listed(&value.to_string()).ok_or_else(|| not_listed(&value))
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

/// A value of a union, read so far that its tag can be looked at.
#[derive(Clone, Debug)]
pub struct Tagged {
    tag: Option<String>,
    value: Json,
}

impl Tagged {
    /// Reads a value; its tag is the member called `property`.
    ///
    /// # Errors
    ///
    /// Those of the value.
    pub fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        property: &str,
    ) -> Result<Self, D::Error> {
        let value = Json::deserialize(deserializer)?;
        let tag = match value.get(property) {
            Some(Json::String(tag)) => Some(tag.clone()),
            None | Some(Json::Null) => None,
            Some(other) => Some(other.to_string()),
        };
        Ok(Self { tag, value })
    }

    /// The tag; nothing when it is missing.
    #[must_use]
    pub fn tag(&self) -> &str {
        self.tag.as_deref().unwrap_or_default()
    }

    /// The value as one of the types.
    ///
    /// # Errors
    ///
    /// When it is not what the tag says.
    pub fn decode<T: DeserializeOwned, E: de::Error>(self) -> Result<T, E> {
        serde_path_to_error::deserialize(self.value).map_err(|error| {
            let tag = self.tag.unwrap_or_default();
            E::custom(format_args!(
                "as `{tag}`, at {}: {}",
                error.path(),
                error.inner()
            ))
        })
    }

    /// The value as it is.
    #[must_use]
    pub fn into_json(self) -> Json {
        self.value
    }
}

/// Writes a value of a union whose type has no member for the tag.
///
/// # Errors
///
/// Those of the value, and when it is not an object.
pub fn write_tagged<T: Serialize + ?Sized, S: Serializer>(
    property: &str,
    tag: &str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(ser::Error::custom)?;
    match value.as_object_mut() {
        Some(members) => _ = members.insert(property.to_owned(), Json::String(tag.to_owned())),
        None => {
            return Err(ser::Error::custom(format_args!(
                "`{property}` is the member of an object"
            )));
        }
    }
    value.serialize(serializer)
}
