//! Values that travel as texts in JSON: integers beyond what JavaScript can count, and decimals.
//!
//! In: a type with a text form. Out: the same value, written and read as a JSON string.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Text, Value};

/// A value whose JSON form is a text: `"9007199254740993"`. Read from a number as well, since servers that send such texts
/// often send numbers elsewhere.
///
/// A client has it where its options say so of a format: `int64 = "tamis_runtime::AsText<i64>"`.
///
/// ```
/// use tamis_runtime::AsText;
///
/// let id: AsText<i64> = serde_json::from_str("\"9007199254740993\"")?;
/// assert_eq!(*id, 9_007_199_254_740_993);
/// assert_eq!(serde_json::to_string(&id)?, "\"9007199254740993\"");
/// assert_eq!(serde_json::from_str::<AsText<i64>>("7")?, AsText(7));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsText<T>(pub T);

impl<T> From<T> for AsText<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for AsText<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Display> Display for AsText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: FromStr> FromStr for AsText<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Self)
    }
}

impl<T: Display> Serialize for AsText<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for AsText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Texts(PhantomData))
    }
}

struct Texts<T>(PhantomData<T>);

impl<T: FromStr<Err: Display>> Texts<T> {
    fn read<E: Error>(text: &str) -> Result<AsText<T>, E> {
        let value = text.parse();
        value.map_err(|why| E::custom(format_args!("`{text}` cannot be read: {why}")))
    }
}

impl<T: FromStr<Err: Display>> Visitor<'_> for Texts<T> {
    type Value = AsText<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<AsText<T>, E> {
        Self::read(text)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<AsText<T>, E> {
        Self::read(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<AsText<T>, E> {
        Self::read(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<AsText<T>, E> {
        Self::read(&number.to_string())
    }
}

impl<T: Value> Value for AsText<T> {
    fn write(&self, out: &mut Text<'_>) {
        self.0.write(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_such_value_is_refused_with_its_text() {
        let read = |json: &str| serde_json::from_str::<AsText<i64>>(json);
        let refused = read("\"12x\"").unwrap_err().to_string();
        assert!(refused.starts_with("`12x` cannot be read"), "{refused}");
        assert!(read("1.5").is_err());
        assert!(read("9223372036854775808").is_err());
        assert!(read("null").is_err());
        assert_eq!(read("\"-9223372036854775808\"").unwrap(), AsText(i64::MIN));
    }
}
