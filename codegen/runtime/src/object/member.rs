//! One member: what can be done with it, whatever its type is and however it may be left out.

use serde::de::{Error, MapAccess};
use serde::ser::Serialize;

/// The field of a member.
pub trait Shape {
    /// Its type.
    type Value;
}

/// A member that can be read.
pub trait Read<'de>: Shape {
    /// Reads the value of the member.
    ///
    /// # Errors
    ///
    /// Those of the value.
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Self::Value, A::Error>;

    /// The value of the member when it is missing.
    ///
    /// # Errors
    ///
    /// When it may not be.
    fn absent<E: Error>(name: &'static str) -> Result<Self::Value, E>;
}

/// A member that can be written.
pub trait Write: Shape {
    /// Whether it will be written.
    fn is_there(value: &Self::Value) -> bool;

    /// Writes it.
    ///
    /// # Errors
    ///
    /// Those of the value.
    fn write<O: Out>(value: &Self::Value, name: &'static str, out: &mut O) -> Result<(), O::Error>;
}

/// What members are written to.
pub trait Out {
    /// Why one cannot be written.
    type Error;

    /// Writes a member.
    ///
    /// # Errors
    ///
    /// Those of the value.
    fn member<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Self::Error>;

    /// Leaves a member out.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn absent(&mut self, name: &'static str) -> Result<(), Self::Error>;
}
