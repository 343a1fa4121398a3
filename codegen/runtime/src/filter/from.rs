//! What converts into a filter: values, ranges and lists.
//!
//! One `impl` for each form, since a blanket one over `RangeBounds` would overlap with the one for plain values. There
//! is none for `Option` on purpose: half of its readers would take `None` for "without a value" and the other half for
//! "no condition".

use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};

use super::op::{Eq, Gt, Gte, In, Lt, Lte};
use super::{Filter, Offers};
use crate::Timestamp;

impl<T, S: Offers<Eq>> From<T> for Filter<T, S> {
    /// Equal to the value.
    fn from(value: T) -> Self {
        Self::Eq { value }
    }
}

impl<T, S: Offers<Gte> + Offers<Lt>> From<Range<T>> for Filter<T, S> {
    fn from(range: Range<T>) -> Self {
        Self::Range {
            from: Bound::Included(range.start),
            to: Bound::Excluded(range.end),
        }
    }
}

impl<T, S: Offers<Gte> + Offers<Lte>> From<RangeInclusive<T>> for Filter<T, S> {
    fn from(range: RangeInclusive<T>) -> Self {
        let (start, end) = range.into_inner();
        Self::Range {
            from: Bound::Included(start),
            to: Bound::Included(end),
        }
    }
}

impl<T, S: Offers<Gte>> From<RangeFrom<T>> for Filter<T, S> {
    fn from(range: RangeFrom<T>) -> Self {
        Self::gte(range.start)
    }
}

impl<T, S: Offers<Lt>> From<RangeTo<T>> for Filter<T, S> {
    fn from(range: RangeTo<T>) -> Self {
        Self::lt(range.end)
    }
}

impl<T, S: Offers<Lte>> From<RangeToInclusive<T>> for Filter<T, S> {
    fn from(range: RangeToInclusive<T>) -> Self {
        Self::lte(range.end)
    }
}

/// Both ends of a range are open: that is no condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenRange;

impl std::fmt::Display for OpenRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a range that is open at both ends is no condition")
    }
}

impl std::error::Error for OpenRange {}

impl<T, S> TryFrom<(Bound<T>, Bound<T>)> for Filter<T, S>
where
    S: Offers<Gt> + Offers<Gte> + Offers<Lt> + Offers<Lte>,
{
    type Error = OpenRange;

    /// The range between two bounds that are known only when the program runs.
    ///
    /// # Errors
    ///
    /// When both are [`Bound::Unbounded`].
    fn try_from((from, to): (Bound<T>, Bound<T>)) -> Result<Self, OpenRange> {
        match (from, to) {
            (Bound::Unbounded, Bound::Unbounded) => Err(OpenRange),
            (from, to) => Ok(Self::Range { from, to }),
        }
    }
}

impl<T, S: Offers<In>> From<Vec<T>> for Filter<T, S> {
    fn from(values: Vec<T>) -> Self {
        Self::In { values }
    }
}

impl<T, S: Offers<In>, const N: usize> From<[T; N]> for Filter<T, S> {
    fn from(values: [T; N]) -> Self {
        Self::In {
            values: values.into(),
        }
    }
}

impl<T: Clone, S: Offers<In>> From<&[T]> for Filter<T, S> {
    fn from(values: &[T]) -> Self {
        Self::In {
            values: values.to_vec(),
        }
    }
}

impl<T: Clone, S: Offers<In>> From<&Vec<T>> for Filter<T, S> {
    fn from(values: &Vec<T>) -> Self {
        Self::In {
            values: values.clone(),
        }
    }
}

impl<S: Offers<Eq>> From<&String> for Filter<String, S> {
    fn from(value: &String) -> Self {
        Self::Eq {
            value: value.clone(),
        }
    }
}

/// The same forms with values of another type that converts without loss.
macro_rules! also_from {
    ($($other:ty => $ty:ty),*) => {$(
        impl<S: Offers<Eq>> From<$other> for Filter<$ty, S> {
            fn from(value: $other) -> Self {
                Self::eq(value)
            }
        }

        impl<S: Offers<Gte> + Offers<Lt>> From<Range<$other>> for Filter<$ty, S> {
            fn from(range: Range<$other>) -> Self {
                Self::Range {
                    from: Bound::Included(range.start.into()),
                    to: Bound::Excluded(range.end.into()),
                }
            }
        }

        impl<S: Offers<Gte> + Offers<Lte>> From<RangeInclusive<$other>> for Filter<$ty, S> {
            fn from(range: RangeInclusive<$other>) -> Self {
                let (start, end) = range.into_inner();
                Self::Range { from: Bound::Included(start.into()), to: Bound::Included(end.into()) }
            }
        }

        impl<S: Offers<Gte>> From<RangeFrom<$other>> for Filter<$ty, S> {
            fn from(range: RangeFrom<$other>) -> Self {
                Self::gte(range.start)
            }
        }

        impl<S: Offers<Lt>> From<RangeTo<$other>> for Filter<$ty, S> {
            fn from(range: RangeTo<$other>) -> Self {
                Self::lt(range.end)
            }
        }

        impl<S: Offers<Lte>> From<RangeToInclusive<$other>> for Filter<$ty, S> {
            fn from(range: RangeToInclusive<$other>) -> Self {
                Self::lte(range.end)
            }
        }

        impl<S: Offers<In>> From<Vec<$other>> for Filter<$ty, S> {
            fn from(values: Vec<$other>) -> Self {
                Self::is_in(values)
            }
        }

        impl<S: Offers<In>, const N: usize> From<[$other; N]> for Filter<$ty, S> {
            fn from(values: [$other; N]) -> Self {
                Self::is_in(values)
            }
        }

        impl<S: Offers<In>> From<&[$other]> for Filter<$ty, S> {
            fn from(values: &[$other]) -> Self {
                Self::is_in(values.iter().copied())
            }
        }
    )*};
}

// Whole numbers for a field of numbers: `quantity(10)`, `quantity(1..10)`.
also_from!(jiff::Timestamp => Timestamp, &str => String, i32 => f64);
