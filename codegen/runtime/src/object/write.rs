//! How an object is written.

use std::collections::{BTreeMap, HashMap};

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeStruct, Serializer};

use super::member::Out;
use super::model::{Ignored, Sent};
use super::tuple::WriteMembers;
use crate::stack::Level;

struct Struct<S>(S);

impl<S: SerializeStruct> Out for Struct<S> {
    type Error = S::Error;

    fn member<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_field(name, value)
    }

    fn absent(&mut self, name: &'static str) -> Result<(), S::Error> {
        self.0.skip_field(name)
    }
}

struct Map<S>(S);

impl<S: SerializeMap> Out for Map<S> {
    type Error = S::Error;

    fn member<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_entry(name, value)
    }

    fn absent(&mut self, _name: &'static str) -> Result<(), S::Error> {
        Ok(())
    }
}

/// What else there is to be written.
pub trait WriteKept {
    /// Writes an object with its members, and with what is kept here.
    ///
    /// # Errors
    ///
    /// Those of the values.
    fn write<'a, M: WriteMembers + 'a, S: Serializer>(
        &self,
        name: &'static str,
        refs: M::Refs<'a>,
        names: &'static [&'static str],
        serializer: S,
    ) -> Result<S::Ok, S::Error>;
}

impl WriteKept for Ignored {
    fn write<'a, M: WriteMembers + 'a, S: Serializer>(
        &self,
        name: &'static str,
        refs: M::Refs<'a>,
        names: &'static [&'static str],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut out = Struct(serializer.serialize_struct(name, M::count(&refs))?);
        M::write(refs, names, &mut out)?;
        out.0.end()
    }
}

/// The maps that keep members in one way or another.
macro_rules! writes {
    ($($(#[$attribute:meta])* $map:ty,)*) => {$(
        $(#[$attribute])*
        impl<T: Serialize> WriteKept for $map {
            fn write<'a, M: WriteMembers + 'a, S: Serializer>(
                &self,
                _name: &'static str,
                refs: M::Refs<'a>,
                names: &'static [&'static str],
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                let mut out = Map(serializer.serialize_map(None)?);
                M::write(refs, names, &mut out)?;
                for (name, value) in self {
                    out.0.serialize_entry(name, value)?;
                }
                out.0.end()
            }
        }
    )*};
}

writes! {
    BTreeMap<String, T>,
    HashMap<String, T>,
    #[cfg(feature = "indexmap")]
    indexmap::IndexMap<String, T>,
}

/// Writes an object.
///
/// # Errors
///
/// Those of the values.
pub fn write<'a, T, S>(value: &'a T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Sent<Members: WriteMembers + 'a, Rest: WriteKept>,
    S: Serializer,
{
    let _level = Level::enter().map_err(S::Error::custom)?;
    let (refs, rest) = value.members();
    rest.write::<T::Members, S>(T::NAME, refs, T::MEMBERS, serializer)
}
