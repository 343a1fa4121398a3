//! Files that stand for what documents refer to on other hosts.

use serde::{Deserialize, Serialize};

/// A file that stands for an address, and what must be in it: nothing is fetched, and nothing else is taken for it.
///
/// In `tamis.toml`, with the file as it is seen from there:
///
/// ```toml
/// [references."https://example.com/schemas/common.yaml"]
/// file = "remote/common.yaml"
/// sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Reference {
    /// The file.
    pub file: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Reference {
    /// A file with this checksum.
    pub fn new(file: impl Into<String>, sha256: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            sha256: sha256.into(),
        }
    }
}
