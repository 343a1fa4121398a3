//! How an object is read.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};

use super::model::{Ignored, Received};
use super::tuple::ReadMembers;
use crate::stack::Level;
use crate::unions::unlisted_members;

/// What becomes of members that are not listed.
pub trait Keep<'de>: Default {
    /// The name of such a member, as far as it is needed.
    type Name;

    /// Its name.
    fn name(name: &str) -> Self::Name;

    /// Reads its value.
    ///
    /// # Errors
    ///
    /// Those of the value.
    fn keep<A: MapAccess<'de>>(&mut self, name: Self::Name, map: &mut A) -> Result<(), A::Error>;

    /// All has been read.
    fn note(&self) {}
}

impl<'de> Keep<'de> for Ignored {
    type Name = ();

    fn name(_name: &str) {}

    fn keep<A: MapAccess<'de>>(&mut self, _name: (), map: &mut A) -> Result<(), A::Error> {
        map.next_value::<IgnoredAny>().map(drop)
    }
}

/// The maps that keep members in one way or another.
macro_rules! keeps {
    ($($(#[$attribute:meta])* $map:ty,)*) => {$(
        $(#[$attribute])*
        impl<'de, T: Deserialize<'de>> Keep<'de> for $map {
            type Name = String;

            fn name(name: &str) -> String {
                name.to_owned()
            }

            fn keep<A: MapAccess<'de>>(&mut self, name: String, map: &mut A) -> Result<(), A::Error> {
                let value = map.next_value()?;
                self.insert(name, value);
                Ok(())
            }

            fn note(&self) {
                unlisted_members(self.len());
            }
        }
    )*};
}

keeps! {
    BTreeMap<String, T>,
    HashMap<String, T>,
    #[cfg(feature = "indexmap")]
    indexmap::IndexMap<String, T>,
}

/// Reads an object.
///
/// # Errors
///
/// When it is no object, when a member is missing or there twice, and those of the values.
pub fn read<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Received<Members: ReadMembers<'de>, Rest: Keep<'de>>,
    D: Deserializer<'de>,
{
    let _level = Level::enter().map_err(Error::custom)?;
    if const { size_of::<Filled<T>>() <= IN_PLACE } {
        return deserializer.deserialize_struct(T::NAME, T::MEMBERS, InPlace(PhantomData));
    }
    deserializer
        .deserialize_struct(T::NAME, T::MEMBERS, Apart(PhantomData))
        .and_then(|filled| filled.finish())
}

/// How many bytes of members are read where the function that reads them is. More are read into the heap: a dozen functions
/// pass on what they return at each level of a value, and where nothing is optimized each of them has room for it, often
/// several times.
const IN_PLACE: usize = if cfg!(debug_assertions) { 256 } else { 1024 };

/// What has been read of an object so far.
struct Filled<'de, T: Received<Members: ReadMembers<'de>>> {
    slots: <T::Members as ReadMembers<'de>>::Slots,
    rest: T::Rest,
}

impl<'de, T: Received<Members: ReadMembers<'de>, Rest: Keep<'de>>> Filled<'de, T> {
    #[inline]
    fn empty() -> Self {
        Self {
            slots: T::Members::slots(),
            rest: T::Rest::default(),
        }
    }

    #[inline]
    fn fill<A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        // Servers write members in the order of the document, more often than not.
        let mut next = 0;
        loop {
            let key = Key::<T::Rest> {
                names: T::MEMBERS,
                next,
                rest: PhantomData,
            };
            match map.next_key_seed(key)? {
                None => return Ok(()),
                Some(Ok(index)) => {
                    next = index + 1;
                    T::Members::read(&mut self.slots, index, T::MEMBERS, map)?;
                }
                Some(Err(name)) => self.rest.keep(name, map)?,
            }
        }
    }

    #[inline]
    fn finish<E: Error>(self) -> Result<T, E> {
        self.rest.note();
        let values = T::Members::finish(self.slots, T::MEMBERS)?;
        Ok(T::from_members(values, self.rest))
    }
}

/// Reads an object.
struct InPlace<T>(PhantomData<T>);

impl<'de, T> Visitor<'de> for InPlace<T>
where
    T: Received<Members: ReadMembers<'de>, Rest: Keep<'de>>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut filled = Filled::<T>::empty();
        filled.fill(&mut map)?;
        filled.finish()
    }
}

/// Reads the members of an object into the heap.
struct Apart<T>(PhantomData<T>);

impl<'de, T> Visitor<'de> for Apart<T>
where
    T: Received<Members: ReadMembers<'de>, Rest: Keep<'de>>,
{
    type Value = Box<Filled<'de, T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut filled = apart::<T>();
        filled.fill(&mut map)?;
        Ok(filled)
    }
}

/// Nothing has been read. A function of its own, whose frame is gone before the first member is read.
#[expect(
    clippy::unnecessary_box_returns,
    reason = "what is in the box is what a frame has no room for"
)]
fn apart<'de, T>() -> Box<Filled<'de, T>>
where
    T: Received<Members: ReadMembers<'de>, Rest: Keep<'de>>,
{
    Box::new(Filled::empty())
}

/// Reads the name of a member: the place of a listed one, or a name that is not listed.
struct Key<K> {
    names: &'static [&'static str],
    /// The place that is looked at first.
    next: usize,
    rest: PhantomData<K>,
}

impl<'de, K: Keep<'de>> DeserializeSeed<'de> for Key<K> {
    type Value = Result<usize, K::Name>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de, K: Keep<'de>> Visitor<'de> for Key<K> {
    type Value = Result<usize, K::Name>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(find(self.names, self.next, name).ok_or_else(|| K::name(name)))
    }
}

/// The place of a name, looked for at one place first.
#[inline]
fn find(names: &[&str], next: usize, name: &str) -> Option<usize> {
    match names.get(next) {
        Some(listed) if is_same(listed, name) => Some(next),
        _ => search(names, next, name),
    }
}

/// Whether two names are the same. Most have up to sixteen bytes, for which a call of the system's function costs more than
/// comparing them does.
#[inline]
fn is_same(listed: &str, name: &str) -> bool {
    let (listed, name) = (listed.as_bytes(), name.as_bytes());
    if listed.len() != name.len() {
        return false;
    }
    match (listed.len(), listed, name) {
        (8..=16, a, b) => {
            a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk()
        }
        (4..=7, a, b) => {
            a.first_chunk::<4>() == b.first_chunk() && a.last_chunk::<4>() == b.last_chunk()
        }
        (0..=3, a, b) => a.iter().eq(b),
        (_, a, b) => a == b,
    }
}

/// The place of a name, looked for behind one place first: many servers leave out members that have no value.
fn search(names: &[&str], next: usize, name: &str) -> Option<usize> {
    let is_it = |listed: &&str| is_same(listed, name);
    let (before, behind) = names.split_at_checked(next)?;
    match behind.iter().position(is_it) {
        Some(steps) => Some(next + steps),
        None => before.iter().position(is_it),
    }
}

#[cfg(test)]
mod tests {
    use super::{find, is_same};

    #[test]
    fn names_of_any_length_are_told_apart_by_each_byte() {
        for length in 0..40 {
            let name = "n".repeat(length);
            assert!(is_same(&name, &name.clone()));
            assert!(!is_same(&name, &format!("{name}n")));
            for at in 0..length {
                let mut other = name.clone();
                other.replace_range(at..=at, "m");
                assert!(
                    !is_same(&name, &other) && !is_same(&other, &name),
                    "{other}"
                );
            }
        }
    }

    #[test]
    fn a_name_is_found_wherever_it_is_looked_for_first() {
        let names = [
            "id",
            "name",
            "created_at",
            "a_name_of_more_than_sixteen_bytes",
            "",
        ];
        for next in 0..=names.len() {
            for (index, name) in names.iter().enumerate() {
                assert_eq!(find(&names, next, name), Some(index), "{next} {name}");
            }
            assert_eq!(find(&names, next, "nome"), None);
        }
    }
}
