//! What the files of a new crate say of the crate.

/// What a crate says of itself.
pub(super) struct Crate<'g> {
    /// The name of the package.
    pub(super) name: String,
    /// The title of the API.
    pub(super) title: &'g str,
    /// The version of the API.
    pub(super) version: &'g str,
    /// What its builder needs.
    pub(super) setup: &'g [String],
    /// A feature for each tag, if they were asked for.
    pub(super) features: &'g [String],
}
