//! Enums in which a value that the document does not list is an error.

/// Defines an enum of texts, in which a text that is not listed is an error.
///
/// ```
/// tamis_runtime::closed_enum! {
///     /// What it always is.
///     pub enum Kind {
///         Pet = "pet",
///     }
/// }
///
/// assert_eq!(serde_json::from_str::<Kind>("\"pet\"")?, Kind::Pet);
/// assert!(serde_json::from_str::<Kind>("\"car\"").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! closed_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* #[doc = concat!("`", $value, "`")] $variant,)*
        }

        impl $name {
            /// The text as it travels.
            #[must_use]
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $value,)*
                }
            }

            fn listed(value: &str) -> ::core::option::Option<Self> {
                match value {
                    $($value => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        $crate::text_enum!($name);

        $crate::read_listed!($name, listed_text);
    };
}

/// Defines an enum of integers, in which an integer that is not listed is an error.
#[macro_export]
macro_rules! closed_integer_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* #[doc = concat!("`", $value, "`")] $variant,)*
        }

        impl $name {
            /// The integer as it travels.
            #[must_use]
            pub fn value(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                }
            }

            fn listed(value: i64) -> ::core::option::Option<Self> {
                match value {
                    $($value => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        $crate::integer_enum!($name);

        $crate::read_listed!($name, listed_integer);
    };
}

/// Defines an enum of any JSON values, given as JSON text; a value that is not listed is an error.
#[macro_export]
macro_rules! closed_json_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$doc])* #[doc = concat!("`", $value, "`")] $variant,)*
        }

        impl $name {
            fn listed(value: &str) -> ::core::option::Option<Self> {
                match value {
                    $($value => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl $crate::Value for $name {
            fn write(&self, out: &mut $crate::Text<'_>) {
                match self {
                    $(Self::$variant => $crate::support::json_text($value, out),)*
                }
            }
        }

        impl $crate::support::serde::Serialize for $name {
            fn serialize<S: $crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant => $crate::support::write_json($value, serializer),)*
                }
            }
        }

        $crate::read_listed!($name, listed_json);
    };
}
