//! Names of operations, responses and types: positions in an API.

/// Names one [`Operation`] of an [`super::Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OperationId(u32);

impl OperationId {
    /// The position in [`super::Api::operations`].
    #[must_use]
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    /// The id of the operation at a position.
    ///
    /// # Panics
    ///
    /// When there are more than four thousand million operations.
    #[must_use]
    pub(crate) fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer operations than a u32 counts"))
    }
}

/// Names one [`Response`] of an [`super::Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ResponseId(u32);

impl ResponseId {
    /// The position in [`super::Api::responses`].
    #[must_use]
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    /// The id of the response at a position.
    ///
    /// # Panics
    ///
    /// When there are more than four thousand million responses.
    #[must_use]
    pub(crate) fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer responses than a u32 counts"))
    }
}

/// Names one [`TypeDef`] of an [`super::Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(u32);

impl TypeId {
    /// The position in [`super::Api::types`].
    #[must_use]
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    /// The id of the type at a position.
    ///
    /// # Panics
    ///
    /// When there are more than four thousand million types.
    #[must_use]
    pub(crate) fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer types than a u32 counts"))
    }
}
