//! A deserializer of JSON that was read already.
//!
//! In: a value of a union, or a part of it. Out: what the type makes of it, and a note of what it leaves out
//! ([`Rest`](super::account::Rest)). All variants of all unions are read by this one, so that each type is compiled once
//! for it. `serde_json` has a deserializer of its values, too; it does not say what is left out, takes an array for a
//! struct, and knows no path of an error.

use std::fmt;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::{Serialize, forward_to_deserialize_any};

use super::account::Rest;
use crate::{Json, Timestamp};

/// A value that was read already, as generated types decode it.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a>(pub(crate) &'a Json);

impl Part<'_> {
    /// The value as a type.
    ///
    /// # Errors
    ///
    /// When it is none of that type.
    pub fn decode<T: DeserializeOwned>(self) -> Result<T, Misfit> {
        T::deserialize(self)
    }

    /// A text as a type, only if that would write it in just this way; a variant behind it takes other texts.
    ///
    /// # Errors
    ///
    /// When there is no text, or one of another form.
    pub fn exact<T: DeserializeOwned + Serialize>(self) -> Result<T, Misfit> {
        let value = T::deserialize(self)?;
        match serde_json::to_value(&value) {
            Ok(written) if self.0.is_string() && written == *self.0 => Ok(value),
            _ => Err(Misfit::new("the text is written in another way")),
        }
    }

    /// An instant, only if the text names just one: with its offset, and in the range that can be held; a variant behind
    /// it takes other texts.
    ///
    /// # Errors
    ///
    /// When there is no text, or one of another form.
    pub fn exact_instant(self) -> Result<Timestamp, Misfit> {
        let text = <&str>::deserialize(self)?;
        if text.contains('[') {
            return Err(Misfit::new("an instant has no time zone"));
        }
        let instant: jiff::Timestamp = text.parse().map_err(de::Error::custom)?;
        Ok(Timestamp::from(instant))
    }
}

/// Why a value is none of a type, and where in it.
#[derive(Debug)]
pub struct Misfit {
    message: String,
    /// From inside to outside.
    path: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Member(String),
    Item(usize),
}

impl Misfit {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            path: Vec::new(),
        }
    }

    fn at(mut self, step: Step) -> Self {
        self.path.push(step);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            f.write_str("at ")?;
        }
        for (index, step) in self.path.iter().rev().enumerate() {
            match step {
                Step::Member(name) if index == 0 => f.write_str(name)?,
                Step::Member(name) => write!(f, ".{name}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        if !self.path.is_empty() {
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

impl<'de> Part<'de> {
    fn unexpected(self) -> Unexpected<'de> {
        match self.0 {
            Json::Null => Unexpected::Unit,
            Json::Bool(value) => Unexpected::Bool(*value),
            Json::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), _, _) => Unexpected::Unsigned(value),
                (_, Some(value), _) => Unexpected::Signed(value),
                (_, _, Some(value)) => Unexpected::Float(value),
                _ => Unexpected::Other("number"),
            },
            Json::String(text) => Unexpected::Str(text),
            Json::Array(_) => Unexpected::Seq,
            Json::Object(_) => Unexpected::Map,
        }
    }
}

impl<'de> Deserializer<'de> for Part<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), _, _) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (_, _, Some(value)) => visitor.visit_f64(value),
                _ => Err(de::Error::invalid_type(self.unexpected(), &visitor)),
            },
            Json::String(text) => visitor.visit_borrowed_str(text),
            Json::Array(items) => {
                let mut rest = Items { items, next: 0 };
                let value = visitor.visit_seq(&mut rest)?;
                if rest.next < items.len() {
                    let expected = format!("{} items", rest.next);
                    return Err(de::Error::invalid_length(items.len(), &expected.as_str()));
                }
                Ok(value)
            }
            Json::Object(members) => visitor.visit_map(Members {
                members: members.iter(),
                value: None,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.0 {
            // To serde the items would be the fields, in order.
            Json::Array(_) => Err(de::Error::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.0
            .deserialize_enum(name, variants, visitor)
            .map_err(de::Error::custom)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        Rest::left_out(self.0).note();
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier
    }
}

impl<'de> IntoDeserializer<'de, Misfit> for Part<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

struct Items<'de> {
    items: &'de [Json],
    next: usize,
}

impl<'de> SeqAccess<'de> for &mut Items<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        let index = self.next - 1;
        seed.deserialize(Part(item))
            .map(Some)
            .map_err(|misfit| misfit.at(Step::Item(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len().saturating_sub(self.next))
    }
}

struct Members<'de> {
    members: serde_json::map::Iter<'de>,
    value: Option<(&'de str, &'de Json)>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((key, value)) = self.members.next() else {
            return Ok(None);
        };
        self.value = Some((key, value));
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Misfit> {
        let Some((key, value)) = self.value.take() else {
            return Err(Misfit::new("a value was asked for before its key"));
        };
        seed.deserialize(Part(value))
            .map_err(|misfit| misfit.at(Step::Member(key.to_owned())))
    }

    fn size_hint(&self) -> Option<usize> {
        self.members.size_hint().1
    }
}
