//! The words in front of members: how each may be left out, and how it is read and written then.

#![allow(
    non_camel_case_types,
    reason = "the words stand in listings, in front of members"
)]

use std::marker::PhantomData;

use serde::de::{Deserialize, Error, MapAccess};
use serde::ser::Serialize;

use super::member::{Out, Read, Shape, Write};
use crate::MaybeNull;

/// The type of a member, and how it may be left out.
#[derive(Debug)]
pub struct Member<T, How>(PhantomData<(T, How)>);

/// A member is always there, and not `null`.
#[derive(Debug)]
pub enum required {}

/// A member is always there, and may be `null`.
#[derive(Debug)]
pub enum nullable {}

/// A member is there or not; `null` is not there.
#[derive(Debug)]
pub enum optional {}

/// A member is there or not; what is there may be `null`, as any other value of its type.
#[derive(Debug)]
pub enum optional_any {}

/// A member is there or not; `null` is something else than not there.
#[derive(Debug)]
pub enum maybe_null {}

impl<T> Shape for Member<T, required> {
    type Value = T;
}

impl<T> Shape for Member<T, nullable> {
    type Value = Option<T>;
}

impl<T> Shape for Member<T, optional> {
    type Value = Option<T>;
}

impl<T> Shape for Member<T, optional_any> {
    type Value = Option<T>;
}

impl<T> Shape for Member<T, maybe_null> {
    type Value = MaybeNull<T>;
}

impl<'de, T: Deserialize<'de>> Read<'de> for Member<T, required> {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<T, A::Error> {
        map.next_value()
    }

    fn absent<E: Error>(name: &'static str) -> Result<T, E> {
        Err(E::missing_field(name))
    }
}

impl<'de, T: Deserialize<'de>> Read<'de> for Member<T, nullable> {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
        map.next_value()
    }

    fn absent<E: Error>(name: &'static str) -> Result<Option<T>, E> {
        Err(E::missing_field(name))
    }
}

impl<'de, T: Deserialize<'de>> Read<'de> for Member<T, optional> {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
        map.next_value()
    }

    fn absent<E: Error>(_name: &'static str) -> Result<Option<T>, E> {
        Ok(None)
    }
}

impl<'de, T: Deserialize<'de>> Read<'de> for Member<T, optional_any> {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
        map.next_value().map(Some)
    }

    fn absent<E: Error>(_name: &'static str) -> Result<Option<T>, E> {
        Ok(None)
    }
}

impl<'de, T: Deserialize<'de>> Read<'de> for Member<T, maybe_null> {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<MaybeNull<T>, A::Error> {
        map.next_value()
            .map(|value: Option<T>| value.map_or(MaybeNull::Null, MaybeNull::Value))
    }

    fn absent<E: Error>(_name: &'static str) -> Result<MaybeNull<T>, E> {
        Ok(MaybeNull::Absent)
    }
}

impl<T: Serialize> Write for Member<T, required> {
    fn is_there(_value: &T) -> bool {
        true
    }

    fn write<O: Out>(value: &T, name: &'static str, out: &mut O) -> Result<(), O::Error> {
        out.member(name, value)
    }
}

impl<T: Serialize> Write for Member<T, nullable> {
    fn is_there(_value: &Option<T>) -> bool {
        true
    }

    fn write<O: Out>(value: &Option<T>, name: &'static str, out: &mut O) -> Result<(), O::Error> {
        out.member(name, value)
    }
}

/// A member that is written where there is a value.
macro_rules! written_if_there {
    ($($how:ident),*) => {$(
        impl<T: Serialize> Write for Member<T, $how> {
            fn is_there(value: &Option<T>) -> bool {
                value.is_some()
            }

            fn write<O: Out>(
                value: &Option<T>,
                name: &'static str,
                out: &mut O,
            ) -> Result<(), O::Error> {
                match value {
                    Some(value) => out.member(name, value),
                    None => out.absent(name),
                }
            }
        }
    )*};
}

written_if_there!(optional, optional_any);

impl<T: Serialize> Write for Member<T, maybe_null> {
    fn is_there(value: &MaybeNull<T>) -> bool {
        !value.is_absent()
    }

    fn write<O: Out>(
        value: &MaybeNull<T>,
        name: &'static str,
        out: &mut O,
    ) -> Result<(), O::Error> {
        match value {
            MaybeNull::Absent => out.absent(name),
            MaybeNull::Null => out.member(name, &None::<T>),
            MaybeNull::Value(value) => out.member(name, value),
        }
    }
}
