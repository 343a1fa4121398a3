//! `format: date-time`: an instant, read leniently and written in one form.

use std::fmt::{self, Write as _};
use std::ops::Deref;
use std::str::FromStr;

use jiff::civil;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use crate::Text;

/// An instant: `format: date-time`.
///
/// A thin layer over [`jiff::Timestamp`], to which it dereferences and converts both ways. It differs in what it reads:
///
/// | text | instant |
/// |---|---|
/// | `2023-01-01T00:00:00Z`, `2023-01-01t05:30:00+05:30` | as RFC 3339 has it |
/// | `2023-01-01T00:00:00`, `2023-01-01 00:00:00` | without an offset: UTC, as servers that leave it out mean it |
/// | `2023-01-01` | the start of the day in UTC |
/// | `9999-12-31T23:59:59Z` | [`Timestamp::MAX`], which is about a day earlier |
///
/// The last line is the one loss: the latest instant that jiff can hold is 9999-12-30T22:00:00.999999999Z, and many
/// servers send the last second of 9999 for "never". Such an instant is taken as the nearest that can be held, since it
/// must not fail the whole response. Fractions of a second are kept to the nanosecond.
///
/// It is always written in UTC with a `Z` and as many digits of the fraction as are needed: a `+` would be read as a
/// space by servers when it stands unescaped in a query.
///
/// ```
/// use tamis_runtime::Timestamp;
///
/// let noon: Timestamp = "2024-03-01 17:30:00.250+05:30".parse()?;
/// assert_eq!(noon.to_string(), "2024-03-01T12:00:00.25Z");
/// assert_eq!(noon, "2024-03-01T12:00:00.25".parse()?);
/// assert_eq!(Timestamp::MAX, "9999-12-31T23:59:59Z".parse()?);
/// # Ok::<(), tamis_runtime::jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// The latest instant that can be held; what later ones are read as.
    pub const MAX: Self = Self(jiff::Timestamp::MAX);
    /// The earliest instant that can be held; what earlier ones are read as.
    pub const MIN: Self = Self(jiff::Timestamp::MIN);

    /// The current instant of the system's clock.
    #[must_use]
    pub fn now() -> Self {
        Self(jiff::Timestamp::now())
    }

    /// The instant as jiff has it.
    #[must_use]
    pub const fn into_jiff(self) -> jiff::Timestamp {
        self.0
    }

    /// Writes the text form, which is plain in every place.
    pub(crate) fn write_to(self, out: &mut Text<'_>) {
        let mut buffer = [0; LONGEST];
        match self.format(&mut buffer) {
            Some(text) => out.push_plain(text),
            // Years before 0 carry a sign.
            None => _ = write!(out, "{}", self.0),
        }
    }

    /// The text form in a buffer; `None` for years that do not have four digits.
    fn format(self, buffer: &mut [u8; LONGEST]) -> Option<&str> {
        let time = Offset::UTC.to_datetime(self.0);
        let year = u32::try_from(time.year()).ok()?;
        *buffer = *b"0000-00-00T00:00:00.000000000Z";
        put(buffer, 0, 4, year);
        put(buffer, 5, 2, time.month().unsigned_abs().into());
        put(buffer, 8, 2, time.day().unsigned_abs().into());
        put(buffer, 11, 2, time.hour().unsigned_abs().into());
        put(buffer, 14, 2, time.minute().unsigned_abs().into());
        put(buffer, 17, 2, time.second().unsigned_abs().into());
        let nanosecond = time.subsec_nanosecond().unsigned_abs();
        let mut end = SECONDS;
        if nanosecond != 0 {
            put(buffer, SECONDS + 1, 9, nanosecond);
            end = buffer
                .iter()
                .rposition(|byte| matches!(byte, b'1'..=b'9'))?
                + 1;
        }
        *buffer.get_mut(end)? = b'Z';
        std::str::from_utf8(buffer.get(..=end)?).ok()
    }
}

/// The length of a text with nanoseconds.
const LONGEST: usize = "0000-00-00T00:00:00.000000000Z".len();
/// The length of a text up to the seconds.
const SECONDS: usize = "0000-00-00T00:00:00".len();

/// Writes a number with leading zeros.
fn put(buffer: &mut [u8; LONGEST], at: usize, digits: usize, mut number: u32) {
    for byte in buffer.iter_mut().skip(at).take(digits).rev() {
        *byte = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
    }
}

impl FromStr for Timestamp {
    type Err = jiff::Error;

    /// Reads a date-time, or a date; see [`Timestamp`] for the forms.
    ///
    /// # Errors
    ///
    /// When the text is in none of these forms. An instant beyond what can be held is not an error.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let pieces = Pieces::parse(text)?;
        let time = pieces
            .date()
            .to_datetime(pieces.time().unwrap_or(civil::Time::midnight()));
        let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
        Ok(offset.to_timestamp(time).map_or_else(
            |_| {
                if time.year() < 0 {
                    Self::MIN
                } else {
                    Self::MAX
                }
            },
            Self,
        ))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut buffer = [0; LONGEST];
        match self.format(&mut buffer) {
            Some(text) => f.pad(text),
            None => fmt::Display::fmt(&self.0, f),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut buffer = [0; LONGEST];
        match self.format(&mut buffer) {
            Some(text) => serializer.serialize_str(text),
            None => serializer.collect_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Timestamp;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date-time such as 2024-03-01T12:00:00Z")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
                text.parse().map_err(|error| {
                    E::custom(format_args!("`{text}` is not a date-time: {error}"))
                })
            }
        }
        deserializer.deserialize_str(Text)
    }
}

impl Deref for Timestamp {
    type Target = jiff::Timestamp;

    fn deref(&self) -> &jiff::Timestamp {
        &self.0
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp)
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0
    }
}

impl From<jiff::Zoned> for Timestamp {
    fn from(zoned: jiff::Zoned) -> Self {
        Self(zoned.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form_that_servers_send() {
        for (text, same) in [
            ("2023-01-01T00:00:00", "2023-01-01T00:00:00Z"),
            ("2023-01-01 00:00:00", "2023-01-01T00:00:00Z"),
            ("2023-01-01t00:00:00z", "2023-01-01T00:00:00Z"),
            ("2023-01-01T05:30:00+05:30", "2023-01-01T00:00:00Z"),
            ("2023-01-01T00:00:00-08:00", "2023-01-01T08:00:00Z"),
            ("2023-01-01T00:00:00-00:00", "2023-01-01T00:00:00Z"),
            ("2023-01-01", "2023-01-01T00:00:00Z"),
            (
                "2023-01-01T00:00:00.123456789",
                "2023-01-01T00:00:00.123456789Z",
            ),
            ("2023-01-01T00:00:00.1+00:00", "2023-01-01T00:00:00.1Z"),
            ("2023-01-01T00:00:00.000001Z", "2023-01-01T00:00:00.000001Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ] {
            let read: Timestamp = text.parse().unwrap();
            assert_eq!(read.to_string(), same, "{text}");
            assert_eq!(*read, same.parse::<jiff::Timestamp>().unwrap());
            let json: Timestamp = serde_json::from_value(text.into()).unwrap();
            assert_eq!(serde_json::to_value(json).unwrap(), same);
        }
    }

    #[test]
    fn beyond_the_range_is_the_end_of_the_range() {
        assert_eq!(
            "9999-12-31T23:59:59Z".parse::<Timestamp>().unwrap(),
            Timestamp::MAX
        );
        assert_eq!(
            "9999-12-31T23:59:59.999999".parse::<Timestamp>().unwrap(),
            Timestamp::MAX
        );
        assert_eq!(
            "-009999-01-01T00:00:00Z".parse::<Timestamp>().unwrap(),
            Timestamp::MIN
        );
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-30T22:00:00.999999999Z");
        assert_eq!(Timestamp::MIN.to_string(), jiff::Timestamp::MIN.to_string());
    }

    #[test]
    fn other_texts_are_errors() {
        for text in [
            "",
            "yesterday",
            "2023-13-01T00:00:00Z",
            "2023-01-01T00:00:00Zzz",
            "10:00",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
        let error = serde_json::from_str::<Timestamp>("\"soon\"").unwrap_err();
        assert!(
            error.to_string().starts_with("`soon` is not a date-time"),
            "{error}"
        );
    }
}
