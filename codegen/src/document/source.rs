//! A file of the documents, as it was read.

/// A file of the documents, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// What messages call it, separated by `/` and relative: `specs/pets.yaml`.
    pub name: String,
    /// Its bytes.
    pub text: Vec<u8>,
    /// Whether it is only read when another source refers to it: a file in a subfolder.
    pub fragment: bool,
}

impl Source {
    /// A file that is a document of its own if it has `openapi`, and else is read when another one refers to it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            fragment: false,
        }
    }

    /// A file that is only read when another one refers to it.
    #[must_use]
    pub fn fragment(name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self {
            fragment: true,
            ..Self::new(name, text)
        }
    }
}
