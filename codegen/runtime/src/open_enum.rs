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
/// `open_enum!(Level: i64)` does the same for integers, with `as_i64`-like access through a method `value(&self) -> i64`
/// and `listed(value: i64)`.
#[macro_export]
macro_rules! open_enum {
    ($name:ident) => {
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::listed(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::listed(&value).unwrap_or(Self::Unknown(value))
            }
        }

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

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::text(deserializer)
            }
        }
    };
    ($name:ident: $base:ty) => {
        impl ::core::convert::From<$base> for $name {
            fn from(value: $base) -> Self {
                Self::listed(value).unwrap_or(Self::Unknown(value))
            }
        }

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
                $crate::support::serde::Serialize::serialize(&self.value(), serializer)
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <$base as $crate::support::serde::Deserialize>::deserialize(deserializer)
                    .map(Self::from)
            }
        }
    };
}
