//! Conditions by the name of their operator, each only where the profile offers it.
//!
//! The bounds stand on the functions, not on the blocks around them: a function whose block does not apply is not
//! found at all, and `Filter::ne` would mean `PartialEq::ne` then.

use std::ops::Bound;

use super::op::{Between, Empty, Eq, Exists, Gt, Gte, In, Lt, Lte, Ne, NotIn, Null, VendorOp};
use super::{Filter, Offers, TextOp, op};

impl<T, S> Filter<T, S> {
    /// Equal to the value; a plain value means the same.
    pub fn eq(value: impl Into<T>) -> Self
    where
        S: Offers<Eq>,
    {
        Self::Eq {
            value: value.into(),
        }
    }

    /// Not equal to the value. On SQL servers this usually skips rows without a value.
    pub fn ne(value: impl Into<T>) -> Self
    where
        S: Offers<Ne>,
    {
        Self::Ne {
            value: value.into(),
        }
    }

    /// Greater than the value.
    pub fn gt(value: impl Into<T>) -> Self
    where
        S: Offers<Gt>,
    {
        Self::Range {
            from: Bound::Excluded(value.into()),
            to: Bound::Unbounded,
        }
    }

    /// Greater than the value or equal to it; `value..` means the same.
    pub fn gte(value: impl Into<T>) -> Self
    where
        S: Offers<Gte>,
    {
        Self::Range {
            from: Bound::Included(value.into()),
            to: Bound::Unbounded,
        }
    }

    /// Less than the value; `..value` means the same.
    pub fn lt(value: impl Into<T>) -> Self
    where
        S: Offers<Lt>,
    {
        Self::Range {
            from: Bound::Unbounded,
            to: Bound::Excluded(value.into()),
        }
    }

    /// Less than the value or equal to it; `..=value` means the same.
    pub fn lte(value: impl Into<T>) -> Self
    where
        S: Offers<Lte>,
    {
        Self::Range {
            from: Bound::Unbounded,
            to: Bound::Included(value.into()),
        }
    }

    /// Between the two values, by the server's operator for that; whether the ends belong to it is the server's affair.
    pub fn between(low: impl Into<T>, high: impl Into<T>) -> Self
    where
        S: Offers<Between>,
    {
        Self::Between {
            low: low.into(),
            high: high.into(),
        }
    }

    /// Equal to one of the values; a list means the same.
    pub fn is_in<V: Into<T>>(values: impl IntoIterator<Item = V>) -> Self
    where
        S: Offers<In>,
    {
        Self::In {
            values: values.into_iter().map(Into::into).collect(),
        }
    }

    /// Equal to none of the values.
    pub fn not_in<V: Into<T>>(values: impl IntoIterator<Item = V>) -> Self
    where
        S: Offers<NotIn>,
    {
        Self::NotIn {
            values: values.into_iter().map(Into::into).collect(),
        }
    }

    /// Without a value.
    #[must_use]
    pub fn is_null() -> Self
    where
        S: Offers<Null>,
    {
        Self::Null { null: true }
    }

    /// With a value, whichever.
    #[must_use]
    pub fn not_null() -> Self
    where
        S: Offers<Null>,
    {
        Self::Null { null: false }
    }

    /// The field is present.
    #[must_use]
    pub fn exists() -> Self
    where
        S: Offers<Exists>,
    {
        Self::Exists { exists: true }
    }

    /// The field is absent.
    #[must_use]
    pub fn not_exists() -> Self
    where
        S: Offers<Exists>,
    {
        Self::Exists { exists: false }
    }

    /// The field is empty.
    #[must_use]
    pub fn is_empty() -> Self
    where
        S: Offers<Empty>,
    {
        Self::Empty { empty: true }
    }

    /// The field is not empty.
    #[must_use]
    pub fn not_empty() -> Self
    where
        S: Offers<Empty>,
    {
        Self::Empty { empty: false }
    }

    /// Satisfies an operator of the server's own: `Filter::with::<Near>(place)`.
    pub fn with<O: VendorOp>(value: impl Into<T>) -> Self
    where
        S: Offers<O>,
    {
        Self::Vendor {
            op: O::NAME,
            values: vec![value.into()],
            list: false,
        }
    }

    /// Satisfies an operator of the server's own that takes a list: `Filter::with_list::<Overlap, _>([a, b])`.
    pub fn with_list<O: VendorOp, V: Into<T>>(values: impl IntoIterator<Item = V>) -> Self
    where
        S: Offers<O>,
    {
        Self::Vendor {
            op: O::NAME,
            values: values.into_iter().map(Into::into).collect(),
            list: true,
        }
    }
}

macro_rules! text_constructors {
    ($($(#[$doc:meta])* $name:ident $constructor:ident)*) => {
        impl<T, S> Filter<T, S> {$(
            $(#[$doc])*
            pub fn $constructor(text: impl Into<String>) -> Self
            where
                S: Offers<op::$name>,
            {
                Self::Text { op: TextOp::$name, text: text.into() }
            }
        )*}
    };
}

op::each_text_operator!(text_constructors);
