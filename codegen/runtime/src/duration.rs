//! `format: duration`: an ISO 8601 duration.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use jiff::Span;
use serde::{Deserialize, Serialize};

use crate::{Text, Value};

/// An ISO 8601 duration: `P1DT2H`.
///
/// It is a [`jiff::Span`] that can be compared: two are equal when they are unit by unit, so one day is not 24 hours
/// (where clocks are changed it is not).
///
/// ```
/// use tamis_runtime::Duration;
///
/// let duration: Duration = "P1DT2H".parse()?;
/// assert_eq!(duration.get_days(), 1);
/// assert_eq!(duration.to_string(), "P1DT2H");
/// assert_ne!(duration, "PT26H".parse()?);
/// # Ok::<(), tamis_runtime::jiff::Error>(())
/// ```
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Duration(Span);

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self(span)
    }
}

impl From<Duration> for Span {
    fn from(duration: Duration) -> Self {
        duration.0
    }
}

impl Deref for Duration {
    type Target = Span;

    fn deref(&self) -> &Span {
        &self.0
    }
}

impl FromStr for Duration {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self)
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.0.fieldwise() == other.0.fieldwise()
    }
}

impl Eq for Duration {}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fieldwise().hash(state);
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Value for Duration {
    fn write(&self, out: &mut Text<'_>) {
        self.0.write(out);
    }
}
