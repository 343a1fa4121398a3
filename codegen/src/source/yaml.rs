//! The places of a YAML text, as the library sees them that documents are read with: another one would disagree on what
//! is YAML, and then know no place of a document that was read without a complaint.
//!
//! The library tells where something stands only in errors. So whoever looks for a place answers its key, or the item of a
//! list, with an error, takes the place out of it, and goes on: a scalar that was refused has been read all the same.

use std::fmt::{self, Display};

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess as _, Visitor,
};

use super::finder::{Container, Finder};

/// Finds what is looked for, up to the end or to what is not YAML.
pub(super) fn search(text: &str, finder: &mut Finder) {
    let node = Node {
        finder,
        is_item: false,
    };
    // An error ends it: everything was found, or the text is not YAML.
    _ = node.deserialize(serde_yaml::Deserializer::from_str(text));
}

/// What a refused scalar is refused with.
const HERE: &str = "it stands here";

/// The place that the text of an error ends with; `None` for an error that is not ours.
fn position(error: &impl Display) -> Option<(usize, usize)> {
    let text = error.to_string();
    let (_, place) = text.rsplit_once(HERE)?;
    // Of the first character the library says nothing.
    if place.is_empty() {
        return Some((1, 1));
    }
    let (line, column) = place.strip_prefix(" at line ")?.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// A value, in which something may be looked for.
struct Node<'f> {
    finder: &'f mut Finder,
    /// Whether its own place is looked for, should it be a scalar.
    is_item: bool,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! scalars {
    ($($method:ident: $ty:ty),* $(,)?) => {
        $(fn $method<E: Error>(self, _: $ty) -> Result<(), E> {
            self.scalar()
        })*
    };
}

impl Node<'_> {
    fn scalar<E: Error>(self) -> Result<(), E> {
        if self.is_item {
            return Err(E::custom(HERE));
        }
        self.finder.scalar(None);
        Ok(())
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = ();

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

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar()
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.scalar()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let finder = self.finder;
        finder.open(Container::List, None);
        while !finder.is_done() {
            let read = if finder.wants_item() || finder.lacks_place() {
                let item = Node {
                    finder: &mut *finder,
                    is_item: true,
                };
                items.next_element_seed(item)
            } else {
                let read = items.next_element::<IgnoredAny>();
                read.map(|item| item.map(|_| finder.scalar(None)))
            };
            match read {
                Ok(Some(())) => {}
                Ok(None) => {
                    finder.close();
                    return Ok(());
                }
                Err(error) => match position(&error) {
                    Some(position) => finder.scalar(Some(position)),
                    None => return Err(error),
                },
            }
        }
        Err(A::Error::custom("all is found"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let finder = self.finder;
        finder.open(Container::Object, None);
        while !finder.is_done() {
            match members.next_key_seed(Key(&mut *finder)) {
                Ok(Some(())) => {
                    finder.scalar(None);
                    members.next_value::<IgnoredAny>()?;
                }
                Ok(None) => {
                    finder.close();
                    return Ok(());
                }
                Err(error) => {
                    let Some(position) = position(&error) else {
                        return Err(error);
                    };
                    let is_wanted = finder.found_key(position);
                    if finder.is_done() {
                        break;
                    }
                    if is_wanted {
                        members.next_value_seed(Node {
                            finder: &mut *finder,
                            is_item: false,
                        })?;
                    } else {
                        finder.scalar(None);
                        members.next_value::<IgnoredAny>()?;
                    }
                }
            }
        }
        Err(A::Error::custom("all is found"))
    }

    /// What is tagged; the tag must be read, since the library hands out the same node again and again until it is.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (IgnoredAny, variant) = tagged.variant()?;
        variant.newtype_variant_seed(self)
    }
}

/// A key: refused if it, or something behind it, is looked for.
struct Key<'f>(&'f mut Finder);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        if self.0.wants(key) || self.0.lacks_place() {
            Err(E::custom(HERE))
        } else {
            Ok(())
        }
    }
}
