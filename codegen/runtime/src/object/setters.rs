//! The constructor of an object and its setters: what is given for a member, and what becomes of it.

/// The constructor: what must be there is given, nothing else is there.
#[doc(hidden)]
#[macro_export]
macro_rules! object_new {
    ({$(
        $(required $required_take:tt $required:ident: $required_ty:ty,)?
        $(nullable $nullable_take:tt $nullable:ident: $nullable_ty:ty,)?
        $(optional $optional_take:tt $optional:ident: $optional_ty:ty,)?
        $(optional_any $optional_any_take:tt $optional_any:ident: $optional_any_ty:ty,)?
        $(maybe_null $maybe_null_take:tt $maybe_null:ident: $maybe_null_ty:ty,)?
        ;
    )*} [$($rest:ident)?]) => {
        /// An object with what must be there; what may be there has a setter each.
        #[inline]
        #[must_use]
        pub fn new($(
            $($required: $crate::object_takes!($required_take $required_ty),)?
            $($nullable: impl ::core::convert::Into<::core::option::Option<$nullable_ty>>,)?
        )*) -> Self {
            Self {
                $(
                    $($required: $crate::object_value!($required_take $required),)?
                    $($nullable: ::core::convert::Into::into($nullable),)?
                    $($optional: ::core::option::Option::None,)?
                    $($optional_any: ::core::option::Option::None,)?
                    $($maybe_null: $crate::MaybeNull::Absent,)?
                )*
                $($rest: ::core::default::Default::default(),)?
            }
        }
    };
}

/// The setter of a member that may be left out. Where its name is that of a function which the type has anyway, it is
/// called otherwise.
#[doc(hidden)]
#[macro_export]
macro_rules! object_setter {
    ($docs:tt required $($member:tt)*) => {};
    ($docs:tt nullable $($member:tt)*) => {};
    ($docs:tt $how:ident $take:tt new: $ty:ty) => {
        $crate::object_setter! { @ $docs $how $take set_new new: $ty }
    };
    ($docs:tt $how:ident $take:tt clone: $ty:ty) => {
        $crate::object_setter! { @ $docs $how $take set_clone clone: $ty }
    };
    ($docs:tt $how:ident $take:tt default: $ty:ty) => {
        $crate::object_setter! { @ $docs $how $take set_default default: $ty }
    };
    ($docs:tt $how:ident $take:tt $field:ident: $ty:ty) => {
        $crate::object_setter! { @ $docs $how $take $field $field: $ty }
    };
    (@ [$($doc:tt)*] maybe_null $take:tt $setter:ident $field:ident: $ty:ty) => {
        $($doc)*
        #[inline]
        #[must_use]
        pub fn $setter(mut self, $field: impl ::core::convert::Into<$crate::MaybeNull<$ty>>) -> Self {
            self.$field = ::core::convert::Into::into($field);
            self
        }
    };
    (@ [$($doc:tt)*] $how:ident $take:tt $setter:ident $field:ident: $ty:ty) => {
        $($doc)*
        #[inline]
        #[must_use]
        pub fn $setter(mut self, $field: $crate::object_takes!($take $ty)) -> Self {
            self.$field = ::core::option::Option::Some($crate::object_value!($take $field));
            self
        }
    };
}

/// What is given for a member.
#[doc(hidden)]
#[macro_export]
macro_rules! object_takes {
    ([] $ty:ty) => { $ty };
    ([into] $ty:ty) => { impl ::core::convert::Into<$ty> };
    ([boxed<$inner:ty>] $ty:ty) => { impl ::core::convert::Into<$inner> };
    ([list<$item:ty>] $ty:ty) => { impl ::core::iter::IntoIterator<Item = $item> };
    ([each<$item:ty>] $ty:ty) => {
        impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$item>>
    };
    ([entries<$item:ty>] $ty:ty) => {
        impl ::core::iter::IntoIterator<Item = (
            impl ::core::convert::Into<::std::string::String>,
            impl ::core::convert::Into<$item>,
        )>
    };
}

/// The member of what is given for it.
#[doc(hidden)]
#[macro_export]
macro_rules! object_value {
    ([] $value:ident) => {
        $value
    };
    ([into] $value:ident) => {
        ::core::convert::Into::into($value)
    };
    ([boxed<$inner:ty>] $value:ident) => {
        ::std::boxed::Box::new(::core::convert::Into::<$inner>::into($value))
    };
    ([list<$item:ty>] $value:ident) => {
        ::core::iter::Iterator::collect(::core::iter::IntoIterator::into_iter($value))
    };
    ([each<$item:ty>] $value:ident) => {
        $crate::object::each::<$item, _>($value)
    };
    ([entries<$item:ty>] $value:ident) => {
        $crate::object::entries::<$item, _>($value)
    };
}

/// A list of what turns into its items.
pub fn each<T, L: FromIterator<T>>(items: impl IntoIterator<Item = impl Into<T>>) -> L {
    items.into_iter().map(Into::into).collect()
}

/// A map of what turns into its names and values.
pub fn entries<T, M: FromIterator<(String, T)>>(
    entries: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>,
) -> M {
    let entries = entries.into_iter();
    entries
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}
