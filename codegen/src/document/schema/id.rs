//! What names a schema.

use openapiv3::ReferenceOr;

/// Names what stands in one place where a schema may stand: two schemas with the same text have two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct SchemaId(u32);

impl SchemaId {
    /// How openapiv3 says this: its schemas are never anything else.
    pub(crate) fn written(self) -> ReferenceOr<openapiv3::Schema> {
        ReferenceOr::Reference {
            reference: self.0.to_string(),
        }
    }

    pub(super) fn read(schema: &ReferenceOr<openapiv3::Schema>) -> Option<Self> {
        match schema {
            ReferenceOr::Reference { reference } => reference.parse().ok().map(Self),
            ReferenceOr::Item(_) => None,
        }
    }

    pub(super) fn from_index(index: usize) -> Self {
        // A document with so many schemas is refused long before.
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}
