//! Types of the user's own, as golden documents name them.

use serde::{Deserialize, Serialize};

/// Instead of the component `Money`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Money {
    /// In cents, which travel as a text.
    #[serde(with = "cents")]
    pub amount: i64,
}

/// Cents as `12.50`.
mod cents {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
    pub(super) fn serialize<S: Serializer>(cents: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}.{:02}", cents / 100, cents % 100))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.replace('.', "").parse().map_err(D::Error::custom)
    }
}
