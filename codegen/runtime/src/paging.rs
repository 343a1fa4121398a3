//! What generated operations ask of a page, whatever types the document gives its members: a position, a number, a flag.
//!
//! In: fields of operations and members of pages, optional or not. Out: positions as text, numbers as `i64`, and the
//! arithmetic between them, which never overflows.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::{Base64, Date, Duration, MaybeNull, Time, Timestamp, Uuid};

/// A value that says which page is asked for, or which is the next one.
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
    /// Whether it is so; `None` when nothing is said.
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

/// A parameter that says how many items a page may have.
pub trait Size: Count + Sized {
    /// The value for so many; `None` when there is no such value.
    fn from_count(count: i64) -> Option<Self>;
}

impl<S: Size> Size for Option<S> {
    fn from_count(count: i64) -> Option<Self> {
        S::from_count(count).map(Some)
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

/// What a document says of the parameter for the size of a page.
#[derive(Clone, Copy, Debug)]
pub struct PageSizes {
    /// `minimum`.
    pub least: Option<i64>,
    /// `default`.
    pub usual: Option<i64>,
    /// `maximum`.
    pub most: Option<i64>,
}

/// A page of so many items is a small one for every server.
const SMALL: i64 = 25;

/// Sets the parameter for the size of a page so that no more items are asked for than are wanted, and says how many. A size
/// that is smaller stays, and so does one that nobody set, unless the document says that it is larger, or that so many are
/// allowed: a server may refuse to give more than it likes.
///
/// ```
/// use tamis_runtime::support::{PageSizes, ask_for};
///
/// let said = PageSizes { least: Some(5), usual: Some(20), most: Some(100) };
/// let mut limit = None::<i64>;
/// assert_eq!(ask_for(&mut limit, 50, said), None);
/// assert_eq!((ask_for(&mut limit, 15, said), limit), (Some(15), Some(15)));
/// assert_eq!((ask_for(&mut limit, 3, said), limit), (Some(5), Some(5)));
/// ```
pub fn ask_for<S: Size>(parameter: &mut S, items: usize, said: PageSizes) -> Option<usize> {
    let wanted = i64::try_from(items)
        .ok()?
        .max(said.least.unwrap_or(1))
        .max(1);
    let is_fewer = match (parameter.to_count(), said) {
        (Some(set), _) => wanted < set,
        (
            None,
            PageSizes {
                usual: Some(usual), ..
            },
        ) => wanted < usual,
        (
            None,
            PageSizes {
                most: Some(most), ..
            },
        ) => wanted <= most,
        (None, _) => wanted <= SMALL,
    };
    if !is_fewer {
        return None;
    }
    *parameter = S::from_count(wanted)?;
    usize::try_from(wanted).ok()
}

/// The offset behind a page that holds so many items; `None` behind one that holds nothing. A page may stand for more items
/// than it holds, where those that one may not see are left out.
///
/// ```
/// use tamis_runtime::support::next_offset;
///
/// assert_eq!(next_offset(&Some(20), 10, None), Some(30));
/// assert_eq!(next_offset(&None::<i64>, 7, Some(10)), Some(10));
/// assert_eq!(next_offset(&Some(20), 0, Some(10)), None);
/// assert_eq!(next_offset(&Some(i64::MAX), 10, None), None);
/// ```
#[must_use]
pub fn next_offset(offset: &impl Count, held: usize, stands_for: Option<i64>) -> Option<i64> {
    let held = i64::try_from(held).ok().filter(|held| *held > 0)?;
    let step = stands_for.unwrap_or(held).max(held);
    offset.to_count().unwrap_or(0).checked_add(step)
}

/// Whether a page is the last by the number of all items: `before` pages came before it, it holds so many items, and this
/// many were asked for.
///
/// A server may give fewer items than were asked for, so that the number asked for counts only where it meets the total
/// exactly. What cannot be told asks for one more page, which is empty.
///
/// ```
/// use tamis_runtime::support::is_last_of;
///
/// assert!(is_last_of(250, 2, 50, Some(100)));
/// assert!(is_last_of(300, 2, 100, None));
/// // A thousand were asked for, and the server gives a hundred at most.
/// assert!(!is_last_of(350, 1, 100, Some(1000)));
/// ```
#[must_use]
pub fn is_last_of(total: i64, before: i64, held: usize, limit: Option<i64>) -> bool {
    let held = i64::try_from(held).unwrap_or(i64::MAX);
    let seen = |size: i64| before.saturating_mul(size).saturating_add(held);
    seen(held) >= total || limit.is_some_and(|limit| seen(limit) == total)
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
    fn pages_are_asked_for_as_small_as_they_may_be() {
        let said = |least, usual, most| PageSizes { least, usual, most };
        let nothing = said(None, None, None);
        for (set, items, said, found) in [
            (None, 0, nothing, Some(1)),
            (None, 25, nothing, Some(25)),
            (None, 26, nothing, None),
            (None, 20, said(None, Some(20), None), None),
            (None, 30, said(None, None, Some(30)), Some(30)),
            (None, 31, said(None, None, Some(30)), None),
            (Some(50), 40, nothing, Some(40)),
            (Some(50), 50, nothing, None),
            (Some(5), 40, said(Some(10), Some(100), Some(1000)), None),
            (Some(127), usize::MAX, nothing, None),
        ] {
            let mut limit = set.map(Some);
            let asked = ask_for(&mut limit, items, said);
            assert_eq!(asked, found, "{items} of {set:?}");
            let left = found.map_or(set, |found| i8::try_from(found).ok());
            assert_eq!(limit.flatten(), left);
        }
        let mut number = 7.5;
        assert_eq!(ask_for(&mut number, 4, nothing), Some(4));
        assert!((number - 4.0).abs() < f64::EPSILON);
        let mut small = None::<i8>;
        assert_eq!(ask_for(&mut small, 200, said(None, None, Some(500))), None);
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
