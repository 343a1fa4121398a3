//! Profiles: the sets of operators that servers offer. Shared by all fields with the same set.

/// Defines a profile: a type that says which operators a field offers.
///
/// ```
/// use tamis_runtime::{Filter, op, profile};
///
/// profile! {
///     /// `=`, `ne` and `contains`.
///     pub Named: op::Eq, op::Ne, op::Contains;
/// }
/// let name: Filter<String, Named> = Filter::contains("storage");
/// ```
#[macro_export]
macro_rules! profile {
    ($($(#[$attribute:meta])* $visibility:vis $name:ident: $($op:ty),+ $(,)?;)*) => {$(
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visibility enum $name {}
        $(impl $crate::Offers<$op> for $name {})+
    )*};
}

use super::op::{Eq, Gt, Gte, In, Lt, Lte, Ne, Null};

profile! {
    /// The operators of values with an order: `=`, `ne`, `gt`, `gte`, `lt`, `lte`, `in` and the null test.
    pub Ordered: Eq, Ne, Gt, Gte, Lt, Lte, In, Null;
    /// The operators of identifiers: `=`, `in` and the null test.
    pub Identity: Eq, In, Null;
}
