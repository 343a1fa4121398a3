//! How a member of an item relates to a value that a filter was given: as far as that is beyond doubt, whatever the
//! server's collation is and however it rounds what it shows.

use std::cmp::Ordering;

use jiff::SignedDuration;
use serde_json::Value as Json;

use crate::{Date, Timestamp};

/// How a member relates to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Less, greater, or the very same.
    Ordered(Ordering),
    /// The very same, of values that have no order which servers agree on.
    Same,
    /// Another one, of such values.
    Different,
    Unknown,
}

/// How far numbers that are no integers may be rounded.
const ROUNDED: f64 = 1.0;

impl Relation {
    /// How a member relates to a value, which is given by its text.
    pub(crate) fn of(held: &Json, value: &str) -> Self {
        match held {
            Json::Bool(held) => match value {
                "true" | "false" if (value == "true") == *held => Self::Same,
                "true" | "false" => Self::Different,
                _ => Self::Unknown,
            },
            Json::Number(held) => Self::of_numbers(&held.to_string(), value),
            Json::String(held) => Self::of_texts(held, value),
            Json::Null | Json::Array(_) | Json::Object(_) => Self::Unknown,
        }
    }

    /// How two texts relate, which may be numbers or times.
    pub(crate) fn of_texts(held: &str, value: &str) -> Self {
        match (Moment::read(held), Moment::read(value)) {
            (Some(held), Some(value)) => return held.relation(&value),
            (None, None) => {}
            _ => return Self::Unknown,
        }
        match (is_number(held), is_number(value)) {
            (true, true) => return Self::of_numbers(held, value),
            (false, false) => {}
            // A number and a name of the same thing, perhaps.
            _ => return Self::Unknown,
        }
        if held == value {
            return Self::Same;
        }
        if !held.is_ascii() || !value.is_ascii() || essence(held).eq(essence(value)) {
            return Self::Unknown;
        }
        Self::Different
    }

    fn of_numbers(held: &str, value: &str) -> Self {
        if let (Ok(held), Ok(value)) = (held.parse::<i128>(), value.parse::<i128>()) {
            return Self::Ordered(held.cmp(&value));
        }
        let (Ok(held), Ok(value)) = (held.parse::<f64>(), value.parse::<f64>()) else {
            return Self::Unknown;
        };
        let rounded = ROUNDED.max(1e-6 * held.abs().max(value.abs()));
        match held.partial_cmp(&value) {
            Some(ordering) if (held - value).abs() > rounded => Self::Ordered(ordering),
            _ => Self::Unknown,
        }
    }

    pub(crate) fn is_same(self) -> bool {
        matches!(self, Self::Same | Self::Ordered(Ordering::Equal))
    }

    pub(crate) fn is_different(self) -> bool {
        matches!(
            self,
            Self::Different | Self::Ordered(Ordering::Less | Ordering::Greater)
        )
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

/// What of a text every collation compares: its letters and digits, in any case. An identifier has its dashes or not.
fn essence(text: &str) -> impl Iterator<Item = u8> {
    let bytes = text.bytes().filter(u8::is_ascii_alphanumeric);
    bytes.map(|byte| byte.to_ascii_lowercase())
}

/// A date or an instant.
enum Moment {
    Date(Date),
    Instant {
        time: Timestamp,
        /// Whether the text has an offset.
        is_exact: bool,
    },
}

impl Moment {
    fn read(text: &str) -> Option<Self> {
        // Whatever else a parser takes: a year of four digits, and so on.
        let bytes = text.as_bytes();
        let has_form = bytes.len() >= 10
            && bytes
                .iter()
                .take(10)
                .enumerate()
                .all(|(at, byte)| match at {
                    4 | 7 => *byte == b'-',
                    _ => byte.is_ascii_digit(),
                });
        if !has_form {
            return None;
        }
        if bytes.len() == 10 {
            return text.parse().ok().map(Self::Date);
        }
        let clock = text.get(11..)?;
        let is_exact = clock.ends_with(['Z', 'z']) || clock.contains(['+', '-']);
        let time = text.parse().ok()?;
        Some(Self::Instant { time, is_exact })
    }

    fn relation(&self, value: &Self) -> Relation {
        let exact = |moment: &Self| matches!(moment, Self::Instant { is_exact: true, .. });
        if let (Self::Date(held), Self::Date(value)) = (self, value) {
            return Relation::Ordered(held.cmp(value));
        }
        let most = if exact(self) && exact(value) {
            SignedDuration::from_secs(1)
        } else {
            SignedDuration::from_hours(48)
        };
        let (Some(held), Some(value)) = (self.instant(), value.instant()) else {
            return Relation::Unknown;
        };
        let difference = held.duration_since(value);
        if difference.abs() > most {
            Relation::Ordered(difference.cmp(&SignedDuration::ZERO))
        } else {
            Relation::Unknown
        }
    }

    fn instant(&self) -> Option<jiff::Timestamp> {
        match self {
            Self::Date(date) => {
                let start = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
                Some(start.timestamp())
            }
            Self::Instant { time, .. } => Some(**time),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const LESS: Relation = Relation::Ordered(Ordering::Less);
    const EQUAL: Relation = Relation::Ordered(Ordering::Equal);
    const GREATER: Relation = Relation::Ordered(Ordering::Greater);

    #[test]
    fn what_is_beyond_doubt() {
        for (held, value, relation) in [
            (json!(7), "8", LESS),
            (json!(7), "7", EQUAL),
            (json!(u64::MAX), "18446744073709551616", LESS),
            (json!("7"), "6", GREATER),
            (json!(7.5), "9", LESS),
            (json!(7.5), "8", Relation::Unknown),
            (json!(0.25), "0.5", Relation::Unknown),
            (json!("19.99"), "5", GREATER),
            (json!(1e12), "1000000000100.5", Relation::Unknown),
            (json!(true), "true", Relation::Same),
            (json!(true), "false", Relation::Different),
            (json!(true), "1", Relation::Unknown),
            (json!("a"), "a", Relation::Same),
            (json!("A "), "a", Relation::Unknown),
            (json!("a"), "b", Relation::Different),
            (json!("ä"), "a", Relation::Unknown),
            (json!("a"), "7", Relation::Unknown),
            (json!(7), "a", Relation::Unknown),
            (
                json!("67E5504410B1426F9247BB680E5FE0C8"),
                "67e55044-10b1-426f-9247-bb680e5fe0c8",
                Relation::Unknown,
            ),
            (json!("2024-02-29"), "2024-03-01", LESS),
            (json!("2024-02-29"), "2024-02-29", EQUAL),
            (
                json!("2024-02-29T12:00:00Z"),
                "2024-02-29T12:00:00.7Z",
                Relation::Unknown,
            ),
            (
                json!("2024-02-29T12:00:00Z"),
                "2024-02-29T13:00:00+02:00",
                GREATER,
            ),
            (
                json!("2024-02-29T12:00:00"),
                "2024-02-28T12:00:00Z",
                Relation::Unknown,
            ),
            (json!("2024-02-29 12:00:00"), "2024-03-05T12:00:00Z", LESS),
            (
                json!("2024-02-29"),
                "2024-02-28T12:00:00Z",
                Relation::Unknown,
            ),
            (json!("2024-02-29"), "soon", Relation::Unknown),
            (
                json!(1_700_000_000),
                "2024-02-28T12:00:00Z",
                Relation::Unknown,
            ),
        ] {
            assert_eq!(Relation::of(&held, value), relation, "{held} {value}");
        }
    }
}
