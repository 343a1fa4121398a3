//! Enums in which a value that the document does not list is kept.

/// Defines an enum of texts, in which a text that is not listed is kept.
///
/// ```
/// tamis_runtime::open_enum! {
///     /// What a pet looks like.
///     pub enum Color {
///         Red = "red",
///         /// Like grass.
///         Green = "green",
///     }
/// }
///
/// assert_eq!(Color::from("red"), Color::Red);
/// assert_eq!(Color::from("blue"), Color::Unknown("blue".to_owned()));
/// assert_eq!(Color::Green.as_str(), "green");
/// assert_eq!(serde_json::from_str::<Color>("\"green\"")?, Color::Green);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// `else Unlisted` behind the braces gives the last variant another name.
#[macro_export]
macro_rules! open_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        $crate::open_enum! {
            $(#[$meta])* pub enum $name { $($(#[$doc])* $variant = $value),* } else Unknown
        }
    };
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)? } else $rest:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* #[doc = concat!("`", $value, "`")] $variant,)*
            /// A text that the document does not list.
            $rest(::std::string::String),
        }

        impl $name {
            /// The text as it travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$rest(value) => value,
                }
            }

            fn listed(value: &str) -> ::core::option::Option<Self> {
                match value {
                    $($value => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::listed(value).unwrap_or_else(|| Self::$rest(value.to_owned()))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::listed(&value).unwrap_or(Self::$rest(value))
            }
        }

        $crate::text_enum!($name);

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::open_text(deserializer, |value| ::core::matches!(value, Self::$rest(_)))
            }
        }
    };
}

/// Defines an enum of integers, in which an integer that is not listed is kept.
///
/// ```
/// tamis_runtime::open_integer_enum! {
///     /// How urgent it is.
///     pub enum Level {
///         N1 = 1,
///         N2 = 2,
///     }
/// }
///
/// assert_eq!(Level::from(3), Level::Unknown(3));
/// assert_eq!(Level::N2.value(), 2);
/// ```
#[macro_export]
macro_rules! open_integer_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        $crate::open_integer_enum! {
            $(#[$meta])* pub enum $name { $($(#[$doc])* $variant = $value),* } else Unknown
        }
    };
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)? } else $rest:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* #[doc = concat!("`", $value, "`")] $variant,)*
            /// An integer that the document does not list.
            $rest(i64),
        }

        impl $name {
            /// The integer as it travels.
            #[must_use]
            pub fn value(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$rest(value) => value,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    value => Self::$rest(value),
                }
            }
        }

        $crate::integer_enum!($name);

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::open_value::<_, i64, _>(deserializer, |value| ::core::matches!(value, Self::$rest(_)))
            }
        }
    };
}

/// Defines an enum of any JSON values, given as JSON text; a value that is not listed is kept.
///
/// ```
/// tamis_runtime::open_json_enum! {
///     /// Yes, no, or how often.
///     pub enum Answer {
///         True = "true",
///         Never = "\"never\"",
///     }
/// }
///
/// assert_eq!(serde_json::from_str::<Answer>("true")?, Answer::True);
/// assert_eq!(serde_json::from_str::<Answer>("7")?, Answer::Unknown(7.into()));
/// assert_eq!(serde_json::to_string(&Answer::Never)?, "\"never\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! open_json_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        $crate::open_json_enum! {
            $(#[$meta])* pub enum $name { $($(#[$doc])* $variant = $value),* } else Unknown
        }
    };
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)? } else $rest:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* #[doc = concat!("`", $value, "`")] $variant,)*
            /// A value that the document does not list.
            $rest($crate::Json),
        }

        impl ::core::convert::From<$crate::Json> for $name {
            fn from(value: $crate::Json) -> Self {
                match $crate::support::json_key(&value).as_str() {
                    $($value => Self::$variant,)*
                    _ => Self::$rest(value),
                }
            }
        }

        impl $crate::Value for $name {
            fn write(&self, out: &mut $crate::Text<'_>) {
                match self {
                    $(Self::$variant => $crate::support::json_text($value, out),)*
                    Self::$rest(value) => $crate::support::json_text(&value.to_string(), out),
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
                    Self::$rest(value) => $crate::support::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::open_value::<_, $crate::Json, _>(deserializer, |value| ::core::matches!(value, Self::$rest(_)))
            }
        }
    };
}
