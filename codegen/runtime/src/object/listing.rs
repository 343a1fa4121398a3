//! The listing of an object, and what is made of it.

/// Defines a struct for the objects of a document, and how it travels.
///
/// | in front of a member | the member | the field |
/// |---|---|---|
/// | `required` | is always there, and not `null` | `T` |
/// | `nullable` | is always there, and may be `null` | `Option<T>` |
/// | `optional` | is there or not; `null` is not there | `Option<T>` |
/// | `optional_any` | is there or not; what is there may be `null`, as any other value of `T` | `Option<T>` |
/// | `maybe_null` | is there or not; `null` is something else than not there | [`MaybeNull<T>`](crate::MaybeNull) |
///
/// The second braces hold the field for members that are not listed.
///
/// A type that is sent has a function `new`, which takes what must be there, and a setter for each other member. (That of a
/// member called `new`, `clone` or `default` is `set_new` and so on.)
///
/// | behind the type | what `new` and the setter take |
/// |---|---|
/// | | a value of the type |
/// | `as into` | what turns into it |
/// | `as boxed<T>` | what turns into what is in the box |
/// | `as list<T>` | a list of `T` |
/// | `as each<T>` | a list of what turns into `T` |
/// | `as entries<T>` | pairs of a name and what turns into `T` |
///
/// ```
/// use std::collections::BTreeMap;
///
/// tamis_runtime::object! {
///     /// A pet.
///     #[derive(Debug, PartialEq)]
///     pub struct Pet: Deserialize + Serialize {
///         /// Its number.
///         required id: i64 = "id",
///         optional born_at: String as into = "bornAt",
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
///
/// let pet = Pet::new(7).born_at("2024-02-29");
/// assert_eq!(serde_json::to_string(&pet)?, r#"{"id":7,"bornAt":"2024-02-29"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$($generic:ident),+>)? : Deserialize { $($members:tt)* } $(and { $($rest:tt)* })?
    ) => {
        $crate::object! { @table [$(#[$meta])*] $name [$($($generic),+)?] { $($members)* } { $($($rest)*)? } Received }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$($generic:ident),+>)? : Serialize { $($members:tt)* } $(and { $($rest:tt)* })?
    ) => {
        $crate::object! { @table [$(#[$meta])*] $name [$($($generic),+)?] { $($members)* } { $($($rest)*)? } Sent }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$($generic:ident),+>)? : Deserialize + Serialize { $($members:tt)* }
        $(and { $($rest:tt)* })?
    ) => {
        $crate::object! {
            @table [$(#[$meta])*] $name [$($($generic),+)?] { $($members)* } { $($($rest)*)? } Received Sent
        }
    };
    (
        @table [$($head:tt)*] $name:ident [$($generic:ident),*] {$(
            $(#[$doc:meta])*
            $how:ident $field:ident: $ty:ty $(as $take:ident $(<$item:ty $(,)?>)?)? = $member:literal
        ),* $(,)?} {$(
            $(#[$rest_doc:meta])*
            pub $rest:ident: $rest_ty:ty $(,)?
        )?} $($direction:ident)+
    ) => {
        $crate::object! {
            @struct [$($head)*] $name [$($generic),*]
            {$($(#[$doc])* $how $field: $ty,;)*}
            {$($(#[$rest_doc])* pub $rest: $rest_ty)?}
        }

        impl<$($generic),*> $crate::object::Object for $name<$($generic),*> {
            const NAME: &'static str = stringify!($name);
            const MEMBERS: &'static [&'static str] = &[$($member),*];
            type Members = $crate::object_members!($([$how $ty])*);
            type Rest = $crate::object_rest!($($rest_ty)?);
        }

        $crate::object! {
            @$($direction)+ $name [$($generic),*]
            {$([$(#[$doc])*] $how [$($take $(<$item>)?)?] $field: $ty;)*}
            [$($rest: $rest_ty)?]
        }
    };
    (
        @struct [$($head:tt)*] $name:ident [$($generic:ident),*] {$(
            $(#[$doc:meta])*
            $(required $required:ident: $required_ty:ty,)?
            $(nullable $nullable:ident: $nullable_ty:ty,)?
            $(optional $optional:ident: $optional_ty:ty,)?
            $(optional_any $optional_any:ident: $optional_any_ty:ty,)?
            $(maybe_null $maybe_null:ident: $maybe_null_ty:ty,)?
            ;
        )*} {$($rest:tt)*}
    ) => {
        $($head)*
        pub struct $name<$($generic),*> {
            $(
                $(#[$doc])*
                $(pub $required: $required_ty)?
                $(pub $nullable: ::core::option::Option<$nullable_ty>)?
                $(pub $optional: ::core::option::Option<$optional_ty>)?
                $(pub $optional_any: ::core::option::Option<$optional_any_ty>)?
                $(pub $maybe_null: $crate::MaybeNull<$maybe_null_ty>)?
                ,
            )*
            $($rest)*
        }
    };
    // With the name, since a type may be called `Sent`.
    (@Received Sent $name:ident $($table:tt)*) => {
        $crate::object! { @Received $name $($table)* }
        $crate::object! { @Sent $name $($table)* }
    };
    (
        @Received $name:ident [$($generic:ident),*]
        {$($docs:tt $how:ident $take:tt $field:ident: $ty:ty;)*}
        [$($rest:ident: $rest_ty:ty)?]
    ) => {
        impl<$($generic),*> $crate::object::Received for $name<$($generic),*> {
            #[inline]
            fn from_members(
                $crate::object_tuple!([] $($field)*): <Self::Members as $crate::object::Members>::Values,
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
    (
        @Sent $name:ident [$($generic:ident),*]
        {$($docs:tt $how:ident $take:tt $field:ident: $ty:ty;)*}
        [$($rest:ident: $rest_ty:ty)?]
    ) => {
        impl<$($generic),*> $crate::object::Sent for $name<$($generic),*> {
            #[inline]
            fn members(&self) -> (<Self::Members as $crate::object::Members>::Refs<'_>, &Self::Rest) {
                ($crate::object_tuple!([self] $($field)*), $crate::object_rest_ref!(self $($rest)?))
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

        impl<$($generic),*> $name<$($generic),*> {
            $crate::object_new! { {$($how $take $field: $ty,;)*} [$($rest)?] }

            $($crate::object_setter! { $docs $how $take $field: $ty })*

            $(
                /// Sets what else is in the object.
                #[must_use]
                pub fn $rest(mut self, $rest: $rest_ty) -> Self {
                    self.$rest = $rest;
                    self
                }
            )?
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
    ($([$how:ident $ty:ty])*) => { ($($crate::object::Member<$ty, $crate::object::$how>,)*) };
}

/// The values of the members as a pattern, or references to those of an object: a tuple, or tuples joined.
#[doc(hidden)]
#[macro_export]
#[rustfmt::skip]
macro_rules! object_tuple {
    ($of:tt $a0:tt $a1:tt $a2:tt $a3:tt $a4:tt $a5:tt $a6:tt $a7:tt $a8:tt $a9:tt $a10:tt $a11:tt $a12:tt
        $a13:tt $a14:tt $a15:tt $a16:tt $a17:tt $a18:tt $a19:tt $a20:tt $a21:tt $a22:tt $a23:tt $a24:tt
        $a25:tt $a26:tt $a27:tt $a28:tt $a29:tt $a30:tt $a31:tt $($rest:tt)+) => {
        $crate::object::Join($crate::object_tuple!($of $a0 $a1 $a2 $a3 $a4 $a5 $a6 $a7 $a8 $a9 $a10 $a11 $a12
            $a13 $a14 $a15 $a16 $a17 $a18 $a19 $a20 $a21 $a22 $a23 $a24 $a25 $a26 $a27 $a28 $a29 $a30 $a31),
            $crate::object_tuple!($of $($rest)+))
    };
    ([] $($field:ident)*) => { ($($field,)*) };
    ([$this:ident] $($field:ident)*) => { ($(&$this.$field,)*) };
}
