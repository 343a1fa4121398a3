//! A value in `style: simple`, for serde.
//!
//! In: the text of a header. Out: whatever a type asks for: a text, a number, a list of what stands between commas, an
//! object of names and values. Deliberately not here: a guess at what the text may be; a type that takes anything gets text.

use serde::Deserializer;
use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer, StringDeserializer};
use serde::de::{Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

pub(super) type Error = serde::de::value::Error;

/// The text of a value.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    text: &'a str,
    exploded: bool,
}

impl<'a> Text<'a> {
    /// `exploded`: an object is written as `a=1,b=2` instead of `a,1,b,2`.
    pub(super) fn new(text: &'a str, exploded: bool) -> Self {
        Self {
            text: text.trim(),
            exploded,
        }
    }

    /// What stands between the commas; nothing in an empty text.
    fn items(self) -> impl Iterator<Item = Text<'a>> {
        let empty = self.text.is_empty();
        let items = self
            .text
            .split(',')
            .take(if empty { 0 } else { usize::MAX });
        items.map(move |item| Text::new(item, self.exploded))
    }

    fn members(self) -> Result<Vec<(String, Text<'a>)>, Error> {
        let mut members = Vec::new();
        let mut items = self.items();
        while let Some(item) = items.next() {
            let pair = if self.exploded {
                let pair = item.text.split_once('=');
                pair.map(|(name, value)| (name, Text::new(value, true)))
            } else {
                items.next().map(|value| (item.text, value))
            };
            let (name, value) =
                pair.ok_or_else(|| Error::custom(format!("`{}` has no value", item.text)))?;
            members.push((name.trim().to_owned(), value));
        }
        Ok(members)
    }
}

impl IntoDeserializer<'_, Error> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Scalars whose text is Rust's own.
macro_rules! parsed {
    ($($function:ident $visit:ident $ty:ty)*) => {$(
        fn $function<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.text.parse::<$ty>().map_err(Error::custom)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Error;

    parsed! {
        deserialize_bool visit_bool bool
        deserialize_i8 visit_i8 i8
        deserialize_i16 visit_i16 i16
        deserialize_i32 visit_i32 i32
        deserialize_i64 visit_i64 i64
        deserialize_i128 visit_i128 i128
        deserialize_u8 visit_u8 u8
        deserialize_u16 visit_u16 u16
        deserialize_u32 visit_u32 u32
        deserialize_u64 visit_u64 u64
        deserialize_u128 visit_u128 u128
        deserialize_f32 visit_f32 f32
        deserialize_f64 visit_f64 f64
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        SeqDeserializer::new(self.items()).deserialize_seq(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let members = self.members()?.into_iter();
        let members = members.map(|(name, value)| (StringDeserializer::new(name), value));
        MapDeserializer::new(members).deserialize_map(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        StrDeserializer::new(self.text).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct tuple_struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::{Date, Timestamp, Uuid};

    fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        T::deserialize(Text::new(text, false)).map_err(|error| error.to_string())
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Limit {
        per: String,
        count: u32,
    }

    #[test]
    fn scalars_lists_and_objects_are_read() {
        assert_eq!(read(" 60 "), Ok(60_i64));
        assert_eq!(read("true"), Ok(true));
        assert_eq!(read("60"), Ok("60".to_owned()));
        assert_eq!(read("0.5"), Ok(0.5_f64));
        assert_eq!(read("60"), Ok(Some(60_i64)));
        assert_eq!(read("2025-01-02"), Ok(Date::constant(2025, 1, 2)));
        let instant: Timestamp = "2025-01-02T03:04:05Z".parse().unwrap();
        assert_eq!(read("2025-01-02T03:04:05Z"), Ok(instant));
        assert_eq!(read(&Uuid::nil().to_string()), Ok(Uuid::nil()));
        assert_eq!(read("1, 2,3"), Ok(vec![1, 2, 3]));
        assert_eq!(read(""), Ok(Vec::<i64>::new()));
        let limit = Limit {
            per: "hour".to_owned(),
            count: 60,
        };
        assert_eq!(read("per,hour,count,60"), Ok(limit));
        let map = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
        let exploded = BTreeMap::<String, i64>::deserialize(Text::new("a=1, b=2", true));
        assert_eq!(exploded.map_err(|error| error.to_string()), Ok(map));
    }

    #[test]
    fn what_is_something_else_says_so() {
        let message = |result: Result<i64, String>| result.unwrap_err();
        assert_eq!(message(read("many")), "invalid digit found in string");
        assert_eq!(
            read::<BTreeMap<String, String>>("a,1,b").unwrap_err(),
            "`b` has no value"
        );
    }
}
