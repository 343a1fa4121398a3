//! One member: its type, and how it may be left out.

use std::marker::PhantomData;

use serde::de::{Deserialize, Error, MapAccess};
use serde::ser::Serialize;

use super::read::Read;
use super::write::{Out, Write};

/// The type of a member, and how it may be left out.
#[derive(Debug)]
pub struct Member<T, How = Required>(PhantomData<(T, How)>);

/// A member is always there, and not `null`.
#[derive(Debug)]
pub enum Required {}

/// A member is there or not; `null` is not there.
#[derive(Debug)]
pub enum Optional {}

/// A member is always there, and may be `null`.
#[derive(Debug)]
pub enum Nullable {}

/// A member is there or not; if it is, its value is kept, `null` too.
#[derive(Debug)]
pub enum Present {}

/// The value of a member.
pub trait Shape {
    /// Its type.
    type Value;
}

impl<T, How> Shape for Member<T, How> {
    type Value = T;
}

impl<'de, T: Deserialize<'de>> Read<'de> for Member<T, Required> {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<T, A::Error> {
        map.next_value()
    }

    fn absent<E: Error>(name: &'static str) -> Result<T, E> {
        Err(E::missing_field(name))
    }
}

impl<'de, T: Deserialize<'de>> Read<'de> for Member<Option<T>, Optional> {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
        map.next_value()
    }

    fn absent<E: Error>(_name: &'static str) -> Result<Option<T>, E> {
        Ok(None)
    }
}

impl<'de, T: Deserialize<'de>> Read<'de> for Member<Option<T>, Nullable> {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
        map.next_value()
    }

    fn absent<E: Error>(name: &'static str) -> Result<Option<T>, E> {
        Err(E::missing_field(name))
    }
}

impl<'de, T: Deserialize<'de>> Read<'de> for Member<Option<T>, Present> {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
        map.next_value().map(Some)
    }

    fn absent<E: Error>(_name: &'static str) -> Result<Option<T>, E> {
        Ok(None)
    }
}

/// A member that is always written.
macro_rules! written_always {
    ($($how:ident),*) => {$(
        impl<T: Serialize> Write for Member<T, $how> {
            fn is_there(_value: &T) -> bool {
                true
            }

            fn write<O: Out>(value: &T, name: &'static str, out: &mut O) -> Result<(), O::Error> {
                out.member(name, value)
            }
        }
    )*};
}

/// A member that is written where there is a value.
macro_rules! written_if_there {
    ($($how:ident),*) => {$(
        impl<T: Serialize> Write for Member<Option<T>, $how> {
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

written_always!(Required, Nullable);
written_if_there!(Optional, Present);
