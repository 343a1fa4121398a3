//! What stands in a page or in the parameter of an operation, whatever type the document gives it: a position, a number, a
//! flag.
//!
//! In: fields of operations and members of pages, optional or not. Out: positions as text, numbers as `i64`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::{Base64, Date, Duration, MaybeNull, Time, Timestamp, Uuid};

/// A value that selects the page that is asked for, or which is the next one.
pub trait Position: Sized {
    /// Its text; `None` when there is no value.
    fn to_position(&self) -> Option<String>;

    /// The value with such a text; `None` when there is no such value.
    fn from_position(position: String) -> Option<Self>;
}

impl<P: Position> Position for Option<P> {
    fn to_position(&self) -> Option<String> {
        self.as_ref()?.to_position()
    }

    fn from_position(position: String) -> Option<Self> {
        P::from_position(position).map(Some)
    }
}

impl<P: Position> Position for MaybeNull<P> {
    fn to_position(&self) -> Option<String> {
        self.as_value()?.to_position()
    }

    fn from_position(position: String) -> Option<Self> {
        P::from_position(position).map(Self::Value)
    }
}

impl Position for String {
    fn to_position(&self) -> Option<String> {
        Some(self.clone())
    }

    fn from_position(position: String) -> Option<Self> {
        Some(position)
    }
}

impl Position for Base64 {
    fn to_position(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn from_position(position: String) -> Option<Self> {
        serde_json::from_value(position.into()).ok()
    }
}

/// Values whose text is read back as the same value.
macro_rules! positions {
    ($($ty:ty),* $(,)?) => {$(
        impl Position for $ty {
            fn to_position(&self) -> Option<String> {
                Some(self.to_string())
            }

            fn from_position(position: String) -> Option<Self> {
                position.parse().ok()
            }
        }
    )*};
}

positions!(
    i8, i16, i32, i64, i128, u8, u16, u32, u64, f64, bool, Date, Duration, Ipv4Addr, Ipv6Addr,
    Time, Timestamp, Uuid,
);

#[cfg(feature = "chrono")]
positions!(chrono::DateTime<chrono::Utc>, chrono::NaiveDate);

#[cfg(feature = "rust_decimal")]
positions!(rust_decimal::Decimal);

/// A number that counts items or pages.
pub trait Count {
    /// The number; `None` when there is none, or one that counts nothing.
    fn to_count(&self) -> Option<i64>;
}

impl<C: Count> Count for Option<C> {
    fn to_count(&self) -> Option<i64> {
        self.as_ref()?.to_count()
    }
}

impl<C: Count> Count for MaybeNull<C> {
    fn to_count(&self) -> Option<i64> {
        self.as_value()?.to_count()
    }
}

macro_rules! counts {
    ($($ty:ty),* $(,)?) => {$(
        impl Count for $ty {
            fn to_count(&self) -> Option<i64> {
                i64::try_from(*self).ok()
            }
        }
    )*};
}

counts!(i8, i16, i32, i64, i128, u8, u16, u32, u64);

impl Count for f64 {
    fn to_count(&self) -> Option<i64> {
        // Whole numbers that are beyond `i64` have a longer text than it can read, and so have fractions.
        self.to_string().parse().ok()
    }
}

impl Count for String {
    fn to_count(&self) -> Option<i64> {
        self.parse().ok()
    }
}

/// Something that is so or not.
pub trait Flag {
    /// Whether it is so; `None` without a value.
    fn to_flag(&self) -> Option<bool>;
}

impl Flag for bool {
    fn to_flag(&self) -> Option<bool> {
        Some(*self)
    }
}

impl<F: Flag> Flag for Option<F> {
    fn to_flag(&self) -> Option<bool> {
        self.as_ref()?.to_flag()
    }
}

impl<F: Flag> Flag for MaybeNull<F> {
    fn to_flag(&self) -> Option<bool> {
        self.as_value()?.to_flag()
    }
}

/// The text of a position.
#[must_use]
pub fn position(value: &impl Position) -> Option<String> {
    value.to_position()
}

/// Sets a parameter to a position. One that it cannot take leaves it as it is, so that the page before comes for a second
/// time, which is an error: better than a list that ends early without a word.
pub fn seek<P: Position>(parameter: &mut P, position: String) {
    if let Some(value) = P::from_position(position) {
        *parameter = value;
    }
}

/// A number.
#[must_use]
pub fn count(value: &impl Count) -> Option<i64> {
    value.to_count()
}

/// Whether something is so.
#[must_use]
pub fn flag(value: &impl Flag) -> Option<bool> {
    value.to_flag()
}

/// A parameter for the number of items on a page.
pub trait Size: Count + Sized {
    /// The value for so many; `None` when there is no such value.
    fn from_count(count: i64) -> Option<Self>;
}

impl<S: Size> Size for Option<S> {
    fn from_count(count: i64) -> Option<Self> {
        S::from_count(count).map(Some)
    }
}

impl<S: Size> Size for MaybeNull<S> {
    fn from_count(count: i64) -> Option<Self> {
        S::from_count(count).map(Self::Value)
    }
}

macro_rules! sizes {
    ($($ty:ty),* $(,)?) => {$(
        impl Size for $ty {
            fn from_count(count: i64) -> Option<Self> {
                count.try_into().ok()
            }
        }
    )*};
}

sizes!(i8, i16, i32, i64, i128, u8, u16, u32, u64);

impl Size for f64 {
    fn from_count(count: i64) -> Option<Self> {
        i32::try_from(count).ok().map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_come_back_as_they_were() {
        fn same<P: Position + PartialEq + std::fmt::Debug>(text: &str) {
            let value = P::from_position(text.to_owned());
            let value = value.unwrap_or_else(|| panic!("{text} is a position"));
            assert_eq!(value.to_position().as_deref(), Some(text));
            assert_eq!(P::from_position(text.to_owned()), Some(value));
        }
        same::<String>("a b");
        same::<i8>("-7");
        same::<u64>("18446744073709551615");
        same::<i128>("170141183460469231731687303715884105727");
        same::<f64>("10");
        same::<f64>("0.5");
        same::<Uuid>("67e55044-10b1-426f-9247-bb680e5fe0c8");
        same::<Date>("2024-02-29");
        same::<Timestamp>("2024-02-29T12:00:00.123456Z");
        same::<Time>("12:00:00Z");
        same::<Duration>("PT1H");
        same::<Base64>("aGVsbG8=");
        same::<Option<u16>>("7");
        same::<MaybeNull<u16>>("7");
        assert_eq!(None::<Option<u16>>.to_position(), None);
        assert_eq!(Some(None::<u16>).to_position(), None);
    }

    #[test]
    fn what_is_no_position_changes_nothing() {
        let mut page = Some(3_i8);
        seek(&mut page, "128".to_owned());
        assert_eq!(page, Some(3));
        seek(&mut page, "127".to_owned());
        assert_eq!(page, Some(127));
    }

    #[test]
    fn only_whole_numbers_count() {
        assert_eq!(count(&12.0), Some(12));
        assert_eq!(count(&12.5), None);
        assert_eq!(count(&1e300), None);
        assert_eq!(count(&f64::NAN), None);
        assert_eq!(count(&u64::MAX), None);
        assert_eq!(count(&Some(Some(5_u8))), Some(5));
        assert_eq!(count(&"12".to_owned()), Some(12));
        assert_eq!(flag(&Some(None::<bool>)), None);
    }
}
