//! The arithmetic between pages, which never overflows.

use super::values::{Count, Size};

/// What a document states about the parameter for the size of a page.
#[derive(Clone, Copy, Debug)]
pub struct PageSizes {
    /// `minimum`.
    pub least: Option<i64>,
    /// `default`.
    pub usual: Option<i64>,
    /// `maximum`.
    pub most: Option<i64>,
}

impl PageSizes {
    /// Nothing is stated.
    pub const UNKNOWN: Self = Self {
        least: None,
        usual: None,
        most: None,
    };
}

/// A page of so many items is a small one for every server.
const SMALL: i64 = 25;

/// Sets the parameter for the size of a page so that no more items are asked for than are wanted, and returns how many. A size
/// that is smaller stays, and so does one that nobody set, unless the document states that it is larger, or that so many are
/// allowed: a server may refuse to give more than it likes.
///
/// ```
/// use tamis_runtime::support::{PageSizes, ask_for};
///
/// let sizes = PageSizes { least: Some(5), usual: Some(20), most: Some(100) };
/// let mut limit = None::<i64>;
/// assert_eq!(ask_for(&mut limit, 50, sizes), None);
/// assert_eq!((ask_for(&mut limit, 15, sizes), limit), (Some(15), Some(15)));
/// assert_eq!((ask_for(&mut limit, 3, sizes), limit), (Some(5), Some(5)));
/// ```
pub fn ask_for<S: Size>(parameter: &mut S, items: usize, sizes: PageSizes) -> Option<usize> {
    let wanted = i64::try_from(items)
        .ok()?
        .max(sizes.least.unwrap_or(1))
        .max(1);
    let is_fewer = match (parameter.to_count(), sizes) {
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
/// exactly. A page that may or may not be the last asks for one more page, which is empty.
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
    fn pages_are_asked_for_as_small_as_they_may_be() {
        let sizes = |least, usual, most| PageSizes { least, usual, most };
        let nothing = sizes(None, None, None);
        for (set, items, sizes, found) in [
            (None, 0, nothing, Some(1)),
            (None, 25, nothing, Some(25)),
            (None, 26, nothing, None),
            (None, 20, sizes(None, Some(20), None), None),
            (None, 30, sizes(None, None, Some(30)), Some(30)),
            (None, 31, sizes(None, None, Some(30)), None),
            (Some(50), 40, nothing, Some(40)),
            (Some(50), 50, nothing, None),
            (Some(5), 40, sizes(Some(10), Some(100), Some(1000)), None),
            (Some(127), usize::MAX, nothing, None),
        ] {
            let mut limit = set.map(Some);
            let asked = ask_for(&mut limit, items, sizes);
            assert_eq!(asked, found, "{items} of {set:?}");
            let left = found.map_or(set, |found| i8::try_from(found).ok());
            assert_eq!(limit.flatten(), left);
        }
        let mut number = 7.5;
        assert_eq!(ask_for(&mut number, 4, nothing), Some(4));
        assert!((number - 4.0).abs() < f64::EPSILON);
        let mut small = None::<i8>;
        assert_eq!(ask_for(&mut small, 200, sizes(None, None, Some(500))), None);
    }
}
