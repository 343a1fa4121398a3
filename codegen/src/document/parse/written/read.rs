//! Texts as they are written, by a second reading with the same parser.
//!
//! In: a text, and where texts are wanted in it. Out: what is written there. The parser gives a number as a number, or,
//! asked for a string, as it is written; so the places must be known before. The rest is passed over.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess,
    SeqAccess, VariantAccess as _, Visitor,
};

use super::super::key::Key;
use super::places::{Wanted, Written};

/// Reads what is written where texts are wanted.
pub(super) fn read(text: &str, wanted: &Wanted) -> Result<Option<Written>, serde_yaml::Error> {
    Child(Some(wanted)).deserialize(serde_yaml::Deserializer::from_str(text))
}

/// A value in which texts may be wanted.
struct Child<'w>(Option<&'w Wanted>);

impl<'de> DeserializeSeed<'de> for Child<'_> {
    type Value = Option<Written>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self.0 {
            None => IgnoredAny::deserialize(deserializer).map(|_| None),
            // Asked for a string, the parser gives what is written.
            Some(Wanted::Text) => {
                String::deserialize(deserializer).map(|it| Some(Written::Text(it)))
            }
            Some(wanted) => deserializer.deserialize_any(Node(wanted)),
        }
    }
}

/// A list or an object in which texts are wanted.
struct Node<'w>(&'w Wanted);

macro_rules! scalars {
    ($($method:ident: $ty:ty),* $(,)?) => {
        $(fn $method<E: Error>(self, _: $ty) -> Result<Self::Value, E> {
            Ok(None)
        })*
    };
}

/// A key or an item that stands twice is what it is the last time.
impl<'de> Visitor<'de> for Node<'_> {
    type Value = Option<Written>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    scalars! {
        visit_bool: bool,
        visit_i64: i64,
        visit_u64: u64,
        visit_i128: i128,
        visit_u128: u128,
        visit_f64: f64,
        visit_str: &str,
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let wanted = match self.0 {
            Wanted::List(wanted) => &wanted[..],
            _ => &[],
        };
        let mut wanted = wanted.iter().peekable();
        let mut found = Vec::new();
        for index in 0.. {
            let here = wanted.next_if(|(at, _)| *at == index).map(|(_, it)| it);
            match items.next_element_seed(Child(here))? {
                None => break,
                Some(written) => found.extend(written.map(|written| (index, written))),
            }
        }
        Ok(Some(Written::List(found)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = BTreeMap::new();
        let mut own = HashSet::new();
        let mut merged = Vec::new();
        while let Some(Key(key)) = members.next_key()? {
            if &*key == "<<" {
                members.next_value_seed(Merged(self.0, &mut merged))?;
                continue;
            }
            let here = match self.0 {
                Wanted::Object(wanted) => wanted.get(&key),
                _ => None,
            };
            let written = members.next_value_seed(Child(here))?;
            own.insert(key.clone());
            match written {
                Some(written) => found.insert(key, written),
                None => found.remove(&key),
            };
        }
        for base in merged {
            for (key, written) in base {
                if !own.contains(&key) {
                    found.entry(key).or_insert(written);
                }
            }
        }
        Ok(Some(Written::Object(found)))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Self::Value, A::Error> {
        let (_, variant): (String, _) = tagged.variant()?;
        variant.newtype_variant_seed(Child(Some(self.0)))
    }
}

/// What a merge key holds, an object or a list of them: their members stand where the key does.
struct Merged<'w, 'f>(&'w Wanted, &'f mut Vec<BTreeMap<Box<str>, Written>>);

impl<'de> DeserializeSeed<'de> for Merged<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Merged<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of objects")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Merged(self.0, self.1))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        if let Some(Written::Object(members)) = Node(self.0).visit_map(members)? {
            self.1.push(members);
        }
        Ok(())
    }
}
