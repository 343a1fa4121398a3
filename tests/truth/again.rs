//! A text decoded and encoded again, or what is wrong with it: where every table of types ends.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Functions, one for each type.
pub(crate) type Table = &'static [fn(&str) -> Result<String, String>];

pub(crate) fn again<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}
