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
    /// The folders above the one that all names are seen from, outermost first; none where nobody knows them. They only
    /// tell a reference that goes up and comes back from one that leaves: `../api/pet.yaml` in a file of the folder `api`.
    pub(crate) above: Vec<String>,
}

impl Source {
    /// A file that is a document of its own if it has `openapi`, and else is read when another one refers to it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            fragment: false,
            above: Vec::new(),
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

/// How the names of files end that are read as documents or parts of them.
pub(super) const ENDINGS: [&str; 6] = ["yaml", "yml", "json", "md", "mdx", "markdown"];

/// Whether a file of this name is read.
pub(crate) fn is_document(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Why a file that is referred to is not among the sources, as far as its name tells.
pub(super) fn why_not_read(name: &str) -> &'static str {
    let mut steps = name.split('/');
    if steps.any(|step| step.starts_with('.')) {
        return "what has a name that begins with a dot is not read";
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    if file.contains('.') && !is_document(file) {
        return "only files that end in .yaml, .yml, .json or .md are read";
    }
    "no such file was read"
}
