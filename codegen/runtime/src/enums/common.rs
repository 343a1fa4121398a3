//! What open and closed enums of the same values have in common.

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

/// How a closed enum is read: by a function of this crate, which asks for the variant of a value.
#[doc(hidden)]
#[macro_export]
macro_rules! read_listed {
    ($name:ident, $read:ident) => {
        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::$read(deserializer, Self::listed)
            }
        }
    };
}
