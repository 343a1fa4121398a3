//! A number of a document, as wide as it was written.

use std::fmt;

/// A number, as wide as the document wrote it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Number {
    Int(i64),
    /// Beyond `i64`.
    Uint(u64),
    /// Always finite.
    Float(f64),
    /// An integer beyond `u64` and `i64`: its decimal text.
    Big(Box<str>),
}

impl Number {
    pub(crate) fn as_f64(&self) -> f64 {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "the caller asks for the nearest"
            )]
            Self::Int(value) => *value as f64,
            #[expect(
                clippy::cast_precision_loss,
                reason = "the caller asks for the nearest"
            )]
            Self::Uint(value) => *value as f64,
            Self::Float(value) => *value,
            // Digits with a sign always parse; a value out of range becomes an infinity.
            Self::Big(text) => text.parse().unwrap_or(f64::MAX),
        }
    }

    /// The number as an integer, if it is one that fits: `3`, and `3.0` as well.
    pub(crate) fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            Self::Uint(_) | Self::Big(_) => None,
            Self::Float(value) => {
                // 2^53: beyond it a float does not say which integer is meant.
                const EXACT: f64 = 9_007_199_254_740_992.0;
                #[expect(clippy::cast_possible_truncation, reason = "checked by the guard")]
                (value.fract() == 0.0 && value.abs() <= EXACT).then_some(*value as i64)
            }
        }
    }

    /// The number as an integer, its fraction cut off; `None` beyond all integer types.
    pub(crate) fn as_i128(&self) -> Option<i128> {
        match self {
            Self::Int(value) => Some((*value).into()),
            Self::Uint(value) => Some((*value).into()),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a bound is only compared with the ranges of integer types, and the cast saturates"
            )]
            Self::Float(value) => Some(*value as i128),
            Self::Big(text) => text.parse().ok(),
        }
    }

    pub(super) fn from_json(number: &serde_json::Number) -> Self {
        match (number.as_i64(), number.as_u64()) {
            (Some(value), _) => Self::Int(value),
            (None, Some(value)) => Self::Uint(value),
            // A number in JSON is finite.
            (None, None) => Self::Float(number.as_f64().unwrap_or_default()),
        }
    }

    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Int(value) => (*value).into(),
            Self::Uint(value) => (*value).into(),
            Self::Float(_) | Self::Big(_) => self.as_f64().into(),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(value) => value.fmt(f),
            Self::Uint(value) => value.fmt(f),
            // Debug keeps `1.0` what it was.
            Self::Float(value) => fmt::Debug::fmt(value, f),
            Self::Big(text) => f.write_str(text),
        }
    }
}
