//! Objects as tables: a struct and the names of its members in, its `Deserialize` and `Serialize` out.
//!
//! What serde would derive for each struct is here once, generic over a tuple of members: a generated client has thousands of
//! structs, and what the compiler does for each of them is most of what it does at all. Members are read in any
//! order; twice the same one is an error; those that are not listed are skipped or, with a second listing, kept.

mod member;
mod read;
mod tuple;
mod write;

pub use self::member::{Member, Nullable, Optional, Present, Required};
pub use self::read::{Keep, Read, read};
pub use self::tuple::{Join, Members, ReadMembers, WriteMembers};
pub use self::write::{Write, WriteKept, write};

/// A struct whose members are listed.
pub trait Object: Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;
    /// The names of the members as they travel, in the order of the fields.
    const MEMBERS: &'static [&'static str];
    /// The types of the members, each with how it may be left out.
    type Members: Members;
    /// What becomes of members that are not listed.
    type Rest;
}

/// An object that can be made of its members.
pub trait Received: Object {
    /// The object of its members.
    fn from_members(values: <Self::Members as Members>::Values, rest: Self::Rest) -> Self;
}

/// An object whose members can be looked at.
pub trait Sent: Object {
    /// Its members, and what else is in it.
    fn members(&self) -> (<Self::Members as Members>::Refs<'_>, &Self::Rest);
}

/// Members that are not listed are not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ignored;

/// Defines a struct for the objects of a document, and how it travels.
///
/// | behind the name of a member | the member | the field |
/// |---|---|---|
/// | | is always there, and not `null` | `T` |
/// | `as Optional` | is there or not; `null` is not there | `Option<T>` |
/// | `as Nullable` | is always there, and may be `null` | `Option<T>` |
/// | `as Present` | is there or not; if it is, its value is kept, `null` too | `Option<T>` |
///
/// The second braces hold the field for members that are not listed.
///
/// ```
/// use std::collections::BTreeMap;
///
/// tamis_runtime::object! {
///     /// A pet.
///     #[derive(Debug, PartialEq)]
///     pub struct Pet: Deserialize + Serialize {
///         /// Its number.
///         pub id: i64 = "id",
///         pub born_at: Option<String> = "bornAt" as Optional,
///     } and {
///         pub additional_properties: BTreeMap<String, bool>,
///     }
/// }
///
/// let pet: Pet = serde_json::from_str(r#"{"id": 7, "tame": true}"#)?;
/// assert_eq!((pet.id, pet.born_at.as_ref()), (7, None));
/// assert_eq!(serde_json::to_string(&pet)?, r#"{"id":7,"tame":true}"#);
/// let error = serde_json::from_str::<Pet>("{}").unwrap_err();
/// assert!(error.to_string().starts_with("missing field `id`"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$($generic:ident),+>)? : Deserialize { $($fields:tt)* } $(and { $($rest:tt)* })?
    ) => {
        $crate::object! { @table [$(#[$meta])*] $name [$($($generic),+)?] { $($fields)* } { $($($rest)*)? } Received }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$($generic:ident),+>)? : Serialize { $($fields:tt)* } $(and { $($rest:tt)* })?
    ) => {
        $crate::object! { @table [$(#[$meta])*] $name [$($($generic),+)?] { $($fields)* } { $($($rest)*)? } Sent }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$($generic:ident),+>)? : Deserialize + Serialize { $($fields:tt)* }
        $(and { $($rest:tt)* })?
    ) => {
        $crate::object! { @table [$(#[$meta])*] $name [$($($generic),+)?] { $($fields)* } { $($($rest)*)? } Received Sent }
    };
    (
        @table [$($head:tt)*] $name:ident [$($generic:ident),*] {$(
            $(#[$doc:meta])*
            pub $field:ident: $ty:ty = $member:literal $(as $how:ident)?
        ),* $(,)?} {$(
            $(#[$rest_doc:meta])*
            pub $rest:ident: $rest_ty:ty $(,)?
        )?} $($direction:ident)+
    ) => {
        $($head)*
        pub struct $name<$($generic),*> {
            $($(#[$doc])* pub $field: $ty,)*
            $($(#[$rest_doc])* pub $rest: $rest_ty,)?
        }

        impl<$($generic),*> $crate::object::Object for $name<$($generic),*> {
            const NAME: &'static str = stringify!($name);
            const MEMBERS: &'static [&'static str] = &[$($member),*];
            type Members = $crate::object_members!($([$ty $(, $how)?])*);
            type Rest = $crate::object_rest!($($rest_ty)?);
        }

        $crate::object! { @$($direction)+ $name [$($generic),*] [$($field)*] [$($rest)?] }
    };
    (@Received Sent $($table:tt)*) => {
        $crate::object! { @Received $($table)* }
        $crate::object! { @Sent $($table)* }
    };
    (@Received $name:ident [$($generic:ident),*] [$($field:ident)*] [$($rest:ident)?]) => {
        impl<$($generic),*> $crate::object::Received for $name<$($generic),*> {
            #[inline]
            fn from_members(
                $crate::object_values!($($field)*): <Self::Members as $crate::object::Members>::Values,
                _rest: Self::Rest,
            ) -> Self {
                Self { $($field,)* $($rest: _rest,)? }
            }
        }

        impl<'de, $($generic: $crate::support::serde::Deserialize<'de>),*>
            $crate::support::serde::Deserialize<'de> for $name<$($generic),*>
        {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::object::read(deserializer)
            }
        }
    };
    (@Sent $name:ident [$($generic:ident),*] [$($field:ident)*] [$($rest:ident)?]) => {
        impl<$($generic),*> $crate::object::Sent for $name<$($generic),*> {
            #[inline]
            fn members(&self) -> (<Self::Members as $crate::object::Members>::Refs<'_>, &Self::Rest) {
                ($crate::object_refs!(self $($field)*), $crate::object_rest_ref!(self $($rest)?))
            }
        }

        impl<$($generic: $crate::support::serde::Serialize),*> $crate::support::serde::Serialize
            for $name<$($generic),*>
        {
            fn serialize<S: $crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::object::write(self, serializer)
            }
        }
    };
}

/// What becomes of members that are not listed.
#[doc(hidden)]
#[macro_export]
macro_rules! object_rest {
    () => {
        $crate::object::Ignored
    };
    ($ty:ty) => {
        $ty
    };
}

/// Where the members that are not listed are.
#[doc(hidden)]
#[macro_export]
macro_rules! object_rest_ref {
    ($this:ident) => {
        &$crate::object::Ignored
    };
    ($this:ident $rest:ident) => {
        &$this.$rest
    };
}

/// The types of the members: a tuple, or tuples joined.
#[doc(hidden)]
#[macro_export]
#[rustfmt::skip]
macro_rules! object_members {
    ($a0:tt $a1:tt $a2:tt $a3:tt $a4:tt $a5:tt $a6:tt $a7:tt $a8:tt $a9:tt $a10:tt $a11:tt $a12:tt $a13:tt
        $a14:tt $a15:tt $a16:tt $a17:tt $a18:tt $a19:tt $a20:tt $a21:tt $a22:tt $a23:tt $a24:tt $a25:tt
        $a26:tt $a27:tt $a28:tt $a29:tt $a30:tt $a31:tt $($rest:tt)+) => {
        $crate::object::Join<$crate::object_members!($a0 $a1 $a2 $a3 $a4 $a5 $a6 $a7 $a8 $a9 $a10 $a11 $a12
            $a13 $a14 $a15 $a16 $a17 $a18 $a19 $a20 $a21 $a22 $a23 $a24 $a25 $a26 $a27 $a28 $a29 $a30 $a31),
            $crate::object_members!($($rest)+)>
    };
    ($([$ty:ty $(, $how:ident)?])*) => { ($($crate::object::Member<$ty $(, $crate::object::$how)?>,)*) };
}

/// The pattern of the values of the members.
#[doc(hidden)]
#[macro_export]
#[rustfmt::skip]
macro_rules! object_values {
    ($a0:tt $a1:tt $a2:tt $a3:tt $a4:tt $a5:tt $a6:tt $a7:tt $a8:tt $a9:tt $a10:tt $a11:tt $a12:tt $a13:tt
        $a14:tt $a15:tt $a16:tt $a17:tt $a18:tt $a19:tt $a20:tt $a21:tt $a22:tt $a23:tt $a24:tt $a25:tt
        $a26:tt $a27:tt $a28:tt $a29:tt $a30:tt $a31:tt $($rest:tt)+) => {
        $crate::object::Join($crate::object_values!($a0 $a1 $a2 $a3 $a4 $a5 $a6 $a7 $a8 $a9 $a10 $a11 $a12
            $a13 $a14 $a15 $a16 $a17 $a18 $a19 $a20 $a21 $a22 $a23 $a24 $a25 $a26 $a27 $a28 $a29 $a30 $a31),
            $crate::object_values!($($rest)+))
    };
    ($($field:ident)*) => { ($($field,)*) };
}

/// References to the values of the members.
#[doc(hidden)]
#[macro_export]
#[rustfmt::skip]
macro_rules! object_refs {
    ($this:ident $a0:tt $a1:tt $a2:tt $a3:tt $a4:tt $a5:tt $a6:tt $a7:tt $a8:tt $a9:tt $a10:tt $a11:tt $a12:tt
        $a13:tt $a14:tt $a15:tt $a16:tt $a17:tt $a18:tt $a19:tt $a20:tt $a21:tt $a22:tt $a23:tt $a24:tt
        $a25:tt $a26:tt $a27:tt $a28:tt $a29:tt $a30:tt $a31:tt $($rest:tt)+) => {
        $crate::object::Join($crate::object_refs!($this $a0 $a1 $a2 $a3 $a4 $a5 $a6 $a7 $a8 $a9 $a10 $a11 $a12
            $a13 $a14 $a15 $a16 $a17 $a18 $a19 $a20 $a21 $a22 $a23 $a24 $a25 $a26 $a27 $a28 $a29 $a30 $a31),
            $crate::object_refs!($this $($rest)+))
    };
    ($this:ident $($field:ident)*) => { ($(&$this.$field,)*) };
}
