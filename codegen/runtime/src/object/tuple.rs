//! Tuples of members: how all of them are read and written.
//!
//! A tuple has at most 32 members; of more, [`Join`] makes one of two.

use serde::de::{Error, MapAccess};

use super::member::{Out, Read, Shape, Write};

/// The members of an object.
pub trait Members {
    /// The values of the members.
    type Values;
    /// References to the values.
    type Refs<'a>
    where
        Self: 'a;
    /// How many there are.
    const COUNT: usize;
}

/// Members that can be read.
pub trait ReadMembers<'de>: Members {
    /// What has been read so far.
    type Slots;

    /// Nothing has been read.
    fn slots() -> Self::Slots;

    /// Reads the value of a member.
    ///
    /// # Errors
    ///
    /// Those of the value, and when the member has been read already.
    fn read<A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        names: &'static [&'static str],
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// The values, when all has been read.
    ///
    /// # Errors
    ///
    /// When a member is missing.
    fn finish<E: Error>(
        slots: Self::Slots,
        names: &'static [&'static str],
    ) -> Result<Self::Values, E>;
}

/// Members that can be written.
pub trait WriteMembers: Members {
    /// How many will be written.
    fn count<'a>(refs: &Self::Refs<'a>) -> usize
    where
        Self: 'a;

    /// Writes the members.
    ///
    /// # Errors
    ///
    /// Those of the values.
    fn write<'a, O: Out>(
        refs: Self::Refs<'a>,
        names: &'static [&'static str],
        out: &mut O,
    ) -> Result<(), O::Error>
    where
        Self: 'a;
}

/// Two groups of members, or what belongs to them.
#[derive(Clone, Copy, Debug)]
pub struct Join<A, B>(pub A, pub B);

impl<A: Members, B: Members> Members for Join<A, B> {
    type Values = Join<A::Values, B::Values>;
    type Refs<'a>
        = Join<A::Refs<'a>, B::Refs<'a>>
    where
        Self: 'a;
    const COUNT: usize = A::COUNT + B::COUNT;
}

impl<'de, A: ReadMembers<'de>, B: ReadMembers<'de>> ReadMembers<'de> for Join<A, B> {
    type Slots = Join<A::Slots, B::Slots>;

    fn slots() -> Self::Slots {
        Join(A::slots(), B::slots())
    }

    fn read<M: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        names: &'static [&'static str],
        map: &mut M,
    ) -> Result<(), M::Error> {
        match index.checked_sub(A::COUNT) {
            None => A::read(&mut slots.0, index, names, map),
            Some(index) => B::read(&mut slots.1, index, behind::<A>(names), map),
        }
    }

    fn finish<E: Error>(
        slots: Self::Slots,
        names: &'static [&'static str],
    ) -> Result<Self::Values, E> {
        let first = A::finish(slots.0, names)?;
        Ok(Join(first, B::finish(slots.1, behind::<A>(names))?))
    }
}

impl<A: WriteMembers, B: WriteMembers> WriteMembers for Join<A, B> {
    fn count<'a>(refs: &Self::Refs<'a>) -> usize
    where
        Self: 'a,
    {
        A::count(&refs.0) + B::count(&refs.1)
    }

    fn write<'a, O: Out>(
        refs: Self::Refs<'a>,
        names: &'static [&'static str],
        out: &mut O,
    ) -> Result<(), O::Error>
    where
        Self: 'a,
    {
        A::write(refs.0, names, out)?;
        B::write(refs.1, behind::<A>(names), out)
    }
}

/// The names behind those of a group.
fn behind<A: Members>(names: &'static [&'static str]) -> &'static [&'static str] {
    names.get(A::COUNT..).unwrap_or_default()
}

fn name(names: &'static [&'static str], index: usize) -> &'static str {
    names.get(index).copied().unwrap_or_default()
}

/// Reads a member into its slot. Every branch of a function has room of its own in the function's frame where nothing is
/// optimized, so a branch per member that held a value would be a frame of twice the object.
#[inline]
fn fill<'de, M: Read<'de>, A: MapAccess<'de>>(
    slot: &mut Option<M::Value>,
    index: usize,
    names: &'static [&'static str],
    map: &mut A,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(name(names, index)));
    }
    M::read(map).map(|value| *slot = Some(value))
}

/// Implements the traits for a tuple, and for all shorter ones.
macro_rules! tuples {
    (@ $($member:ident $index:tt,)*) => {
        impl<$($member: Shape),*> Members for ($($member,)*) {
            type Values = ($($member::Value,)*);
            type Refs<'a> = ($(&'a $member::Value,)*) where Self: 'a;
            const COUNT: usize = const { let all: &[usize] = &[$($index),*]; all.len() };
        }

        #[allow(unused_variables, clippy::unused_unit, reason = "the empty tuple")]
        impl<'de, $($member: Read<'de>),*> ReadMembers<'de> for ($($member,)*) {
            type Slots = ($(Option<$member::Value>,)*);

            #[inline]
            fn slots() -> Self::Slots {
                ($(None::<$member::Value>,)*)
            }

            #[inline]
            fn read<A: MapAccess<'de>>(
                slots: &mut Self::Slots,
                index: usize,
                names: &'static [&'static str],
                map: &mut A,
            ) -> Result<(), A::Error> {
                match index {
                    $($index => fill::<$member, A>(&mut slots.$index, index, names, map),)*
                    _ => Ok(()),
                }
            }

            #[inline]
            fn finish<E: Error>(
                slots: Self::Slots,
                names: &'static [&'static str],
            ) -> Result<Self::Values, E> {
                Ok(($(match slots.$index {
                    Some(value) => value,
                    None => $member::absent(name(names, $index))?,
                },)*))
            }
        }

        #[allow(unused_variables, unused_mut, reason = "the empty tuple")]
        impl<$($member: Write),*> WriteMembers for ($($member,)*) {
            #[inline]
            fn count<'a>(refs: &Self::Refs<'a>) -> usize
            where
                Self: 'a,
            {
                0 $(+ usize::from($member::is_there(refs.$index)))*
            }

            #[inline]
            fn write<'a, O: Out>(
                refs: Self::Refs<'a>,
                names: &'static [&'static str],
                out: &mut O,
            ) -> Result<(), O::Error>
            where
                Self: 'a,
            {
                $($member::write(refs.$index, name(names, $index), out)?;)*
                Ok(())
            }
        }
    };
    ([$($done:tt)*]) => { tuples! { @ $($done)* } };
    ([$($done:tt)*] $member:ident $index:tt, $($rest:tt)*) => {
        tuples! { @ $($done)* }
        tuples! { [$($done)* $member $index,] $($rest)* }
    };
}

#[rustfmt::skip]
tuples! {
    []
        M0 0, M1 1, M2 2, M3 3, M4 4, M5 5, M6 6, M7 7,
        M8 8, M9 9, M10 10, M11 11, M12 12, M13 13, M14 14, M15 15,
        M16 16, M17 17, M18 18, M19 19, M20 20, M21 21, M22 22, M23 23,
        M24 24, M25 25, M26 26, M27 27, M28 28, M29 29, M30 30, M31 31,
}
