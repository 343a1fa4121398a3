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
use serde::de::{self, Deserialize, Deserializer, Visitor};

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
