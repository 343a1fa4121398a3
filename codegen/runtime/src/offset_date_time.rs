//! Date-times of the crate `time`, in the form that OpenAPI has for them.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::format_description::well_known::{Iso8601, Rfc3339};

use crate::paging::Position;
use crate::{Text, Value};

/// A [`time::OffsetDateTime`] whose text and JSON forms are those of RFC 3339, which its own are not.
///
/// A client has it where its options say so of a format: `date-time = "tamis_runtime::OffsetDateTime"`.
///
/// ```
/// use tamis_runtime::OffsetDateTime;
///
/// let start: OffsetDateTime = "2024-02-29T12:00:00.5+01:00".parse()?;
/// assert_eq!(start.year(), 2024);
/// assert_eq!(start.unix_timestamp(), 1_709_204_400);
/// assert_eq!(serde_json::to_string(&start).unwrap(), "\"2024-02-29T12:00:00.5+01:00\"");
/// # Ok::<(), time::error::Parse>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OffsetDateTime(pub time::OffsetDateTime);

impl From<time::OffsetDateTime> for OffsetDateTime {
    fn from(time: time::OffsetDateTime) -> Self {
        Self(time)
    }
}

impl From<OffsetDateTime> for time::OffsetDateTime {
    fn from(time: OffsetDateTime) -> Self {
        time.0
    }
}

impl Deref for OffsetDateTime {
    type Target = time::OffsetDateTime;

    fn deref(&self) -> &time::OffsetDateTime {
        &self.0
    }
}

impl FromStr for OffsetDateTime {
    type Err = time::error::Parse;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        time::OffsetDateTime::parse(text, &Rfc3339).map(Self)
    }
}

impl fmt::Display for OffsetDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // RFC 3339 has no years beyond 9999.
        f.write_str(&self.0.format(&Rfc3339).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for OffsetDateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        time::serde::rfc3339::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for OffsetDateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        time::serde::rfc3339::deserialize(deserializer).map(Self)
    }
}

impl Value for OffsetDateTime {
    fn write(&self, out: &mut Text<'_>) {
        match self.0.format(&Rfc3339) {
            Ok(text) => out.push_str(&text),
            Err(why) => out.refuse(format!("{why}")),
        }
    }
}

impl Value for time::Date {
    fn write(&self, out: &mut Text<'_>) {
        out.push_str(&self.to_string());
    }
}

impl Position for OffsetDateTime {
    fn to_position(&self) -> Option<String> {
        self.0.format(&Rfc3339).ok()
    }

    fn from_position(position: String) -> Option<Self> {
        position.parse().ok()
    }
}

impl Position for time::Date {
    fn to_position(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn from_position(position: String) -> Option<Self> {
        Self::parse(&position, &Iso8601::DATE).ok()
    }
}
