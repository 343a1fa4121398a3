//! Profiles: the sets of operators that servers offer. Shared by all fields with the same set.

/// Defines a profile: a type that lists the operators that a field offers.
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

use super::Offers;
use super::op::{Eq, Gt, Gte, In, Lt, Lte, Ne, Null};

// Written out, not by the macro: the compiler shows these lines when an operator is not offered.

/// The operators of values with an order: `=`, `ne`, `gt`, `gte`, `lt`, `lte`, `in` and the null test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordered {}

impl Offers<Eq> for Ordered {}
impl Offers<Ne> for Ordered {}
impl Offers<Gt> for Ordered {}
impl Offers<Gte> for Ordered {}
impl Offers<Lt> for Ordered {}
impl Offers<Lte> for Ordered {}
impl Offers<In> for Ordered {}
impl Offers<Null> for Ordered {}

/// The operators of identifiers: `=`, `in` and the null test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {}

impl Offers<Eq> for Identity {}
impl Offers<In> for Identity {}
impl Offers<Null> for Identity {}
