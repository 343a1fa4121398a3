//! `format: time`: a time of day, with an offset or without one.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::Offset;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

/// A time of day: `format: time`.
///
/// A [`jiff::civil::Time`], to which it dereferences, and the offset from UTC behind it. RFC 3339 asks for one; many servers
/// send none, since they mean the wall clock of whoever reads it. What is there is kept as it is.
///
/// ```
/// use tamis_runtime::Time;
/// use tamis_runtime::jiff::{civil, tz};
///
/// let opening: Time = "09:30:00+02:00".parse()?;
/// assert_eq!(opening.hour(), 9);
/// assert_eq!(opening.offset(), Some(tz::offset(2)));
/// assert_eq!(opening.to_string(), "09:30:00+02:00");
/// assert_eq!("09:30:00".parse(), Ok(Time::from(civil::time(9, 30, 0, 0))));
/// # Ok::<(), tamis_runtime::InvalidTime>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    time: civil::Time,
    zone: Zone,
}

/// What stands behind a time.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Zone {
    #[default]
    Unsaid,
    /// `Z`
    Utc,
    /// `+02:00`
    Offset(Offset),
}

/// The text is not a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidTime(());

impl fmt::Display for InvalidTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time of day such as 12:30:00 or 12:30:00Z")
    }
}

impl std::error::Error for InvalidTime {}

impl Time {
    /// The time at an offset from UTC.
    #[must_use]
    pub fn at(time: civil::Time, offset: Offset) -> Self {
        let zone = Zone::Offset(offset);
        Self { time, zone }
    }

    /// The offset from UTC, if there is one.
    #[must_use]
    pub fn offset(self) -> Option<Offset> {
        match self.zone {
            Zone::Unsaid => None,
            Zone::Utc => Some(Offset::UTC),
            Zone::Offset(offset) => Some(offset),
        }
    }
}

impl FromStr for Time {
    type Err = InvalidTime;

    /// Reads a time of day, with `Z`, an offset or neither.
    ///
    /// # Errors
    ///
    /// When the text is anything else: a date-time, too, is none, for its date would be lost.
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let (clock, zone) = match text.strip_suffix(['Z', 'z']) {
            Some(clock) => (clock, Zone::Utc),
            None => match text.find(['+', '-']).map(|sign| text.split_at(sign)) {
                Some((clock, offset)) => {
                    let offset = read_offset(offset).ok_or(InvalidTime(()))?;
                    (clock, Zone::Offset(offset))
                }
                None => (text, Zone::Unsaid),
            },
        };
        let plain = |byte: u8| byte.is_ascii_digit() || byte == b':' || byte == b'.';
        if !clock.contains(':') || !clock.bytes().all(plain) {
            return Err(InvalidTime(()));
        }
        let time = clock.parse().map_err(|_| InvalidTime(()))?;
        Ok(Self { time, zone })
    }
}

/// `+02:00`
fn read_offset(text: &str) -> Option<Offset> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let two = |part: &str| -> Option<i32> {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let (hours, minutes) = digits.split_once(':')?;
    let (hours, minutes) = (two(hours)?, two(minutes).filter(|minutes| *minutes < 60)?);
    Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok()
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.time, f)?;
        match self.zone {
            Zone::Unsaid => Ok(()),
            Zone::Utc => f.write_str("Z"),
            Zone::Offset(offset) => {
                let seconds = offset.seconds();
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.unsigned_abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Time;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time of day such as 12:30:00Z")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Time, E> {
                text.parse()
                    .map_err(|error| E::custom(format_args!("`{text}` is {error}")))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

impl Deref for Time {
    type Target = civil::Time;

    fn deref(&self) -> &civil::Time {
        &self.time
    }
}

impl From<civil::Time> for Time {
    fn from(time: civil::Time) -> Self {
        let zone = Zone::Unsaid;
        Self { time, zone }
    }
}

impl From<Time> for civil::Time {
    fn from(time: Time) -> Self {
        time.time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back_as_they_are() {
        for text in [
            "00:00:00",
            "23:59:59.5",
            "12:30:00Z",
            "12:30:00+05:30",
            "12:30:00-08:00",
        ] {
            let time: Time = serde_json::from_value(text.into()).unwrap();
            assert_eq!(serde_json::to_value(time).unwrap(), text);
        }
        assert_eq!(
            "12:30".parse::<Time>().unwrap(),
            civil::time(12, 30, 0, 0).into()
        );
    }

    #[test]
    fn what_would_lose_something_is_refused() {
        for text in [
            "",
            "12",
            "25:00:00",
            "2024-01-01T12:30:00",
            "12:30:00[UTC]",
            "12:30:00+",
            "noon",
        ] {
            assert_eq!(text.parse::<Time>(), Err(InvalidTime(())), "{text}");
        }
    }
}
