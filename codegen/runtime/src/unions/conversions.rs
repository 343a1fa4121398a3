//! What turns into a union: the values of its variants.

/// Makes the values of variants turn into the union.
///
/// | behind a variant | |
/// |---|---|
/// | | a value of its type |
/// | `as boxed` | a value of its type, which is boxed |
/// | `as text` | a value of its type, or a `&str` that turns into one |
///
/// ```
/// #[derive(Debug, PartialEq)]
/// enum Content { Text(String), Lines(Vec<String>), Inner(Box<Content>), Size(Box<u8>) }
///
/// tamis_runtime::conversions!(Content { Text: String as text, Lines: Vec<String>, Size: u8 as boxed });
///
/// assert_eq!(Content::from("hello"), Content::Text("hello".to_owned()));
/// assert_eq!(Content::from(7), Content::Size(Box::new(7)));
/// ```
#[macro_export]
macro_rules! conversions {
    ($name:ident {$($variant:ident: $ty:ty $(as $how:ident)?),* $(,)?}) => {
        $($crate::conversions! { @ $name $variant [$($how)?] $ty })*
    };
    (@ $name:ident $variant:ident [] $ty:ty) => {
        impl ::core::convert::From<$ty> for $name {
            fn from(value: $ty) -> Self {
                Self::$variant(value)
            }
        }
    };
    (@ $name:ident $variant:ident [boxed] $ty:ty) => {
        impl ::core::convert::From<$ty> for $name {
            fn from(value: $ty) -> Self {
                Self::$variant(::std::boxed::Box::new(value))
            }
        }
    };
    (@ $name:ident $variant:ident [text] $ty:ty) => {
        $crate::conversions! { @ $name $variant [] $ty }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::$variant(::core::convert::From::from(value))
            }
        }
    };
}
