//! Operators, as types: what a profile of a field offers.
//!
//! There is one trait, [`Offers`], so that there is one message: a constructor whose operator is not offered does not
//! compile and says which operator it is.

/// Implemented by a profile for each operator that the server offers.
///
/// Profiles are made by [`profile!`](crate::profile).
#[diagnostic::on_unimplemented(
    message = "the server does not offer the operator `{Op}` for this field",
    label = "needs `{Op}`, which the field's profile `{Self}` does not have",
    note = "a server ignores a parameter that it does not know and responds as if it had not been sent"
)]
pub trait Offers<Op: ?Sized> {}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {}
    )*};
}

operators! {
    /// Equal: [`Filter::eq`](crate::Filter::eq) and a plain value.
    Eq
    /// Not equal: [`Filter::ne`](crate::Filter::ne).
    Ne
    /// Greater: [`Filter::gt`](crate::Filter::gt).
    Gt
    /// Greater or equal: [`Filter::gte`](crate::Filter::gte), `a..`, and the start of other ranges.
    Gte
    /// Less: [`Filter::lt`](crate::Filter::lt), `..b`, and the end of `a..b`.
    Lt
    /// Less or equal: [`Filter::lte`](crate::Filter::lte), `..=b`, and the end of `a..=b`.
    Lte
    /// Between two values, by one parameter: [`Filter::between`](crate::Filter::between).
    Between
    /// One of a list: [`Filter::is_in`](crate::Filter::is_in) and lists.
    In
    /// None of a list: [`Filter::not_in`](crate::Filter::not_in).
    NotIn
    /// Without a value, or with one: [`Filter::is_null`](crate::Filter::is_null),
    /// [`Filter::not_null`](crate::Filter::not_null).
    Null
    /// Present, or absent: [`Filter::exists`](crate::Filter::exists),
    /// [`Filter::not_exists`](crate::Filter::not_exists).
    Exists
    /// Empty, or not: [`Filter::is_empty`](crate::Filter::is_empty),
    /// [`Filter::not_empty`](crate::Filter::not_empty).
    Empty
}

/// An operator of one server's own: implemented by a marker type in generated code.
///
/// ```
/// use tamis_runtime::{Filter, VendorOp, profile};
///
/// /// Within so many metres of the place.
/// #[derive(Debug)]
/// pub enum Near {}
/// impl VendorOp for Near {
///     const NAME: &'static str = "near";
/// }
/// profile! {
///     /// `=` and `near`.
///     pub Located: tamis_runtime::op::Eq, Near;
/// }
/// let place: Filter<String, Located> = Filter::with::<Near>("Delhi");
/// ```
pub trait VendorOp {
    /// The name by which [`FilterField::vendor`](crate::FilterField::vendor) lists it.
    const NAME: &'static str;
}

/// Gives the comparisons of texts to a macro: each with its type, its variant and its constructor.
macro_rules! each_text_operator {
    ($receiver:ident) => {
        $receiver! {
            /// Contains the text.
            Contains contains
            /// Does not contain the text.
            NotContains not_contains
            /// Contains the text, in any case.
            IContains icontains
            /// Does not contain the text, in any case.
            NotIContains not_icontains
            /// Starts with the text.
            StartsWith starts_with
            /// Does not start with the text.
            NotStartsWith not_starts_with
            /// Starts with the text, in any case.
            IStartsWith istarts_with
            /// Does not start with the text, in any case.
            NotIStartsWith not_istarts_with
            /// Ends with the text.
            EndsWith ends_with
            /// Does not end with the text.
            NotEndsWith not_ends_with
            /// Ends with the text, in any case.
            IEndsWith iends_with
            /// Does not end with the text, in any case.
            NotIEndsWith not_iends_with
            /// Is the text.
            Exact exact
            /// Is not the text.
            NotExact not_exact
            /// Is the text, in any case.
            IExact iexact
            /// Is not the text, in any case.
            NotIExact not_iexact
            /// Matches an SQL pattern: `%` is any text, `_` any character.
            Like like
            /// Does not match an SQL pattern.
            NotLike not_like
            /// Matches an SQL pattern, in any case.
            ILike ilike
            /// Does not match an SQL pattern, in any case.
            NotILike not_ilike
            /// Matches a regular expression, in the server's dialect.
            Regex regex
            /// Does not match a regular expression.
            NotRegex not_regex
            /// Is found by the server's own search.
            Search search
            /// Is not found by the server's own search.
            NotSearch not_search
            /// Is found by the server's own search, in any case.
            ISearch isearch
            /// Is not found by the server's own search, in any case.
            NotISearch not_isearch
            /// Matches a regular expression, in any case.
            IRegex iregex
            /// Does not match a regular expression, in any case.
            NotIRegex not_iregex
        }
    };
}
pub(super) use each_text_operator;

macro_rules! text_operators {
    ($($(#[$doc:meta])* $name:ident $constructor:ident)*) => {
        /// A comparison of texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum TextOp {$(
            $(#[$doc])*
            $name,
        )*}

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $name {}
        )*
    };
}

each_text_operator!(text_operators);
