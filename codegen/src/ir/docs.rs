//! What a document says of something.

/// What the document says of something, to be shown to the reader of the client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docs {
    /// `title`, where it says more than the name.
    pub title: Option<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`, Markdown as written.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `default`, as JSON text.
    pub default: Option<String>,
    /// `example` and `examples`, as JSON text.
    pub examples: Vec<String>,
    /// Limits worth telling (`maxLength: 20`), in the document's words, one each: `at most 20 characters`.
    pub constraints: Vec<String>,
}
