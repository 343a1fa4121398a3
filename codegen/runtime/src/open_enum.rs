//! Enums of values that a document lists, in which a value that it does not list is kept.

/// Implements what an open enum needs besides its listing: conversions, `Display`, serde and [`Value`](crate::Value).
///
/// The enum has a variant `Unknown` for a value that is not listed, and two methods: `as_str`, and `listed`, which finds
/// the variant of a listed value.
///
/// ```
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// pub enum Color {
///     Red,
///     Green,
///     /// A value that the document does not list.
///     Unknown(String),
/// }
///
/// impl Color {
///     pub fn as_str(&self) -> &str {
///         match self {
///             Self::Red => "red",
///             Self::Green => "green",
///             Self::Unknown(value) => value,
///         }
///     }
///
///     fn listed(value: &str) -> Option<Self> {
///         match value {
///             "red" => Some(Self::Red),
///             "green" => Some(Self::Green),
///             _ => None,
///         }
///     }
/// }
///
/// tamis_runtime::open_enum!(Color);
///
/// assert_eq!(Color::from("red"), Color::Red);
/// assert_eq!(Color::from("blue"), Color::Unknown("blue".to_owned()));
/// assert_eq!(Color::Green.to_string(), "green");
/// ```
///
/// * `open_enum!(Level: i64)` does the same for integers, with the methods `value` and `listed(value: i64)`.
/// * `open_enum!(Mixed: json)` does the same for any JSON, with `as_json`, which gives the JSON text of a listed value, and
///   `listed(json: &str)`.
/// * `open_enum!(Color, Unlisted)`: the variant for what is not listed has another name.
#[macro_export]
macro_rules! open_enum {
    ($name:ident $(: $base:ident)?) => {
        $crate::open_enum!($name $(: $base)?, Unknown);
    };
    ($name:ident, $rest:ident) => {
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
                $crate::support::text(deserializer)
            }
        }
    };
    ($name:ident: i64, $rest:ident) => {
        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                Self::listed(value).unwrap_or(Self::$rest(value))
            }
        }

        $crate::integer_enum!($name);

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <i64 as $crate::support::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
    ($name:ident: json, $rest:ident) => {
        impl ::core::convert::From<$crate::Json> for $name {
            fn from(value: $crate::Json) -> Self {
                Self::listed(&value.to_string()).unwrap_or(Self::$rest(value))
            }
        }

        impl $crate::support::serde::Serialize for $name {
            fn serialize<S: $crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    Self::$rest(value) => $crate::support::serde::Serialize::serialize(value, serializer),
                    listed => $crate::support::write_json(listed.as_json(), serializer),
                }
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <$crate::Json as $crate::support::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

/// Implements what an enum of fixed values needs besides its listing; a value that is not listed is an error.
///
/// The methods are those of [`open_enum!`](crate::open_enum).
///
/// ```
/// #[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// pub enum Kind {
///     Pet,
/// }
///
/// impl Kind {
///     pub fn as_str(&self) -> &str {
///         match self {
///             Self::Pet => "pet",
///         }
///     }
///
///     fn listed(value: &str) -> Option<Self> {
///         match value {
///             "pet" => Some(Self::Pet),
///             _ => None,
///         }
///     }
/// }
///
/// tamis_runtime::closed_enum!(Kind);
///
/// assert_eq!(serde_json::from_str::<Kind>("\"pet\"")?, Kind::Pet);
/// assert!(serde_json::from_str::<Kind>("\"car\"").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! closed_enum {
    ($name:ident) => {
        $crate::text_enum!($name);

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::listed_text(deserializer, Self::listed)
            }
        }
    };
    ($name:ident: i64) => {
        $crate::integer_enum!($name);

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::listed_integer(deserializer, Self::listed)
            }
        }
    };
    ($name:ident: json) => {
        impl $crate::support::serde::Serialize for $name {
            fn serialize<S: $crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::support::write_json(self.as_json(), serializer)
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::listed_json(deserializer, Self::listed)
            }
        }
    };
}

/// What enums of texts have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! text_enum {
    ($name:ident) => {
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::Value for $name {
            fn write(&self, out: &mut $crate::Text<'_>) {
                out.push_str(self.as_str());
            }
        }

        impl $crate::support::serde::Serialize for $name {
            fn serialize<S: $crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

/// What enums of integers have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! integer_enum {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl $crate::Value for $name {
            fn write(&self, out: &mut $crate::Text<'_>) {
                $crate::Value::write(&self.value(), out);
            }
        }

        impl $crate::support::serde::Serialize for $name {
            fn serialize<S: $crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }
    };
}
