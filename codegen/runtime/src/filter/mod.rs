//! Conditions on one field of a list: what a server offers as a family of parameters (`created_at`,
//! `created_at__gte`, …) is one value here.
//!
//! In: values, ranges and lists from the user (`from.rs`), operators by name (`constructors.rs`), both only as far as
//! the server offers them (`op.rs`, `profile.rs`). Out: parameters of the query (`write.rs`), under the names that
//! stand in a static table (`field.rs`), or pieces of an expression in one of them (`expression.rs`, `grammar.rs`); and, where
//! that is asked for, what the items of the response must be (`record.rs`, `verify.rs`).
//!
//! No condition is ever dropped, replaced or merged away: each one is on the wire, or the request is refused.

mod constructors;
mod expression;
mod field;
mod from;
mod grammar;
pub mod op;
mod profile;
mod record;
mod verify;
mod write;

use std::convert::Infallible;
use std::marker::PhantomData;
use std::ops::{BitAnd, Bound};

pub use self::field::{EmptyList, FilterField, ListStyle};
pub use self::from::OpenRange;
pub use self::grammar::{Expression, Grammar};
pub use self::op::{Offers, TextOp, VendorOp};
pub use self::profile::{Identity, Ordered};
pub(crate) use self::record::Condition;
pub use self::verify::FilteredItems;
pub(crate) use self::verify::Verification;

/// What one field must satisfy. `S` names the operators that the server offers for it.
///
/// A setter of an operation takes anything that converts into a filter:
///
/// | written | means | sent by a server with `field__operator` names as |
/// |---|---|---|
/// | `v` | equal | `f=v` |
/// | `a..b` | from `a` to before `b` | `f__gte=a&f__lt=b` |
/// | `a..=b`, `a..`, `..b`, `..=b` | likewise | `f__gte`, `f__lt`, `f__lte` |
/// | `[a, b]`, `vec![…]`, `&slice` | one of these | `f__in=a,b` |
/// | [`Filter::ne`], [`Filter::gt`], … | that operator | `f__neq=v`, `f__gt=v` |
/// | [`Filter::is_null`], [`Filter::not_null`] | without a value, with one | `f__isnull=true` |
/// | `x & y`, [`x.and(y)`](Filter::and), two setter calls | both | both |
///
/// ```
/// use tamis_runtime::Filter;
///
/// let quantity: Filter<f64> = Filter::gt(10.0) & Filter::ne(12.5);
/// let name: Filter<String> = ["Seats", "Storage"].into();
/// ```
///
/// An operator that the server does not offer does not compile: a server ignores a parameter that it does not know,
/// and would respond with all rows. The profile `S` lists the operators; [`Ordered`] and [`Identity`]
/// are the common ones.
///
/// All conditions on a field hold together (AND). The same operator twice cannot be sent, since servers keep only the
/// last value of a parameter; nor can NaN, an empty list (servers take it for "none" or for "all"), or a list item with
/// a comma where the server splits at commas. Each of these is an error before anything is sent, which names the
/// parameter.
///
/// # Taking one apart
///
/// Variants can be matched, but only the functions here make them, so that there is no way round the check:
///
/// ```
/// use std::ops::Bound;
/// use tamis_runtime::Filter;
///
/// let filter: Filter<f64> = Filter::gt(1.0);
/// match filter {
///     Filter::Range { from: Bound::Excluded(value), to: Bound::Unbounded, .. } => assert_eq!(value, 1.0),
///     other => unreachable!("{other:?}"),
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Filter<T, S = Ordered> {
    /// Equal to the value.
    #[non_exhaustive]
    Eq {
        /// The value.
        value: T,
    },
    /// Not equal to the value. On SQL servers this usually skips rows without a value.
    #[non_exhaustive]
    Ne {
        /// The value.
        value: T,
    },
    /// Greater or less than a value, or between two. At most one end is open.
    #[non_exhaustive]
    Range {
        /// The lower end.
        from: Bound<T>,
        /// The upper end.
        to: Bound<T>,
    },
    /// Between two values, by an operator of its own that takes both.
    #[non_exhaustive]
    Between {
        /// The lower end.
        low: T,
        /// The upper end.
        high: T,
    },
    /// Equal to one of the values.
    #[non_exhaustive]
    In {
        /// The values.
        values: Vec<T>,
    },
    /// Equal to none of the values.
    #[non_exhaustive]
    NotIn {
        /// The values.
        values: Vec<T>,
    },
    /// Without a value, or with one.
    #[non_exhaustive]
    Null {
        /// Whether it is to be without.
        null: bool,
    },
    /// Present, or absent.
    #[non_exhaustive]
    Exists {
        /// Whether it is to be present.
        exists: bool,
    },
    /// Empty, or not.
    #[non_exhaustive]
    Empty {
        /// Whether it is to be empty.
        empty: bool,
    },
    /// A comparison of texts.
    #[non_exhaustive]
    Text {
        /// Which one.
        op: TextOp,
        /// What the field is compared with.
        text: String,
    },
    /// An operator of this server's own.
    #[non_exhaustive]
    Vendor {
        /// Its name, [`VendorOp::NAME`].
        op: &'static str,
        /// What the field is compared with: one value, or a list.
        values: Vec<T>,
        /// Whether it is a list, also when it has one item.
        list: bool,
    },
    /// All of these. None of them is an `All`.
    #[non_exhaustive]
    All {
        /// The conditions, in the order in which they were given.
        filters: Vec<Filter<T, S>>,
    },
    #[doc(hidden)]
    #[non_exhaustive]
    Profile {
        never: Infallible,
        profile: PhantomData<fn() -> S>,
    },
}

impl<T, S> Filter<T, S> {
    /// Both must hold.
    ///
    /// Also takes what converts into a filter, which `&` cannot where that is on the left:
    ///
    /// ```
    /// # use tamis_runtime::Filter;
    /// let quantity: Filter<f64> = Filter::ne(5.0).and(1.0..9.0);
    /// ```
    #[must_use]
    pub fn and(self, other: impl Into<Self>) -> Self {
        self.join(other.into())
    }

    fn join(self, other: Self) -> Self {
        let mut filters = match self {
            Self::All { filters } => filters,
            one => vec![one],
        };
        match other {
            Self::All { filters: more } => filters.extend(more),
            one => filters.push(one),
        }
        Self::All { filters }
    }

    /// Adds a condition to those that a field has: what setters do.
    ///
    /// ```
    /// # use tamis_runtime::Filter;
    /// let mut quantity: Option<Filter<f64>> = None;
    /// Filter::add(&mut quantity, 1.0..);
    /// Filter::add(&mut quantity, Filter::ne(5.0));
    /// assert_eq!(quantity, Some(Filter::gte(1.0) & Filter::ne(5.0)));
    /// ```
    pub fn add(field: &mut Option<Self>, filter: impl Into<Self>) {
        let filter = filter.into();
        *field = Some(match field.take() {
            Some(given) => given.join(filter),
            None => filter,
        });
    }

    /// The single conditions, in order: of a conjunction its parts, else the filter itself.
    ///
    /// ```
    /// # use tamis_runtime::Filter;
    /// let quantity: Filter<f64> = Filter::ne(5.0).and(1.0..9.0);
    /// assert_eq!(quantity.conditions().len(), 2);
    /// ```
    #[must_use]
    pub fn conditions(&self) -> &[Self] {
        match self {
            Self::All { filters } => filters,
            one => std::slice::from_ref(one),
        }
    }
}

impl<T, S> BitAnd for Filter<T, S> {
    type Output = Self;

    /// Both must hold.
    fn bitand(self, other: Self) -> Self {
        self.join(other)
    }
}
